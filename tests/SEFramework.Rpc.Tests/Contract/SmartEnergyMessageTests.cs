using System.Xml.Linq;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>The requests and messages of the Smart Energy contract against tables typed from reference 04, sections 0 to 4.</summary>
[TestClass]
public sealed class SmartEnergyMessageTests
{
    private const string Server = "RPC_SE_Server_Interface";
    private const string Client = "RPC_SE_Client_Interface";

    /// <summary>Interface, request, its parameters, those of its response; a question mark says that it may be missing.</summary>
    [TestMethod]
    [DataRow(Server, "get_DRLC_events", "endpoint_id? server_or_client?", "endpoint_id? events_record_list")]
    [DataRow(Server, "create_DRLC_event", "source_endpoint_id? record", "source_endpoint_id cluster_id status record device_list")]
    [DataRow(Server, "cancel_DRLC_event", "source_endpoint_id? record", "source_endpoint_id cluster_id status record device_list")]
    [DataRow(Server, "cancel_all_DRLC_events", "source_endpoint_id? cancel_control?", "source_endpoint_id cluster_id status device_list")]
    [DataRow(Server, "get_message_events", "endpoint_id? server_or_client?", "endpoint_id events_record_list")]
    [DataRow(Server, "create_message_event", "source_endpoint_id? record", "source_endpoint_id cluster_id status record device_list")]
    [DataRow(Server, "cancel_message_event", "source_endpoint_id? record", "source_endpoint_id cluster_id status record device_list")]
    [DataRow(Server, "cancel_all_message_events", "source_endpoint_id?", "source_endpoint_id cluster_id status device_list")]
    [DataRow(Server, "get_price_events", "endpoint_id? server_or_client?", "endpoint_id cluster_id server_or_client events_record_list")]
    [DataRow(Server, "create_price_event", "source_endpoint_id? record", "source_endpoint_id cluster_id status record device_list")]
    [DataRow(Server, "cancel_all_price_events", "source_endpoint_id?", "source_endpoint_id cluster_id status")]
    [DataRow(Client, "get_scheduled_DRLC_events", "source_endpoint_id? record?", "source_endpoint_id cluster_id record? device_list")]
    [DataRow(Client, "clear_DRLC_events", "source_endpoint_id?", "source_endpoint_id cluster_id")]
    [DataRow(Client, "x_opt_DRLC_event", "source_endpoint_id? issuer_event_id opt_out?", "source_endpoint_id cluster_id status")]
    [DataRow(Client, "get_last_message_event", "source_endpoint_id?", "status source_endpoint_id cluster_id device_list")]
    [DataRow(Client, "confirm_message", "source_endpoint_id? record?", "status source_endpoint_id cluster_id record? device_list")]
    [DataRow(Client, "clear_message_events", "source_endpoint_id?", "source_endpoint_id cluster_id")]
    [DataRow(Client, "get_current_price_event", "source_endpoint_id?", "status endpoint_id cluster_id device_list")]
    [DataRow(Client, "get_scheduled_price_events", "source_endpoint_id? record?", "source_endpoint_id cluster_id record? device_list status?")]
    [DataRow(Client, "clear_price_events", "source_endpoint_id?", "source_endpoint_id cluster_id")]
    public void Requests_have_the_parameters_of_the_reference(string owner, string name, string parameters, string response)
    {
        var request = SmartEnergyFile.Named("request", name);
        Assert.AreEqual(owner, SmartEnergyFile.Text(request.Parent!, "name"));
        Assert.AreEqual(parameters, Spell(request));
        Assert.AreEqual(response, Spell(request.Element(SmartEnergyFile.Ns + "response")!));
    }

    [TestMethod]
    [DataRow(Server, "received_report_event_status", "source_address source_endpoint_id record cluster_id destination_endpoint_id")]
    [DataRow(Server, "received_message_confirmation", "source_address source_endpoint_id cluster_id record destination_endpoint_id?")]
    [DataRow(Client, "received_DRLC_event", "status source_address source_endpoint_id destination_endpoint_id cluster_id record")]
    [DataRow(Client, "received_DRLC_cancel_event", "status source_address source_endpoint_id destination_endpoint_id cluster_id record")]
    [DataRow(Client, "received_DRLC_cancel_all_events", "status source_address source_endpoint_id destination_endpoint_id cluster_id cancel_control")]
    [DataRow(Client, "updated_active_DRLC_events", "destination_endpoint_id cluster_id record_list")]
    [DataRow(Client, "received_message_event", "status source_address source_endpoint_id destination_endpoint_id cluster_id record")]
    [DataRow(Client, "received_message_cancel_event", "status source_address source_endpoint_id destination_endpoint_id cluster_id record")]
    [DataRow(Client, "updated_active_message_events", "destination_address_id destination_endpoint_id? cluster_id record_list")]
    [DataRow(Client, "received_price_event", "status source_address source_endpoint_id destination_endpoint_id cluster_id record")]
    [DataRow(Client, "updated_active_price_events", "destination_endpoint_id cluster_id record_list")]
    public void Messages_have_the_parameters_of_the_reference(string owner, string name, string parameters)
    {
        var message = SmartEnergyFile.Named("message", name);
        Assert.AreEqual(owner, SmartEnergyFile.Text(message.Parent!, "name"));
        Assert.AreEqual(parameters, Spell(message));
    }

    [TestMethod]
    public void There_are_no_other_requests_and_messages()
    {
        Assert.AreEqual(20, SmartEnergyFile.Root.Descendants(SmartEnergyFile.Ns + "request").Count());
        Assert.AreEqual(11, SmartEnergyFile.Root.Descendants(SmartEnergyFile.Ns + "message").Count());
    }

