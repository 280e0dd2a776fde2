using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using SEFramework.Conformance.Playing;
using SEFramework.Conformance.Sessions;
using SEFramework.Radio.Tracing;

namespace SEFramework.Conformance.Tests;

/// <summary>The daemon as a process of its own on the simulated home, with a folder of its own; killed and started again on demand.</summary>
internal sealed partial class DaemonProcess : ISessionTarget, IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("seframework-session");
    private readonly string _variant;
    private readonly string? _home;
    private readonly int _speed;
    private readonly bool _traced;
    private readonly string? _radio;
    private readonly StringBuilder _log = new();
    private int _framesRead;
    private Process? _process;
    private HttpClient _client = new();
    private Uri? _control;

    private DaemonProcess(string variant, string? home, int speed, bool traced, string? radio)
    {
        _traced = traced;
        _radio = radio;
        _variant = variant;
        _home = home;
        _speed = speed;
    }

    /// <summary>What the daemon wrote.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public HttpClient Client => _client;

    public string? Device { get; private set; }

    /// <summary>The trace of its radio, if it was asked for.</summary>
    public string TracePath => Path.Combine(_directory.FullName, "radio.trace");

    /// <summary>Starts it.</summary>
    /// <param name="variant">Configuration variant.</param>
    /// <param name="home">File that describes its simulated home, or null for the usual one.</param>
    /// <param name="speed">How many times faster its time passes.</param>
    /// <param name="traced">Whether its radio is traced.</param>
    /// <param name="radio">Port of its radio, or null for the simulated home inside it.</param>
    public static async Task<DaemonProcess> StartAsync(string variant, string? home = null, int speed = 1, bool traced = false, string? radio = null)
    {
        var daemon = new DaemonProcess(variant, home, speed, traced, radio);
        try
        {
            await daemon.StartAsync();
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    public Task<TargetReply> SendAsync(TargetRequest request, CancellationToken cancellationToken) => HttpTarget.SendAsync(_client, request, cancellationToken);

    public Task<TargetReply> PostAsync(string path, string body, string? user, CancellationToken cancellationToken) =>
        SendAsync(new TargetRequest(HttpMethod.Post, path, body, user), cancellationToken);

    // The clock of a daemon process cannot be moved, but it runs fast.
    public Task PassAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.Delay(duration / _speed, TimeProvider.System, cancellationToken);

    public async Task HomeAsync(string command, CancellationToken cancellationToken)
    {
        // What a person in the home does with a device may have to wait for the frame that makes it possible.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            using var line = new StringContent(command, Encoding.UTF8);
            using var response = await _client.PostAsync(_control, line, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            var problem = await response.Content.ReadAsStringAsync(cancellationToken);
            if (patience.IsCancellationRequested || !problem.Contains("notPossible", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The home does not do '{command}': {problem}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    public string? WhyNot(SessionStep step) => step is RadioStep && !_traced ? "the radio is not traced" : null;

    public async Task<IReadOnlyList<byte[]>> ReadRadioAsync(CancellationToken cancellationToken)
    {
        // Whole lines only: the last one may still be being written.
        await using var file = new FileStream(TracePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync(cancellationToken);
        var frames = TraceText.Read(text[..(text.LastIndexOf('\n') + 1)]);
        var read = Interlocked.Exchange(ref _framesRead, frames.Count);
        return [.. frames.Skip(read).Where(static frame => frame.Direction == RadioFrameDirection.Sent).Select(static frame => frame.FrameData.ToArray())];
    }

    public Task InsertRadioAsync(byte[] frameData, CancellationToken cancellationToken) =>
        HomeAsync($"frame {Convert.ToHexString(frameData)}", cancellationToken);

    public async Task RestartAsync(bool kill, CancellationToken cancellationToken)
    {
        if (kill)
        {
            _process!.Kill();
        }
        else if (!_process!.HasExited)
        {
            // SIGTERM: a clean stop.
            using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync(cancellationToken);
        }

        await _process.WaitForExitAsync(cancellationToken);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _client.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "seframeworkd.dll"), "--variant", _variant, "--data", _directory.FullName, "--listen", "127.0.0.1:0",
                "--control", "127.0.0.1:0", "--speed", _speed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };
        if (_home is not null)
        {
            start.ArgumentList.Add("--home");
            start.ArgumentList.Add(_home);
        }

        if (_radio is not null)
        {
            start.ArgumentList.Add("--radio");
            start.ArgumentList.Add(_radio);
        }

        if (_traced)
        {
            start.ArgumentList.Add("--radio:trace");
            start.ArgumentList.Add(TracePath);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Read(e.Data, ready);
        process.ErrorDataReceived += (_, e) => Read(e.Data, ready);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process?.Dispose();
        _process = process;
        var exited = process.WaitForExitAsync();
        if (await Task.WhenAny(ready.Task, exited).WaitAsync(StartPatience) == exited)
        {
            throw new InvalidOperationException($"The daemon ended with exit code {process.ExitCode}: {Log}");
        }

        _client.Dispose();
        _client = new HttpClient { BaseAddress = await ready.Task, Timeout = TimeSpan.FromSeconds(60) };
    }

    private void Read(string? line, TaskCompletionSource<Uri> ready)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(line);
        }

        if (ControlRegex().Match(line) is { Success: true } control)
        {
            _control = new Uri(control.Groups[1].Value);
        }

        if (ReadyRegex().Match(line) is { Success: true } match)
        {
            Device = match.Groups[2].Value;
            ready.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Commands to the simulated home are taken at (http://\S+)")]
    private static partial Regex ControlRegex();

    [GeneratedRegex(@"Ready: \S+ at (http://\S+) with device id ([0-9A-F-]+)")]
    private static partial Regex ReadyRegex();
}
