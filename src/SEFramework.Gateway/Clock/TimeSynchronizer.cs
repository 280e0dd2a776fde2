using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Clock;

/// <summary>
/// Decides where the gateway's time comes from, keeps it right, and reports when it is. The operating system keeps the time (NTP), except for a
/// variant with a Time client: that one takes it from the network's time server; the registry may say otherwise. Used on the gateway's loop only.
/// Source: reference 01, section 4.5; reference 06, sections 1 and 4.1.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="variant">Says whether there is a Time client.</param>
/// <param name="registry">Has the switches.</param>
/// <param name="reporter">Reports the key event.</param>
public sealed class TimeSynchronizer(GatewayClock clock, VariantDefinition variant, GatewayRegistry registry, MessageReporter reporter)
{
    private const int TimeCluster = 0x000A;
    private const string TimeSynchronized = "Time Synchronized";

    private readonly bool _hasTimeClient = variant.Endpoints.Any(e => e.Clusters.Any(c => c is { Id: TimeCluster, IsClient: true }));

    /// <summary>Where the time comes from, as the registry says now.</summary>
    public TimeSource Source => registry.Text(RegistryNames.TimeSyncType)?.Trim().ToUpperInvariant() switch
    {
        "NTP" => TimeSource.OperatingSystem,
        "ZCL" => TimeSource.Network,
        "NONE" => TimeSource.None,
        _ when registry.Boolean(RegistryNames.EnableNtp) => TimeSource.OperatingSystem,
        _ => _hasTimeClient ? TimeSource.Network : TimeSource.None,
    };

    /// <summary>How often the time is taken again.</summary>
    public TimeSpan Period => registry.Seconds(RegistryNames.TimeSyncPeriod);

    /// <summary>Reads the time of the network; null gives none. Not set while there is no radio.</summary>
    public Func<CancellationToken, Task<DateTimeOffset?>>? NetworkTime { get; set; }

    /// <summary>Starts with the operating system's time, where that is the one that counts.</summary>
    public Task StartAsync()
    {
        if (Source != TimeSource.OperatingSystem)
        {
            return Task.CompletedTask;
        }

        clock.MarkSynchronized();
        return reporter.ReportAsync(TimeSynchronized);
    }

    /// <summary>Sets the time, by a request or from the network.</summary>
    /// <param name="now">The time now.</param>
    public async Task SetAsync(DateTimeOffset now)
    {
        await clock.SetAsync(now);
        await reporter.ReportAsync(TimeSynchronized);
    }

    /// <summary>Synchronises now, giving up what was set.</summary>
    /// <param name="cancellationToken">Stops waiting for the network.</param>
    /// <exception cref="RpcException">The time comes from the network, and no time server of it knows it.</exception>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        if (Source == TimeSource.Network && NetworkTime is not null)
        {
            if (!await TryTakeNetworkTimeAsync(cancellationToken))
            {
                throw StatusText.Failure(RpcErrorKind.Conversation, "No Time Server");
            }

            return;
        }

        await clock.SynchronizeAsync();
        await reporter.ReportAsync(TimeSynchronized);
    }

    /// <summary>Takes the network's time, if that is the one that counts and somebody knows it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when the time was not taken.</returns>
    public async Task<bool> TryTakeNetworkTimeAsync(CancellationToken cancellationToken)
    {
        if (Source != TimeSource.Network || NetworkTime is not { } read || await read(cancellationToken) is not { } now)
        {
            return false;
        }

        await SetAsync(now);
        return true;
    }
}
