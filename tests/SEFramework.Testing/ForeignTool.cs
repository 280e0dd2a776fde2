using System.ComponentModel;
using System.Diagnostics;

namespace SEFramework.Testing;

/// <summary>
/// Runs programs that nobody here wrote, as judges. A judge that is missing fails the test with a hint; with SEFRAMEWORK_SKIP_FOREIGN_TOOLS=1 the test
/// is inconclusive instead.
/// </summary>
public static class ForeignTool
{
    /// <summary>Name of the environment variable that excuses missing judges.</summary>
    public const string SkipVariable = "SEFRAMEWORK_SKIP_FOREIGN_TOOLS";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>The folder of the solution.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Ends the test unless the judge is there.</summary>
    /// <param name="present">Whether it is.</param>
    /// <param name="hint">How to install it.</param>
    public static void Require(bool present, string hint)
    {
        if (present)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(SkipVariable) == "1")
        {
            Assert.Inconclusive($"Left out, because {SkipVariable}=1: {hint}");
        }

        Assert.Fail($"{hint} Or set {SkipVariable}=1 to leave such tests out.");
    }

    /// <summary>Ends the test unless the node modules of a folder under tests/foreign are installed.</summary>
    /// <param name="folder">Name of the folder.</param>
    /// <returns>Full path of the folder.</returns>
    public static string RequireNodeModules(string folder)
    {
        var path = Path.Combine(RepositoryRoot, "tests", "foreign", folder);
        Require(Directory.Exists(Path.Combine(path, "node_modules")), $"The node modules in tests/foreign/{folder} are not installed: run tests/foreign/install.");
        return path;
    }

    /// <summary>Runs a program to its end; the test fails when it fails.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <returns>Its standard output.</returns>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            Require(false, $"{program} cannot be started ({exception.Message}): run tests/foreign/install.");
        }

        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        Assert.AreEqual(0, process.ExitCode, $"{program} failed: {await errors}");
        return await output;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SEFramework.Net.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No SEFramework.Net.sln above {AppContext.BaseDirectory}");
    }
}
