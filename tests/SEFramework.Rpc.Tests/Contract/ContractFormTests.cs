using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>Every contract file has the form that contract.xsd lays down; the reader overlooks what it does not know, the schema does not.</summary>
[TestClass]
public sealed class ContractFormTests
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Compile);

    public static IEnumerable<object[]> Files => EmbeddedContract.Files().Select(f => new object[] { f.Key });

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void A_contract_file_has_the_form_of_the_schema(string name) =>
        Assert.AreEqual(string.Empty, Problems(EmbeddedContract.Files().Single(f => f.Key == name).Value));

    [TestMethod]
    [DataRow("<record name='R'><parameter name='a' type='int' widht='8'/></record>")]
    [DataRow("<record name='R'><parameter name='a' type='int' outOfRange='ignore'/></record>")]
    [DataRow("<record name='R' since='new'/>")]
    [DataRow("<interface name='I'><request name='r'/></interface>")]
    [DataRow("<table name='T'><value code='0x0f' name='lower case'/></table>")]
    [DataRow("<tabel name='T'/>")]
    public void Slips_are_noticed(string part) =>
        Assert.AreNotEqual(string.Empty, Problems(XDocument.Parse($"<contract xmlns='urn:seframework:contract:1'>{part}</contract>")));

    private static string Problems(XDocument file)
    {
        var problems = new List<string>();
        file.Validate(Schemas.Value, (_, e) => problems.Add(e.Message));
        return string.Join("; ", problems);
    }

    private static XmlSchemaSet Compile()
    {
        using var stream = typeof(ContractFormTests).Assembly.GetManifestResourceStream("contract.xsd")!;
        using var reader = XmlReader.Create(stream);
        var schemas = new XmlSchemaSet();
        schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
