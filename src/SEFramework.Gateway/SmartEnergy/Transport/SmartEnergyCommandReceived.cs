using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy.Transport;

/// <summary>A command of a Smart Energy cluster that came in for one of the gateway's endpoints.</summary>
/// <param name="Endpoint">The gateway's endpoint.</param>
/// <param name="Peer">Who sent it.</param>
/// <param name="Id">Which command it is.</param>
/// <param name="Header">Its header.</param>
/// <param name="Payload">What follows the header.</param>
public sealed record SmartEnergyCommandReceived(byte Endpoint, SmartEnergyPeer Peer, SmartEnergyCommandId Id, ZclHeader Header, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Reads the command, or gives null when it is cut short.</summary>
    /// <typeparam name="T">The command.</typeparam>
    public T? Read<T>()
        where T : class, ISmartEnergyCommand<T> => T.TryRead(Payload.Span, out var command) ? command : null;
}
