using System.Reflection;
using System.Xml;
using System.Xml.Linq;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>The generated C# types carry every value of the contract's examples through, and add nothing but defaults.</summary>
[TestClass]
public sealed class GeneratedTypeTests
{
    private static readonly Dictionary<(MessageKind Kind, string Name), Type> Types = typeof(IRpcMessage).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == "SEFramework.Rpc.Contract.Generated")
        .SelectMany(t => t.GetField("WireName", BindingFlags.Public | BindingFlags.Static) is { } name ? new[] { (Type: t, Name: (string)name.GetValue(null)!) } : [])
        .ToDictionary(t => (KindOf(t.Type), t.Name), t => t.Type);

    public static IEnumerable<object[]> Examples => ContractExampleTests.Examples;

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public void Example_passes_through_its_type(MessageKind kind, string name, string title, string xml)
    {
        Assert.IsNotNull(title);
        var contract = EmbeddedContract.Current;
        var definition = kind switch
        {
            MessageKind.Record => contract.FindRecord(name),
            MessageKind.Request => contract.FindRequest(name),
            _ => contract.FindMessage(name),
        };
        var bound = new RequestBinder(contract).Bind(definition!, HardenedXml.Parse(xml));
        var type = Types[(kind is MessageKind.Response ? MessageKind.Message : kind, name)];
        var typed = type.GetMethod("FromStruct")!.Invoke(null, [bound]);
        var back = (RpcStruct)type.GetMethod("ToStruct")!.Invoke(typed, null)!;
        AssertHolds(Write(back), Write(bound));
    }

    private static MessageKind KindOf(Type type) =>
        type.IsAssignableTo(typeof(IRpcRecord)) ? MessageKind.Record
        : type.IsAssignableTo(typeof(IRpcMessage)) ? MessageKind.Message
        : MessageKind.Request;

    private static XElement Write(RpcStruct values)
    {
        var builder = new System.Text.StringBuilder();
        using (var writer = XmlWriter.Create(builder, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            new RpcResponse("values", null, values).WriteTo(writer);
        }

        return XElement.Parse(builder.ToString());
    }

    private static void AssertHolds(XElement whole, XElement part)
    {
        Assert.AreEqual((string?)part.Attribute("type"), (string?)whole.Attribute("type"), part.ToString());
        var hasDefaultsOnly = !part.HasElements && whole.HasElements && (string?)part.Attribute("type") != "list";
        if (!part.HasElements && !hasDefaultsOnly)
        {
            Assert.AreEqual(part.Value, whole.Value, part.ToString());
            return;
        }

        foreach (var (child, index) in part.Elements().Select((e, i) => (e, i)))
        {
            var other = child.Name == "item" ? whole.Elements().ElementAtOrDefault(index) : whole.Element(child.Name);
            Assert.IsNotNull(other, $"{child} is missing in {whole}");
            AssertHolds(other, child);
        }
    }
}
