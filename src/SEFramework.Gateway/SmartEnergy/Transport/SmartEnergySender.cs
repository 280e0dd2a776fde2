using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Registry;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.SmartEnergy.Transport;

/// <summary>
/// Sends commands of the Smart Energy clusters, unicast, to each device in the order in which they were given. Used on the gateway's loop only.
/// Source: reference 04, section 0.3.
/// </summary>
/// <param name="messenger">Carries the frames.</param>
/// <param name="devices">The devices.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="registry">Has the switch of the encryption.</param>
/// <param name="logger">Gets a line for each failure.</param>
/// <param name="stopping">Signalled when the gateway stops.</param>
public sealed partial class SmartEnergySender(
    ApsMessenger messenger,
    DeviceTable devices,
    LocalEndpointTable endpoints,
    GatewayRegistry registry,
    ILogger<SmartEnergySender> logger,
    CancellationToken stopping)
{
    // More than all events of all servers, twice; only a device that asks faster than its radio takes gets there.
    private const int MostWaiting = 6000;

    private readonly Dictionary<(IeeeAddress, NwkAddress), Task> _tails = [];
    private readonly Dictionary<(IeeeAddress, NwkAddress), int> _waiting = [];

    /// <summary>The clusters of active devices.</summary>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="side">Side of the cluster on the device.</param>
    public IReadOnlyList<SmartEnergyPeer> Peers(ushort clusterId, ClusterSide side) =>
        [.. devices.All.Where(static d => d.IsActive).SelectMany(d => Peers(d, clusterId, side))];

    /// <summary>The clusters of one device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="side">Side of the cluster on the device.</param>
    public static IEnumerable<SmartEnergyPeer> Peers(Device device, ushort clusterId, ClusterSide side) =>
        from descriptor in device.SimpleDescriptors.Values
        where (side == ClusterSide.Server ? descriptor.InputClusters : descriptor.OutputClusters).Contains(clusterId)
        select new SmartEnergyPeer(device.Address, device.Nwk, descriptor.Endpoint, descriptor.ProfileId);

    /// <summary>Sends a command; the caller does not wait.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="peer">Whom to.</param>
    /// <param name="command">Makes the command at the time of sending; null sends nothing.</param>
    /// <param name="sequence">Sequence number of the request that it answers, or null for a new one.</param>
    /// <param name="outcome">Told why the device does not have it, or null when it has.</param>
    public void Post(
        byte endpoint, SmartEnergyPeer peer, Func<ISmartEnergyCommand?> command, byte? sequence = null, Action<ConversationException?>? outcome = null)
    {
        var isQueued = Enqueue(peer, async () =>
        {
            if (command() is { } made)
            {
                var failure = await SendAsync(endpoint, peer, made.Id, made.Id.SentBy, SmartEnergyFrame.Write(made, sequence ?? messenger.NextSequence()));
                outcome?.Invoke(failure);
            }
        });
        if (!isQueued)
        {
            // Whoever keeps account of what waits hears that this does not.
            command();
        }
    }

    /// <summary>Sends a default response, unless it is neither wanted nor a failure.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="peer">Whom to.</param>
    /// <param name="id">The command that is answered.</param>
    /// <param name="request">Its header.</param>
    /// <param name="status">What became of it.</param>
    public void PostDefaultResponse(byte endpoint, SmartEnergyPeer peer, SmartEnergyCommandId id, ZclHeader request, ZclStatus status)
    {
        if (status == ZclStatus.Success && request.DisableDefaultResponse)
        {
            return;
        }

        var writer = new ByteWriter();
        new ZclHeader(
            IsClusterCommand: false,
            !request.FromServer,
            DisableDefaultResponse: true,
            request.ManufacturerCode,
            request.Sequence,
            (byte)GeneralCommand.DefaultResponse).Write(writer);
        new DefaultResponse(request.Command, (byte)status).Write(writer);

        // The answer comes from the side to which the command went.
        var side = id.SentBy == ClusterSide.Client ? ClusterSide.Server : ClusterSide.Client;
        Enqueue(peer, () => SendAsync(endpoint, peer, id, side, writer.Written));
    }

    // One frame after the other to each device, so that a cancel cannot overtake its event.
    private bool Enqueue(SmartEnergyPeer peer, Func<Task> send)
    {
        var key = (peer.Device, peer.Device == IeeeAddress.Unknown ? peer.Nwk : NwkAddress.Unknown);
        var waiting = _waiting.GetValueOrDefault(key);
        if (waiting == MostWaiting)
        {
            LogDropped(peer.Device);
            return false;
        }

        _waiting[key] = waiting + 1;
        var task = SendAfterAsync(_tails.GetValueOrDefault(key, Task.CompletedTask), send);
        _tails[key] = task;
        _ = ForgetAsync(key, task);
        return true;
    }

    private async Task ForgetAsync((IeeeAddress, NwkAddress) key, Task task)
    {
        await task;
        if (--_waiting[key] == 0)
        {
            _waiting.Remove(key);
        }

        if (_tails.GetValueOrDefault(key) == task)
        {
            _tails.Remove(key);
        }
    }

    private async Task SendAfterAsync(Task former, Func<Task> send)
    {
        await former;
        try
        {
            await send();
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
#pragma warning disable CA1031 // Nobody waits for a frame that was posted, so nobody else would hear of its fault.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFault(e);
        }
    }

    private async Task<ConversationException?> SendAsync(
        byte endpoint, SmartEnergyPeer peer, SmartEnergyCommandId id, ClusterSide side, ReadOnlyMemory<byte> frame)
    {
        var encrypts = endpoints.Find(endpoint) is { } sender && sender.Find(id.ClusterId, side == ClusterSide.Client) is { } cluster && sender.Encrypts(cluster) && !registry.Boolean(RegistryNames.DisableApsEncryption);
        var nwk = devices.TryFind(peer.Device, out var device) && device.Nwk.IsUnicast ? device.Nwk : peer.Nwk;
        try
        {
            await messenger.SendAsync(
                new ApsDataRequest(
                    peer.Device,
                    nwk,
                    peer.Endpoint,
                    endpoint,
                    peer.ProfileId,
                    id.ClusterId,
                    frame,
                    encrypts ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None),
                stopping);
            return null;
        }
        catch (ConversationException e)
        {
            LogNotDelivered(id.ClusterId, id.Command, peer.Device, e.Message);
            return e;
        }
    }

    [LoggerMessage(50, LogLevel.Warning, "Command 0x{Command:X2} of cluster 0x{Cluster:X4} did not reach {Device}: {Reason}")]
    private partial void LogNotDelivered(ushort cluster, byte command, IeeeAddress device, string reason);

    [LoggerMessage(53, LogLevel.Warning, "Too much waits for {Device}: what comes is dropped")]
    private partial void LogDropped(IeeeAddress device);

    [LoggerMessage(51, LogLevel.Error, "Sending a Smart Energy command failed")]
    private partial void LogFault(Exception exception);
}
