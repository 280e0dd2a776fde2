using System.CommandLine;
using System.Net;
using System.Xml;
using SEFramework.Conformance.Playing;
using SEFramework.Conformance.Reporting;
using SEFramework.Conformance.Sessions;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Cli.Replaying;

/// <summary>sefctl replay: plays recorded sessions against a gateway and reports how it does.</summary>
internal sealed class ReplayCommand
{
    private const int SomeFailed = 1;
    private const int NotReached = 2;
    private const int NothingPlayed = 3;

    private readonly Argument<string[]> _files = new("FILE") { Description = "Session files, or folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _against = new("--against") { Description = "The gateway, or the cloud account: http://ADDRESS[:PORT]", Required = true };
    private readonly Option<string?> _user = new("--user") { Description = "User of the gateway or account" };
    private readonly Option<string?> _passwordFile = new("--password-file") { Description = "File whose first line is the password; else it is asked for, or read from standard input" };
    private readonly Option<string?> _device = new("--device") { Description = "Through the cloud's door /ws/sci, for the gateway of this Ethernet address or device id" };
    private readonly Option<string?> _fingerprint = new("--fingerprint") { Description = GatewayClient.FingerprintDescription };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Longest wait for a reply, seconds", DefaultValueFactory = static _ => 60 };
    private readonly Option<int> _longestPass = new("--longest-pass") { Description = "Sessions in which more time has to pass in one step are not played, seconds", DefaultValueFactory = static _ => 600 };
    private readonly Option<string[]> _replace = new("--replace") { Description = "OLD=NEW: another text in the place of one in the sessions, such as the address of a device; may be repeated" };
    private readonly Option<string?> _report = new("--report") { Description = "Write the results in the XML form of JUnit to this file" };

    private ReplayCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var replay = new ReplayCommand();
        var command = new Command(
            "replay",
            "Play recorded sessions against a gateway. Exit code 0: all that could be played passed; 1: some failed; 2: not reached, or a file cannot be used; 3: none could be played.")
        {
            replay._files, replay._against, replay._user, replay._passwordFile, replay._device, replay._fingerprint, replay._timeout, replay._longestPass,
            replay._replace, replay._report,
        };
        command.SetAction(replay.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        try
        {
            var sessions = ReadSessions(result.GetValue(_files)!, ReadReplacements(result.GetValue(_replace) ?? []));
            using var client = await ConnectAsync(result, cancellationToken);
            var device = ReadDevice(result.GetValue(_device));
            var target = new HttpTarget(client, TimeProvider.System)
            {
                Device = device,
                ThroughCloud = device is not null,
                LongestPass = TimeSpan.FromSeconds(result.GetValue(_longestPass)),
            };
            return await PlayAsync(sessions, target, result.GetValue(_report), cancellationToken);
        }
        catch (Exception e) when (e is ReplayException or FormatException or HttpRequestException or IOException or UnauthorizedAccessException or XmlException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return NotReached;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("The gateway does not answer.");
            return NotReached;
        }
    }

    private static async Task<int> PlayAsync(IReadOnlyList<Session> sessions, HttpTarget target, string? report, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetUtcNow();
        var player = new SessionPlayer(target, TimeProvider.System);
        var tally = new SessionTally();
        foreach (var session in sessions)
        {
            // The mark of a session speaks of this project's own daemon.
            var outcome = await player.PlayAsync(session with { Fails = null }, cancellationToken);
            tally.Add(outcome);
            await Console.Out.WriteLineAsync(Describe(outcome));
        }

        await Console.Out.WriteLineAsync();
        await Console.Out.WriteAsync(tally.Summarize());
        if (report is not null)
        {
            await using var file = File.Create(report);
            await JUnitReport.Write(tally.Results, started).SaveAsync(file, System.Xml.Linq.SaveOptions.None, cancellationToken);
        }

        return tally.Results.Any(static r => r.Outcome == SessionOutcome.Failed) ? SomeFailed
            : tally.Results.Any(static r => r.Passed) ? 0 : NothingPlayed;
    }

    private static string Describe(SessionResult result) => result.Outcome switch
    {
        SessionOutcome.Passed => $"passed      {result.Session.Name}",
        SessionOutcome.Failed => $"FAILED      {result.Session.Name}{Environment.NewLine}            {result.Problem}",
        _ => $"not played  {result.Session.Name}{Environment.NewLine}            {result.Problem}",
    };

    private async Task<HttpClient> ConnectAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(result.GetValue(_against), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ReplayException($"--against is '{result.GetValue(_against)}': give http://ADDRESS[:PORT] or https://ADDRESS[:PORT]");
        }

        var client = GatewayClient.Create(address, await ReadCredentialAsync(result, cancellationToken), result.GetValue(_fingerprint));
        client.Timeout = TimeSpan.FromSeconds(Math.Max(1, result.GetValue(_timeout)));
        try
        {
            // Any answer will do: it is reached.
            using var response = await client.GetAsync(new Uri("/", UriKind.Relative), cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<NetworkCredential?> ReadCredentialAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(_user) is not { } user)
        {
            return null;
        }

        string? password;
        if (result.GetValue(_passwordFile) is { } file)
        {
            password = (await File.ReadAllLinesAsync(file, cancellationToken)).FirstOrDefault();
        }
        else if (Console.IsInputRedirected)
        {
            password = await Console.In.ReadLineAsync(cancellationToken);
        }
        else
        {
            var prompt = new Spectre.Console.TextPrompt<string>($"Password of {Spectre.Console.Markup.Escape(user)}:") { IsSecret = true, AllowEmpty = true };
            password = await prompt.ShowAsync(Spectre.Console.AnsiConsole.Console, cancellationToken);
        }

        return new NetworkCredential(user, password ?? string.Empty);
    }

    private static string? ReadDevice(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DeviceId.TryParse(text, out var id))
        {
            return id.ToString();
        }

        var digits = text.Replace(":", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal);
        return digits.Length == 12 && digits.All(char.IsAsciiHexDigit)
            ? DeviceId.FromEthernetAddress(Convert.ToUInt64(digits, 16)).ToString()
            : throw new ReplayException($"--device is '{text}': give an Ethernet address such as 00:40:9D:12:34:56, or a device id");
    }

    private static Dictionary<string, string> ReadReplacements(string[] texts)
    {
        var replacements = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            if (parts is not [{ Length: > 0 }, _])
            {
                throw new ReplayException($"--replace is '{text}': give OLD=NEW");
            }

            replacements[parts[0]] = parts[1];
        }

        return replacements;
    }

    private static List<Session> ReadSessions(string[] paths, Dictionary<string, string> replacements)
    {
        var sessions = new List<Session>();
        foreach (var path in paths)
        {
            var files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1);
            sessions.AddRange(files.Select(file => SessionFile.Read(file, replacements)));
        }

        return sessions.Count > 0 ? sessions : throw new ReplayException("There are no session files in these folders.");
    }
}
