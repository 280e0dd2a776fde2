using System.CommandLine;
using System.ComponentModel;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Home;

namespace SEFramework.Cli.Simulating;

/// <summary>sefctl simulate: a virtual XBee with a home behind it, for a daemon elsewhere.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var port = new Option<string>("--port")
        {
            Description = "Where the module comes out: pty, pty:LINK, tcp://ADDRESS:PORT or tcp://PORT",
            DefaultValueFactory = _ => "pty",
        };
        var home = new Option<string?>("--home") { Description = "File that describes the home (default: one electricity meter)" };
        var command = new Command("simulate", "Play an XBee module with a home network behind it until interrupted") { port, home };
        command.SetAction((result, cancellationToken) => SimulateAsync(result.GetValue(port)!, result.GetValue(home), cancellationToken));
        return command;
    }

    private static async Task<int> SimulateAsync(string port, string? file, CancellationToken cancellationToken)
    {
        if (!PortDescription.TryParse(port, out var place))
        {
            await Console.Error.WriteLineAsync($"--port is '{port}': give pty, pty:LINK, tcp://ADDRESS:PORT or tcp://PORT");
            return 1;
        }

        try
        {
            var description = file is null ? HomeDescription.Default : HomeDescription.Parse(await File.ReadAllTextAsync(file, cancellationToken));
            using var home = SimulatedHome.Build(description, TimeProvider.System, NullLogger.Instance);
            await using var host = await SimulationHost.StartAsync(home, place!, NullLogger.Instance);
            Console.WriteLine($"The module is at {host.PortName}: seframeworkd --radio {host.PortName}");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception e) when (e is HomeDescriptionException or IOException or SocketException or Win32Exception or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
