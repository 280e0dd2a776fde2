using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Gateway.SmartEnergy.Events;

/// <summary>Reads the payload of the command that carries an event; null when it is cut short.</summary>
/// <param name="payload">The payload.</param>
public delegate ISmartEnergyCommand? EventReader(ReadOnlySpan<byte> payload);

/// <summary>Gives an event other times, for sending it once more.</summary>
/// <param name="command">The event.</param>
/// <param name="start">Start in seconds since 2000-01-01 UTC; 0 for now.</param>
/// <param name="durationInMinutes">Duration in minutes.</param>
/// <param name="now">The time now, in seconds since 2000-01-01 UTC.</param>
public delegate ISmartEnergyCommand EventRetiming(ISmartEnergyCommand command, uint start, ushort durationInMinutes, uint now);

/// <summary>Which of two events that overlap gives way.</summary>
public enum Precedence
{
    /// <summary>The one that came later wins.</summary>
    LaterReceived,

    /// <summary>The one with the larger id wins.</summary>
    LargerId,
}

/// <summary>
/// All that differs between load control events, prices and messages; the engine knows no cluster. Source: reference 05, sections 3.4, 4.2
/// and 5.
/// </summary>
public sealed record EventKind
{
    /// <summary>The cluster.</summary>
    public required ushort ClusterId { get; init; }

    /// <summary>Name for the log.</summary>
    public required string Name { get; init; }

    /// <summary>The command with which the server sends an event.</summary>
    public required SmartEnergyCommandId Publish { get; init; }

    /// <summary>Reads that command.</summary>
    public required EventReader Read { get; init; }

    /// <summary>Finds what the life of an event depends on.</summary>
    public required Func<ISmartEnergyCommand, EventFacts> Facts { get; init; }

    /// <summary>Gives an event other times.</summary>
    public required EventRetiming Retime { get; init; }

    /// <summary>Makes the command that cancels an event, with its cancel or message control; null where there is none.</summary>
    public Func<uint, byte, ISmartEnergyCommand>? Cancel { get; init; }

    /// <summary>Reads that command.</summary>
    public EventReader? ReadCancel { get; init; }

    /// <summary>Whether a frame can carry an event.</summary>
    public Func<ISmartEnergyCommand, bool> Fits { get; init; } = static _ => true;

    /// <summary>Most minutes of a duration.</summary>
    public ushort LongestDuration { get; init; } = EventFacts.UntilChanged;

    /// <summary>Whether the duration 0xFFFF lasts until another event comes.</summary>
    public bool MayLastUntilChanged { get; init; } = true;

    /// <summary>Which of two overlapping events gives way at a client.</summary>
    public required Precedence Precedence { get; init; }
}
