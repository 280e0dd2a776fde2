using SEFramework.Gateway.Conversations;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Devices;

/// <summary>Asks devices for their ZDO descriptors. What is alike for all requests stands once. Source: reference 02, section 10.</summary>
/// <param name="messenger">Carries the frames.</param>
/// <param name="timeout">How long to wait for an answer.</param>
public sealed class ZdoClient(ApsMessenger messenger, Func<TimeSpan> timeout)
{
    private delegate bool Decoder<T>(ReadOnlySpan<byte> fields, out T? answer)
        where T : class;

    /// <summary>Asks one device which of its endpoints have a cluster.</summary>
    /// <param name="device">The device.</param>
    /// <param name="profileId">The profile.</param>
    /// <param name="serverClusters">Server clusters, any of which matches.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">No answer.</exception>
    public Task<EndpointsResponse> MatchAsync(
        Device device, ushort profileId, IReadOnlyList<ushort> serverClusters, CancellationToken cancellationToken) =>
        AskAsync<EndpointsResponse>(
            device.Address, device.Nwk, new MatchDescriptorsRequest(Interest(device), profileId, serverClusters, []), EndpointsResponse.TryRead, cancellationToken);

    /// <summary>Asks everybody which of their endpoints have a cluster and collects the answers until the time is over.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="serverClusters">Server clusters, any of which matches.</param>
    /// <param name="window">How long to collect.</param>
    /// <param name="answered">Gets the addresses of each answer's sender.</param>
    /// <param name="time">Drives the window.</param>
    /// <param name="cancellationToken">Stops collecting.</param>
    /// <exception cref="ConversationException">The broadcast could not be sent.</exception>
    public async Task MatchBroadcastAsync(
        ushort profileId,
        IReadOnlyList<ushort> serverClusters,
        TimeSpan window,
        Action<IeeeAddress, NwkAddress> answered,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = new MatchDescriptorsRequest(NwkAddress.BroadcastRxOnWhenIdle, profileId, serverClusters, []);
        var sequence = messenger.NextSequence();
        var expected = new ExpectedAnswer(IeeeAddress.Unknown, NwkAddress.Unknown, ZdoFrame.Endpoint, ZdoFrame.ResponseTo(request.Cluster), HasSequence(sequence));
        using var listening = messenger.Listen(expected, indication => answered(indication.Source, indication.SourceNwk));
        await messenger.SendAsync(Frame(IeeeAddress.Broadcast, NwkAddress.Unknown, request, sequence), cancellationToken);
        await Task.Delay(window, time, cancellationToken);
    }

    /// <summary>Asks for the node descriptor.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">No answer, or a refusal.</exception>
    public Task<NodeDescriptor> NodeDescriptorAsync(Device device, CancellationToken cancellationToken) =>
        DescriptorAsync<NodeDescriptor>(device, new DescriptorRequest(ZdoCluster.NodeDescriptor, Interest(device)), cancellationToken);

    /// <summary>Asks for the power descriptor.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">No answer, or a refusal.</exception>
    public Task<PowerDescriptor> PowerDescriptorAsync(Device device, CancellationToken cancellationToken) =>
        DescriptorAsync<PowerDescriptor>(device, new DescriptorRequest(ZdoCluster.PowerDescriptor, Interest(device)), cancellationToken);

    /// <summary>Asks for the endpoints.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">No answer, or a refusal.</exception>
    public async Task<IReadOnlyList<byte>> ActiveEndpointsAsync(Device device, CancellationToken cancellationToken)
    {
        var answer = await AskAsync<EndpointsResponse>(
            device.Address, device.Nwk, new DescriptorRequest(ZdoCluster.ActiveEndpoints, Interest(device)), EndpointsResponse.TryRead, cancellationToken);
        return answer.Endpoints;
    }

    /// <summary>Asks for the simple descriptor of an endpoint.</summary>
    /// <param name="device">The device.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">No answer, or a refusal.</exception>
    public Task<SimpleDescriptor> SimpleDescriptorAsync(Device device, byte endpoint, CancellationToken cancellationToken) =>
        DescriptorAsync<SimpleDescriptor>(device, new SimpleDescriptorRequest(Interest(device), endpoint), cancellationToken);

    /// <summary>Asks a device known by network address for its extended address.</summary>
    /// <param name="nwk">Its network address.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">No answer, or a refusal.</exception>
    public async Task<IeeeAddress> IeeeAddressAsync(NwkAddress nwk, CancellationToken cancellationToken)
    {
        var answer = await AskAsync<AddressResponse>(
            IeeeAddress.Unknown, nwk, new IeeeAddressRequest(nwk), AddressResponse.TryRead, cancellationToken);
        return answer.Address;
    }

    private static NwkAddress Interest(Device device) => device.Nwk;

    private static PayloadFilter HasSequence(byte sequence) => payload => !payload.IsEmpty && payload[0] == sequence;

    private static ApsDataRequest Frame(IeeeAddress address, NwkAddress nwk, IZdoRequest request, byte sequence)
    {
        var writer = new ByteWriter().Byte(sequence);
        request.Write(writer);
        return new ApsDataRequest(
            address, nwk, ZdoFrame.Endpoint, ZdoFrame.Endpoint, ZdoFrame.ProfileId, (ushort)request.Cluster, writer.Written);
    }

    private async Task<T> DescriptorAsync<T>(Device device, IZdoRequest request, CancellationToken cancellationToken)
        where T : class, IZdoField<T>
    {
        var answer = await AskAsync<DescriptorResponse<T>>(device.Address, device.Nwk, request, DescriptorResponse<T>.TryRead, cancellationToken);
        return answer.Descriptor!;
    }

    private async Task<T> AskAsync<T>(
        IeeeAddress address, NwkAddress nwk, IZdoRequest request, Decoder<T> decode, CancellationToken cancellationToken)
        where T : class
    {
        var sequence = messenger.NextSequence();
        var frame = Frame(address, nwk, request, sequence);
        var expected = new ExpectedAnswer(address, nwk, ZdoFrame.Endpoint, ZdoFrame.ResponseTo(request.Cluster), HasSequence(sequence));
        var indication = await messenger.ConverseAsync(frame, expected, timeout(), cancellationToken);
        var fields = indication.Payload.Span[1..];
        if (fields.IsEmpty || fields[0] != (byte)ZdoStatus.Success)
        {
            var status = fields.IsEmpty ? (byte)ZdoStatus.NotSupported : fields[0];
            throw ConversationException.RefusedByZdo(ConversationPeer.Of(frame), status);
        }

        return decode(fields, out var answer)
            ? answer!
            : throw ConversationException.CutShort(ConversationPeer.Of(frame));
    }
}
