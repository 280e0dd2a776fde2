using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Module;
using SEFramework.Simulator.Scheduling;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Tests;

/// <summary>A virtual module on a bench: its line in memory, its clock by hand.</summary>
internal sealed class ModuleRig : IDisposable
{
    private readonly List<byte> _line = [];

    public ModuleRig(FirmwareProfile? profile = null, byte apiMode = 1, ModuleTiming? timing = null, bool powered = true)
    {
        Scheduler = new SimulationScheduler(Time, seed: 7);
        Network = new HomeAreaNetwork(Scheduler);
        Module = new VirtualXBee(
            IeeeAddress.Parse("00:13:A2:00:41:22:33:44"), profile ?? FirmwareProfile.XBee3Zigbee, Network, timing, NullLogger.Instance)
        {
            Output = _line.AddRange,
        };
        Module.TryPreset("AP", apiMode);
        if (powered)
        {
            Module.PowerOn();
            _line.Clear();
        }
    }

    public ManualTimeProvider Time { get; } = new();

    public SimulationScheduler Scheduler { get; }

    public HomeAreaNetwork Network { get; }

    public VirtualXBee Module { get; }

    /// <summary>The bytes the module sent since the last look, as text.</summary>
    public string TakeLine()
    {
        var text = Wire.Text([.. _line]);
        _line.Clear();
        return text;
    }

    /// <summary>The frame data the module sent in API mode 1 since the last look.</summary>
    public List<string> Take()
    {
        var frames = Wire.Frames([.. _line]);
        _line.Clear();
        return frames;
    }

    /// <summary>Sends frame data in API mode 1 and returns what the module sends at once.</summary>
    public List<string> Exchange(string dataHex)
    {
        Module.Input(Wire.Frame(dataHex));
        return Take();
    }

    /// <summary>Sends an AT command at once (0x08) with frame id 0x52 and returns status and value of its answer; later frames stay out.</summary>
    public string At(string command, string valueHex = "") => AtFrame("08", command, valueHex);

    /// <summary>Queues an AT command (0x09).</summary>
    public string Queue(string command, string valueHex = "") => AtFrame("09", command, valueHex);

    /// <summary>Forms a network and forgets what the module said about it.</summary>
    public void Form()
    {
        if (Module.Profile.FixedCoordinator is null)
        {
            Queue("ZS", "02");
            Queue("EE", "01");
            Queue("EO", "02");
            Queue("KY", "11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 00");
            Queue("CE", "01");
            At("AC");
        }

        Assert.AreEqual("00 00", At("AI"));
        Take();
    }

    public void Dispose() => Scheduler.Dispose();

    private string AtFrame(string type, string command, string valueHex)
    {
        var name = Wire.Text(System.Text.Encoding.ASCII.GetBytes(command));
        var answer = Exchange($"{type} 52 {name} {valueHex}")[0];
        Assert.StartsWith($"88 52 {name} ", answer + " ");
        return answer["88 52 41 50 ".Length..];
    }
}
