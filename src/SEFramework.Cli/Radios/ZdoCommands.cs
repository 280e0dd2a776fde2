using System.CommandLine;
using System.Globalization;
using SEFramework.Radio;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Cli.Radios;

/// <summary>sefctl radio neighbours, routes and zdo: asks other nodes of the network. Source: reference 02, sections 10 and 11.</summary>
/// <param name="run">Runs work on the module that the command line names.</param>
internal sealed class ZdoCommands(Func<ParseResult, Func<RadioSession, Task<int>>, CancellationToken, Task<int>> run)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    /// <summary>The commands.</summary>
    public IEnumerable<Command> Create() =>
    [
        Table<NeighbourRecord>("neighbours", "Show the neighbour table of another node", ZdoCluster.ManagementLqi, static r =>
            $"{r.Address} {r.Nwk} {r.Type} {r.Relationship} depth {r.Depth} LQI {r.LinkQuality} permits joining: {r.PermitJoining}"),
        Table<RouteRecord>("routes", "Show the routing table of another node", ZdoCluster.ManagementRouting, static r =>
            $"{r.Destination} {r.Status} next hop {r.NextHop}"),
        Raw(),
    ];

    private static Argument<string> Node() => new("ADDRESS") { Description = "Extended address of the node, or 'coordinator'" };

    private static async Task<IeeeAddress?> ReadNodeAsync(string text)
    {
        if (text.Equals("coordinator", StringComparison.OrdinalIgnoreCase))
        {
            return IeeeAddress.Coordinator;
        }

        if (IeeeAddress.TryParse(text, out var address))
        {
            return address;
        }

        await Console.Error.WriteLineAsync($"'{text}' is no extended address such as 00:13:A2:00:41:22:33:44");
        return null;
    }

    /// <summary>Sends a request and waits for the fields of its answer.</summary>
    /// <returns>The fields, or null without answer.</returns>
    private static async Task<ReadOnlyMemory<byte>?> AskAsync(
        IZigbeeRadio radio, IeeeAddress node, ushort cluster, byte sequence, ReadOnlyMemory<byte> fields, CancellationToken cancellationToken)
    {
        var payload = new ByteWriter().Byte(sequence).Bytes(fields.Span).Written.ToArray();
        var sent = await radio.SendAsync(
            new ApsDataRequest(node, NwkAddress.Unknown, ZdoFrame.Endpoint, ZdoFrame.Endpoint, ZdoFrame.ProfileId, cluster, payload), cancellationToken);
        if (!sent.IsSuccess)
        {
            throw new RadioException(string.Create(CultureInfo.InvariantCulture, $"{node} cannot be reached: transmit status 0x{(byte)sent.Status:X2}, {sent.Status}"));
        }

        using var limit = new CancellationTokenSource(LongestAnswer, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await foreach (var radioEvent in radio.Events.ReadAllAsync(either.Token))
            {
                if (radioEvent is ApsFrameReceived { Indication: { ProfileId: ZdoFrame.ProfileId, ClusterId: var answering, Payload: { IsEmpty: false } answer } }
                    && answering == (cluster | ZdoFrame.ResponseBit)
                    && answer.Span[0] == sequence)
                {
                    return answer[1..];
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody answered in time.
        }

        await Console.Error.WriteLineAsync("No answer");
        return null;
    }

    private Command Table<T>(string name, string description, ZdoCluster cluster, Func<T, FormattableString> format)
        where T : class, IZdoField<T>
    {
        var node = Node();
        var command = new Command(name, description) { node };
        command.SetAction((result, cancellationToken) => run(result, async session =>
        {
            if (await ReadNodeAsync(result.GetValue(node)!) is not { } address)
            {
                return 1;
            }

            for (byte? start = 0; start is { } index;)
            {
                if (await AskAsync(session.Radio, address, (ushort)cluster, (byte)(index + 1), new[] { index }, cancellationToken) is not { } fields)
                {
                    return 1;
                }

                if (!TableResponse<T>.TryRead(fields.Span, out var page) || page is not { Status: ZdoStatus.Success })
                {
                    await Console.Error.WriteLineAsync(page is null ? "The answer cannot be read" : $"The node refuses: {page.Status}");
                    return 1;
                }

                foreach (var record in page.Records)
                {
                    Console.WriteLine(FormattableString.Invariant(format(record)));
                }

                start = page.Next;
            }

            return 0;
        }, cancellationToken));
        return command;
    }

    private Command Raw()
    {
        var node = Node();
        var cluster = new Argument<string>("CLUSTER") { Description = "Request, four hexadecimal digits, such as 0005" };
        var fields = new Argument<string?>("FIELDS") { Description = "Hexadecimal digits behind the sequence number", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("zdo", "Send a ZDO request and show the answer in hexadecimal digits") { node, cluster, fields };
        command.SetAction((result, cancellationToken) => run(result, async session =>
        {
            if (await ReadNodeAsync(result.GetValue(node)!) is not { } address)
            {
                return 1;
            }

            var digits = result.GetValue(fields) ?? string.Empty;
            if (!ushort.TryParse(result.GetValue(cluster), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
                || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
            {
                await Console.Error.WriteLineAsync("Give the request as hexadecimal digits, and an even number of digits for its fields");
                return 1;
            }

            if (await AskAsync(session.Radio, address, id, 1, Convert.FromHexString(digits), cancellationToken) is not { } answer)
            {
                return 1;
            }

            Console.WriteLine(Convert.ToHexString(answer.Span));
            return 0;
        }, cancellationToken));
        return command;
    }
}
