using System.Xml.Linq;

namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>Everything in the contract says how well it is known and where it is written: design decision 1.</summary>
[TestClass]
public sealed class OriginTests
{
    private static readonly string[] Kinds =
        ["interface", "request", "response", "message", "record", "status", "registry", "table", "value", "variant", "loads", "registryDefault", "endpoint", "cluster"];

    [TestMethod]
    [DataRow("provenance")]
    [DataRow("source")]
    public void Every_part_says_it(string attribute) => ContractFile.AssertNone(
        from kind in Kinds
        from element in ContractFile.All(kind)
        where ContractFile.Inherited(element, attribute) is null
        select $"{ContractFile.Path(element)} has no {attribute}");

    [TestMethod]
    [DataRow("provenance")]
    [DataRow("source")]
    public void Every_parameter_says_it_or_stands_in_something_that_does(string attribute) => ContractFile.AssertNone(
        from parameter in ContractFile.All("parameter")
        where !Says(parameter, attribute)
        select $"{ContractFile.Path(parameter)} has no {attribute}");

    [TestMethod]
    public void Every_source_names_a_reference_file() => ContractFile.AssertNone(
        from element in Kinds.Append("parameter").Append("group").SelectMany(ContractFile.All)
        let source = ContractFile.Text(element, "source")
        where source is not null && !System.Text.RegularExpressions.Regex.IsMatch(source, @"\b0[1-7] \d")
        select $"{ContractFile.Path(element)}: '{source}'");

    [TestMethod]
    public void Every_request_message_and_record_says_since_when_it_is_there() => ContractFile.AssertNone(
        from kind in new[] { "request", "message", "record" }
        from element in ContractFile.All(kind)
        where ContractFile.Inherited(element, "since") is null
        select ContractFile.Path(element));

    [TestMethod]
    public void Every_part_has_a_summary() => ContractFile.AssertNone(
        from kind in new[] { "interface", "request", "message", "record", "parameter", "status", "registry", "table", "variant" }
        from element in ContractFile.All(kind)
        where string.IsNullOrWhiteSpace((string?)element.Element(ContractFile.Ns + "summary"))
        select ContractFile.Path(element));

    /// <summary>A parameter of a group inherits from what includes the group, unless the group itself says it.</summary>
    private static bool Says(XElement parameter, string attribute)
    {
        if (ContractFile.Inherited(parameter, attribute) is not null)
        {
            return true;
        }

        var group = parameter.Ancestors(ContractFile.Ns + "group").SingleOrDefault();
        var uses = group is null ? [] : ContractFile.All("include").Where(i => ContractFile.Text(i, "group") == ContractFile.Name(group)).ToArray();
        return uses.Length > 0 && uses.All(use => Says(use, attribute));
    }
}
