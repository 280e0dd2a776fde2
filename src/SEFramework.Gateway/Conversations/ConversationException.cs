using System.Globalization;
using SEFramework.Radio;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Conversations;

/// <summary>A conversation with a device failed. The text is the one that clients match. Source: reference 01, section 2.7.</summary>
public sealed class ConversationException : RpcException
{
    /// <summary>The internal status of a conversation without answer, in records that have a status. Source: reference 03, section 7.4.</summary>
    public const int TimeoutStatus = 0x202;

    private ConversationException(ConversationPeer peer, TransmitStatus? transmitStatus, string statusName, params ReadOnlySpan<(string, string)> placeholders)
        : base(RpcErrorKind.Conversation, StatusText.Of(statusName, [.. peer.Placeholders, .. placeholders]))
    {
        Peer = peer;
        TransmitStatus = transmitStatus;
    }

    /// <summary>With whom.</summary>
    public ConversationPeer Peer { get; }

    /// <summary>The radio's verdict, or null when the frame was delivered and no answer came.</summary>
    public TransmitStatus? TransmitStatus { get; }

    /// <summary>The ZCL status with which the device refused, or null when it did not.</summary>
    public byte? RefusedWith { get; private init; }

    /// <summary>The radio could not deliver the frame.</summary>
    /// <param name="peer">To whom.</param>
    /// <param name="status">The radio's verdict.</param>
    public static ConversationException NotDelivered(ConversationPeer peer, TransmitStatus status) => status switch
    {
        Radio.TransmitStatus.NoTransmitStatus => new(peer, status, "Conversation Without TX Status"),
        Radio.TransmitStatus.RadioUnavailable => new(peer, status, "Radio Not Available"),
        _ => new(
            peer,
            status,
            "Conversation TX Failure",
            ("tx_status", Hex((int)status)),
            ("tx_status_name", EmbeddedContract.Current.FindTable("tx_status")?.NameOf((long)status) ?? "Unknown status")),
    };

    /// <summary>No answer came in time.</summary>
    /// <param name="peer">From whom.</param>
    public static ConversationException TimedOut(ConversationPeer peer) => new(peer, null, "Conversation Timeout");

    /// <summary>The device refused a command with a default response.</summary>
    /// <param name="peer">Which.</param>
    /// <param name="status">Its ZCL status.</param>
    public static ConversationException Refused(ConversationPeer peer, byte status) => new(peer, null, "Command Refused", ("status", Hex(status))) { RefusedWith = status };

    /// <summary>The device answered a ZDO request with a failure.</summary>
    /// <param name="peer">Which.</param>
    /// <param name="status">Its ZDO status.</param>
    public static ConversationException RefusedByZdo(ConversationPeer peer, byte status) => new(peer, null, "ZDO Request Refused", ("status", Hex(status)));

    /// <summary>The answer is shorter than its form.</summary>
    /// <param name="peer">Whose.</param>
    public static ConversationException CutShort(ConversationPeer peer) => new(peer, null, "Answer Cut Short");

    private static string Hex(int status) => string.Create(CultureInfo.InvariantCulture, $"0x{status:X2}");
}
