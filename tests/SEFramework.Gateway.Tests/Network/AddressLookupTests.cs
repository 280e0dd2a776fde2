namespace SEFramework.Gateway.Tests.Network;

/// <summary>What a request leaves out is looked up: reference 03, section 1.3.</summary>
[TestClass]
public sealed class AddressLookupTests
{
    private const string Meter = "<destination_address>00:0C:C1:00:27:19:3A:5B</destination_address><cluster_id>0x0702</cluster_id>";
    private const string Records = "<record_list type='list'><item type='ReadAttributeRecord'><attribute_id>0</attribute_id></item></record_list>";

    [TestMethod]
    [DataRow("", "0x5E")]
    [DataRow("<profile_id>0x0109</profile_id>", "0x5E")]
    [DataRow("<profile_id>0x0109</profile_id><destination_endpoint_id>1</destination_endpoint_id>", "0x5E")]
    [DataRow("<server_or_client>0</server_or_client><source_endpoint_id>0x5E</source_endpoint_id>", "0x5E")]
    public async Task The_endpoint_of_the_cluster_and_profile_is_found(string parameters, string receiver)
    {
        await using var gateway = await ReadyAsync();
        var reply = await gateway.RpcAsync($"<read_attributes synchronous='true'>{Meter}{parameters}{Records}</read_attributes>");
        Assert.AreEqual("read_attributes_response", reply.Name.LocalName, reply.ToString());
        Assert.AreEqual("0x1", reply.Element("source_endpoint_id")!.Value);
        Assert.AreEqual(receiver, reply.Element("destination_endpoint_id")!.Value);
        Assert.AreEqual("0x109", reply.Element("profile_id")!.Value);
        Assert.AreEqual("0x0", reply.Descendants("status").Single().Value);
    }

    [TestMethod]
    [DataRow("<profile_id>0x0104</profile_id>", DisplayName = "no endpoint of the profile")]
    [DataRow("<server_or_client>1</server_or_client>", DisplayName = "no client side")]
    public async Task Where_there_is_none_the_error_names_what_was_looked_for(string parameters)
    {
        await using var gateway = await ReadyAsync();
        var reply = await gateway.RpcAsync($"<read_attributes synchronous='true'>{Meter}{parameters}{Records}</read_attributes>");
        Assert.AreEqual("message", reply.Name.LocalName);
        StringAssert.Contains(reply.Element("description")!.Value, "00:0C:C1:00:27:19:3A:5B");
        StringAssert.Contains(reply.Element("description")!.Value, "0x0702");
    }

    private static async Task<NetworkFixture> ReadyAsync()
    {
        var gateway = await NetworkFixture.StartAsync();
        await gateway.UntilAsync(async () =>
            (await gateway.RpcAsync("<get_device_information synchronous='true'/>")).Descendants("discovery_status").Count(s => s.Value == "0x1") == 5 ? gateway : null);
        return gateway;
    }
}
