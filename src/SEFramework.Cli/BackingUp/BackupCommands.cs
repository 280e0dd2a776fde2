using System.CommandLine;
using SEFramework.Cli.Setup;
using SEFramework.Gateway.Storage;

namespace SEFramework.Cli.BackingUp;

/// <summary>sefctl backup and sefctl restore. Both stop the service for as long as they need.</summary>
internal static class BackupCommands
{
    private const int Failed = 1;

    public static Command CreateBackup() => Create(
        "backup",
        "Write state and configuration of the gateway into one archive, with its link keys: keep it safe. The service rests meanwhile.",
        "Archive to write, such as gateway.tar.gz",
        async (file, data, configuration, cancellationToken) =>
            $"{file} holds {await BackupArchive.WriteAsync(file, data, configuration, cancellationToken)} files. Whoever has it has the link keys.");

    public static Command CreateRestore() => Create(
        "restore",
        "Put back what 'sefctl backup' wrote; what is there goes to FOLDER.before-restore. The service rests meanwhile.",
        "Archive of 'sefctl backup'",
        async (file, data, configuration, cancellationToken) =>
        {
            var count = await BackupArchive.ReadAsync(file, data, configuration, cancellationToken);
            await DataFolder.AdoptAsync(data, cancellationToken);
            await AdoptConfigurationAsync(configuration, cancellationToken);
            return $"{count} files are back. What was there is in {data}.before-restore and {configuration}.before-restore.";
        });

    private static Command Create(string name, string description, string fileDescription, Func<string, string, string, CancellationToken, Task<string>> work)
    {
        var file = new Argument<string>("FILE") { Description = fileDescription };
        var data = new Option<string>("--data") { Description = "Data folder of the gateway", DefaultValueFactory = static _ => DataFolder.Default };
        var configuration = new Option<string>("--config") { Description = "Folder of its configuration", DefaultValueFactory = static _ => DataFolder.DefaultConfiguration };
        var command = new Command(name, $"{description} Exit code 0: done; 1: not possible.") { file, data, configuration };
        command.SetAction((result, cancellationToken) => RunAsync(
            () => work(result.GetValue(file)!, result.GetValue(data)!, result.GetValue(configuration)!, cancellationToken),
            result.GetValue(data) == DataFolder.Default,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Func<Task<string>> work, bool isInstalled, CancellationToken cancellationToken)
    {
        var wasRunning = isInstalled && Service.HasSystemd && await Service.ControlAsync("is-active", cancellationToken);
        try
        {
            if (wasRunning && !await Service.ControlAsync("stop", cancellationToken))
            {
                await Console.Error.WriteLineAsync("The service cannot be stopped; try with sudo.");
                return Failed;
            }

            Console.WriteLine(await work());
            return 0;
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
        finally
        {
            if (wasRunning && !await Service.ControlAsync("start", CancellationToken.None))
            {
                await Console.Error.WriteLineAsync("The service could not be started again: see 'systemctl status seframework'.");
            }
        }
    }

    /// <summary>The configuration belongs to root and the group of the service, which must be able to read it.</summary>
    private static async Task AdoptConfigurationAsync(string configuration, CancellationToken cancellationToken)
    {
        await DataFolder.AdoptAsync(configuration, cancellationToken);
        foreach (var file in Directory.Exists(configuration) ? Directory.EnumerateFiles(configuration, "*", SearchOption.AllDirectories) : [])
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }
    }
}