    /// <summary>The record class that each request takes and each message brings.</summary>
    [TestMethod]
    [DataRow("create_DRLC_event", "LoadControlEventRecord")]
    [DataRow("cancel_DRLC_event", "CancelLoadControlEventRecord")]
    [DataRow("create_message_event", "DisplayMessageRecord")]
    [DataRow("cancel_message_event", "CancelMessageRecord")]
    [DataRow("create_price_event", "PublishPriceRecord")]
    [DataRow("get_scheduled_DRLC_events", "GetScheduledEventsRecord")]
    [DataRow("confirm_message", "MessageConfirmationRecord")]
    [DataRow("get_scheduled_price_events", "GetScheduledPricesRecord")]
    [DataRow("get_DRLC_events", "LoadControlEventRecord")]
    [DataRow("get_message_events", "DisplayMessageRecord")]
    [DataRow("get_price_events", "PublishPriceRecord")]
    [DataRow("received_report_event_status", "ReportEventStatusRecord")]
    [DataRow("received_message_confirmation", "MessageConfirmationRecord")]
    [DataRow("received_DRLC_event", "LoadControlEventRecord")]
    [DataRow("received_DRLC_cancel_event", "CancelLoadControlEventRecord")]
    [DataRow("updated_active_DRLC_events", "LoadControlEventRecord")]
    [DataRow("received_message_event", "DisplayMessageRecord")]
    [DataRow("received_message_cancel_event", "CancelMessageRecord")]
    [DataRow("updated_active_message_events", "DisplayMessageRecord")]
    [DataRow("received_price_event", "PublishPriceRecord")]
    [DataRow("updated_active_price_events", "PublishPriceRecord")]
    public void Records_go_with_their_messages(string name, string record)
    {
        var message = SmartEnergyFile.Root.Elements(SmartEnergyFile.Ns + "interface").Elements().Single(e => SmartEnergyFile.Text(e, "name") == name);
        var classes = from parameter in message.Descendants(SmartEnergyFile.Ns + "parameter")
                      where SmartEnergyFile.Text(parameter, "name") is "record" or "record_list" or "events_record_list"
                      select SmartEnergyFile.Text(parameter, "item") ?? SmartEnergyFile.Text(parameter, "type");
        Assert.AreEqual(record, classes.Distinct().Single());
    }

    /// <summary>Reference 04, section 0.2: one interface before 1.4.0, two since; three requests belong to both.</summary>
    [TestMethod]
    public void Both_interfaces_answer_the_common_requests_and_to_the_old_name()
    {
        var interfaces = SmartEnergyFile.Root.Elements(SmartEnergyFile.Ns + "interface").ToArray();
        CollectionAssert.AreEqual(new[] { Server, Client }, interfaces.Select(i => SmartEnergyFile.Text(i, "name")).ToArray());
        Assert.IsTrue(interfaces.All(i => SmartEnergyFile.Text(i, "synonyms") == "RPC_SE_Interface"));
        var shared = SmartEnergyFile.Root.Descendants(SmartEnergyFile.Ns + "request").Where(r => r.Attribute("sharedWith") is not null).ToArray();
        CollectionAssert.AreEqual(
            new[] { "get_DRLC_events", "get_message_events", "get_price_events" }, shared.Select(r => SmartEnergyFile.Text(r, "name")).ToArray());
        Assert.IsTrue(shared.All(r => SmartEnergyFile.Text(r, "sharedWith") == Client));
    }

    /// <summary>Reference 04, section 0.1, 7: what no page of the original shows is marked.</summary>
    [TestMethod]
    public void Inferred_messages_are_marked()
    {
        var inferred = SmartEnergyFile.Root.Elements(SmartEnergyFile.Ns + "interface").Elements()
            .Where(m => SmartEnergyFile.Text(m, "provenance") == "inferred")
            .Select(m => SmartEnergyFile.Text(m, "name")!);
        Assert.AreEqual("x_opt_DRLC_event updated_active_DRLC_events clear_message_events updated_active_price_events", string.Join(' ', inferred));
    }

    /// <summary>Codes as reference 04, section 0.3, and 05, sections 3.2, 5 and 6.2, list them.</summary>
    [TestMethod]
    [DataRow("se_status", "00 85 8A 8B")]
    [DataRow("se_cluster", "700 701 703")]
    [DataRow("drlc_device_class", "01 02 04 08 10 20 40 80 100 200 400 800")]
    [DataRow("drlc_criticality_level", "01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F")]
    [DataRow("drlc_event_status", "01 02 03 04 05 06 07 08 09 0A F6 F7 F8 F9 FB FD FE")]
    [DataRow("drlc_event_control", "01 02")]
    [DataRow("drlc_cancel_control", "00 01")]
    [DataRow("drlc_signature_type", "00 01")]
    [DataRow("message_control", "00 01 02 04 08 0C 20 80")]
    [DataRow("price_trailing_digit_and_price_tier", "F0 0F")]
    [DataRow("number_of_price_tiers_and_register_tier", "F0 0F")]
    [DataRow("unit_of_measure", "00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D")]
    public void Tables_have_the_codes_of_the_reference(string table, string codes) => Assert.AreEqual(
        codes,
        string.Join(' ', SmartEnergyFile.Named("table", table).Elements().Where(v => v.Name == SmartEnergyFile.Ns + "value")
            .Select(v => $"{SmartEnergyFile.Number(SmartEnergyFile.Text(v, "code")):X2}")));

    private static string Spell(XElement message) =>
        string.Join(' ', SmartEnergyFile.Parameters(message).Select(p =>
            SmartEnergyFile.Text(p, "name") + (p.Attribute("default") is not null || SmartEnergyFile.Text(p, "optional") == "true" ? "?" : string.Empty)));
}
