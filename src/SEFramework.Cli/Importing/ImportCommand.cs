using System.CommandLine;
using SEFramework.Cli.BackingUp;
using SEFramework.Cli.Setup;
using SEFramework.Daemon.Configuration;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.Storage;

namespace SEFramework.Cli.Importing;

/// <summary>sefctl import: takes the saved files of a legacy gateway, and says what it took, what it mapped and what has no meaning here.</summary>
internal static class ImportCommand
{
    private const int Failed = 1;

    public static Command Create()
    {
        var source = new Argument<string>("FOLDER") { Description = "Folder with the files of the legacy gateway's /WEB/python: registry_settings.ini, devices.ini, endpoints.ini, clusters.ini, modules.ini, interfaces.ini, paths.ini" };
        var data = new Option<string>("--data") { Description = "Data folder of the gateway, which must not run", DefaultValueFactory = static _ => DataFolder.Default };
        var config = new Option<string>("--config") { Description = "Configuration of the gateway, for its variant", DefaultValueFactory = static _ => Settings.DefaultFile };
        var variant = new Option<string?>("--variant") { Description = "Variant of the gateway, if not that of its configuration" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var command = new Command("import", "Take the saved files of a legacy gateway; what was there goes to NAME.before-import. Exit code 0: done; 1: not possible.") { source, data, config, variant, dryRun };
        command.SetAction((result, cancellationToken) => ImportAsync(
            result.GetValue(source)!, result.GetValue(data)!, result.GetValue(variant), result.GetValue(config)!, result.GetValue(dryRun), cancellationToken));
        return command;
    }

    private static async Task<int> ImportAsync(string source, string data, string? chosen, string config, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            if (!Directory.Exists(source) || !Directory.Exists(data))
            {
                await Console.Error.WriteLineAsync($"There is no folder {(Directory.Exists(source) ? data : source)}.");
                return Failed;
            }

            var variant = chosen ?? ConfigurationFile.Read(config).Find(Settings.Variant) ?? Settings.Variant.Default;
            var report = await LegacyImport.ImportAsync(source, data, variant, dryRun);
            await DataFolder.AdoptAsync(data, cancellationToken);
            Write("Taken", report.Taken);
            Write("Mapped", report.Mapped);
            Write("Without meaning here", report.Meaningless);
            Console.WriteLine(dryRun ? "Nothing was written." : "Done. Now start the gateway.");
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or SetupException or StorageException or SavedFileException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    private static void Write(string title, IReadOnlyList<string> lines)
    {
        Console.WriteLine($"{title}: {(lines.Count == 0 ? "nothing." : string.Empty)}");
        foreach (var line in lines)
        {
            Console.WriteLine($"  {line}");
        }
    }
}
