using System.CommandLine;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Control;
using SEFramework.Simulator.Home;
using SEFramework.Simulator.Scheduling;

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
        var home = new Option<string?>("--home") { Description = "File that describes the home (default: a meter, a thermostat, a load switch and a display)" };
        var control = new Option<string?>("--control")
        {
            Description = "Take commands over HTTP here, on a loopback address: ADDRESS:PORT or PORT; POST lines to /, GET / for the state, GET /commands for help",
        };
        var scenario = new Option<string?>("--scenario") { Description = "File of lines 'at SECONDS COMMAND DEVICE [ARGUMENTS]' that happen in the home" };
        var speed = new Option<double>("--speed")
        {
            Description = $"How many times faster time passes in the home, 1 to {AcceleratedTimeProvider.MaximumFactor}",
            DefaultValueFactory = _ => 1,
        };
        var trace = new Option<string?>("--trace")
        {
            Description = "Play a trace of a radio (the daemon's setting radio:trace) instead of a home: what its module said to a frame, this one says, after the same delay",
        };
        var command = new Command("simulate", "Play an XBee module with a home network behind it until interrupted") { port, home, control, scenario, speed, trace };
        command.SetAction((result, cancellationToken) => SimulateAsync(
            new Choices(result.GetValue(port)!, result.GetValue(home), result.GetValue(control), result.GetValue(scenario), result.GetValue(speed), result.GetValue(trace)), cancellationToken));
        return command;
    }

    private static async Task<int> SimulateAsync(Choices choices, CancellationToken cancellationToken)
    {
        if (!PortDescription.TryParse(choices.Port, out var place))
        {
            await Console.Error.WriteLineAsync($"--port is '{choices.Port}': give pty, pty:LINK, tcp://ADDRESS:PORT or tcp://PORT");
            return 1;
        }

        IPEndPoint? controlPlace = null;
        if (choices.Control is not null && !ControlPort.TryParse(choices.Control, out controlPlace))
        {
            await Console.Error.WriteLineAsync($"--control is '{choices.Control}': give a port, or ADDRESS:PORT of a loopback address");
            return 1;
        }

        if (choices.Speed is not (>= 1 and <= AcceleratedTimeProvider.MaximumFactor))
        {
            await Console.Error.WriteLineAsync($"--speed is {choices.Speed}: give 1 to {AcceleratedTimeProvider.MaximumFactor}");
            return 1;
        }

        if (choices.Trace is not null && (choices.Home ?? choices.Control ?? choices.Scenario) is not null)
        {
            await Console.Error.WriteLineAsync("--trace has no home: it goes with --port and --speed only");
            return 1;
        }

        try
        {
            if (choices.Trace is not null)
            {
                return await TracePlayback.RunAsync(choices.Trace, place!, choices.Speed, cancellationToken);
            }

            var description = choices.Home is null
                ? HomeDescription.Default
                : HomeDescription.Parse(await File.ReadAllTextAsync(choices.Home, cancellationToken));
            var story = choices.Scenario is null ? null : Scenario.Parse(await File.ReadAllTextAsync(choices.Scenario, cancellationToken));
            using var home = SimulatedHome.Build(description, new AcceleratedTimeProvider(TimeProvider.System, choices.Speed), NullLogger.Instance);
            await using var host = await SimulationHost.StartAsync(home, place!, NullLogger.Instance);
            Console.WriteLine($"The module is at {host.PortName}: seframeworkd --radio {host.PortName}");
            await using var port = controlPlace is null ? null : await ControlPort.StartAsync(home, controlPlace, NullLoggerFactory.Instance);
            if (port is not null)
            {
                Console.WriteLine($"Commands are taken at http://{port.EndPoint}/");
            }

            story?.Play(home, NullLogger.Instance, static (line, e) => Console.Error.WriteLine($"line {line} of the scenario: {e.Message}"));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception e) when (e is HomeDescriptionException or HomeCommandException or FormatException or IOException or SocketException or Win32Exception or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private sealed record Choices(string Port, string? Home, string? Control, string? Scenario, double Speed, string? Trace);
}
