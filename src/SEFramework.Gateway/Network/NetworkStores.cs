using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Storage;
using SEFramework.Gateway.Zdo;

namespace SEFramework.Gateway.Network;

/// <summary>What the network side of the gateway keeps on disk.</summary>
/// <param name="LinkKeys">Keys with which devices may join.</param>
/// <param name="Network">What network to form or join.</param>
/// <param name="Devices">What discovery found.</param>
/// <param name="Bindings">Bindings that other nodes made.</param>
internal sealed record NetworkStores(LinkKeyStore LinkKeys, NetworkConfigurationStore Network, DeviceStore Devices, BindingTable Bindings)
{
    /// <summary>Reads what is stored.</summary>
    /// <param name="database">Where it is.</param>
    public static async Task<NetworkStores> LoadAsync(GatewayDatabase database) => new(
        await LinkKeyStore.LoadAsync(database), await NetworkConfigurationStore.LoadAsync(database), new DeviceStore(database), await BindingTable.LoadAsync(database));
}
