using System.Xml.Linq;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;

namespace SEFramework.Rpc.Tests.Messages;

/// <summary>The texts of the contract with their placeholders filled: reference 01, sections 2.7 and 2.8.</summary>
[TestClass]
public sealed class StatusTextTests
{
    [TestMethod]
    public void A_text_of_the_contract_reads_as_in_the_field() => Assert.AreEqual(
        "Error during conversation with (00:0C:C1:00:27:19:3A:5B, 0x1, 0x109, 0x701): Conversation received unsuccessful TX status: 0xBB, Key not authorized",
        StatusText.Of(
            "Conversation TX Failure",
            ("mac", "00:0C:C1:00:27:19:3A:5B"),
            ("endpoint", "0x1"),
            ("profile", "0x109"),
            ("cluster", "0x701"),
            ("tx_status", "0xBB"),
            ("tx_status_name", "Key not authorized")));

    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("{a}", "{b}")]
    [DataRow("{a}{b}{a}", "{b}{a}{b}")]
    [DataRow("x {a} y", "x {b} y")]
    [DataRow("{unknown} {a}", "{unknown} {b}")]
    [DataRow("open { {a}", "open { {a}")]
    [DataRow("close } {a}", "close } {b}")]
    [DataRow("{}", "{}")]
    [DataRow("{", "{")]
    public void What_is_filled_in_is_not_filled_again(string text, string expected) =>
        Assert.AreEqual(expected, Status(text).Fill(("a", "{b}"), ("b", "{a}")));

    [TestMethod]
    public void A_message_without_a_text_says_its_name() => Assert.AreEqual("Test", Status(null).Fill());

    [TestMethod]
    public void A_failure_has_its_kind_and_text()
    {
        var failure = StatusText.Failure(RpcErrorKind.UnknownRequest, "Unknown Request", ("request", "bogus"));
        Assert.AreEqual(RpcErrorKind.UnknownRequest, failure.Kind);
        Assert.AreEqual("The request 'bogus' is not known", failure.Message);
    }

    [TestMethod]
    public void A_name_that_the_contract_does_not_have_is_a_mistake_of_the_code() =>
        Assert.ThrowsExactly<ArgumentException>(() => StatusText.Of("No Such Message"));

    private static StatusDefinition Status(string? text) => ContractModel.Read(
        [
            new XDocument(new XElement(
                XName.Get("contract", "urn:seframework:contract:1"),
                new XElement(
                    XName.Get("status", "urn:seframework:contract:1"),
                    new XAttribute("name", "Test"),
                    new XAttribute("severity", "2"),
                    text is null ? null : new XAttribute("text", text)))),
        ]).FindStatus("Test")!;
}
