using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>Every example of the contract binds; responses come out again as they went in.</summary>
[TestClass]
public sealed class ContractExampleTests
{
    public static IEnumerable<object[]> Examples =>
        from definition in Definitions(EmbeddedContract.Current)
        from example in definition.Examples
        select new object[] { definition.Kind, definition.Name, example.Title, example.Xml };

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public void Example_binds_and_is_written_as_it_stands(MessageKind kind, string name, string title, string xml)
    {
        Assert.IsNotNull(title);
        var element = HardenedXml.Parse(xml);
        var contract = EmbeddedContract.Current;
        var definition = Definitions(contract).Single(d => d.Kind == kind && d.Name == name);
        var bound = new RequestBinder(contract).Bind(definition, element);
        if (kind is MessageKind.Request)
        {
            Assert.AreSame(definition, contract.FindRequest(element.Name.LocalName));
            return;
        }

        if (kind is MessageKind.Record)
        {
            // A record stands inside a message; its element names the class: <record type="ClassName">.
            Assert.AreEqual(name, (string?)element.Attribute("type"));
            var written = Write(new RpcResponse("message", null, new RpcStruct { { element.Name.LocalName, new RpcRecord(name, bound) } }));
            AssertSame(element, written.Elements().Single());
            return;
        }

        element.Attribute("timestamp")?.Remove();
        AssertSame(element, Write(new RpcResponse(name, null, bound)));
    }

    private static XElement Write(RpcResponse response)
    {
        var builder = new System.Text.StringBuilder();
        using (var writer = XmlWriter.Create(builder, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            response.WriteTo(writer);
        }

        return XElement.Parse(builder.ToString());
    }

    private static IEnumerable<MessageDefinition> Definitions(ContractModel contract) =>
        contract.Records
            .Concat(contract.Requests)
            .Concat(contract.Requests.Where(r => r.Response is not null).Select(r => r.Response!))
            .Concat(contract.Interfaces.SelectMany(i => i.Messages));

    /// <summary>As clients compare: child order does not matter outside lists, the type and the text do.</summary>
    private static void AssertSame(XElement expected, XElement actual)
    {
        Assert.AreEqual(expected.Name.LocalName, actual.Name.LocalName);
        if (expected.Attribute("type") is { } type)
        {
            Assert.AreEqual(type.Value, (string?)actual.Attribute("type"), actual.ToString());
        }

        Assert.AreEqual(expected.Elements().Count(), actual.Elements().Count(), $"children of {actual}");
        if (!expected.HasElements)
        {
            Assert.AreEqual(expected.Value.Trim(), actual.Value.Trim(), $"text of {actual}");
            return;
        }

        if (expected.Attribute("type")?.Value == "list")
        {
            foreach (var (left, right) in expected.Elements().Zip(actual.Elements()))
            {
                AssertSame(left, right);
            }

            return;
        }

        foreach (var child in expected.Elements())
        {
            var other = actual.Element(child.Name.LocalName);
            Assert.IsNotNull(other, $"{child.Name} is missing in {actual}");
            AssertSame(child, other);
        }
    }
}
