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

var root = new RootCommand("Talks to Smart Energy gateways that take the RPC requests of SE_Framework")
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
return await root.Parse(args).InvokeAsync();
