using SEFramework.Zigbee.Addressing;

namespace SEFramework.Zigbee.Aps;

/// <summary>What is known of how a received APS frame came in. Source: reference 07, section 4.3.</summary>
[Flags]
public enum ApsReceiveOptions
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The sender asked for an acknowledgement.</summary>
    Acknowledged = 1,

    /// <summary>It was a broadcast.</summary>
    Broadcast = 2,

    /// <summary>It was encrypted with the APS link key.</summary>
    ApsEncryption = 4,

    /// <summary>It came from an end device.</summary>
    FromEndDevice = 8,
}

/// <summary>One received APS frame. Source: reference 07, section 4.3.</summary>
/// <param name="Source">Sender; <see cref="IeeeAddress.Unknown"/> when the radio did not know it.</param>
/// <param name="SourceNwk">Sender's network address.</param>
/// <param name="SourceEndpoint">Sender's endpoint.</param>
/// <param name="DestinationEndpoint">The gateway's endpoint, or 0xFF for all.</param>
/// <param name="ProfileId">Profile of the frame.</param>
/// <param name="ClusterId">Cluster of the frame.</param>
/// <param name="Payload">The bytes above APS.</param>
/// <param name="Options">How it came in.</param>
public sealed record ApsDataIndication(
    IeeeAddress Source,
    NwkAddress SourceNwk,
    byte SourceEndpoint,
    byte DestinationEndpoint,
    ushort ProfileId,
    ushort ClusterId,
    ReadOnlyMemory<byte> Payload,
    ApsReceiveOptions Options);
