namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>
/// The names of the original, typed from the inventories of references 01 to 04 and 06: a request, message, record, registry entry, status or
/// variant that gets lost, or is spelled another way, is noticed.
/// </summary>
[TestClass]
public sealed class InventoryTests
{
    [TestMethod]
    [DataRow(
        "RPC_General_Interface",
        """
        registry_configuration registry_restore_defaults add_path remove_path add_module remove_module add_interface remove_interface
        add_object remove_object add_endpoint remove_endpoint add_cluster remove_cluster exit get_time set_time sync_time get_version reboot
        """,
        "message",
        DisplayName = "RPC_General_Interface: reference 01, section 3; reference 06, section 4.2")]
    [DataRow("RPC_Manager", "get_responses", "", DisplayName = "RPC_Manager: reference 01, section 1.4")]
    [DataRow("RPC_XML_Interface", "add_alias remove_alias list_aliases", "", DisplayName = "RPC_XML_Interface: reference 01, section 2.6")]
    [DataRow(
        "RPC_ZigBee_Interface",
        "add_device remove_device get_device_information bind unbind get_zigbee_network_configuration send_zigbee",
        "received_zigbee",
        DisplayName = "RPC_ZigBee_Interface: reference 02, section 1; reference 03, section 0.1")]
    [DataRow(
        "RPC_ZCL_Interface",
        """
        read_attributes write_attributes discover_attributes start_receiving_reports stop_receiving_reports stop_sending_reports
        get_local_reporting_configurations read_reporting_configuration start_reports identify send_ZCL
        """,
        "attribute_report",
        DisplayName = "RPC_ZCL_Interface: reference 03, section 0.1")]
    [DataRow(
        "RPC_SE_Server_Interface",
        """
        get_DRLC_events create_DRLC_event cancel_DRLC_event cancel_all_DRLC_events
        get_message_events create_message_event cancel_message_event cancel_all_message_events
        get_price_events create_price_event cancel_all_price_events
        """,
        "received_report_event_status received_message_confirmation",
        DisplayName = "RPC_SE_Server_Interface: reference 04, section 0.1")]
    [DataRow(
        "RPC_SE_Client_Interface",
        """
        get_scheduled_DRLC_events clear_DRLC_events get_last_message_event confirm_message clear_message_events
        get_current_price_event get_scheduled_price_events clear_price_events x_opt_DRLC_event
        """,
        """
        received_DRLC_event received_DRLC_cancel_event received_DRLC_cancel_all_events updated_active_DRLC_events
        received_message_event received_message_cancel_event updated_active_message_events
        received_price_event updated_active_price_events
        """,
        DisplayName = "RPC_SE_Client_Interface: reference 04, sections 0.1 and 7; x_ marks an extension")]
    [DataRow("RPC_ERT_Config_Interface", "configure_ert_meter", "", DisplayName = "RPC_ERT_Config_Interface: reference 06, section 11.5")]
    public void An_interface_has_the_requests_and_messages_of_the_original(string name, string requests, string messages)
    {
        var definition = ContractFile.Part("interface", name);
        AssertSame(requests, definition.Elements(ContractFile.Ns + "request").Select(ContractFile.Name));
        AssertSame(messages, definition.Elements(ContractFile.Ns + "message").Select(ContractFile.Name));
    }

    [TestMethod]
    public void There_are_no_interfaces_beside_them() => AssertSame(
        """
        RPC_General_Interface RPC_Manager RPC_XML_Interface RPC_ZigBee_Interface RPC_ZCL_Interface RPC_SE_Server_Interface RPC_SE_Client_Interface
        RPC_ERT_Config_Interface
        """,
        ContractFile.Parts("interface").Select(ContractFile.Name));

    [TestMethod]
    public void Only_stopping_requests_have_no_response() => AssertSame(
        "exit reboot",
        ContractFile.All("request").Where(r => r.Element(ContractFile.Ns + "response") is null).Select(ContractFile.Name));

