using SEFramework.Cli.Sending;
using SEFramework.Rpc.Xml;

namespace SEFramework.Cli.Tests;

/// <summary>sefctl send puts around XML what it lacks.</summary>
[TestClass]
public sealed class WrappingTests
{
    private const string Rci = "<rci_request version=\"1.1\"><do_command target=\"RPC_request\">";

    [TestMethod]
    [DataRow("<get_time/>", true, "/UE/rci", Rci + "<get_time synchronous=\"TRUE\" /></do_command></rci_request>")]
    [DataRow("<get_time/>", false, "/UE/rci", Rci + "<get_time /></do_command></rci_request>")]
    [DataRow("<get_time synchronous=\"false\"/>", true, "/UE/rci", Rci + "<get_time synchronous=\"false\" /></do_command></rci_request>")]
    [DataRow("<a/><b/>", false, "/UE/rci", Rci + "<a /><b /></do_command></rci_request>")]
    [DataRow("<rci_request><x/></rci_request>", true, "/UE/rci", "<rci_request><x /></rci_request>")]
    [DataRow("<sci_request><x/></sci_request>", true, "/ws/sci", "<sci_request><x /></sci_request>")]
    public void Requests_are_wrapped_for_their_door(string text, bool synchronous, string path, string document)
    {
        var wrapped = Wrapping.Wrap(text, synchronous, device: null);
        Assert.AreEqual(path, wrapped.Path);
        Assert.AreEqual(document, wrapped.Document.ToString(System.Xml.Linq.SaveOptions.DisableFormatting));
    }

    [TestMethod]
    public void Draining_goes_to_its_own_target()
    {
        var (_, document) = Wrapping.Wrap("<get_responses limit=\"2\"/>", synchronous: false, device: null);
        Assert.AreEqual("RPC_response", (string?)document.Element("do_command")!.Attribute("target"));
    }

    [TestMethod]
    public void A_device_makes_it_sci()
    {
        var (path, document) = Wrapping.Wrap("<get_time/>", synchronous: true, device: "all");
        Assert.AreEqual("/ws/sci", path);
        Assert.AreEqual("all", (string?)document.Descendants("device").Single().Attribute("id"));
        Assert.IsNotNull(document.Descendants("get_time").Single().Attribute("synchronous"));
    }

    [TestMethod]
    public void What_is_not_xml_is_refused() =>
        Assert.ThrowsExactly<RpcXmlException>(() => Wrapping.Wrap("<get_time>", synchronous: true, device: null));
}
