using System.Text.RegularExpressions;

namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>What messages say: reference 01, sections 2.7 and 2.8; reference 02, section 7; reference 03, section 8; reference 06, section 6.</summary>
[TestClass]
public sealed class StatusTests
{
    [TestMethod]
    [DataRow("Init Complete", "0x0000", "1")]
    [DataRow("Joined Network", "0x0001", "1")]
    [DataRow("Left Network", "0x0002", "1")]
    [DataRow("Time Synchronized", "0x0003", "1")]
    [DataRow("Modem Status", "0x0004", "0")]
    [DataRow("Discovery Complete", null, "1")]
    public void A_key_event_has_the_code_and_severity_of_the_reference(string name, string? code, string severity)
    {
        var status = ContractFile.Part("status", name);
        Assert.AreEqual(code, ContractFile.Text(status, "code"));
        Assert.AreEqual(severity, ContractFile.Text(status, "severity"));
    }

    [TestMethod]
    public void No_other_message_has_a_code() =>
        Assert.AreEqual(5, ContractFile.Parts("status").Count(s => ContractFile.Text(s, "code") is not null));

    /// <summary>The texts that a head-end was seen to match, with what it looks for in them.</summary>
    [TestMethod]
    [DataRow("Joined Network", "^Local device detected that it is joined to a ZigBee network$")]
    [DataRow("Device Registered", " registered with XBee$")]
    [DataRow("Device Unregistered", " unregistered from XBee$")]
    [DataRow("Device Announce", @"^Received device announce message from known device \{mac} \(NWK: \{nwk}\)$")]
    [DataRow("Device Active", @"^ZDO_Device_Manager - Device \{mac} detected and marked as active$")]
    [DataRow("Device Inactive", "marked as inactive$")]
    [DataRow(
        "Conversation TX Failure",
        @"^Error during conversation with \(\{mac}, \{endpoint}, \{profile}, \{cluster}\): Conversation received unsuccessful TX status: \{tx_status}, \{tx_status_name}$")]
    public void A_text_is_what_clients_match(string name, string pattern) =>
        Assert.IsTrue(Regex.IsMatch(ContractFile.Text(ContractFile.Part("status", name), "text")!, pattern));

    [TestMethod]
    public void The_name_of_the_missing_key_is_what_clients_search_for() => Assert.AreEqual(
        "Key not authorized",
        ContractFile.Part("table", "tx_status").Elements().Single(v => ContractFile.Text(v, "code") == "0xBB").Attribute("name")!.Value);

    /// <summary>Clients tell the events of devices apart by parts of the text: no other text may hold such a part.</summary>
    [TestMethod]
    [DataRow(" registered with XBee")]
    [DataRow(" unregistered from XBee")]
    [DataRow("Received device announce message from known device ")]
    [DataRow("detected and marked as active")]
    [DataRow("marked as inactive")]
    public void A_part_that_clients_match_is_in_one_text_only(string part) => Assert.AreEqual(
        1, ContractFile.Parts("status").Count(s => ContractFile.Text(s, "text")!.Contains(part, StringComparison.Ordinal)));

    [TestMethod]
    public void Failures_are_errors_and_events_are_not() => ContractFile.AssertNone(
        from status in ContractFile.Parts("status")
        let isFailure = ContractFile.Text(status, "severity") == "2"
        let isEvent = ContractFile.Text(status, "code") is not null || ContractFile.Name(status).StartsWith("Device ", StringComparison.Ordinal)
        where isFailure && isEvent
        select ContractFile.Name(status));

    [TestMethod]
    public void Every_message_has_a_text_with_well_formed_placeholders() => ContractFile.AssertNone(
        from status in ContractFile.Parts("status")
        let text = ContractFile.Text(status, "text")
        where string.IsNullOrWhiteSpace(text) || Regex.IsMatch(Regex.Replace(text, @"\{[a-z_]+}", string.Empty), "[{}]")
        select ContractFile.Name(status));

    [TestMethod]
    [DataRow("severity", "0 debug, 1 warning, 2 error")]
    [DataRow("rci_error", "1 Request not valid XML, 2 Request not recognized, 3 Unknown command, 4 Internal error")]
    [DataRow(
        "do_command_error",
        """
        1 Application call failed, 2 Name not registered, 3 Unexpected error occurred, 4 Invalid response from python (call was performed), 5 Request sent but timeout waiting for python response
        """)]
    [DataRow("sci_error", "303 Invalid target. Device not found., 2001 Device Not Connected")]
    [DataRow("zdo_discovery_status", "0 Incomplete, 1 Complete, 2 Complete with Errors")]
    public void A_table_has_the_values_of_the_reference(string name, string values) => Assert.AreEqual(
        values,
        string.Join(", ", ContractFile.Part("table", name).Elements(ContractFile.Ns + "value").Select(v => $"{ContractFile.Text(v, "code")} {ContractFile.Name(v)}")));

    /// <summary>Reference 02, section 12.</summary>
    [TestMethod]
    public void The_table_of_ZDO_statuses_is_complete() => CollectionAssert.AreEqual(
        new[] { "0x00", "0x80", "0x81", "0x82", "0x83", "0x84", "0x85", "0x86", "0x88", "0x89", "0x8A", "0x8B", "0x8C", "0x8D", "0xAA" },
        ContractFile.Part("table", "zdo_status").Elements(ContractFile.Ns + "value").Select(v => ContractFile.Text(v, "code")).ToArray());

    /// <summary>Reference 02, section 7, and reference 07, section 4.2.</summary>
    [TestMethod]
    public void The_table_of_TX_statuses_is_complete() => CollectionAssert.AreEqual(
        new[]
        {
            "0x00", "0x01", "0x02", "0x03", "0x15", "0x18", "0x21", "0x22", "0x23", "0x24", "0x25", "0x26", "0x2B", "0x2C", "0x2D", "0x2E", "0x31", "0x32",
            "0x34", "0x35", "0x74", "0x75", "0xBB",
        },
        ContractFile.Part("table", "tx_status").Elements(ContractFile.Ns + "value").Select(v => ContractFile.Text(v, "code")).ToArray());
}
