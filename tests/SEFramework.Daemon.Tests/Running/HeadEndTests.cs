namespace SEFramework.Daemon.Tests.Running;

/// <summary>The whole life of a gateway and a thermostat at a head-end that changed nothing but its base address. Source: reference 01, sections 1.3, 6.1 and 8.</summary>
[TestClass]
public sealed class HeadEndTests
{
    private const string User = "utility:open sesame";
    private const string Mac = "00:40:9D:12:34:56";
    private const string Thermostat = "00:0C:C1:00:27:19:3A:5C";

    /// <summary>A thermostat that comes from its box, and the code on its label.</summary>
    private const string Home = """{ "firmware": "xbee-se-coordinator", "commissioned": false, "devices": [ { "kind": "thermostat", "address": "00:0C:C1:00:27:19:3A:5C", "commissioned": false, "installCode": "83FED3407A939738C552" } ] }""";

    private const string Addressing = """
        <read_attributes synchronous="true">
          <destination_address type="mac">00:0C:C1:00:27:19:3A:5C</destination_address>
          <destination_endpoint_id> 1 </destination_endpoint_id><source_endpoint_id> 94 </source_endpoint_id>
          <cluster_id> 1793 </cluster_id><server_or_client> 1 </server_or_client>
          <record_list type="list">
            <item type="ReadAttributeRecord"><attribute_id> 0 </attribute_id></item><item type="ReadAttributeRecord"><attribute_id> 1 </attribute_id></item>
            <item type="ReadAttributeRecord"><attribute_id> 2 </attribute_id></item><item type="ReadAttributeRecord"><attribute_id> 3 </attribute_id></item>
          </record_list>
        </read_attributes>
        """;

