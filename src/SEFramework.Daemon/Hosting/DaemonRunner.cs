using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using SEFramework.Daemon.CommandLine;
using SEFramework.Daemon.Configuration;
using SEFramework.Daemon.Logging;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.Storage;
using SEFramework.Radio.Tracing;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;
using SEFramework.Simulator.Scheduling;

namespace SEFramework.Daemon.Hosting;

/// <summary>Runs the daemon, again when a request asks for a reboot, and reads its configuration again on SIGHUP.</summary>
/// <param name="readOptions">Reads the configuration.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="time">The clock of everything.</param>
internal sealed partial class DaemonRunner(Func<DaemonOptions> readOptions, Func<string, string?> environment, TimeProvider time)
{
    /// <summary>Exit code of a daemon that could not start.</summary>
    public const int StartFailed = 1;

    /// <summary>Exit code that makes systemd start the daemon again (Restart=on-failure): a request asked for a reboot.</summary>
    public const int Restart = 75;

    /// <summary>Runs the daemon.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="logging">The log.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(DaemonOptions options, DaemonLogging logging, CancellationToken cancellationToken)
    {
        var logger = logging.Loggers.CreateLogger<DaemonRunner>();

        // While one run ends and the next begins no host listens for signals.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        cancellationToken = stopping.Token;
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }

        try
        {
            var clock = options.Radio is RadioOptions.Simulated { Speed: > 1 } fast ? new AcceleratedTimeProvider(time, fast.Speed) : time;

            // A reboot of the gateway does not touch the home: a simulated one lives on like a real one.
            await using var simulation = await RadioFactory.StartSimulationAsync(options.Radio, clock, logging.Loggers).ConfigureAwait(false);
            await using var control = await RadioFactory.StartControlAsync(options.Radio, simulation, logging.Loggers).ConfigureAwait(false);
            await using var trace = options.RadioTrace is { } path ? TraceFile.Open(path, logging.Loggers.CreateLogger<TraceFile>()) : null;
            while (await RunOnceAsync(options, simulation, clock, trace, logging, logger, cancellationToken).ConfigureAwait(false))
            {
                LogRestarting(logger);
                if (environment("NOTIFY_SOCKET") is { Length: > 0 })
                {
                    return Restart;
                }
            }

            return 0;
        }
        catch (Exception e) when (e is IOException or SocketException or StorageException or SavedFileException or HomeDescriptionException or HomeCommandException or Win32Exception
            or UnauthorizedAccessException)
        {
            LogStartFailed(logger, e.Message);
            return e is StorageException { IsFinal: true } ? DaemonCommand.BadConfiguration : StartFailed;
        }
    }

    private async Task<bool> RunOnceAsync(
        DaemonOptions options,
        SimulationHost? simulation,
        TimeProvider clock,
        TraceFile? trace,
        DaemonLogging logging,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var radio = RadioFactory.Create(options.Radio, simulation, clock, logging.Loggers, trace);
        await using var host = await DaemonHost.StartAsync(options, radio, clock, logging.Loggers).ConfigureAwait(false);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Reload(host, logging, logger);
        });
        return await host.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Reload(DaemonHost host, DaemonLogging logging, ILogger logger)
    {
        try
        {
            var options = readOptions();
            logging.Apply(options.Log);
            host.Reload(options);
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
            {
                LogNotReloaded(logger, problem.ToString());
            }
        }
    }

    [LoggerMessage(70, LogLevel.Critical, "The daemon cannot start: {Reason}")]
    private static partial void LogStartFailed(ILogger logger, string reason);

    [LoggerMessage(71, LogLevel.Information, "Starting again, as a request asked for")]
    private static partial void LogRestarting(ILogger logger);

    [LoggerMessage(72, LogLevel.Error, "The configuration was not read again: {Problem}")]
    private static partial void LogNotReloaded(ILogger logger, string problem);
}
