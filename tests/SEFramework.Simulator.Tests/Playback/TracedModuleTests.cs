using SEFramework.Radio.Tracing;
using SEFramework.Simulator.Playback;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests.Playback;

/// <summary>What a module that plays a trace says to its host.</summary>
[TestClass]
public sealed class TracedModuleTests : IDisposable
{
    // A question and its answer, a reading of a meter (its transaction has sequence number 7) with what the module says of itself in between.
    private const string Trace = """
        2026-11-21T10:00:00.000000Z > 08 01 41 50
        2026-11-21T10:00:00.010000Z < 88 01 41 50 00 01
        2026-11-21T10:00:01.000000Z > 11 02 00 0C C1 00 27 19 3A 5B 12 34 5E 01 07 02 01 09 00 00 00 07 00 00 00
        2026-11-21T10:00:01.020000Z < 8B 02 12 34 00 00 00
        2026-11-21T10:00:01.050000Z < 8A 06
        2026-11-21T10:00:01.100000Z < 91 00 0C C1 00 27 19 3A 5B 12 34 01 5E 07 02 01 09 21 18 07 01 00 00 00 30 2A
        2026-11-21T10:00:02.000000Z > 08 03 4E 4B 00 FF FF
        2026-11-21T10:00:02.010000Z < 88 03 4E 4B 00
        """;

    private const string Reading = "11 55 00 0C C1 00 27 19 3A 5B FF FE 5E 01 07 02 01 09 00 00 00 C3 00 00 00";

    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _said = [];
    private readonly List<string> _unknown = [];
    private readonly TracedModule _module;

    public TracedModuleTests()
    {
        _module = new TracedModule(TraceText.Read(Trace), _time)
        {
            Output = bytes => _said.Add(Convert.ToHexString(bytes)),
            Unknown = bytes => _unknown.Add(Convert.ToHexString(bytes)),
        };
        _module.PowerOn();
    }

    public void Dispose() => _module.Dispose();

    [TestMethod]
    public void An_answer_comes_after_its_delay_with_the_frame_id_of_the_host()
    {
        Send("08 77 41 50");
        Said(0);
        Said(10, "88 77 41 50 00 01");
    }

    [TestMethod]
    public void A_reading_has_the_host_s_sequence_number_and_any_network_address_will_do()
    {
        Send(Reading);
        Said(20, "8B 55 12 34 00 00 00");
        Said(30, "8A 06");
        Said(50, "91 00 0C C1 00 27 19 3A 5B 12 34 01 5E 07 02 01 09 21 18 C3 01 00 00 00 30 2A");
        Assert.AreEqual(1, _module.Played);
    }

    [TestMethod]
    public void A_host_that_asks_again_is_answered_again_without_what_came_of_itself()
    {
        Send(Reading);
        Said(100, "8B 55 12 34 00 00 00", "8A 06", "91 00 0C C1 00 27 19 3A 5B 12 34 01 5E 07 02 01 09 21 18 C3 01 00 00 00 30 2A");
        Send(Reading);
        Said(100, "8B 55 12 34 00 00 00", "91 00 0C C1 00 27 19 3A 5B 12 34 01 5E 07 02 01 09 21 18 C3 01 00 00 00 30 2A");
        Assert.AreEqual(1, _module.Played);
    }

    [TestMethod]
    public void Of_a_transmission_with_another_content_only_the_delivery_is_known()
    {
        Send("11 55 00 0C C1 00 27 19 3A 5B 12 34 5E 01 07 02 01 09 00 00 00 C3 00 01 04");
        Said(100, "8B 55 12 34 00 00 00", "8A 06");
        Assert.IsEmpty(_unknown);
    }

    [TestMethod]
    public void A_key_that_the_trace_hides_is_taken()
    {
        Send("08 09 4E 4B 11 22 33");
        Said(10, "88 09 4E 4B 00");
        Assert.IsEmpty(_unknown);
    }

    [TestMethod]
    public void What_came_of_itself_comes_too_when_the_host_does_something_else()
    {
        Send("08 01 41 50");
        Said(10, "88 01 41 50 00 01");
        Said(10_000);
        Said(1_040, "8A 06");
    }

    [TestMethod]
    public void What_the_trace_does_not_have_is_refused_and_told()
    {
        Send("08 05 49 44");
        Send("11 06 00 0C C1 00 27 19 3A 77 FF FE 5E 01 07 02 01 09 00 00 00 C3 00 00 00");
        Said(0, "88 05 49 44 01", "8B 06 FF FE 00 24 00");
        Assert.HasCount(2, _unknown);
        Assert.AreEqual(0, _module.Played);
    }

    [TestMethod]
    public void Without_power_it_says_nothing()
    {
        Send("08 01 41 50");
        _module.PowerOff();
        Said(1_000);
        Send("08 01 41 50");
        Said(1_000);
    }

    [TestMethod]
    public void No_trace_brings_it_down()
    {
        foreach (var line in new[] { "> 00", "> 11", "< 91", "> 08 01", "< 88 01", "> 11 02 00 0C C1 00 27 19 3A 5B 12 34 5E 01 07 02 01 09 00 00", "> 24 01" })
        {
            using var module = new TracedModule(TraceText.Read($"2026-11-21T10:00:00.0Z {line}\n2026-11-21T09:00:00.0Z < 8A 06"), _time);
            module.PowerOn();
            module.Input(Wire.Frame("08 01 41 50"));
            module.Input(Wire.Frame("11"));
            module.Input(Wire.Frame("08 01"));
            Assert.AreEqual(line[0] == '>' ? 1 : 0, module.Turns);
        }
    }

    private void Send(string frameData) => _module.Input(Wire.Frame(frameData));

    private void Said(int milliseconds, params string[] frames)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        CollectionAssert.AreEqual(frames.Select(static f => Convert.ToHexString(Wire.Frame(f))).ToArray(), _said, string.Join(", ", _said));
        _said.Clear();
    }
}