    [TestMethod]
    public async Task A_head_end_lives_its_life_through_the_doors_of_the_cloud()
    {
        var home = Path.Combine(Directory.CreateTempSubdirectory("seframework-home").FullName, "home.json");
        await File.WriteAllTextAsync(home, Home);
        try
        {
            await using var daemon = await RunningDaemon.StartAsync($$"""
                {
                  "device": { "ethernetAddress": "{{Mac}}" }, "simulation": { "home": "{{home}}" },
                  "users": [ {{RunningDaemon.User("utility", "open sesame", "operate")}} ]
                }
                """);
            await LiveAsync(new HeadEndClient(daemon, User));
            Assert.DoesNotContain("83FED3407A939738C552", daemon.Log, "codes are not logged");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(home)!, recursive: true);
        }
    }

    private static async Task LiveAsync(HeadEndClient headEnd)
    {
        // The gateway comes to the account, and pushes.
        var id = await headEnd.AddGatewayAsync(Mac);
        var (isConnected, firmware) = await headEnd.GatewayStatusAsync();
        Assert.IsTrue(isConnected);
        Assert.AreNotEqual(string.Empty, firmware);
        await headEnd.SendAsync("<registry_configuration synchronous=\"true\"><name>RPC_Manager.use_push</name><value>TRUE</value></registry_configuration>");

        // The thermostat is commissioned with the code of its label.
        Assert.IsNull(await headEnd.NodeStatusAsync(Thermostat));
        await headEnd.DeviceAsync($"<add_device synchronous=\"true\"><device_address type=\"MAC\">{Thermostat}</device_address><join_time>900</join_time><installation_code type=\"string\">83fed3407a939738C552</installation_code></add_device>");
        await headEnd.PollAsync(static f => f.Name.LocalName == "message" && f.Element("description")!.Value.EndsWith($"{Thermostat} detected and marked as active", StringComparison.Ordinal));
        Assert.AreEqual(1, await headEnd.NodeStatusAsync(Thermostat));

        // It is addressed; the acknowledgement comes as a file.
        Assert.IsNull((await headEnd.SendAsync(Address(7))).Root!.Descendants("write_attributes_response").FirstOrDefault(), "asynchronous");
        var written = await headEnd.PollAsync(static f => f.Name.LocalName == "write_attributes_response");
        Assert.IsNotNull(written.Attribute("timestamp"));
        var (values, problem) = await headEnd.ReadAsync(Addressing);
        Assert.IsNull(problem);
        Assert.AreEqual(7, values[0]);
        Assert.HasCount(4, values);
        Assert.IsGreaterThan(1_000_000_000, HeadEndClient.Timestamp(await headEnd.SendAsync(Addressing)));

        // An event, its reports, its end.
        Assert.AreEqual(0, await headEnd.StatusAsync(Event(31415)));
        var report = await headEnd.PollReportAsync(31415, 1);
        Assert.AreEqual(Thermostat, report.Element("source_address")!.Value);
        await headEnd.PollReportAsync(31415, 2);
        Assert.AreEqual(0, await headEnd.StatusAsync(
            "<cancel_DRLC_event synchronous=\"true\"><record type=\"CancelLoadControlEventRecord\"><issuer_event_id>31415</issuer_event_id><device_class>1</device_class><utility_enrollment_group>7</utility_enrollment_group><effect_time>0</effect_time><cancel_control>0</cancel_control></record></cancel_DRLC_event>"));
        await headEnd.PollReportAsync(31415, 6);

        // A text, and back.
        Assert.AreEqual(0, await headEnd.StatusAsync(
            "<create_message_event synchronous=\"true\"><record type=\"DisplayMessageRecord\"><message_id>271828</message_id><message_control>128</message_control><start_time>0</start_time><duration_in_minutes>60</duration_in_minutes><message type=\"string\">Thank you for saving energy</message></record></create_message_event>"));
        Assert.AreEqual(0, await headEnd.StatusAsync("<cancel_message_event synchronous=\"true\"><record type=\"CancelMessageRecord\"><message_id>271828</message_id></record></cancel_message_event>"));

        // It is decommissioned, by an address without colons; then nobody answers, and the head-end is told so in the device's words.
        await headEnd.DeviceAsync("<remove_device synchronous=\"true\"><device_address type=\"MAC\">000CC10027193A5C</device_address></remove_device>");
        await headEnd.PollAsync(static f => f.Name.LocalName == "message" && f.Element("description")!.Value.Contains("unregistered from XBee", StringComparison.Ordinal));
        Assert.IsNotNull((await headEnd.ReadAsync(Addressing)).Problem);
        await headEnd.RemoveGatewayAsync(id);
        string[] roots = ["message", "received_report_event_status", "write_attributes_response"];
        Assert.IsEmpty(headEnd.Files.Where(f => !roots.Contains(f.Name.LocalName)), "nothing that the head-end does not know");
    }

    private static string Address(int group) => $"""
        <write_attributes>
          <destination_address type="MAC">{Thermostat}</destination_address><destination_endpoint_id>1</destination_endpoint_id><source_endpoint_id>94</source_endpoint_id>
          <cluster_id>1793</cluster_id><server_or_client>1</server_or_client>
          <record_list type="list"><item type="WriteAttributeRecord"><attribute_id>0</attribute_id><attribute_type>32</attribute_type><value>{group}</value></item></record_list>
        </write_attributes>
        """;

    private static string Event(int id) => $"""
        <create_DRLC_event synchronous="true"><record type="LoadControlEventRecord">
          <issuer_event_id> {id} </issuer_event_id><device_class> 1 </device_class><utility_enrollment_group> 7 </utility_enrollment_group>
          <start_time> 0 </start_time><duration_in_minutes> 30 </duration_in_minutes><criticality_level> 5 </criticality_level>
          <cooling_temperature_offset> 255 </cooling_temperature_offset><heating_temperature_offset> 255 </heating_temperature_offset>
          <cooling_temperature_set_point> -32768 </cooling_temperature_set_point><heating_temperature_set_point> -32768 </heating_temperature_set_point>
          <average_load_adjustment_percentage > -128 </average_load_adjustment_percentage ><duty_cycle> 50 </duty_cycle><event_control> 0 </event_control>
        </record></create_DRLC_event>
        """;
}
