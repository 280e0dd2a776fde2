namespace SEFramework.Radio.XBee;

/// <summary>Times and limits of the XBee driver. The defaults are those of reference 07.</summary>
public sealed record XBeeRadioOptions
{
    /// <summary>How long the module may take to answer a local command (section 4.1: 1 to 3 s are usual).</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a local command is sent before the module counts as silent.</summary>
    public int CommandAttempts { get; init; } = 3;

    /// <summary>How long the module may take to answer while it is not known whether it is there and how frames travel.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is asked then, in either API mode.</summary>
    public int ProbeAttempts { get; init; } = 4;

    /// <summary>
    /// Longest time to a transmit status (section 4.2: the extended timeout of sleepy devices can exceed 40 s). Whoever sends may stop waiting
    /// before.
    /// </summary>
    public TimeSpan TransmitTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Silence around the escape sequence of command mode (section 2).</summary>
    public TimeSpan CommandModeGuard { get; init; } = TimeSpan.FromSeconds(1.1);

    /// <summary>How long a frame may stand still half received before it is given up.</summary>
    public TimeSpan ResynchronizeAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A module that reported nothing for this long is asked whether it is still there.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait before the first attempt to reconnect; it doubles with each further one.</summary>
    public TimeSpan FirstReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between attempts to reconnect.</summary>
    public TimeSpan LongestReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Number of unread events from which received APS frames are dropped. Other events never are.</summary>
    public int EventBacklog { get; init; } = 4096;
}
