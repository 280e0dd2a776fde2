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

    /// <summary>Asks a device to make or to drop a binding.</summary>
    /// <param name="device">The device; it keeps the binding.</param>
    /// <param name="request">The binding.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The device's own status.</returns>
    /// <exception cref="ConversationException">No answer.</exception>
    public Task<ZdoStatus> BindAsync(Device device, BindRequest request, CancellationToken cancellationToken) => StatusAsync(device, request, cancellationToken);

    /// <summary>Asks a device to leave the network.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The device's own status.</returns>
    /// <exception cref="ConversationException">No answer; some devices are gone before they answer.</exception>
    public Task<ZdoStatus> LeaveAsync(Device device, CancellationToken cancellationToken) => StatusAsync(device, new LeaveRequest(device.Address), cancellationToken);

    /// <summary>Tells all routers to let devices join, or not any more.</summary>
    /// <param name="duration">Up to 254 seconds; zero closes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The broadcast could not be sent.</exception>
    public Task PermitJoiningAsync(TimeSpan duration, CancellationToken cancellationToken) => messenger.SendAsync(
        Frame(
            IeeeAddress.Broadcast,
            NwkAddress.Unknown,
            new PermitJoiningRequest((byte)Math.Ceiling(duration.TotalSeconds), TrustCentreSignificance: true),
            messenger.NextSequence()),
        cancellationToken);

    /// <summary>Reads a whole table of a device, page by page: neighbours, routes or bindings.</summary>
    /// <typeparam name="T">The records.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="cluster">The request for a page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">No answer, or a refusal.</exception>
    public async Task<IReadOnlyList<T>> TableAsync<T>(Device device, ZdoCluster cluster, CancellationToken cancellationToken)
        where T : class, IZdoField<T>
    {
        var records = new List<T>();
        for (byte? start = 0; start is { } index;)
        {
            var page = await AskAsync<TableResponse<T>>(device.Address, device.Nwk, new TableRequest(cluster, index), TableResponse<T>.TryRead, cancellationToken);
            records.AddRange(page.Records);
            start = page.Next;
        }

        return records;
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

    private async Task<ZdoStatus> StatusAsync(Device device, IZdoRequest request, CancellationToken cancellationToken)
    {
        var fields = await ConverseAsync(device.Address, device.Nwk, request, cancellationToken);
        return StatusResponse.TryRead(fields.Span, out var response)
            ? response!.Status
            : throw ConversationException.CutShort(Peer(device.Address, device.Nwk, request));
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
        var fields = (await ConverseAsync(address, nwk, request, cancellationToken)).Span;
        if (fields.IsEmpty || fields[0] != (byte)ZdoStatus.Success)
        {
            var status = fields.IsEmpty ? (byte)ZdoStatus.NotSupported : fields[0];
            throw ConversationException.RefusedByZdo(Peer(address, nwk, request), status);
        }

        return decode(fields, out var answer)
            ? answer!
            : throw ConversationException.CutShort(Peer(address, nwk, request));
    }

    private static ConversationPeer Peer(IeeeAddress address, NwkAddress nwk, IZdoRequest request) => ConversationPeer.Of(Frame(address, nwk, request, 0));

    /// <summary>Sends a request and waits for the fields of its answer, behind the sequence number.</summary>
    private async Task<ReadOnlyMemory<byte>> ConverseAsync(IeeeAddress address, NwkAddress nwk, IZdoRequest request, CancellationToken cancellationToken)
    {
        var sequence = messenger.NextSequence();
        var expected = new ExpectedAnswer(address, nwk, ZdoFrame.Endpoint, ZdoFrame.ResponseTo(request.Cluster), HasSequence(sequence));
        var indication = await messenger.ConverseAsync(Frame(address, nwk, request, sequence), expected, timeout(), cancellationToken);
        return indication.Payload[1..];
    }
}
