using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>
/// The parameters of the general interface, the aliases and the queue against tables typed from reference 01, sections 1.4, 2.6 and 3, and
/// reference 03, section 5. A parameter is its name, its type with its width, "*" where it may be missing, "?" where it is inferred.
/// </summary>
[TestClass]
public sealed class GeneralParameterTests
{
    [TestMethod]
    [DataRow("registry_configuration", "name string, value any*", "name string, value any, write_status bool*, write_errors string*")]
    [DataRow("registry_restore_defaults", "", "")]
    [DataRow("add_path", "path string?", "path string?")]
    [DataRow("remove_path", "path string?", "path string?")]
    [DataRow("add_module", "module_name string", "module_name string")]
    [DataRow("remove_module", "module_name string", "module_name string")]
    [DataRow("add_interface", "interface_class string?", "interface_class string?")]
    [DataRow("remove_interface", "interface_class string?", "interface_class string?")]
    [DataRow("add_object", "object_class string?", "object_class string?")]
    [DataRow("remove_object", "object_class string?", "object_class string?")]
    [DataRow(
        "add_endpoint",
        "endpoint_class string, endpoint_id int8*, profile_id int16*, device_id int16*, device_version int4*",
        "endpoint_class string, endpoint_id int8, profile_id int16, device_id int16*, device_version int4*")]
    [DataRow("remove_endpoint", "endpoint_id int8?", "endpoint_id int8?")]
    [DataRow(
        "add_cluster",
        "cluster_class string?, endpoint_id int8?, server_or_client int8*?, cluster_id int16*?, enable_APS_encryption bool*",
        "cluster_class string?, endpoint_id int8?, server_or_client int8?, cluster_id int16?, enable_APS_encryption bool*?")]
    [DataRow(
        "remove_cluster",
        "endpoint_id int8?, cluster_id int16?, server_or_client int8?",
        "endpoint_id int8?, cluster_id int16?, server_or_client int8?")]
    [DataRow("exit", "", null)]
    [DataRow("get_time", "", "UTC_1970 int, UTC_2000 int")]
    [DataRow("set_time", "UTC_1970 int*?, UTC_2000 int*?", "UTC_1970 int?, UTC_2000 int?")]
    [DataRow("sync_time", "", "")]
    [DataRow("get_version", "", "version string, version_extended dict")]
    [DataRow("reboot", "", null)]
    [DataRow("add_alias", "", "alias_name string")]
    [DataRow("remove_alias", "alias_name string?", "alias_name string?")]
    [DataRow("list_aliases", "", "alias_list list?")]
    [DataRow("get_responses", "limit int*", "remaining int, timestamp float")]
    public void A_request_has_the_parameters_of_the_reference(string name, string parameters, string? response)
    {
        var request = ContractFile.Request(name);
        Assert.AreEqual(parameters, Describe(request));
        Assert.AreEqual(response, request.Element(ContractFile.Ns + "response") is { } found ? Describe(found) : null);
    }

    [TestMethod]
    public void A_message_has_the_parameters_of_the_reference()
    {
        var message = ContractFile.All("message").Single(m => ContractFile.Name(m) == "message");
        Assert.AreEqual("status int16*, description string*, severity int", Describe(message));
        Assert.AreEqual("true", ContractFile.Text(message, "open"), "key events have parameters of their own");
    }

    [TestMethod]
    public void The_alias_is_named_by_a_tag() => Assert.AreEqual("true", ContractFile.Text(ContractFile.Request("add_alias"), "open"));

    [TestMethod]
    public void What_wraps_the_responses_are_attributes() => ContractFile.AssertNone(
        from parameter in ContractFile.All("parameter")
        let isAttribute = ContractFile.Text(parameter, "attribute") == "true"
        where isAttribute != (parameter.Ancestors(ContractFile.Ns + "request").Any(r => ContractFile.Name(r) == "get_responses"))
        select ContractFile.Path(parameter));

    [TestMethod]
    public void The_queue_is_drained_through_a_target_of_its_own() => CollectionAssert.AreEquivalent(
        new[] { "RPC_Manager" },
        ContractFile.Parts("interface").Where(i => ContractFile.Text(i, "target") == "RPC_response").Select(ContractFile.Name).ToArray());

    [TestMethod]
    [DataRow("registry_restore_defaults", "1.5.0")]
    [DataRow("sync_time", "1.4.0")]
    [DataRow("add_path", "1.4.0")]
    [DataRow("remove_path", "1.4.0")]
    [DataRow("get_time", "1.3.0")]
    public void A_request_came_with_its_version(string name, string since) =>
        Assert.AreEqual(since, ContractFile.Inherited(ContractFile.Request(name), "since"));

    [TestMethod]
    public void Every_request_with_parameters_or_a_response_is_shown_by_an_example() => ContractFile.AssertNone(
        from name in new[] { "RPC_General_Interface", "RPC_XML_Interface" }
        from element in ContractFile.Part("interface", name).Descendants()
        where element.Name.LocalName is "request" or "response" or "message" && !element.Elements(ContractFile.Ns + "example").Any()
        select ContractFile.Path(element));

    private static string Describe(XElement message) => string.Join(", ", message.Elements(ContractFile.Ns + "parameter").Select(p => string.Create(
        CultureInfo.InvariantCulture,
        $"{ContractFile.Name(p)} {ContractFile.Text(p, "type")}{ContractFile.Text(p, "width")}{(ContractFile.Text(p, "optional") == "true" ? "*" : string.Empty)}{(ContractFile.Inherited(p, "provenance") == "inferred" ? "?" : string.Empty)}")));
}
