using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using SEFramework.Contract.Documents;
using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Tests.Contract;

/// <summary>The XSD for client developers says what the gateway takes and gives.</summary>
[TestClass]
public sealed class ClientSchemaTests
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Compile);

    public static IEnumerable<object[]> Examples => ContractExampleTests.Examples.Where(e => !Equals(e[0], MessageKind.Record));

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public void Every_example_of_the_contract_is_valid(MessageKind kind, string name, string title, string xml) =>
        Assert.IsEmpty(Validate(xml), $"{kind} {name} {title}");

    [TestMethod]
    [DataRow("<get_time synchronous='TRUE'><bogus/></get_time>")]
    [DataRow("<registry_configuration><value>1</value></registry_configuration>")]
    [DataRow("<get_time_response><UTC_1970 type='int'>12</UTC_1970><UTC_2000 type='int'>0x0</UTC_2000></get_time_response>")]
    [DataRow("<get_time_response><UTC_1970 type='int'>0x0c</UTC_1970><UTC_2000 type='int'>0x0</UTC_2000></get_time_response>")]
    [DataRow("<no_such_request/>")]
    [DataRow("<get_responses><limit>10</limit></get_responses>")]
    [DataRow("<get_responses limit='many'/>")]
    [DataRow("<responses timestamp='1361000766.0'/>")]
    [DataRow("<responses remaining='0x0' timestamp='1361000766.0'/>")]
    public void What_the_contract_does_not_allow_is_invalid(string xml) => Assert.IsNotEmpty(Validate(xml));

    [TestMethod]
    [DataRow("<get_responses/>")]
    [DataRow("<get_responses limit='10'/>")]
    [DataRow("<responses remaining='0' timestamp='1361000766.0'/>")]
    [DataRow("<responses remaining='12' timestamp='1361000766.18'><message timestamp='1361000765.0'><severity type='int'>0x1</severity></message><get_time_response/></responses>")]
    public void What_wraps_the_responses_is_written_in_attributes(string xml) => Assert.IsEmpty(Validate(xml));

    private static List<string> Validate(string xml)
    {
        var problems = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Schemas.Value };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => problems.Add(e.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        return problems;
    }

    private static XmlSchemaSet Compile()
    {
        var text = new ClientSchema(EmbeddedContract.Current).Write();
        var schemas = new XmlSchemaSet();
        schemas.Add(null, XDocument.Parse(text).CreateReader());
        schemas.Compile();
        return schemas;
    }
}
