using System.Globalization;
using SEFramework.Gateway.Devices;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Endpoints;

/// <summary>What a ZCL request says about whom it is for; what is null is looked up. Source: reference 03, section 1.1.</summary>
/// <param name="Destination">Target device, or null for the gateway itself.</param>
/// <param name="DestinationEndpoint">Endpoint of the target cluster.</param>
/// <param name="SourceEndpoint">Endpoint of the gateway that sends.</param>
/// <param name="ClusterId">Target cluster.</param>
/// <param name="TargetIsClient">Whether the target is the client side.</param>
/// <param name="ProfileId">Profile that the target endpoint must have.</param>
public sealed record ZclTarget(
    MacAddress? Destination, byte? DestinationEndpoint, byte? SourceEndpoint, ushort ClusterId, bool? TargetIsClient, ushort? ProfileId = null)
{
    /// <summary>Whether an endpoint with a profile may be the target.</summary>
    /// <param name="profileId">The endpoint's profile.</param>
    public bool Takes(ushort profileId) => ProfileId is null || ProfileId == profileId;
}

/// <summary>A ZCL target with everything looked up.</summary>
/// <param name="Device">Target device, or null for the gateway itself.</param>
/// <param name="Address">Its extended address.</param>
/// <param name="DestinationEndpoint">Endpoint of the target cluster.</param>
/// <param name="SourceEndpoint">Endpoint of the gateway that sends; of a local target the target's endpoint.</param>
/// <param name="ProfileId">Profile of the target endpoint.</param>
/// <param name="ClusterId">Target cluster.</param>
/// <param name="TargetIsClient">Whether the target is the client side.</param>
/// <param name="ApsEncryption">Whether the sending cluster encrypts.</param>
public sealed record ResolvedTarget(
    Device? Device,
    IeeeAddress Address,
    byte DestinationEndpoint,
    byte SourceEndpoint,
    ushort ProfileId,
    ushort ClusterId,
    bool TargetIsClient,
    bool ApsEncryption)
{
    /// <summary>Whether the gateway itself is meant.</summary>
    public bool IsLocal => Device is null;
}

/// <summary>
/// Looks up what a ZCL request leaves out, from discovery. The algorithm is inferred and stands only here. Source: reference 03, sections 0.2
/// and 1.3.
/// </summary>
/// <param name="devices">The discovered devices.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="self">The gateway's own addresses.</param>
public sealed class AddressLookup(DeviceTable devices, LocalEndpointTable endpoints, LocalNode self)
{
    private const byte StandardEndpoint = 0x5E;
    private const ushort SmartEnergyProfile = 0x0109;

    /// <summary>Completes a target.</summary>
    /// <param name="target">What the request says.</param>
    /// <exception cref="RpcException">Something is missing and cannot be found.</exception>
    public ResolvedTarget Resolve(ZclTarget target)
    {
        var address = target.Destination is { } mac ? new IeeeAddress(mac.Value) : self.Address;
        return target.Destination is null || address == self.Address ? ResolveLocal(target) : ResolveRemote(target, address);
    }

    private static RpcException Refuse(string statusName, params ReadOnlySpan<(string, string)> placeholders) =>
        StatusText.Failure(RpcErrorKind.InvalidParameters, statusName, placeholders);

    private static string Hex(byte endpoint) => string.Create(CultureInfo.InvariantCulture, $"0x{endpoint:X2}");

    private static string Hex(ushort cluster) => string.Create(CultureInfo.InvariantCulture, $"0x{cluster:X4}");

    private static string Side(bool isClient) => isClient ? "client" : "server";

    private static bool Lists(SimpleDescriptor descriptor, ushort clusterId, bool isClient) =>
        (isClient ? descriptor.OutputClusters : descriptor.InputClusters).Contains(clusterId);

