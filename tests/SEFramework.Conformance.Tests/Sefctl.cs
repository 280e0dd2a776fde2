using System.Diagnostics;
using System.Globalization;

namespace SEFramework.Conformance.Tests;

/// <summary>sefctl as a program of its own.</summary>
internal sealed class Sefctl : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private Sefctl(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static Sefctl Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sefctl.dll"), .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Exit code, and what it wrote on both its outputs.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var sefctl = Start(arguments);
        sefctl._process.StandardInput.Close();
        return await sefctl.EndAsync();
    }

    /// <summary>Waits for a line of its standard output that has a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What follows the text.</returns>
    public async Task<string> WaitForAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            var place = line.IndexOf(text, StringComparison.Ordinal);
            if (place >= 0)
            {
                return line[(place + text.Length)..];
            }
        }

        throw new AssertFailedException($"sefctl ended without '{text}': {await _process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Tells it to end, as a service manager does, and waits for it.</summary>
    public async Task<(int ExitCode, string Output)> TerminateAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<(int ExitCode, string Output)> EndAsync()
    {
        var error = _process.StandardError.ReadToEndAsync();
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, output + await error);
    }
}
