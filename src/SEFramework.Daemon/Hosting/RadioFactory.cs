using SEFramework.Daemon.Configuration;
using SEFramework.Radio;
using SEFramework.Radio.Tracing;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Control;
using SEFramework.Simulator.Home;

namespace SEFramework.Daemon.Hosting;

/// <summary>Makes the radio that the configuration asks for. A simulated one is a module on a line of its own, and the same driver.</summary>
internal static class RadioFactory
{
    /// <summary>Starts the simulated home, if one is asked for.</summary>
    /// <param name="options">The radio.</param>
    /// <param name="time">The home's clock.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <exception cref="HomeDescriptionException">The home contradicts itself.</exception>
    /// <exception cref="IOException">The line cannot be made.</exception>
    public static async Task<SimulationHost?> StartSimulationAsync(RadioOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        if (options is not RadioOptions.Simulated simulated)
        {
            return null;
        }

        var home = SimulatedHome.Build(simulated.Home, time, loggers.CreateLogger<SimulatedHome>());
        try
        {
            return await SimulationHost.StartAsync(home, simulated.Line, loggers.CreateLogger<SimulationHost>()).ConfigureAwait(false);
        }
        catch
        {
            home.Dispose();
            throw;
        }
    }

    /// <summary>Opens the control port of the simulated home and starts its scenario, as far as they are asked for.</summary>
    /// <param name="options">The radio.</param>
    /// <param name="simulation">The simulated home, if the radio is one.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <exception cref="IOException">The address is in use, or the scenario cannot be read any more.</exception>
    /// <exception cref="HomeCommandException">The scenario has changed since the configuration was checked, and is wrong now.</exception>
    public static async Task<ControlPort?> StartControlAsync(RadioOptions options, SimulationHost? simulation, ILoggerFactory loggers)
    {
        if (options is not RadioOptions.Simulated simulated || simulation is null)
        {
            return null;
        }

        if (simulated.Scenario is { } path)
        {
            Scenario.Parse(await File.ReadAllTextAsync(path).ConfigureAwait(false)).Play(simulation.Home, loggers.CreateLogger<Scenario>());
        }

        return simulated.Control is { } endPoint ? await ControlPort.StartAsync(simulation.Home, endPoint, loggers).ConfigureAwait(false) : null;
    }

    /// <summary>Makes the radio; nothing is opened.</summary>
    /// <param name="options">The radio.</param>
    /// <param name="simulation">The simulated home, if the radio is one.</param>
    /// <param name="time">Measures times.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <param name="trace">Sees every frame, or null.</param>
    public static IZigbeeRadio Create(RadioOptions options, SimulationHost? simulation, TimeProvider time, ILoggerFactory loggers, IRadioTraceSink? trace)
    {
        IRadioTransport transport = options switch
        {
            RadioOptions.Serial serial => new SerialTransport(serial.Device, serial.BaudRate, serial.FlowControl),
            RadioOptions.Tcp tcp => new TcpTransport(tcp.Host, tcp.Port, time),
            _ => Open(simulation!.PortName, time),
        };
        return new XBeeRadio(transport, time, loggers.CreateLogger<XBeeRadio>(), trace: trace);
    }

    private static IRadioTransport Open(string portName, TimeProvider time)
    {
        const string TcpPrefix = "tcp://";
        const int AnyBaudRate = 115200;
        return portName.StartsWith(TcpPrefix, StringComparison.Ordinal) && TcpTransport.TryParse(portName[TcpPrefix.Length..], out var host, out var port)
            ? new TcpTransport(host, port, time)
            : new SerialTransport(portName, AnyBaudRate);
    }
}
