using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Radio.XBee;

/// <summary>Between ZigBee's terms and the XBee API's. Source: reference 07, sections 4.2, 4.3 and 11.</summary>
internal static class XBeeAddressing
{
    /// <summary>Longest payload of an explicit frame with fragmentation (section 9).</summary>
    public const int LongestPayload = 255;

    /// <summary>What the module would do wrong with a request, as the verdict to give without asking it; null when it may have it.</summary>
    public static TransmitStatus? Refusal(ApsDataRequest request, RadioInformation radio, NetworkInformation network) => request switch
    {
        { Payload.Length: > LongestPayload } => TransmitStatus.PayloadTooLarge,
        _ when IsBroadcast(request) => null,
        _ when IsSelf(request, radio, network) => TransmitStatus.SelfAddressed,
        _ when request.Destination == IeeeAddress.Unknown && !request.DestinationNwk.IsUnicast => TransmitStatus.AddressNotFound,
        _ => null,
    };

    /// <summary>The pair of addresses for the module: a broadcast of any kind has one form.</summary>
    public static (IeeeAddress Address, NwkAddress Nwk) Destination(ApsDataRequest request) => IsBroadcast(request)
        ? (IeeeAddress.Broadcast, NwkAddress.Unknown)
        : (request.Destination, request.DestinationNwk.IsUnicast ? request.DestinationNwk : NwkAddress.Unknown);

    /// <summary>The module's bits for the options of a request.</summary>
    public static XBeeTransmitOptions Options(ApsTransmitOptions options) =>
        (options.HasFlag(ApsTransmitOptions.ApsEncryption) ? XBeeTransmitOptions.ApsEncryption : 0)
        | (options.HasFlag(ApsTransmitOptions.NoAcknowledgement) ? XBeeTransmitOptions.DisableRetries : 0)
        | (options.HasFlag(ApsTransmitOptions.ExtendedTimeout) ? XBeeTransmitOptions.ExtendedTimeout : 0);

    /// <summary>A received frame in ZigBee's terms.</summary>
    public static ApsDataIndication Indication(in ExplicitReceiveFrame frame) => new(
        frame.Source,
        frame.SourceNwk,
        frame.SourceEndpoint,
        frame.DestinationEndpoint,
        frame.ProfileId,
        frame.ClusterId,
        frame.Payload.ToArray(),
        (frame.Options.HasFlag(XBeeReceiveOptions.Acknowledged) ? ApsReceiveOptions.Acknowledged : 0)
        | (frame.Options.HasFlag(XBeeReceiveOptions.Broadcast) ? ApsReceiveOptions.Broadcast : 0)
        | (frame.Options.HasFlag(XBeeReceiveOptions.ApsEncryption) ? ApsReceiveOptions.ApsEncryption : 0)
        | (frame.Options.HasFlag(XBeeReceiveOptions.FromEndDevice) ? ApsReceiveOptions.FromEndDevice : 0));

    /// <summary>The network address in a transmit status; after a failure old and new firmware write what is no address.</summary>
    public static NwkAddress Delivered(NwkAddress nwk) => nwk.IsUnicast ? nwk : NwkAddress.Unknown;

    private static bool IsBroadcast(ApsDataRequest request) =>
        request.Destination == IeeeAddress.Broadcast
        || (request.Destination == IeeeAddress.Unknown && request.DestinationNwk != NwkAddress.Unknown && !request.DestinationNwk.IsUnicast);

    /// <summary>A module asked to send to itself may hang; local traffic belongs inside the daemon.</summary>
    private static bool IsSelf(ApsDataRequest request, RadioInformation radio, NetworkInformation network) =>
        request.Destination == radio.Address
        || (request.Destination == IeeeAddress.Coordinator && network.IsCoordinator)
        || (request.Destination == IeeeAddress.Unknown && request.DestinationNwk.IsUnicast && request.DestinationNwk == network.Nwk);
}
