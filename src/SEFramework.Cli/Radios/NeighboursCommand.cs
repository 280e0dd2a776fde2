using System.CommandLine;
using System.Globalization;
using SEFramework.Radio;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Cli.Radios;

/// <summary>sefctl radio neighbours: reads the neighbour table of a node, page by page. Source: reference 02, section 11.5.</summary>
internal static class NeighboursCommand
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    public static Command Create(Func<ParseResult, Func<RadioSession, Task<int>>, CancellationToken, Task<int>> run)
    {
        var node = new Argument<string>("ADDRESS") { Description = "Extended address of the node, or 'coordinator'" };
        var command = new Command("neighbours", "Show the neighbour table of another node of the network") { node };
        command.SetAction((result, cancellationToken) => run(result, async session =>
        {
            var text = result.GetValue(node)!;
            if (!TryReadNode(text, out var address))
            {
                await Console.Error.WriteLineAsync($"'{text}' is no extended address such as 00:13:A2:00:41:22:33:44");
                return 1;
            }

            for (byte? start = 0; start is { } index;)
            {
                var page = await AskAsync(session.Radio, address, index, cancellationToken);
                if (page is not { Status: ZdoStatus.Success })
                {
                    await Console.Error.WriteLineAsync(page is null ? "No answer" : $"The node refuses: {page.Status}");
                    return 1;
                }

                foreach (var record in page.Records)
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{record.Address} {record.Nwk} {record.Type} {record.Relationship} depth {record.Depth} LQI {record.LinkQuality} permits joining: {record.PermitJoining}"));
                }

                start = page.Next;
            }

            return 0;
        }, cancellationToken));
        return command;
    }

    private static bool TryReadNode(string text, out IeeeAddress address)
    {
        address = IeeeAddress.Coordinator;
        return text.Equals("coordinator", StringComparison.OrdinalIgnoreCase) || IeeeAddress.TryParse(text, out address);
    }

    private static async Task<TableResponse<NeighbourRecord>?> AskAsync(
        IZigbeeRadio radio, IeeeAddress node, byte start, CancellationToken cancellationToken)
    {
        var sequence = (byte)(start + 1);
        var writer = new ByteWriter().Byte(sequence);
        new TableRequest(ZdoCluster.ManagementLqi, start).Write(writer);
        var sent = await radio.SendAsync(
            new ApsDataRequest(
                node, NwkAddress.Unknown, ZdoFrame.Endpoint, ZdoFrame.Endpoint, ZdoFrame.ProfileId, (ushort)ZdoCluster.ManagementLqi, writer.Written.ToArray()),
            cancellationToken);
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
                if (radioEvent is ApsFrameReceived { Indication: { ClusterId: var cluster, Payload: var payload } }
                    && cluster == ZdoFrame.ResponseTo(ZdoCluster.ManagementLqi)
                    && !payload.IsEmpty
                    && payload.Span[0] == sequence
                    && TableResponse<NeighbourRecord>.TryRead(payload.Span[1..], out var page))
                {
                    return page;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody answered in time.
        }

        return null;
    }
}
