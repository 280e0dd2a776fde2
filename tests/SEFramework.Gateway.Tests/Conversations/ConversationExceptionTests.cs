using SEFramework.Gateway.Conversations;
using SEFramework.Radio;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Tests.Conversations;

/// <summary>The texts of failed conversations: reference 01, section 2.7; reference 02, section 7; reference 03, section 8.</summary>
[TestClass]
public sealed class ConversationExceptionTests
{
    private const string Beginning = "Error during conversation with (00:0C:C1:00:27:19:3A:5B, 0x1, 0x109, 0x701): ";

    private static readonly ConversationPeer Peer = new(new IeeeAddress(0x000CC10027193A5B), 1, 0x0109, 0x0701);

    [TestMethod]
    [DataRow(TransmitStatus.KeyNotAuthorized, "Conversation received unsuccessful TX status: 0xBB, Key not authorized")]
    [DataRow(TransmitStatus.CcaFailure, "Conversation received unsuccessful TX status: 0x02, CCA failure")]
    [DataRow(TransmitStatus.NetworkAckFailure, "Conversation received unsuccessful TX status: 0x21, Network ACK failure")]
    [DataRow((TransmitStatus)0x99, "Conversation received unsuccessful TX status: 0x99, Unknown status")]
    [DataRow(TransmitStatus.NoTransmitStatus, "Conversation received no TX status from the radio")]
    [DataRow(TransmitStatus.RadioUnavailable, "The radio is not available")]
    public void A_frame_that_was_not_delivered_says_why(TransmitStatus status, string text)
    {
        var exception = ConversationException.NotDelivered(Peer, status);
        Assert.AreEqual(Beginning + text, exception.Message);
        Assert.AreEqual(status, exception.TransmitStatus);
        Assert.AreEqual(RpcErrorKind.Conversation, exception.Kind);
    }

    [TestMethod]
    public void Every_verdict_of_the_radio_has_a_name_in_the_contract()
    {
        var table = EmbeddedContract.Current.FindTable("tx_status")!;
        foreach (var status in Enum.GetValues<TransmitStatus>().Where(s => (int)s <= 0xFF))
        {
            Assert.IsNotNull(table.NameOf((long)status), status.ToString());
        }
    }

    [TestMethod]
    public void An_answer_that_is_missing_or_bad_says_how()
    {
        Assert.AreEqual(Beginning + "Conversation timed out waiting for a response", ConversationException.TimedOut(Peer).Message);
        Assert.AreEqual(Beginning + "The device refused the command with status 0x81", ConversationException.Refused(Peer, 0x81).Message);
        Assert.AreEqual(Beginning + "The device refused with ZDO status 0x84", ConversationException.RefusedByZdo(Peer, 0x84).Message);
        Assert.AreEqual(Beginning + "The answer is cut short", ConversationException.CutShort(Peer).Message);
        Assert.IsNull(ConversationException.TimedOut(Peer).TransmitStatus);
    }
}
