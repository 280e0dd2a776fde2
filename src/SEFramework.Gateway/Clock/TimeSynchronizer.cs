using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Contract;

namespace SEFramework.Gateway.Clock;

/// <summary>
/// Decides where the gateway's time comes from and reports when it is right. The operating system keeps the time (NTP), except for a variant
/// with a Time client: that one waits for the network's time server, or for set_time or sync_time. Used on the gateway's loop only.
/// Source: reference 01, section 4.5.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="variant">Says whether there is a Time client.</param>
/// <param name="reporter">Reports the key event.</param>
public sealed class TimeSynchronizer(GatewayClock clock, VariantDefinition variant, MessageReporter reporter)
{
    private const int TimeCluster = 0x000A;
    private const string TimeSynchronized = "Time Synchronized";

    /// <summary>Whether the time comes from a time server of the network.</summary>
    public bool IsTimeClient { get; } = variant.Endpoints.Any(e => e.Clusters.Any(c => c is { Id: TimeCluster, IsClient: true }));

    /// <summary>Starts with the operating system's time, where that is the one that counts.</summary>
    public Task StartAsync()
    {
        if (IsTimeClient)
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

    /// <summary>Synchronises now with the operating system's time, giving up what was set.</summary>
    public async Task SynchronizeAsync()
    {
        await clock.SynchronizeAsync();
        await reporter.ReportAsync(TimeSynchronized);
    }
}
