using System.Text;
using System.Xml.Linq;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>The target file_system on the running daemon. Source: reference 01, section 1.9.</summary>
[TestClass]
public sealed class FileSystemTargetTests
{
    [TestMethod]
    public async Task Files_are_put_listed_read_and_removed_and_the_gateway_s_own_are_only_read()
    {
        await using var daemon = await RunningDaemon.StartAsync();
        await daemon.RpcAsync("<registry_configuration synchronous=\"true\"><name>RPC_Manager.use_push</name><value>FALSE</value></registry_configuration>");
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes("print('hello')"));
        var reply = await SendAsync(
            daemon, $"<put_file name=\"/WEB/python/module.py\"><data>{data}</data></put_file><ls dir=\"/WEB/python\"/><get_file name=\"module.py\"/><rm name=\"module.py\"/><get_file name=\"module.py\"/>");
        Assert.AreEqual("14", reply.Element("ls")!.Elements("file").Single(static f => f.Attribute("name")!.Value == "module.py").Attribute("size")!.Value);
        Assert.AreEqual(data, reply.Element("get_file")!.Element("data")!.Value);
        Assert.AreEqual("2", reply.Elements("get_file").Last().Element("error")!.Attribute("id")!.Value);
        var saved = await SendAsync(daemon, "<get_file name=\"registry_settings.ini\"/>");
        StringAssert.Contains(Encoding.UTF8.GetString(Convert.FromBase64String(saved.Element("get_file")!.Element("data")!.Value)), "RPC_Manager.use_push");
    }

    [TestMethod]
    [DataRow("<put_file/>", "1")]
    [DataRow("<put_file name=\"a\"/>", "2")]
    [DataRow("<put_file name=\"a\"><data>*</data></put_file>", "3")]
    [DataRow("<put_file name=\"registry_settings.ini\"><data>AA==</data></put_file>", "5")]
    [DataRow("<get_file name=\"../gateway.db\"/>", "2")]
    [DataRow("<get_file name=\"gateway.db\"/>", "2")]
    [DataRow("<rm name=\"devices.ini\"/>", "4")]
    [DataRow("<rm name=\"nothing\"/>", "2")]
    [DataRow("<ls dir=\"/etc\"/>", "3")]
    public async Task What_cannot_be_is_refused_with_the_number_of_the_contract(string command, string id)
    {
        await using var daemon = await RunningDaemon.StartAsync();
        var reply = await SendAsync(daemon, command);
        Assert.AreEqual(id, reply.Elements().Single().Element("error")!.Attribute("id")!.Value);
    }

    private static async Task<XElement> SendAsync(RunningDaemon daemon, string commands)
    {
        using var response = await daemon.PostAsync("/UE/rci", $"<rci_request version=\"1.1\"><do_command target=\"file_system\">{commands}</do_command></rci_request>");
        return XElement.Parse(await response.Content.ReadAsStringAsync()).Element("do_command")!;
    }
}
