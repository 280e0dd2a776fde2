namespace SEFramework.Daemon.Hosting;

/// <summary>The log lines of the daemon itself.</summary>
internal static partial class DaemonLog
{
    /// <summary>Something went wrong that no input should cause.</summary>
    [LoggerMessage(50, LogLevel.Error, "A request failed by a fault of the daemon")]
    public static partial void Fault(ILogger logger, Exception exception);

    /// <summary>Everything is up.</summary>
    [LoggerMessage(51, LogLevel.Information, "Ready: {Variant} at {Addresses}")]
    public static partial void Ready(ILogger logger, string variant, string addresses);
}
