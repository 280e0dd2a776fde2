using System.Xml.Linq;

namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>What the variants are: reference 01, sections 5 and 8 (S12); reference 05, section 1; reference 06, sections 1, 3 and 3.1.</summary>
[TestClass]
public sealed class VariantTests
{
    /// <summary>Cluster, side on the energy services interface, side on the display, whether the link key encrypts it.</summary>
    private static readonly (string Id, string Interface, string Display, bool IsEncrypted)[] Clusters =
    [
        ("0x0000", "server", "server", false),
        ("0x0003", "both", "both", false),
        ("0x000A", "server", "client", true),
        ("0x0700", "server", "client", true),
        ("0x0701", "server", "client", true),
        ("0x0702", "client", "client", true),
        ("0x0703", "server", "client", true),
        ("0x0800", "both", "both", false),
    ];

    [TestMethod]
    [DataRow("esi-coordinator", "SE_EnergyServicePortal", "0x0500")]
    [DataRow("esi-router", "SE_EnergyServicePortal", "0x0500")]
    [DataRow("ipd-router", "SE_InPremiseDisplay", "0x0502")]
    public void The_smart_energy_endpoint_has_the_clusters_of_the_reference(string variant, string className, string device)
    {
        var endpoint = Endpoint(variant, "0x5E")!;
        Assert.AreEqual(className, ContractFile.Text(endpoint, "class"));
        Assert.AreEqual("0x0109", ContractFile.Text(endpoint, "profile"));
        Assert.AreEqual(device, ContractFile.Text(endpoint, "device"));
        CollectionAssert.AreEqual(
            Clusters.Select(c => (c.Id, variant == "ipd-router" ? c.Display : c.Interface, c.IsEncrypted)).ToArray(),
            endpoint.Elements(ContractFile.Ns + "cluster")
                .Select(c => (ContractFile.Text(c, "id")!, ContractFile.Text(c, "side")!, ContractFile.Text(c, "apsEncryption") == "true")).ToArray());
    }

    [TestMethod]
    [DataRow("esi-coordinator", "0x000A server")]
    [DataRow("esi-router", "0x000A server")]
    [DataRow("ipd-router", null)]
    public void A_field_script_finds_the_Time_server_on_endpoint_10(string variant, string? clusters)
    {
        var endpoint = Endpoint(variant, "0x0A");
        Assert.AreEqual(clusters, endpoint is null ? null : string.Join(", ", endpoint.Elements().Select(c => $"{ContractFile.Text(c, "id")} {ContractFile.Text(c, "side")}")));
        Assert.IsTrue(endpoint is null || ContractFile.Text(endpoint, "provenance") == "inferred");
    }

    [TestMethod]
    public void The_router_differs_from_the_coordinator_in_its_role_only()
    {
        var coordinator = ContractFile.Part("variant", "esi-coordinator").Elements().Where(e => e.Name.LocalName != "summary");
        var router = ContractFile.Part("variant", "esi-router").Elements().Where(e => e.Name.LocalName != "summary");
        Assert.AreEqual(string.Concat(coordinator), string.Concat(router));
    }

    [TestMethod]
    [DataRow("esi-coordinator", "RPC_SE_Server_Interface")]
    [DataRow("esi-router", "RPC_SE_Server_Interface")]
    [DataRow("ipd-router", "RPC_SE_Client_Interface")]
    public void A_variant_loads_its_side_of_smart_energy(string variant, string side) => CollectionAssert.AreEquivalent(
        new[] { "RPC_General_Interface", "RPC_XML_Interface", "RPC_ZigBee_Interface", "RPC_ZCL_Interface", side, "RPC_ERT_Config_Interface" },
        ContractFile.Part("variant", variant).Elements(ContractFile.Ns + "loads").Select(l => ContractFile.Text(l, "interface")).ToArray());

    [TestMethod]
    [DataRow("esi-coordinator", "TRUE")]
    [DataRow("esi-router", "TRUE")]
    [DataRow("ipd-router", "FALSE")]
    public void NTP_is_on_where_there_is_no_Time_client(string variant, string expected)
    {
        const string Name = "Time_Synchronizer.enable_NTP";
        var own = ContractFile.Part("variant", variant).Elements(ContractFile.Ns + "registryDefault").SingleOrDefault(d => ContractFile.Name(d) == Name);
        Assert.AreEqual(expected, own is null ? ContractFile.Text(ContractFile.Part("registry", Name), "default") : ContractFile.Text(own, "value"));
    }

    [TestMethod]
    public void Of_the_endpoint_classes_one_is_documented() => CollectionAssert.AreEquivalent(
        new[] { "SE_EnergyServicePortal" },
        ContractFile.All("endpoint").Where(e => ContractFile.Text(e, "provenance") == "documented").Select(e => ContractFile.Text(e, "class")).Distinct().ToArray());

    private static XElement? Endpoint(string variant, string id) =>
        ContractFile.Part("variant", variant).Elements(ContractFile.Ns + "endpoint").SingleOrDefault(e => ContractFile.Text(e, "id") == id);
}
