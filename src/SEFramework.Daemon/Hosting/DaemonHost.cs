using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Http;
using SEFramework.Daemon.Logging;
using SEFramework.Daemon.Monitoring;
using SEFramework.Daemon.Systemd;
using SEFramework.Daemon.XmlRpc;
using SEFramework.Gateway.Hosting;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Hosting;

/// <summary>Puts the daemon together: radio, gateway, doors.</summary>
internal static class DaemonHost
{
    /// <summary>Runs the daemon until it is told to stop.</summary>
    /// <param name="options">The configuration, validated.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(DaemonOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        DaemonLogging.Configure(builder.Logging, options.Log);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        await using var app = builder.Build();
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        var lifetime = new DaemonLifetime();
        var (radio, simulation) = await RadioFactory.CreateAsync(options, TimeProvider.System, loggers);
        await using var simulationOwner = simulation;
        await using var gateway = await GatewayHost.CreateAsync(
            new GatewayOptions(options.Variant, options.Storage.Directory), radio, lifetime, TimeProvider.System, loggers);

        var faults = loggers.CreateLogger<RciProcessor>();
        var rci = new RciProcessor(
            [new DoCommand([new RpcRequestTarget(gateway.Pipeline), new RpcResponseTarget(gateway.Pipeline)])],
            exception => DaemonLog.Fault(faults, exception));
        var device = DeviceIdentity.Find(options.Device);
        app.Use(new BasicAuthentication(options.Users).InvokeAsync);
        new RpcDoors(rci, new SciProcessor(device, rci), options.Http.MaximumRequestBytes).Map(app);
        new XmlRpcDoor(
            new XmlRpcMethods(EmbeddedContract.Current, gateway.Pipeline), options.Http.MaximumRequestBytes, loggers.CreateLogger<XmlRpcDoor>()).Map(app);

        using var metrics = new MetricsEndpoint();
        metrics.Map(app);
        new HealthEndpoint(gateway, radio, TimeProvider.System).Map(app);

        var systemd = new SystemdNotifier();
        await gateway.StartAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        var watchdog = new SystemdWatchdog(systemd, gateway.Loop, TimeProvider.System).RunAsync(cancellationToken);
        systemd.Notify("READY=1", $"STATUS={options.Variant} on {options.Radio.Port}, listening on {string.Join(", ", options.Http.Listen)}");
        DaemonLog.Ready(faults, options.Variant, string.Join(", ", app.Urls));
        var restart = await WaitAsync(lifetime, cancellationToken);
        systemd.Notify("STOPPING=1");
        await app.StopAsync(CancellationToken.None);
        await watchdog.WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return restart ? DaemonLifetime.RestartExitCode : 0;
    }

    private static async Task<bool> WaitAsync(DaemonLifetime lifetime, CancellationToken cancellationToken)
    {
        try
        {
            return await lifetime.Stopped.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Configure(KestrelServerOptions kestrel, DaemonOptions options)
    {
        kestrel.AddServerHeader = false;

        // Clients as old as the gateways: any absolute URI, header values in Latin-1.
        kestrel.AllowHostHeaderOverride = true;
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = null;
        foreach (var address in options.Http.Listen)
        {
            kestrel.Listen(IPEndPoint.Parse(address));
        }
    }
}
