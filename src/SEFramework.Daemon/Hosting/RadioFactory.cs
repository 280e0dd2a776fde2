using SEFramework.Daemon.Configuration;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee;
using SEFramework.Simulator.Home;

namespace SEFramework.Daemon.Hosting;

/// <summary>Makes the radio that the configuration asks for; a simulated one is a module on a pseudo terminal and the same driver.</summary>
internal static class RadioFactory
{
    private const string Simulated = "simulated";
    private const string TcpPrefix = "tcp://";

    public static async Task<(XBeeRadio Radio, SimulationHost? Simulation)> CreateAsync(DaemonOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var port = options.Radio.Port;
        if (port != Simulated)
        {
            return (Open(port, options.Radio.BaudRate, time, loggers), null);
        }

        var description = options.Radio.Home.Length == 0
            ? HomeDescription.Default
            : HomeDescription.Parse(await File.ReadAllTextAsync(options.Radio.Home));
        var home = SimulatedHome.Build(description, time, loggers.CreateLogger<SimulatedHome>());
        var simulation = await SimulationHost.StartAsync(home, new PortDescription.PseudoTerminal(), loggers.CreateLogger<SimulationHost>());
        return (Open(simulation.PortName, options.Radio.BaudRate, time, loggers), simulation);
    }

    private static XBeeRadio Open(string port, int baudRate, TimeProvider time, ILoggerFactory loggers)
    {
        IRadioTransport transport = port.StartsWith(TcpPrefix, StringComparison.Ordinal) && TcpTransport.TryParse(port[TcpPrefix.Length..], out var host, out var number)
            ? new TcpTransport(host, number, time)
            : new SerialTransport(port, baudRate);
        return new XBeeRadio(transport, time, loggers.CreateLogger<XBeeRadio>());
    }
}