    private ResolvedTarget ResolveLocal(ZclTarget target)
    {
        foreach (var isClient in target.TargetIsClient is { } given ? [given] : new[] { false, true })
        {
            var holders = endpoints.All.Where(e => target.Takes(e.ProfileId) && e.Find(target.ClusterId, isClient) is not null).ToArray();
            var endpoint = target.DestinationEndpoint is { } id ? holders.FirstOrDefault(e => e.Id == id) : null;

            // An endpoint that lacks the cluster is passed over when only one other has it: a field script addresses the Time server so.
            endpoint ??= target.DestinationEndpoint is null ? holders.FirstOrDefault() : holders.Length == 1 ? holders[0] : null;
            if (endpoint is not null)
            {
                // From one endpoint to another the pair has to be there; an endpoint that addresses itself may do without (reference 03, section 0.2).
                if (target.SourceEndpoint is { } source && source != endpoint.Id && target.DestinationEndpoint == endpoint.Id)
                {
                    FindSender(target, isClient, endpoint.ProfileId);
                }

                return new ResolvedTarget(
                    null, self.Address, endpoint.Id, target.SourceEndpoint ?? endpoint.Id, endpoint.ProfileId, target.ClusterId, isClient, ApsEncryption: false);
            }
        }

        throw Refuse(
            "No Local Cluster",
            ("side", Side(target.TargetIsClient == true)),
            ("cluster", Hex(target.ClusterId)),
            ("endpoint", Hex(target.DestinationEndpoint ?? 0xFF)));
    }

    private ResolvedTarget ResolveRemote(ZclTarget target, IeeeAddress address)
    {
        devices.TryFind(address, out var device);
        var (endpointId, isClient) = FindRemoteEndpoint(target, address, device);
        var known = device?.SimpleDescriptors.GetValueOrDefault(endpointId);
        var (sender, cluster) = FindSender(target, isClient, target.ProfileId ?? known?.ProfileId);
        return new ResolvedTarget(
            device ?? new Device(address),
            address,
            endpointId,
            sender.Id,
            target.ProfileId ?? known?.ProfileId ?? sender.ProfileId,
            target.ClusterId,
            isClient,
            sender.Encrypts(cluster));
    }

    private static (byte Endpoint, bool IsClient) FindRemoteEndpoint(ZclTarget target, IeeeAddress address, Device? device)
    {
        var sides = target.TargetIsClient is { } given ? [given] : new[] { false, true };
        foreach (var isClient in sides)
        {
            foreach (var (id, descriptor) in device?.SimpleDescriptors ?? [])
            {
                if (target.Takes(descriptor.ProfileId) && Lists(descriptor, target.ClusterId, isClient) && (target.DestinationEndpoint is null || target.DestinationEndpoint == id))
                {
                    return (id, isClient);
                }
            }
        }

        // What the caller says is believed, also about a device that is not discovered yet.
        return target.DestinationEndpoint is { } endpoint
            ? (endpoint, sides[0])
            : throw Refuse("No Known Endpoint", ("mac", address.ToString()), ("side", Side(sides[0])), ("cluster", Hex(target.ClusterId)));
    }

    private (LocalEndpoint Endpoint, LocalCluster Cluster) FindSender(ZclTarget target, bool targetIsClient, ushort? profileId)
    {
        var candidates = endpoints.All
            .Where(e => target.SourceEndpoint is null || e.Id == target.SourceEndpoint)
            .OrderByDescending(e => e.ProfileId == (profileId ?? SmartEnergyProfile))
            .ThenByDescending(e => e.Id == StandardEndpoint)
            .Select(e => (Endpoint: e, Cluster: e.Find(target.ClusterId, !targetIsClient)));
        foreach (var (endpoint, cluster) in candidates)
        {
            if (cluster is not null)
            {
                return (endpoint, cluster);
            }
        }

        throw Refuse(
            "No Counterpart Cluster",
            ("own_side", Side(!targetIsClient)),
            ("cluster", Hex(target.ClusterId)),
            ("endpoint", target.SourceEndpoint is { } source ? $"endpoint {Hex(source)} of the gateway" : "the gateway"),
            ("side", Side(targetIsClient)));
    }
}
