using FsCheck;
using FsCheck.Fluent;
using SEFramework.Radio.Tracing;

namespace SEFramework.Radio.Tests.Tracing;

/// <summary>The text form of traces.</summary>
[TestClass]
public sealed class TraceTextTests
{
    [TestMethod]
    public void A_line_has_time_direction_and_bytes()
    {
        var frame = new TracedFrame(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_560), RadioFrameDirection.Sent, new byte[] { 0x08, 0x01, 0x41, 0x50 });
        Assert.AreEqual("2026-03-01T12:00:00.123456Z > 08 01 41 50", TraceText.Write(frame));
    }

    [TestMethod]
    public void Comments_and_blanks_are_passed_over_and_bytes_may_be_written_together()
    {
        var frames = TraceText.Read($"{TraceText.Header}\n\n  2026-03-01T12:00:00Z <  8A06\r\n# a remark\n2026-03-01T13:00:00.5+01:00 > 08 01 41 50\n");
        Assert.HasCount(2, frames);
        Assert.AreEqual((RadioFrameDirection.Received, "8A06"), (frames[0].Direction, Convert.ToHexString(frames[0].FrameData.Span)));
        Assert.AreEqual(TimeSpan.FromSeconds(0.5), frames[1].Time - frames[0].Time);
    }

    [TestMethod]
    [DataRow("2026-03-01T12:00:00Z")]
    [DataRow("2026-03-01T12:00:00Z > ")]
    [DataRow("2026-03-01T12:00:00Z = 08")]
    [DataRow("2026-03-01T12:00:00Z > 081")]
    [DataRow("2026-03-01T12:00:00Z > 0G")]
    [DataRow("yesterday > 08")]
    public void What_is_no_line_of_a_trace_is_named_with_its_number(string line) =>
        Assert.Contains("Line 2 ", Assert.ThrowsExactly<FormatException>(() => TraceText.Read($"# a remark\n{line}")).Message);

    [TestMethod]
    public void What_is_written_is_read() => Prop.ForAll<NonEmptyArray<byte>, bool, int>((bytes, sent, microseconds) =>
    {
        var frame = new TracedFrame(
            DateTimeOffset.UnixEpoch.AddMicroseconds(Math.Abs((double)microseconds)), sent ? RadioFrameDirection.Sent : RadioFrameDirection.Received, bytes.Get.Take(384).ToArray());
        var read = TraceText.Read(TraceText.Write(frame)).Single();
        return read.Time == frame.Time && read.Direction == frame.Direction && read.FrameData.Span.SequenceEqual(frame.FrameData.Span);
    }).Check(Config.QuickThrowOnFailure.WithReplay(4711, 4713));
}
