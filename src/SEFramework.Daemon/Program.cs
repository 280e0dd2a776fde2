using SEFramework.Daemon.CommandLine;
using SEFramework.Daemon.Configuration;

return await new DaemonCommand(Console.In, Console.Out, Console.Error, Surroundings.Current).InvokeAsync(args, CancellationToken.None);
