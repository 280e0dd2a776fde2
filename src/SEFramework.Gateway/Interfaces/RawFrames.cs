using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Gateway.Interfaces;

/// <summary>
/// Frames of clusters without protocol: send_zigbee and received_zigbee. Only their names are documented; all else is inferred and stands only here.
/// Source: reference 03, sections 0.1 and 6.
/// </summary>
/// <param name="messenger">Carries the frames.</param>
/// <param name="devices">The devices.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="reporter">Tells clients.</param>
public sealed class RawFrames(ApsMessenger messenger, DeviceTable devices, LocalEndpointTable endpoints, MessageReporter reporter)
{
    /// <summary>Sends a frame.</summary>
    /// <param name="request">The frame.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RpcException">The gateway has no such endpoint or cluster, or the frame was not delivered.</exception>
    public async Task<SendZigbeeResponse> SendAsync(SendZigbeeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = new IeeeAddress(request.DestinationAddress.Value);
        devices.TryFind(address, out var device);
        var (endpoint, cluster) = Sender(request);
        var profile = request.ProfileId
            ?? device?.SimpleDescriptors.GetValueOrDefault(request.DestinationEndpointId)?.ProfileId
            ?? endpoint?.ProfileId
            ?? throw Refuse("profile_id", "it is needed, because neither the endpoint of the device nor one of the gateway is known");
        var source = request.SourceEndpointId ?? endpoint?.Id ?? throw Refuse("source_endpoint_id", "it is needed, because no endpoint of the gateway has the cluster");
        await messenger.SendAsync(
            new ApsDataRequest(
                address,
                device?.Nwk ?? NwkAddress.Unknown,
                request.DestinationEndpointId,
                source,
                profile,
                request.ClusterId,
                ((RpcBytes)request.Payload).Value,
                (request.EnableApsEncryption ?? cluster?.ApsEncryption ?? false) ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None),
            cancellationToken);
        return new SendZigbeeResponse
        {
            DestinationAddress = request.DestinationAddress,
            DestinationEndpointId = request.DestinationEndpointId,
            SourceEndpointId = source,
            ProfileId = profile,
            ClusterId = request.ClusterId,
        };
    }

    /// <summary>Hands a frame on if it is for a cluster without protocol.</summary>
    /// <param name="indication">The frame.</param>
    /// <returns>Whether it was.</returns>
    public async Task<bool> TryReceiveAsync(ApsDataIndication indication)
    {
        ArgumentNullException.ThrowIfNull(indication);
        var isForAll = indication.DestinationEndpoint == 0xFF;
        var receivers = endpoints.All
            .Where(e => (isForAll || e.Id == indication.DestinationEndpoint) && e.Clusters.Any(c => IsRaw(c, indication.ClusterId)))
            .ToArray();
        foreach (var endpoint in receivers)
        {
            await reporter.SendAsync(new ReceivedZigbeeMessage
            {
                SourceAddress = new MacAddress(indication.Source.Value),
                SourceEndpointId = indication.SourceEndpoint,
                DestinationEndpointId = endpoint.Id,
                ProfileId = indication.ProfileId,
                ClusterId = indication.ClusterId,
                EnableApsEncryption = indication.Options.HasFlag(ApsReceiveOptions.ApsEncryption),
                Payload = indication.Payload,
            });
        }

        return receivers.Length > 0;
    }

    private static bool IsRaw(LocalCluster cluster, ushort clusterId) => cluster.Id == clusterId && cluster.ClassName == EndpointClasses.GenericCluster;

    private static RpcException Refuse(string parameter, string problem) => StatusText.Failure(
        RpcErrorKind.InvalidParameters, "Bad Parameter", ("request", SendZigbeeRequest.WireName), ("parameter", parameter), ("problem", problem));

    /// <summary>The endpoint that sends: the one asked for, else the first with the cluster, clusters without protocol before others.</summary>
    private (LocalEndpoint? Endpoint, LocalCluster? Cluster) Sender(SendZigbeeRequest request)
    {
        if (request.SourceEndpointId is { } id && endpoints.Find(id) is null)
        {
            throw Refuse("source_endpoint_id", $"the gateway has no endpoint 0x{id:X2}");
        }

        var found = endpoints.All
            .Where(e => request.SourceEndpointId is null || e.Id == request.SourceEndpointId)
            .SelectMany(e => e.Clusters.Where(c => c.Id == request.ClusterId).Select(c => (Endpoint: e, Cluster: c)))
            .OrderByDescending(f => IsRaw(f.Cluster, request.ClusterId))
            .FirstOrDefault();
        return (found.Endpoint ?? (request.SourceEndpointId is { } given ? endpoints.Find(given) : null), found.Cluster);
    }
}
