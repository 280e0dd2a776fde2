using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using SEFramework.Cli.Replaying;
using SEFramework.Conformance.Recording;
using SEFramework.Rpc.Contract;

namespace SEFramework.Cli.Recording;

/// <summary>sefctl record: a proxy that writes the conversation of a head-end and its gateway as a session.</summary>
internal sealed class RecordCommand
{
    private const int Failed = 1;

    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(10);

    private readonly Option<string> _listen = new("--listen") { Description = "Where the head-end finds the recorder: PORT, ADDRESS:PORT or *:PORT", Required = true };
    private readonly Option<string> _to = new("--to") { Description = "The gateway, or the cloud account: http://ADDRESS[:PORT]", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "Session file to write; it must not be there yet", Required = true };
    private readonly Option<bool> _mask = new("--mask") { Description = "Replace addresses, installation codes and link keys, each by the same one everywhere" };
    private readonly Option<string> _variant = new("--variant") { Description = "Variant of the gateway: esi-coordinator, esi-router or ipd-router", DefaultValueFactory = static _ => "esi-coordinator" };
    private readonly Option<string> _summary = new("--summary") { Description = "What the session shows, in a sentence", DefaultValueFactory = static _ => "Recorded." };
    private readonly Option<string?> _fingerprint = new("--fingerprint") { Description = GatewayClient.FingerprintDescription };

    private RecordCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var record = new RecordCommand();
        var command = new Command("record", "Hand requests on to a gateway, and write them with their replies as a session, until interrupted. Credentials are never written.")
        {
            record._listen, record._to, record._out, record._mask, record._variant, record._summary, record._fingerprint,
        };
        command.SetAction(record.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (!TryReadEndPoint(result.GetValue(_listen)!, out var endPoint))
        {
            return await RefuseAsync($"--listen is '{result.GetValue(_listen)}': give PORT, ADDRESS:PORT or *:PORT");
        }

        if (!Uri.TryCreate(result.GetValue(_to), UriKind.Absolute, out var to) || to.Scheme is not ("http" or "https"))
        {
            return await RefuseAsync($"--to is '{result.GetValue(_to)}': give http://ADDRESS[:PORT] or https://ADDRESS[:PORT]");
        }

        if (EmbeddedContract.Current.FindVariant(result.GetValue(_variant)!) is not { } variant)
        {
            return await RefuseAsync($"--variant is '{result.GetValue(_variant)}': give esi-coordinator, esi-router or ipd-router");
        }

        var mask = result.GetValue(_mask) ? new SecretMask() : null;
        var file = new RecordingFile(result.GetValue(_out)!, new RecordingOptions
        {
            Summary = result.GetValue(_summary)!,
            Source = FormattableString.Invariant($"recorded {TimeProvider.System.GetUtcNow():yyyy-MM-dd}"),
            Variant = variant.Name,
            Mask = mask,
        });
        try
        {
            file.Claim();
            await using (var proxy = await RecordingProxy.StartAsync(endPoint, to, result.GetValue(_fingerprint), file.Add))
            {
                await Console.Out.WriteLineAsync($"Recording: what is sent to {proxy.Address} goes to {to.GetLeftPart(UriPartial.Authority)}");
                await WriteUntilAsync(file, cancellationToken);
            }

            if (file.GiveUpIfEmpty())
            {
                return await RefuseAsync("Nothing was sent; there is no session.");
            }

            await file.WriteAsync();
            await Console.Out.WriteLineAsync($"{file.Count} exchanges are in {result.GetValue(_out)}");
            foreach (var (address, substitute) in mask?.Addresses ?? new Dictionary<string, string>())
            {
                await Console.Out.WriteLineAsync($"{substitute} stands for {address}");
            }

            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return await RefuseAsync(e.Message);
        }
    }

    private static async Task WriteUntilAsync(RecordingFile file, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(WriteInterval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await file.WriteAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Interrupted: that is how a recording ends.
        }
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return Failed;
    }

    private static bool TryReadEndPoint(string text, out IPEndPoint endPoint)
    {
        endPoint = new IPEndPoint(IPAddress.Loopback, 0);
        if (ushort.TryParse(text, out var port))
        {
            endPoint.Port = port;
            return true;
        }

        if (text.StartsWith("*:", StringComparison.Ordinal) && ushort.TryParse(text.AsSpan(2), out port))
        {
            endPoint = new IPEndPoint(IPAddress.Any, port);
            return true;
        }

        if (text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var parsed))
        {
            endPoint = parsed;
            return true;
        }

        return false;
    }
}
