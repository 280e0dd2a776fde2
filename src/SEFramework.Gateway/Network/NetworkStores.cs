using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Reporting;
using SEFramework.Gateway.SmartEnergy.Mirrors;
using SEFramework.Gateway.Storage;
using SEFramework.Gateway.Zdo;

namespace SEFramework.Gateway.Network;

/// <summary>What the network side of the gateway keeps on disk.</summary>
/// <param name="LinkKeys">Keys with which devices may join.</param>
/// <param name="Network">What network to form or join.</param>
/// <param name="Devices">What discovery found.</param>
/// <param name="Bindings">Bindings that other nodes made.</param>
/// <param name="Attributes">Attributes of the gateway's own clusters.</param>
/// <param name="SavedAttributes">Those that an earlier run left.</param>
/// <param name="Reports">Configurations of reports.</param>
/// <param name="SavedReports">Those that an earlier run left.</param>
/// <param name="Mirrors">Mirrors of meters.</param>
/// <param name="SavedMirrors">Those that an earlier run left.</param>
internal sealed record NetworkStores(
    LinkKeyStore LinkKeys,
    NetworkConfigurationStore Network,
    DeviceStore Devices,
    BindingTable Bindings,
    PowerSafeAttributeStore Attributes,
    IReadOnlyDictionary<PowerSafeAttributeKey, PowerSafeValue> SavedAttributes,
    ReportStore Reports,
    IReadOnlyList<ReportConfiguration> SavedReports,
    MirrorStore Mirrors,
    IReadOnlyList<Mirror> SavedMirrors)
{
    /// <summary>Reads what is stored.</summary>
    /// <param name="database">Where it is.</param>
    public static async Task<NetworkStores> LoadAsync(GatewayDatabase database)
    {
        var attributes = new PowerSafeAttributeStore(database);
        var reports = new ReportStore(database);
        var mirrors = new MirrorStore(database);
        return new NetworkStores(
            await LinkKeyStore.LoadAsync(database),
            await NetworkConfigurationStore.LoadAsync(database),
            new DeviceStore(database),
            await BindingTable.LoadAsync(database),
            attributes,
            await attributes.LoadAsync(),
            reports,
            await reports.LoadAsync(),
            mirrors,
            await mirrors.LoadAsync());
    }
}
