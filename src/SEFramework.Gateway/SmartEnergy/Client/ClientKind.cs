using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Gateway.SmartEnergy.Transport;
using SEFramework.Rpc.Messages;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>An active event as lists show it.</summary>
/// <param name="Command">The event.</param>
/// <param name="CancelControl">Message control of the cancel that waits to be confirmed, or null.</param>
public readonly record struct ActiveEvent(ISmartEnergyCommand Command, byte? CancelControl);

/// <summary>What differs between the three clusters at a client, beside the kind of event.</summary>
public sealed record ClientKind
{
    /// <summary>What the events are.</summary>
    public required EventKind Events { get; init; }

    /// <summary>The commands that ask a server for its events.</summary>
    public required IReadOnlyList<ISmartEnergyCommand> Asks { get; init; }

    /// <summary>Makes the message that an event came.</summary>
    public required Func<SmartEnergyCommandReceived, ISmartEnergyCommand, ZclStatus, IRpcMessage> Received { get; init; }

    /// <summary>Makes the message that the active events changed.</summary>
    public required Func<byte, IEnumerable<ActiveEvent>, IRpcMessage> Updated { get; init; }
}