    [TestMethod]
    public void Responses_are_named_after_their_requests_except_one() => AssertSame(
        "responses",
        ContractFile.All("response").Select(ContractFile.Name).Where(n => n.Length > 0));

    /// <summary>Reference 02, section 11; reference 03, section 7.2; reference 04, section 6; reference 06, section 11.4.</summary>
    [TestMethod]
    public void The_records_are_those_of_the_original() => AssertSame(
        """
        ZDODeviceRecord Simple_Desc_rsp Node_Desc_rsp Power_Desc_rsp Mgmt_Lqi_rsp NeighborTableDescriptorRecord Mgmt_Rtg_rsp
        RoutingTableDescriptorRecord Device_Annce
        ReadAttributeRecord ReadAttributeStatusRecord WriteAttributeRecord WriteAttributeResponseRecord
        AttributeReportingConfigurationRecord AttributeReportingConfigurationResponseRecord AttributeReportRecord AttributeInformationRecord
        StopReportingRecord StopReportingStatusRecord ReadReportingConfigurationRecord ReadReportingConfigurationResponseRecord
        LocalReportingConfigurationRecord ZCL_ArrayRecord StartReportRecord
        LoadControlEventRecord CancelLoadControlEventRecord ReportEventStatusRecord GetScheduledEventsRecord GetScheduledPricesRecord
        DisplayMessageRecord CancelMessageRecord MessageConfirmationRecord PublishPriceRecord
        ERTConfigurationRecord
        """,
        ContractFile.Parts("record").Select(ContractFile.Name));

    /// <summary>Reference 01, section 4.1; reference 02, section 9; reference 03, section 0.2.</summary>
    [TestMethod]
    public void The_registry_has_the_entries_whose_names_are_known() => AssertSame(
        """
        RPC_Manager.use_push RPC_Manager.synchronous_request_timeout RPC_General_Interface.debug_rpc_severity Cluster.disable_APS_encryption
        Conversation.TX_status_timeout Conversation.default_timeout ZDO_Device_Manager.max_sequential_TX_failures ZDO_Device_Manager.refresh_rate
        ZCL_Endpoint.enable_direction_bit_correction
        """,
        ContractFile.Parts("registry").Where(r => Word(r, "nameProvenance") is null && Word(r, "provenance") != "inferred").Select(ContractFile.Name));

    /// <summary>The settings that the documents speak of without their names, and one of this gateway: the size of the queue.</summary>
    [TestMethod]
    public void The_registry_names_the_entries_whose_names_are_not_known() => AssertSame(
        """
        RPC_Manager.push_schedule RPC_Manager.max_buffered_responses RPC_Manager.enable_response_timestamps ZDO_Device_Manager.open_join
        ZDO_Device_Manager.global_link_key Time_Synchronizer.sync_type Time_Synchronizer.sync_period Time_Synchronizer.enable_NTP
        """,
        ContractFile.Parts("registry").Where(r => Word(r, "nameProvenance") == "inferred").Select(ContractFile.Name));

    /// <summary>Reference 01, section 5; reference 06, section 1.</summary>
    [TestMethod]
    [DataRow("esi-coordinator", "", "ESI Coordinator, Energy Service Portal", "coordinator")]
    [DataRow("esi-router", "", "ESI Router", "router")]
    [DataRow("ipd-router", "aux-gateway", "IPD Router, Aux Gateway", "router")]
    public void The_variants_are_those_of_the_original(string name, string aliases, string originalNames, string role)
    {
        var variant = ContractFile.Part("variant", name);
        Assert.AreEqual(3, ContractFile.Parts("variant").Count());
        AssertSame(aliases, ContractFile.Words(variant, "aliases"));
        Assert.AreEqual(originalNames, Word(variant, "originalNames"));
        Assert.AreEqual(role, Word(variant, "role"));
    }

    private static string? Word(System.Xml.Linq.XElement element, string attribute) => ContractFile.Text(element, attribute);

    private static void AssertSame(string expected, IEnumerable<string> actual) => CollectionAssert.AreEquivalent(
        expected.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
        actual.ToArray(),
        $"there is: {string.Join(" ", actual)}");
}
