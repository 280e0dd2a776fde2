using System.CommandLine;
using System.Runtime.InteropServices;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Hosting;

const int ConfigurationError = 78;

var config = new Option<string?>("--config") { Description = $"Configuration file (default {ConfigurationLoader.DefaultFile})" };
var check = new Option<bool>("--check-config") { Description = "Say what is wrong with the configuration, and stop" };
var variant = new Option<string?>("--variant") { Description = "esi-coordinator, esi-router or ipd-router (aux-gateway)" };
var radio = new Option<string?>("--radio") { Description = "simulated, a device path such as /dev/ttyUSB0, or tcp://host:port" };
var home = new Option<string?>("--home") { Description = "File that describes the simulated home (default: one electricity meter)" };
var listen = new Option<string[]>("--listen") { Description = "Address and port to listen on, may be repeated (default 127.0.0.1:8080)" };
var data = new Option<string?>("--data") { Description = "Folder for the database and the saved files" };
var log = new Option<string?>("--log-level") { Description = "Trace, Debug, Information, Warning or Error" };
var root = new RootCommand("Smart Energy gateway: takes the RPC requests of Digi's SE_Framework. Every setting may also stand in the configuration file "
    + "or in the environment, such as SEFRAMEWORK__radio__port.")
{
    config, check, variant, radio, home, listen, data, log,
};
var hashPassword = new Command("hash-password", "Read a password from standard input and print its hash for the configuration file");
hashPassword.SetAction(async (_, cancellationToken) =>
{
    var password = await Console.In.ReadLineAsync(cancellationToken);
    if (string.IsNullOrEmpty(password))
    {
        await Console.Error.WriteLineAsync("No password on standard input.");
        return 1;
    }

    Console.WriteLine(PasswordHash.Create(password));
    return 0;
});
root.Subcommands.Add(hashPassword);
root.SetAction(async (result, cancellationToken) =>
{
    var overrides = new List<KeyValuePair<string, string?>>();
    void Override(string setting, string? value)
    {
        if (value is not null)
        {
            overrides.Add(new KeyValuePair<string, string?>(setting, value));
        }
    }

    Override("variant", result.GetValue(variant));
    Override("radio:port", result.GetValue(radio));
    Override("radio:home", result.GetValue(home));
    Override("storage:directory", result.GetValue(data));
    Override("log:level", result.GetValue(log));
    var addresses = result.GetValue(listen) ?? [];
    for (var i = 0; i < addresses.Length; i++)
    {
        Override($"http:listen:{i}", addresses[i]);
    }

    DaemonOptions options;
    try
    {
        options = ConfigurationLoader.Load(result.GetValue(config), overrides);
    }
    catch (FormatException e)
    {
        await Console.Error.WriteLineAsync($"The configuration cannot be read: {e.Message}");
        return ConfigurationError;
    }

    var problems = OptionsCheck.Problems(options);
    foreach (var problem in problems)
    {
        await Console.Error.WriteLineAsync(problem);
    }

    if (problems.Count > 0 || result.GetValue(check))
    {
        return problems.Count > 0 ? ConfigurationError : 0;
    }

    using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        stopping.Cancel();
    });
    return await DaemonHost.RunAsync(options, stopping.Token);
});
return await root.Parse(args).InvokeAsync();
