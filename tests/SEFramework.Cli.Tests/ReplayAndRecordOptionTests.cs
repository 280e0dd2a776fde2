using System.Diagnostics;

namespace SEFramework.Cli.Tests;

/// <summary>What sefctl replay, record and simulate --trace refuse, and what they say of it.</summary>
[TestClass]
public sealed class ReplayAndRecordOptionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sefctl-options");

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void CleanUp() => _directory.Delete(recursive: true);

    [TestMethod]
    [DataRow(2, "There are no session files", "replay DIR --against http://127.0.0.1:1")]
    [DataRow(2, "missing.xml", "replay DIR/missing.xml --against http://127.0.0.1:1")]
    [DataRow(2, "other.xml", "replay DIR/other.xml --against http://127.0.0.1:1")]
    [DataRow(2, "--replace is 'x'", "replay DIR --against http://127.0.0.1:1 --replace x")]
    [DataRow(1, "--listen is 'here'", "record --listen here --to http://127.0.0.1:1 --out DIR/out.xml")]
    [DataRow(1, "--to is 'there'", "record --listen 0 --to there --out DIR/out.xml")]
    [DataRow(1, "--variant is 'toaster'", "record --listen 0 --to http://127.0.0.1:1 --out DIR/out.xml --variant toaster")]
    [DataRow(1, "folder", "record --listen 0 --to http://127.0.0.1:1 --out DIR/folder/out.xml")]
    [DataRow(1, "Line 1 of the trace", "simulate --port tcp://0 --trace DIR/other.xml")]
    [DataRow(1, "--trace has no home", "simulate --port tcp://0 --trace DIR/other.xml --control 0")]
    public async Task What_cannot_be_used_is_named(int exitCode, string named, string line)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "other.xml"), "no session and no trace", TestContext.CancellationToken);
        var arguments = line.Split(' ').Select(a => a.Replace("DIR", _directory.FullName, StringComparison.Ordinal)).ToArray();
        if (line.Contains("replay DIR ", StringComparison.Ordinal))
        {
            File.Delete(Path.Combine(_directory.FullName, "other.xml"));
        }

        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sefctl.dll"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.CancellationToken).WaitAsync(Patience);
        await process.WaitForExitAsync(TestContext.CancellationToken).WaitAsync(Patience);
        Assert.AreEqual(exitCode, process.ExitCode, error);
        Assert.Contains(named, error);
        Assert.IsFalse(File.Exists(Path.Combine(_directory.FullName, "out.xml")));
    }
}
