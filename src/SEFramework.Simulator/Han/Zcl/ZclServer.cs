using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>
/// Answers ZCL frames for a device's endpoints: finds the cluster, guards its security, carries out general commands and hands on the
/// cluster's own. Source: reference 03, sections 6 and 7; reference 05, section 1.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="reporting">Its reports.</param>
public sealed class ZclServer(VirtualDevice device, AttributeReporting reporting)
{
    private const byte AllEndpoints = 0xFF;

    /// <summary>Answers a frame.</summary>
    /// <param name="indication">A frame for an endpoint other than 0.</param>
    public void Receive(ApsDataIndication indication)
    {
        ArgumentNullException.ThrowIfNull(indication);
        var reader = new ByteReader(indication.Payload.Span);
        if (!ZclHeader.TryRead(ref reader, out var header))
        {
            return;
        }

        // A command may add or remove an endpoint.
        foreach (var endpoint in device.Endpoints.Values.ToArray())
        {
            if ((indication.DestinationEndpoint == AllEndpoints || indication.DestinationEndpoint == endpoint.Id) && endpoint.ProfileId == indication.ProfileId)
            {
                Receive(new ZclExchange(device, endpoint, indication, header), reader.Rest);
            }
        }
    }

    private static bool IsResponse(GeneralCommand command) => command is GeneralCommand.ReadAttributesResponse or GeneralCommand.WriteAttributesResponse
        or GeneralCommand.ConfigureReportingResponse or GeneralCommand.ReadReportingConfigurationResponse or GeneralCommand.DefaultResponse
        or GeneralCommand.DiscoverAttributesResponse;

    private void Receive(ZclExchange exchange, ReadOnlySpan<byte> payload)
    {
        var header = exchange.Header;
        if (!header.IsClusterCommand && IsResponse((GeneralCommand)header.Command))
        {
            TakeAnswer(exchange, payload);
            return;
        }

        // A frame from a server is for the client side, and the reverse.
        if (exchange.Endpoint.Find(exchange.Indication.ClusterId, isServer: !header.FromServer) is not { } cluster)
        {
            exchange.Conclude(ZclStatus.UnsupportedCluster);
        }
        else if (!IsSecureEnough(exchange.Indication))
        {
            exchange.Conclude(ZclStatus.NotAuthorized);
        }
        else if (header.IsClusterCommand)
        {
            var answer = new ByteWriter();
            var outcome = cluster.Receive(new ClusterRequest(header, exchange.Sender), payload, answer);
            if (outcome.AnswerCommand is { } command)
            {
                exchange.Answer(isClusterCommand: true, command, answer.Written.Span);
            }
            else if (!outcome.IsAnsweredApart)
            {
                exchange.Conclude(outcome.Status);
            }
        }
        else
        {
            Handle(exchange, cluster, payload);
        }
    }

    private static void TakeAnswer(ZclExchange exchange, ReadOnlySpan<byte> payload)
    {
        var header = exchange.Header;
        if ((GeneralCommand)header.Command == GeneralCommand.ReadAttributesResponse && ReadAttributeStatus.TryReadAll(payload, out var records))
        {
            exchange.Endpoint.Find(exchange.Indication.ClusterId, isServer: !header.FromServer)?.TakeAnswer(exchange.Sender, records);
        }
    }

    private static ZclStatus TakeReport(ZclExchange exchange, VirtualCluster cluster, ReadOnlySpan<byte> payload)
    {
        if (!AttributeRecord.TryReadAll(payload, out var records))
        {
            return ZclStatus.MalformedCommand;
        }

        cluster.TakeReport(exchange.Sender, records);
        return ZclStatus.Success;
    }

    // Broadcasts cannot be encrypted with a link key, so they are let through.
    private bool IsSecureEnough(ApsDataIndication indication) =>
        !device.Options.RequireApsEncryption
        || ClusterLibrary.Find(indication.ClusterId) is not { NeedsLinkKey: true }
        || (indication.Options & (ApsReceiveOptions.ApsEncryption | ApsReceiveOptions.Broadcast)) != 0;

    private void Handle(ZclExchange exchange, VirtualCluster cluster, ReadOnlySpan<byte> payload)
    {
        var answer = new ByteWriter();
        var manufacturer = exchange.Header.ManufacturerCode;
        (bool Understood, GeneralCommand? Answer) outcome = (GeneralCommand)exchange.Header.Command switch
        {
            GeneralCommand.ReadAttributes => (AttributeCommands.Read(cluster, manufacturer, payload, answer), GeneralCommand.ReadAttributesResponse),
            GeneralCommand.WriteAttributes =>
                (AttributeCommands.Write(cluster, manufacturer, payload, undivided: false, answer), GeneralCommand.WriteAttributesResponse),
            GeneralCommand.WriteAttributesUndivided =>
                (AttributeCommands.Write(cluster, manufacturer, payload, undivided: true, answer), GeneralCommand.WriteAttributesResponse),
            GeneralCommand.WriteAttributesNoResponse => (AttributeCommands.Write(cluster, manufacturer, payload, undivided: false, answer), null),
            GeneralCommand.DiscoverAttributes =>
                (AttributeCommands.Discover(cluster, manufacturer, payload, answer), GeneralCommand.DiscoverAttributesResponse),
            GeneralCommand.ConfigureReporting =>
                (reporting.Configure(exchange.Endpoint, cluster, manufacturer, payload, answer), GeneralCommand.ConfigureReportingResponse),
            GeneralCommand.ReadReportingConfiguration =>
                (reporting.Read(exchange.Endpoint, cluster, manufacturer, payload, answer), GeneralCommand.ReadReportingConfigurationResponse),
            _ => (true, null),
        };
        if (!outcome.Understood)
        {
            exchange.Conclude(ZclStatus.MalformedCommand);
        }
        else if (outcome.Answer is { } command)
        {
            exchange.Answer(command, answer.Written.Span);
        }
        else if ((GeneralCommand)exchange.Header.Command == GeneralCommand.ReportAttributes)
        {
            exchange.Conclude(TakeReport(exchange, cluster, payload));
        }
        else if ((GeneralCommand)exchange.Header.Command != GeneralCommand.WriteAttributesNoResponse)
        {
            exchange.Conclude(ZclStatus.UnsupportedGeneralCommand);
        }
    }
}
