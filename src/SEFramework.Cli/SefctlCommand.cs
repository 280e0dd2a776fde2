using System.CommandLine;
using SEFramework.Cli.BackingUp;
using SEFramework.Cli.Converting;
using SEFramework.Cli.Importing;
using SEFramework.Cli.Radios;
using SEFramework.Cli.Recording;
using SEFramework.Cli.Replaying;
using SEFramework.Cli.Sending;
using SEFramework.Cli.Setup;
using SEFramework.Cli.Simulating;

namespace SEFramework.Cli;

/// <summary>The command line of sefctl: one subcommand for each thing it does.</summary>
internal static class SefctlCommand
{
    /// <summary>Creates the command with all its subcommands.</summary>
    public static RootCommand Create() => new("Talks to Smart Energy gateways that take the RPC requests of SE_Framework")
    {
        SendCommand.Create(),
        ReplayCommand.Create(),
        RecordCommand.Create(),
        SimulateCommand.Create(),
        RadioCommand.Create(),
        ConvertCommand.Create(),
        ImportCommand.Create(),
        BackupCommands.CreateBackup(),
        BackupCommands.CreateRestore(),
        SetupCommand.Create(),
    };
}
