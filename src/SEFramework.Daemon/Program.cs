using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Hosting;

var configuration = new ConfigurationBuilder()
    .AddJsonFile("/etc/seframework/seframework.json", optional: true)
    .AddEnvironmentVariables("SEFRAMEWORK__")
    .AddCommandLine(args)
    .Build();
var options = new DaemonOptions();
configuration.Bind(options);
if (options.Http.Listen.Count == 0)
{
    options.Http.Listen.Add("127.0.0.1:8080");
}

using var stopping = new CancellationTokenSource();
using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stopping.Cancel();
});
return await DaemonHost.RunAsync(options, stopping.Token);
