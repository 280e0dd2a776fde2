using SEFramework.Gateway.Conversations;

namespace SEFramework.Gateway.Devices;

/// <summary>
/// Asks one device what it is, in the original's order: Match_Desc, Node_Desc, Power_Desc, Active_EP, a Simple_Desc per endpoint.
/// Source: reference 02, section 9.
/// </summary>
/// <param name="devices">The devices.</param>
/// <param name="zdo">Asks.</param>
internal sealed class DeviceDiscovery(DeviceTable devices, ZdoClient zdo)
{
    /// <summary>Profile of the probe.</summary>
    public const ushort ProbeProfile = 0x0109;

    /// <summary>Key Establishment, which every Smart Energy device serves.</summary>
    public const ushort KeyEstablishmentCluster = 0x0800;

    private const ushort BasicCluster = 0x0000;
    private const int Attempts = 3;

    /// <summary>Sees whether the device answers; the answer updates its network address.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">It does not answer.</exception>
    public async Task ProbeAsync(Device device, CancellationToken cancellationToken)
    {
        var answer = await RetryAsync(() => zdo.MatchAsync(device, ProbeProfile, [KeyEstablishmentCluster, BasicCluster], cancellationToken));
        devices.SetNwk(device, answer.Nwk);
    }

    /// <summary>Asks for the descriptors. Queries without answer leave gaps and <see cref="DiscoveryStatus.CompleteWithErrors"/>.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task DescribeAsync(Device device, CancellationToken cancellationToken)
    {
        var complete = await TryAsync(async () => device.Node = await zdo.NodeDescriptorAsync(device, cancellationToken));
        complete &= await TryAsync(async () => device.Power = await zdo.PowerDescriptorAsync(device, cancellationToken));
        complete &= await TryAsync(async () => device.ActiveEndpoints = await zdo.ActiveEndpointsAsync(device, cancellationToken));
        foreach (var endpoint in device.ActiveEndpoints ?? [])
        {
            complete &= await TryAsync(async () =>
                device.SimpleDescriptors[endpoint] = await zdo.SimpleDescriptorAsync(device, endpoint, cancellationToken));
        }

        device.Discovery = complete ? DiscoveryStatus.Complete : DiscoveryStatus.CompleteWithErrors;
    }

    private static async Task<bool> TryAsync(Func<Task> query)
    {
        try
        {
            await RetryAsync(async () =>
            {
                await query();
                return true;
            });
            return true;
        }
        catch (ConversationException)
        {
            return false;
        }
    }

    private static async Task<T> RetryAsync<T>(Func<Task<T>> query)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await query();
            }
            catch (ConversationException) when (attempt < Attempts)
            {
                // Tried again; the last failure is the caller's.
            }
        }
    }
}
