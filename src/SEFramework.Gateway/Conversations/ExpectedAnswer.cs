using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Gateway.Conversations;

/// <summary>Whether a payload is the one that is waited for.</summary>
/// <param name="payload">The bytes above APS.</param>
public delegate bool PayloadFilter(ReadOnlySpan<byte> payload);

/// <summary>What an answer looks like. Both addresses are compared, because the radio may know only one of them.</summary>
/// <param name="Device">Extended address of the sender, or <see cref="IeeeAddress.Unknown"/> for anybody.</param>
/// <param name="Nwk">Network address of the sender, or <see cref="NwkAddress.Unknown"/>.</param>
/// <param name="SourceEndpoint">Endpoint of the sender, or null for any.</param>
/// <param name="ClusterId">Cluster.</param>
/// <param name="Accepts">Looks at the payload: sequence number and kind.</param>
public sealed record ExpectedAnswer(IeeeAddress Device, NwkAddress Nwk, byte? SourceEndpoint, ushort ClusterId, PayloadFilter Accepts)
{
    /// <summary>Whether a frame is the answer.</summary>
    /// <param name="indication">The frame.</param>
    public bool Matches(ApsDataIndication indication) =>
        indication.ClusterId == ClusterId
        && (SourceEndpoint is null || indication.SourceEndpoint == SourceEndpoint)
        && IsFromDevice(indication)
        && Accepts(indication.Payload.Span);

    private bool IsFromDevice(ApsDataIndication indication) =>
        (Device == IeeeAddress.Unknown && Nwk == NwkAddress.Unknown)
        || (indication.Source != IeeeAddress.Unknown && indication.Source == Device)
        || (indication.Source == IeeeAddress.Unknown && Nwk != NwkAddress.Unknown && indication.SourceNwk == Nwk)
        || (Device == IeeeAddress.Unknown && indication.SourceNwk == Nwk);
}
