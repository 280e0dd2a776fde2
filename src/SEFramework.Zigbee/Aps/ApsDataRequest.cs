using SEFramework.Zigbee.Addressing;

namespace SEFramework.Zigbee.Aps;

/// <summary>How an APS frame is to be sent, in ZigBee terms; a radio driver translates it. Source: reference 07, section 4.2.</summary>
[Flags]
public enum ApsTransmitOptions
{
    /// <summary>With network and APS acknowledgement, without APS encryption.</summary>
    None = 0,

    /// <summary>Encrypt with the APS link key shared with the destination.</summary>
    ApsEncryption = 1,

    /// <summary>Neither retry nor ask for an acknowledgement.</summary>
    NoAcknowledgement = 2,

    /// <summary>Allow the long time that a sleepy destination needs.</summary>
    ExtendedTimeout = 4,
}

/// <summary>One APS frame to send. Source: reference 07, section 4.2.</summary>
/// <param name="Destination">Extended address; <see cref="IeeeAddress.Unknown"/> when only the network address is known,
/// <see cref="IeeeAddress.Broadcast"/> for a broadcast.</param>
/// <param name="DestinationNwk">Network address, <see cref="NwkAddress.Unknown"/> if not known. Giving it avoids an address search.</param>
/// <param name="DestinationEndpoint">0 is ZDO, 0xFF all endpoints.</param>
/// <param name="SourceEndpoint">The gateway's endpoint.</param>
/// <param name="ProfileId">0x0000 for ZDO, 0x0109 for Smart Energy.</param>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Payload">The bytes above APS: a ZDO or ZCL frame.</param>
/// <param name="Options">How to send it.</param>
/// <param name="Radius">Largest number of hops of a broadcast; 0 is the network's maximum.</param>
public sealed record ApsDataRequest(
    IeeeAddress Destination,
    NwkAddress DestinationNwk,
    byte DestinationEndpoint,
    byte SourceEndpoint,
    ushort ProfileId,
    ushort ClusterId,
    ReadOnlyMemory<byte> Payload,
    ApsTransmitOptions Options = ApsTransmitOptions.None,
    byte Radius = 0);
