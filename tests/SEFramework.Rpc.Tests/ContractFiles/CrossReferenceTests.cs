using System.Xml.Linq;

namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>What one contract file says of another holds: names are taken once over all files, and what is referred to is there.</summary>
[TestClass]
public sealed class CrossReferenceTests
{
    private static readonly string[] SimpleTypes =
        ["bool", "int", "float", "string", "MAC", "base16", "base64", "list", "dict", "none", "xml", "cron", "alias", "any", "record"];

    [TestMethod]
    [DataRow("interface")]
    [DataRow("request")]
    [DataRow("record")]
    [DataRow("registry")]
    [DataRow("status")]
    [DataRow("table")]
    [DataRow("group")]
    [DataRow("variant")]
    public void A_name_is_taken_once(string kind) => ContractFile.AssertNone(
        ContractFile.All(kind).GroupBy(ContractFile.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => $"{kind} {g.Key}"));

    [TestMethod]
    public void A_root_element_of_a_reply_is_taken_once() => ContractFile.AssertNone(
        ContractFile.All("message").Select(ContractFile.Name)
            .Concat(ContractFile.All("response").Select(r => ContractFile.Text(r, "name") ?? $"{ContractFile.Name(r.Parent!)}_response"))
            .GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key));

    [TestMethod]
    public void Codes_of_statuses_are_taken_once() => ContractFile.AssertNone(
        ContractFile.All("status").Where(s => s.Attribute("code") is not null)
            .GroupBy(s => ContractFile.Text(s, "code")).Where(g => g.Count() > 1).Select(g => g.Key!));

    [TestMethod]
    [DataRow("type")]
    [DataRow("item")]
    public void A_type_is_simple_or_a_record(string attribute)
    {
        var records = ContractFile.Parts("record").Select(ContractFile.Name).Concat(SimpleTypes).ToHashSet(StringComparer.Ordinal);
        ContractFile.AssertNone(
            from parameter in ContractFile.All("parameter")
            from type in ContractFile.Words(parameter, attribute)
            where !records.Contains(type)
            select $"{ContractFile.Path(parameter)}: {type}");
    }

    [TestMethod]
    public void A_table_is_there() => AssertThere("parameter", "table", "table");

    [TestMethod]
    public void A_group_is_there() => AssertThere("include", "group", "group");

    [TestMethod]
    public void An_interface_that_shares_a_request_is_there() => AssertThere("request", "sharedWith", "interface");

    [TestMethod]
    public void An_interface_that_a_variant_loads_is_there() => AssertThere("loads", "interface", "interface");

    [TestMethod]
    public void A_registry_entry_that_a_variant_sets_is_there() => AssertThere("registryDefault", "name", "registry");

    [TestMethod]
    public void Variants_of_attribute_tables_are_there()
    {
        var variants = ContractFile.Parts("variant").Select(ContractFile.Name).ToHashSet(StringComparer.Ordinal);
        ContractFile.AssertNone(ContractFile.Parts("attributes").SelectMany(t => ContractFile.Words(t, "variants")).Where(v => !variants.Contains(v)));
    }

    [TestMethod]
    public void Groups_are_used()
    {
        var used = ContractFile.All("include").Select(i => ContractFile.Text(i, "group")).ToHashSet();
        ContractFile.AssertNone(ContractFile.Parts("group").Select(ContractFile.Name).Where(n => !used.Contains(n)));
    }

    [TestMethod]
    public void What_an_include_changes_is_in_the_group() => ContractFile.AssertNone(
        from include in ContractFile.All("include")
        let members = Members(ContractFile.Part("group", ContractFile.Text(include, "group")!)).ToArray()
        from attribute in new[] { "require", "allowMissing", "except" }
        from name in ContractFile.Words(include, attribute)
        where !members.Contains(name)
        select $"{ContractFile.Path(include)}: {attribute} {name}");

    [TestMethod]
    public void A_planned_request_is_not_of_the_general_interfaces() => ContractFile.AssertNone(
        from name in new[] { "RPC_General_Interface", "RPC_Manager", "RPC_XML_Interface" }
        from element in ContractFile.Part("interface", name).Descendants()
        where element.Attribute("planned") is not null
        select ContractFile.Path(element));

    private static IEnumerable<string> Members(XElement group) =>
        group.Elements(ContractFile.Ns + "parameter").Select(ContractFile.Name)
            .Concat(group.Elements(ContractFile.Ns + "include").SelectMany(i => Members(ContractFile.Part("group", ContractFile.Text(i, "group")!))));

    private static void AssertThere(string kind, string attribute, string target)
    {
        var names = ContractFile.Parts(target).Select(ContractFile.Name).ToHashSet(StringComparer.Ordinal);
        ContractFile.AssertNone(
            from element in ContractFile.All(kind)
            from name in ContractFile.Words(element, attribute)
            where !names.Contains(name)
            select $"{ContractFile.Path(element)}: {attribute} {name}");
    }
}
