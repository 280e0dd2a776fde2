using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Network;
using SEFramework.Radio;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Interfaces;

/// <summary>RPC_ZigBee_Interface: the network and its devices. Source: reference 02.</summary>
/// <param name="manager">Adds and removes devices.</param>
/// <param name="devices">The devices.</param>
/// <param name="self">The gateway as a node.</param>
/// <param name="network">What network to form or join.</param>
/// <param name="trustCentre">Who may join.</param>
/// <param name="joinWindow">When devices may join.</param>
/// <param name="zdo">Asks devices.</param>
/// <param name="frames">Sends frames without a protocol.</param>
public sealed class ZigbeeInterface(
    DeviceManager manager,
    DeviceTable devices,
    SelfDescription self,
    NetworkManager network,
    TrustCentre trustCentre,
    JoinWindow joinWindow,
    ZdoClient zdo,
    RawFrames frames) : IRpcZigBeeInterface
{
    /// <inheritdoc />
    public Task<GetDeviceInformationResponse> GetDeviceInformationAsync(
        GetDeviceInformationRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new GetDeviceInformationResponse
        {
            RecordList = [.. devices.All.Where(static d => !d.IsLeaving).Concat(self.Describe()).Select(DeviceRecords.Describe)],
        });

    /// <inheritdoc />
    public async Task<AddDeviceResponse> AddDeviceAsync(AddDeviceRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var key = LinkKeyParameters.Read(AddDeviceRequest.WireName, request.LinkKey, request.InstallationCode);
        var address = Extended(request.DeviceAddress);
        if (address == self.Address)
        {
            throw Refuse(AddDeviceRequest.WireName, "device_address", "this is the gateway itself");
        }

        // The radio first: what it refuses leaves nothing behind.
        await UseRadioAsync(async () =>
        {
            if (key is not null)
            {
                await trustCentre.RegisterAsync(address, key, cancellationToken);
            }
        });
        await manager.AddAsync(address);
        if (request.JoinTime is { } seconds)
        {
            await UseRadioAsync(() => joinWindow.OpenAsync(TimeSpan.FromSeconds(seconds), cancellationToken));
        }

        return new AddDeviceResponse { DeviceAddress = request.DeviceAddress, JoinTime = request.JoinTime };
    }

    /// <inheritdoc />
    public async Task<RemoveDeviceResponse> RemoveDeviceAsync(RemoveDeviceRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var address = Extended(request.DeviceAddress);
        var leaving = await manager.RemoveAsync(address);
        manager.RunInBackground(await trustCentre.UnregisterAsync(address, leaving, CancellationToken.None));
        return new RemoveDeviceResponse { DeviceAddress = request.DeviceAddress };
    }

    /// <inheritdoc />
    public async Task<BindResponse> BindAsync(Rpc.Contract.Generated.BindRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var status = await BindAsync(
            ZdoCluster.Bind, request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, cancellationToken);
        return new BindResponse
        {
            Status = status,
            DestinationAddress = request.DestinationAddress,
            DestinationEndpointId = request.DestinationEndpointId,
            SourceEndpointId = request.SourceEndpointId,
            ClusterId = request.ClusterId,
        };
    }

    /// <inheritdoc />
    public async Task<UnbindResponse> UnbindAsync(UnbindRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var status = await BindAsync(
            ZdoCluster.Unbind, request.DestinationAddress, request.DestinationEndpointId, request.SourceEndpointId, request.ClusterId, cancellationToken);
        return new UnbindResponse
        {
            Status = status,
            DestinationAddress = request.DestinationAddress,
            DestinationEndpointId = request.DestinationEndpointId,
            SourceEndpointId = request.SourceEndpointId,
            ClusterId = request.ClusterId,
        };
    }

    /// <inheritdoc />
    public async Task<GetZigbeeNetworkConfigurationResponse> GetZigbeeNetworkConfigurationAsync(
        GetZigbeeNetworkConfigurationRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        var key = LinkKeyParameters.Read(GetZigbeeNetworkConfigurationRequest.WireName, request.LinkKey, request.InstallationCode);
        if (request.ChannelMask == 0)
        {
            throw Refuse(GetZigbeeNetworkConfigurationRequest.WireName, "channel_mask", "it has no channel; bit 0 is channel 11, bit 15 is channel 26");
        }

        if (key is not null || request is not { ExtendedPanId: null, ChannelMask: null, JoinAttemptInterval: null })
        {
            await UseRadioAsync(() => network.ConfigureAsync(
                current => current with
                {
                    ExtendedPanId = request.ExtendedPanId ?? current.ExtendedPanId,
                    ChannelMask = request.ChannelMask ?? current.ChannelMask,
                    JoinAttemptInterval = request.JoinAttemptInterval is { } seconds ? (int)Math.Min(seconds, int.MaxValue) : current.JoinAttemptInterval,
                    LinkKey = key is null ? current.LinkKey : key,
                },
                cancellationToken));
        }

        var (extendedPanId, channelMask) = await network.ReadSettingsAsync(cancellationToken);
        return new GetZigbeeNetworkConfigurationResponse
        {
            ExtendedPanId = extendedPanId,
            ChannelMask = channelMask,
            JoinAttemptInterval = network.Configuration.JoinAttemptInterval,
            Eui = self.Address == IeeeAddress.Unknown ? null : new MacAddress(self.Address.Value),
        };
    }

    /// <inheritdoc />
    public Task<SendZigbeeResponse> SendZigbeeAsync(SendZigbeeRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        frames.SendAsync(request, cancellationToken);

    private static IeeeAddress Extended(MacAddress mac) => new(mac.Value);

    private static RpcException Refuse(string request, string parameter, string problem) => StatusText.Failure(
        RpcErrorKind.InvalidParameters, "Bad Parameter", ("request", request), ("parameter", parameter), ("problem", problem));

    private static async Task UseRadioAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (RadioException e)
        {
            throw new RpcException(RpcErrorKind.Conversation, e.Message);
        }
    }

    /// <summary>The device that is asked keeps the binding; its target is the gateway. Source: reference 02, section 5.</summary>
    private async Task<byte> BindAsync(
        ZdoCluster cluster, MacAddress destination, byte destinationEndpoint, byte sourceEndpoint, ushort clusterId, CancellationToken cancellationToken)
    {
        var address = Extended(destination);
        var device = devices.TryFind(address, out var known) ? known : new Device(address);
        return (byte)await zdo.BindAsync(
            device, new Zigbee.Zdo.BindRequest(cluster, address, destinationEndpoint, clusterId, null, self.Address, sourceEndpoint), cancellationToken);
    }
}
