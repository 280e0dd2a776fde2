using System.Text;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Tests.Xml;

/// <summary>Input is not trusted: design decision 9.</summary>
[TestClass]
public sealed class HardenedXmlTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("   ")]
    [DataRow("<a>")]
    [DataRow("<a></b>")]
    [DataRow("<a/><b/>")]
    [DataRow("<a>&undefined;</a>")]
    [DataRow("<a>\u0001</a>")]
    [DataRow("<a b=1/>")]
    [DataRow("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>")]
    [DataRow("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>")]
    [DataRow("plain text")]
    public void What_is_not_well_formed_or_has_a_dtd_is_refused(string xml) =>
        Assert.ThrowsExactly<RpcXmlException>(() => HardenedXml.Parse(Encoding.UTF8.GetBytes(xml)));

    [TestMethod]
    public void Depth_is_limited()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));
        Assert.AreEqual("a", HardenedXml.Parse(Nested(HardenedXml.MaximumDepth)).Name.LocalName);
        Assert.ThrowsExactly<RpcXmlException>(() => HardenedXml.Parse(Nested(HardenedXml.MaximumDepth + 1)));
        Assert.ThrowsExactly<RpcXmlException>(() => HardenedXml.Parse(Nested(100_000)));
    }

    [TestMethod]
    public void Blanks_inside_tags_comments_and_layout_do_not_matter()
    {
        var root = HardenedXml.Parse("<?xml version='1.0'?>\n<record >\n  <!-- note --><duty_cycle > 50 </duty_cycle >\n</record >");
        Assert.AreEqual(" 50 ", root.Element("duty_cycle")!.Value);
        Assert.AreEqual(1, root.Nodes().Count());
    }

    [TestMethod]
    public void Blank_text_of_a_string_is_kept() => Assert.AreEqual("   ", HardenedXml.Parse("<message>   </message>").Value);

    [TestMethod]
    public void Cdata_counts_as_text() => Assert.AreEqual("a<b", HardenedXml.Parse("<m><![CDATA[a<b]]></m>").Value);

    [TestMethod]
    public void Other_encodings_are_read_when_declared()
    {
        var bytes = Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='iso-8859-1'?><m>caf\u00E9</m>");
        Assert.AreEqual("caf\u00E9", HardenedXml.Parse(bytes).Value);
    }

    [TestMethod]
    public void Namespaces_of_clients_do_not_matter() =>
        Assert.AreEqual("get_time", HardenedXml.Parse("<x:get_time xmlns:x='urn:x'/>").Name);

    [TestMethod]
    public void Characters_that_xml_cannot_carry_are_replaced()
    {
        Assert.AreEqual("a\uFFFDb\uFFFD", LegalXml.Clean("a\u0000b\uD800"));
        Assert.AreEqual("\U0001F600 ok\t", LegalXml.Clean("\U0001F600 ok\t"));
    }
}
