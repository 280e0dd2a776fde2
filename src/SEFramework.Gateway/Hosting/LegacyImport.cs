using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Pipeline;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.Storage;
using SEFramework.Rpc.Contract;

namespace SEFramework.Gateway.Hosting;

/// <summary>What an import did, or would do.</summary>
/// <param name="Taken">What goes on as it was, in sentences.</param>
/// <param name="Mapped">What goes on another way, in sentences.</param>
/// <param name="Meaningless">What has no meaning here and was left, in sentences.</param>
public sealed record ImportReport(IReadOnlyList<string> Taken, IReadOnlyList<string> Mapped, IReadOnlyList<string> Meaningless);

/// <summary>
/// Takes the saved files of a legacy gateway into the data folder of this one. The gateway must not run. Source: reference 01, section 4.2; reference 06,
/// section 4.2.
/// </summary>
public static class LegacyImport
{
    /// <summary>Imports saved files; a file of the same name that was there goes to NAME.before-import.</summary>
    /// <param name="source">Folder with the files of the legacy gateway.</param>
    /// <param name="directory">The data folder.</param>
    /// <param name="variant">The variant of this gateway.</param>
    /// <param name="dryRun">Only says what it would do.</param>
    /// <exception cref="ArgumentException">There is no such variant, or no saved file in the source.</exception>
    /// <exception cref="StorageException">The database cannot be used, as while the gateway runs.</exception>
    /// <exception cref="SavedFileException">A saved file cannot be read or written.</exception>
    public static async Task<ImportReport> ImportAsync(string source, string directory, string variant, bool dryRun)
    {
        var contract = EmbeddedContract.Current;
        var definition = contract.FindVariant(variant)
            ?? throw new ArgumentException($"There is no variant '{variant}'; there are: {string.Join(", ", contract.Variants.Select(static v => v.Name))}");
        var import = new Import(contract, definition, source, directory);
        if (import.IsEmpty)
        {
            throw new ArgumentException($"{source} has none of the saved files of a legacy gateway: {string.Join(", ", Import.FileNames)}");
        }

        // Opened first: it is locked while the gateway runs.
        await using var database = GatewayDatabase.Open(Path.Combine(directory, "gateway.db"));
        await import.SortAsync(database);
        if (!dryRun)
        {
            await import.WriteAsync();
        }

        return new ImportReport(import.Taken, import.Mapped, import.Meaningless);
    }

    private sealed class Import(ContractModel contract, VariantDefinition variant, string source, string directory)
    {
        private readonly GatewayFiles _old = new(source);
        private readonly List<(string FileName, Func<Task> Write)> _writes = [];

        public static IReadOnlyList<string> FileNames { get; } =
        [
            LineFormats.Settings.FileName, LineFormats.Devices.FileName, LineFormats.Endpoints.FileName, LineFormats.Clusters.FileName,
            LineFormats.Interfaces.FileName, LineFormats.Modules.FileName, LineFormats.Paths.FileName,
        ];

        public List<string> Taken { get; } = [];

        public List<string> Mapped { get; } = [];

        public List<string> Meaningless { get; } = [];

        public bool IsEmpty => !FileNames.Any(name => File.Exists(Path.Combine(source, name)));

        public async Task SortAsync(GatewayDatabase database)
        {
            Settings();
            Devices();
            await EndpointsAndClustersAsync(database);
            Interfaces();
            Names("module", LineFormats.Modules, _old.Modules);
            Names("path", LineFormats.Paths, _old.Paths);
            Meaningless.AddRange(_old.BadLines.Select(static b => $"{b.File}: the line '{b.Line}' cannot be read"));
            Meaningless.AddRange(Directory.EnumerateFiles(source, "*.ini").Select(static f => Path.GetFileName(f)).Except(FileNames).Order(StringComparer.Ordinal)
                .Select(static name => $"{name}: no file of this name is known here"));
        }

        public async Task WriteAsync()
        {
            foreach (var (name, write) in _writes)
            {
                var path = Path.Combine(directory, name);
                if (File.Exists(path))
                {
                    File.Move(path, path + ".before-import", overwrite: true);
                }

                await write();
            }
        }

        private void Take<T>(LineFormat<T> format, SavedList<T> old, IReadOnlyCollection<T> items)
            where T : class
        {
            if (old.Existed)
            {
                _writes.Add((format.FileName, () => SavedList.Read(directory, format).ReplaceAsync(items)));
            }
        }

