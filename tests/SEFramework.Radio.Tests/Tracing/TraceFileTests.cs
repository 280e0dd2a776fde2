using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Radio.Tracing;

namespace SEFramework.Radio.Tests.Tracing;

/// <summary>The trace file that the daemon writes.</summary>
[TestClass]
public sealed class TraceFileTests
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("seframework-trace");

    private string File => Path.Combine(_directory.FullName, "radio.trace");

    [TestCleanup]
    public void CleanUp() => _directory.Delete(recursive: true);

    [TestMethod]
    public async Task Frames_are_written_in_order_and_the_next_run_goes_on_behind_them()
    {
        for (byte run = 0; run < 2; run++)
        {
            await using var trace = TraceFile.Open(File, NullLogger.Instance);
            for (byte i = 0; i < 100; i++)
            {
                trace.OnFrame(RadioFrameDirection.Sent, DateTimeOffset.UnixEpoch.AddSeconds(i), [0x08, run, i]);
            }
        }

        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.StartsWith(TraceText.Header, text);
        Assert.AreEqual(1, text.Split('\n').Count(static line => line.StartsWith('#')));
        var frames = TraceText.Read(text);
        Assert.HasCount(200, frames);
        Assert.IsTrue(frames.Select(static (frame, i) => frame.FrameData.Span.SequenceEqual(new byte[] { 8, (byte)(i / 100), (byte)(i % 100) })).All(static same => same));
    }

    [TestMethod]
    public async Task A_full_file_is_put_aside()
    {
        await using (var trace = TraceFile.Open(File, NullLogger.Instance, maximumBytes: 1))
        {
            trace.OnFrame(RadioFrameDirection.Received, DateTimeOffset.UnixEpoch, [0x8A, 0x06]);
        }

        Assert.HasCount(1, TraceText.Read(await System.IO.File.ReadAllTextAsync(File + ".1")));
        Assert.IsEmpty(TraceText.Read(await System.IO.File.ReadAllTextAsync(File)));
    }

    [TestMethod]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Only_its_owner_reads_it()
    {
        await using var trace = TraceFile.Open(File, NullLogger.Instance);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }
}
