using System.Globalization;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Mirrors;
using SEFramework.Gateway.SmartEnergy.Server;
using SEFramework.Gateway.Storage;
using SEFramework.Rpc.Contract;
using SEFramework.Zigbee.Clusters;

namespace SEFramework.Gateway.Hosting;

/// <summary>What a conversion did.</summary>
/// <param name="Kept">What goes on, in sentences.</param>
/// <param name="Dropped">What the new variant has no use for, in sentences.</param>
public sealed record ConversionReport(IReadOnlyList<string> Kept, IReadOnlyList<string> Dropped);

/// <summary>
/// Makes the data folder of one variant that of another: devices, registry and whatever still has its cluster stay, the rest is dropped and told.
/// The gateway must not run. Source: reference 06, sections 1 and 4.2.
/// </summary>
public static class VariantConversion
{
    /// <summary>Converts a data folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="from">The variant that it belongs to.</param>
    /// <param name="to">The variant wanted.</param>
    /// <exception cref="ArgumentException">There is no such variant, or no data of a gateway in the folder.</exception>
    /// <exception cref="StorageException">The database cannot be used, as while the gateway runs.</exception>
    /// <exception cref="SavedFileException">A saved file cannot be read or written.</exception>
    public static async Task<ConversionReport> ConvertAsync(string directory, string from, string to)
    {
        var contract = EmbeddedContract.Current;
        var (source, target) = (Variant(contract, from), Variant(contract, to));
        var path = Path.Combine(directory, "gateway.db");
        if (!File.Exists(path))
        {
            throw new ArgumentException($"{directory} is not the data folder of a gateway: it has no gateway.db", nameof(directory));
        }

        // Opened first: it is locked while the gateway runs.
        await using var database = GatewayDatabase.Open(path);
        var files = new GatewayFiles(directory);
        var (kept, dropped) = (new List<string>(), new List<string>());
        kept.Add($"{files.Devices.Items.Count()} known devices");
        kept.Add($"{files.Settings.Items.Count()} changed registry entries");
        await ConvertInterfacesAsync(files, source, target, dropped);
        await ConvertEndpointsAsync(files, source, target, contract, dropped);
        var endpoints = await ConvertClustersAsync(files, target, contract, database, kept, dropped);
        await ConvertEventsAsync(endpoints, database, kept, dropped);
        await ConvertAttributesAsync(endpoints, database, kept, dropped);
        await ConvertMirrorsAsync(endpoints, database, kept, dropped);
        return new ConversionReport(kept, dropped);
    }

    private static VariantDefinition Variant(ContractModel contract, string name) => contract.FindVariant(name)
        ?? throw new ArgumentException($"There is no variant '{name}'; there are: {string.Join(", ", contract.Variants.Select(static v => v.Name))}");

    // Interfaces that were loaded by request stay; those of the old variant make way for those of the new one.
    private static async Task ConvertInterfacesAsync(GatewayFiles files, VariantDefinition source, VariantDefinition target, List<string> dropped)
    {
        if (!files.Interfaces.Existed)
        {
            return;
        }

        var names = files.Interfaces.Items.Select(static i => i.Name).ToArray();
        var leaving = source.Interfaces.Except(target.Interfaces).Intersect(names).ToArray();
        dropped.AddRange(leaving.Select(static name => $"interface {name}"));
        await files.Interfaces.ReplaceAsync(names.Except(leaving).Union(target.Interfaces).Select(static name => new SavedName(name)));
    }

    private static async Task ConvertEndpointsAsync(
        GatewayFiles files, VariantDefinition source, VariantDefinition target, ContractModel contract, List<string> dropped)
    {
        if (!files.Endpoints.Existed)
        {
            return;
        }

        // An endpoint that was added by request stays, unless the new variant has its id.
        var ofVariants = contract.Variants.SelectMany(static v => v.Endpoints).Select(static e => e.ClassName).ToHashSet(StringComparer.Ordinal);
        var added = files.Endpoints.Items.Where(e => !ofVariants.Contains(e.ClassName)).ToArray();
        var taken = added.Where(e => target.Endpoints.Any(t => t.Id == e.EndpointId)).ToArray();
        dropped.AddRange(taken.Select(static e => $"endpoint 0x{e.EndpointId:X2} {e.ClassName}: the new variant has that id"));
        dropped.AddRange(source.Endpoints
            .Where(e => files.Endpoints.Items.Any(i => i.ClassName == e.ClassName) && target.Endpoints.All(t => t.ClassName != e.ClassName))
            .Select(static e => $"endpoint 0x{e.Id:X2} {e.ClassName}"));
        var wanted = target.Endpoints.Select(
            static e => new SavedEndpoint(e.ClassName, (byte)e.Id, (ushort)e.ProfileId, (ushort?)e.DeviceId, (byte?)e.DeviceVersion));
        await files.Endpoints.ReplaceAsync(wanted.Concat(added.Except(taken)));
    }

