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

    private ConversationException(ConversationPeer peer, string problem, TransmitStatus? transmitStatus)
        : base(RpcErrorKind.Conversation, $"Error during conversation with {peer}: {problem}")
    {
        Peer = peer;
        TransmitStatus = transmitStatus;
    }

    /// <summary>With whom.</summary>
    public ConversationPeer Peer { get; }

    /// <summary>The radio's verdict, or null when the frame was delivered and no answer came.</summary>
    public TransmitStatus? TransmitStatus { get; }

    /// <summary>The radio could not deliver the frame.</summary>
    /// <param name="peer">To whom.</param>
    /// <param name="status">The radio's verdict.</param>
    public static ConversationException NotDelivered(ConversationPeer peer, TransmitStatus status) => new(peer, Describe(status), status);

    /// <summary>No answer came in time (text inferred).</summary>
    /// <param name="peer">From whom.</param>
    public static ConversationException TimedOut(ConversationPeer peer) => new(peer, "Conversation timed out waiting for a response", null);

    /// <summary>The answer could not be understood, or refused the request (text inferred).</summary>
    /// <param name="peer">From whom.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static ConversationException BadAnswer(ConversationPeer peer, string problem) => new(peer, problem, null);

    private static string Describe(TransmitStatus status) => status switch
    {
        Radio.TransmitStatus.NoTransmitStatus => "Conversation received no TX status from the radio",
        Radio.TransmitStatus.RadioUnavailable => "The radio is not available",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"Conversation received unsuccessful TX status: 0x{(int)status:X2}, {EmbeddedContract.Current.FindTable("tx_status")?.NameOf((long)status) ?? "Unknown status"}"),
    };
}
