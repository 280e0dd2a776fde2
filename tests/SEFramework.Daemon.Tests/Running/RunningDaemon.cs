using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using SEFramework.Daemon.Authentication;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>The daemon as a process of its own with a configuration file, and a socket in systemd's place.</summary>
internal sealed partial class RunningDaemon : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Gives a program a socket for its output and names it in JOURNAL_STREAM, as systemd does; what comes out of the socket is passed on.</summary>
    private const string JournalInPython = """
        import os, socket, subprocess, sys
        ours, its = socket.socketpair()
        status = os.fstat(its.fileno())
        os.environ["JOURNAL_STREAM"] = f"{status.st_dev}:{status.st_ino}"
        program = subprocess.Popen(sys.argv[1:], stdout=its)
        its.close()
        for line in ours.makefile("r"):
            print(line, end="", flush=True)
        sys.exit(program.wait())
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-daemon");
    private readonly StringBuilder _log = new();
    private readonly List<string> _notices = [];
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process _process = null!;
    private Task _listening = Task.CompletedTask;

    public HttpClient Client { get; private set; } = MakeClient();

    public string ConfigurationFile => Path.Combine(_folder.FullName, "seframework.json");

    public string Folder => _folder.FullName;

    private string Notify => Path.Combine(_folder.FullName, "notify");

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

    public IReadOnlyList<string> Notices
    {
        get
        {
            lock (_notices)
            {
                return [.. _notices];
            }
        }
    }

    /// <summary>A user for the configuration file.</summary>
    public static string User(string name, string password, string role) =>
        $$"""{ "name": "{{name}}", "passwordHash": "{{PasswordHash.Create(password)}}", "role": "{{role}}" }""";

    public static async Task<RunningDaemon> StartAsync(string configuration = "{}", bool isJournal = false)
    {
        var daemon = new RunningDaemon();
        await File.WriteAllTextAsync(daemon.ConfigurationFile, configuration);
        try
        {
            await daemon.StartAsync(isJournal);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "text/xml") };
        return await SendAsync(request, user);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, user);
    }

    /// <summary>Sends any request; those that have a body get one.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string? user = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null && method != HttpMethod.Get && method != HttpMethod.Head)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "text/xml");
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await SendAsync(request, user);
    }

    /// <summary>Sends requests through the RCI door.</summary>
    public async Task<string> RpcAsync(string requests, string? user = null)
    {
        using var response = await PostAsync("/UE/rci", $"<rci_request version=\"1.1\"><do_command target=\"RPC_request\">{requests}</do_command></rci_request>", user);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Kills it without a warning, as a failing supply does, and starts it again on the same folder.</summary>
    public async Task KillAndStartAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        Client.Dispose();
        Client = MakeClient();
        _ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        await LaunchAsync(isJournal: false);
    }

    /// <summary>Waits until the log or the notices have something.</summary>
    public async Task UntilAsync(Func<RunningDaemon, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition(this))
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"It did not come to that.\n{Log}\n{string.Join('\n', Notices)}");
            }

            await turn.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _systemd.Dispose();
        await _listening;
        Client.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? user)
    {
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        }

        return await Client.SendAsync(request);
    }

    private async Task StartAsync(bool isJournal)
    {
        _systemd.Bind(new UnixDomainSocketEndPoint(Notify));
        _listening = ListenAsync();
        await LaunchAsync(isJournal);
    }

    private async Task LaunchAsync(bool isJournal)
    {
        var start = new ProcessStartInfo(isJournal ? "python3" : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NOTIFY_SOCKET"] = Notify, ["WATCHDOG_USEC"] = "300000" },
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "seframeworkd.dll"), "--config", ConfigurationFile,
            "--data", Path.Combine(_folder.FullName, "data"), "--listen", "127.0.0.1:0",
        ];
        foreach (var argument in isJournal ? ["-c", JournalInPython, "dotnet", .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Read(e.Data);
        _process.ErrorDataReceived += (_, e) => Read(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var exited = _process.WaitForExitAsync();
        if (await Task.WhenAny(_ready.Task, exited).WaitAsync(Patience) == exited)
        {
            throw new InvalidOperationException($"The daemon ended with exit code {_process.ExitCode}: {Log}");
        }

        Client.BaseAddress = await _ready.Task;
    }

    private static HttpClient MakeClient() => new() { Timeout = TimeSpan.FromSeconds(60) };

    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var count = await _systemd.ReceiveAsync(buffer);
                lock (_notices)
                {
                    _notices.Add(Encoding.UTF8.GetString(buffer, 0, count));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(line);
        }

        if (ReadyRegex().Match(line) is { Success: true } match)
        {
            _ready.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Ready: \S+ at (http://\S+)")]
    private static partial Regex ReadyRegex();
}