    private static async Task<LocalEndpointTable> ConvertClustersAsync(
        GatewayFiles files, VariantDefinition target, ContractModel contract, GatewayDatabase database, List<string> kept, List<string> dropped)
    {
        var removed = await RemovedClusters.LoadAsync(database);
        var without = new SavedList<SavedCluster>(LineFormats.Clusters.FileName, LineFormats.Clusters, []);
        var bare = new LocalEndpointTable(target, new EndpointClasses(contract), files.Endpoints, without, removed);
        var leaving = files.Clusters.Items.Where(c => !HasRoom(bare, c)).ToArray();
        foreach (var cluster in leaving)
        {
            dropped.Add($"cluster {ClusterLine.Format(cluster)}: there is no such endpoint, or it has the cluster already");
        }

        await files.Clusters.RemoveAsync(leaving.Contains);
        kept.Add($"{files.Clusters.Items.Count()} added clusters");
        return new LocalEndpointTable(target, new EndpointClasses(contract), files.Endpoints, files.Clusters, removed);
    }

    private static async Task ConvertEventsAsync(LocalEndpointTable endpoints, GatewayDatabase database, List<string> kept, List<string> dropped)
    {
        var store = new EventStore(database);
        var events = await store.LoadAsync();
        var leaving = events.Where(e => endpoints.Find(e.Endpoint)?.Find(e.ClusterId, isClient: false) is null).ToArray();
        foreach (var e in leaving)
        {
            await store.RemoveAsync(e.Endpoint, e.ClusterId, [e.Id]);
            if (e.Cancel is null)
            {
                dropped.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{EventKinds.Find(e.ClusterId)?.Name ?? "event"} 0x{e.Id:X}: there is no server to give it out"));
            }
        }

        kept.Add($"{events.Except(leaving).Count(static e => e.Cancel is null)} events");
    }

    private static async Task ConvertAttributesAsync(LocalEndpointTable endpoints, GatewayDatabase database, List<string> kept, List<string> dropped)
    {
        var store = new PowerSafeAttributeStore(database);
        var saved = await store.LoadAsync();
        var leaving = saved.Keys.Where(k => endpoints.Find(k.Endpoint)?.Find(k.ClusterId, k.IsClient) is null).ToArray();
        foreach (var key in leaving)
        {
            await store.RemoveAsync(key);
            dropped.Add($"attribute 0x{key.AttributeId:X4} of cluster 0x{key.ClusterId:X4} on endpoint 0x{key.Endpoint:X2}");
        }

        kept.Add($"{saved.Count - leaving.Length} attributes");
    }

    private static async Task ConvertMirrorsAsync(LocalEndpointTable endpoints, GatewayDatabase database, List<string> kept, List<string> dropped)
    {
        var store = new MirrorStore(database);
        var mirrors = await store.LoadAsync();
        var leaving = endpoints.All.Any(static e => e.DeviceId == SmartEnergyDevices.EnergyServicesInterface) ? [] : mirrors;
        foreach (var mirror in leaving)
        {
            await store.RemoveAsync(mirror);
            dropped.Add($"mirror of the meter {mirror.Meter} on endpoint 0x{mirror.Endpoint:X2}: only an energy services interface has mirrors");
        }

        if (mirrors.Count > leaving.Count)
        {
            kept.Add($"{mirrors.Count} mirrors of meters");
        }
    }

    private static bool HasRoom(LocalEndpointTable endpoints, SavedCluster cluster)
    {
        var defaults = EndpointClasses.FindCluster(cluster.ClassName);
        return endpoints.Find(cluster.EndpointId) is { } endpoint
            && (cluster.ClusterId ?? defaults?.Id) is { } id
            && (cluster.IsClient ?? defaults?.IsClient) is { } isClient
            && endpoint.Find(id, isClient) is null;
    }
}