        private void Settings()
        {
            var good = new List<SavedSetting>();
            foreach (var setting in _old.Settings.Items)
            {
                var one = new SavedList<SavedSetting>(_old.Settings.FileName, LineFormats.Settings, [(string.Empty, setting)]);
                if (new GatewayRegistry(contract, variant, one).Unused is [var problem, ..])
                {
                    Meaningless.Add($"registry entry {problem}");
                }
                else
                {
                    good.Add(setting);
                    Taken.Add($"registry entry {setting.Name}{(setting.Value is null ? string.Empty : $" = {setting.Value}")}");
                }
            }

            Take(LineFormats.Settings, _old.Settings, good);
        }

        private void Devices()
        {
            var devices = _old.Devices.Items.Distinct().ToArray();
            Taken.AddRange(devices.Select(static d => $"device {d.Address}"));
            if (devices.Length > 0)
            {
                Mapped.Add("link keys: they are in the radio of the legacy gateway and cannot be read; add each device again with its installation code, or let it join anew");
            }

            Take(LineFormats.Devices, _old.Devices, devices);
        }

        private async Task EndpointsAndClustersAsync(GatewayDatabase database)
        {
            var removed = await RemovedClusters.LoadAsync(database);
            var none = new SavedList<SavedCluster>(LineFormats.Clusters.FileName, LineFormats.Clusters, []);
            var classes = new EndpointClasses(contract);
            var endpoints = new List<SavedEndpoint>();
            foreach (var endpoint in _old.Endpoints.Items)
            {
                var table = new LocalEndpointTable(variant, classes, Existing(LineFormats.Endpoints, [.. endpoints, endpoint]), none, removed);
                if (table.Problems is [.., var problem])
                {
                    Meaningless.Add($"endpoint {EndpointLine.Format(endpoint)}: {problem}");
                }
                else
                {
                    endpoints.Add(endpoint);
                    Taken.Add($"endpoint {EndpointLine.Format(endpoint)}");
                }
            }

            // The variant's own endpoints are not optional: without them a legacy configuration of clusters only still works.
            if (_old.Endpoints.Existed)
            {
                foreach (var own in variant.Endpoints.Where(o => endpoints.All(e => e.EndpointId != o.Id)))
                {
                    endpoints.Add(new SavedEndpoint(own.ClassName, (byte)own.Id, (ushort)own.ProfileId, (ushort?)own.DeviceId, (byte?)own.DeviceVersion));
                    Mapped.Add($"endpoint 0x{own.Id:X2} {own.ClassName}: added, as {variant.Name} has it");
                }
            }

            var file = _old.Endpoints.Existed ? Existing(LineFormats.Endpoints, endpoints) : new SavedList<SavedEndpoint>(LineFormats.Endpoints.FileName, LineFormats.Endpoints, []);
            var clusters = new List<SavedCluster>();
            foreach (var cluster in _old.Clusters.Items)
            {
                var table = new LocalEndpointTable(variant, classes, file, Existing(LineFormats.Clusters, [.. clusters, cluster]), removed);
                if (table.Problems is [.., var problem])
                {
                    Meaningless.Add($"cluster {ClusterLine.Format(cluster)}: {problem}");
                }
                else
                {
                    clusters.Add(cluster);
                    Taken.Add($"cluster {ClusterLine.Format(cluster)}");
                }
            }

            Take(LineFormats.Endpoints, _old.Endpoints, endpoints);
            Take(LineFormats.Clusters, _old.Clusters, clusters);
        }

        private void Interfaces()
        {
            var unknown = new InterfaceSet(contract, variant, _old.Interfaces).Unknown;
            Meaningless.AddRange(unknown.Select(static name => $"interface {name}: there is no such class here"));
            var known = _old.Interfaces.Items.Where(i => !unknown.Contains(i.Name)).ToArray();
            Taken.AddRange(known.Select(static i => $"interface {i.Name}"));
            Take(LineFormats.Interfaces, _old.Interfaces, known);
        }

        private void Names(string kind, LineFormat<SavedName> format, SavedList<SavedName> old)
        {
            Mapped.AddRange(old.Items.Select(n => $"{kind} {n.Name}: remembered and listed, but programs of the legacy gateway do not run here"));
            Take(format, old, [.. old.Items]);
        }

        private static SavedList<T> Existing<T>(LineFormat<T> format, IEnumerable<T> items)
            where T : class => new(format.FileName, format, [.. items.Select(static i => (string.Empty, (T?)i))]) { Existed = true };
    }
}
