using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Rpc.Tests.ContractFiles;

/// <summary>The registry entries: reference 01, section 4.1.</summary>
[TestClass]
public sealed class RegistryEntryTests
{
    /// <summary>Longest wait of the layer around a synchronous request, seconds. Reference 01, section 1.5.</summary>
    private const int RciTimeout = 45;

    public static IEnumerable<object[]> Names => ContractFile.Parts("registry").Select(r => new object[] { ContractFile.Name(r) });

    [TestMethod]
    [DataRow("RPC_Manager.use_push", "bool", "FALSE", "inferred")]
    [DataRow("RPC_Manager.synchronous_request_timeout", "int", "30", "inferred")]
    [DataRow("RPC_Manager.enable_response_timestamps", "bool", "TRUE", "documented")]
    [DataRow("RPC_General_Interface.debug_rpc_severity", "int", "1", "inferred")]
    [DataRow("Cluster.disable_APS_encryption", "bool", "FALSE", "documented")]
    [DataRow("Conversation.TX_status_timeout", "int", "60", "inferred")]
    [DataRow("ZDO_Device_Manager.max_sequential_TX_failures", "int", "3", "inferred")]
    [DataRow("ZDO_Device_Manager.refresh_rate", "int", "3600", "inferred")]
    [DataRow("ZDO_Device_Manager.open_join", "bool", "TRUE", "inferred")]
    [DataRow("Time_Synchronizer.enable_NTP", "bool", "TRUE", "documented")]
    [DataRow("ZCL_Endpoint.enable_direction_bit_correction", "bool", "TRUE", "documented")]
    public void An_entry_has_the_type_and_default_of_the_reference(string name, string type, string value, string provenance)
    {
        var entry = ContractFile.Part("registry", name);
        Assert.AreEqual(type, ContractFile.Text(entry, "type"));
        Assert.AreEqual(value, ContractFile.Text(entry, "default"));
        Assert.AreEqual(provenance, ContractFile.Text(entry, "defaultProvenance") ?? ContractFile.Text(entry, "provenance"));
    }

    /// <summary>Reference 01, section 4.1: ClassName.setting.</summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_name_is_a_class_and_a_setting(string name) =>
        Assert.IsTrue(System.Text.RegularExpressions.Regex.IsMatch(name, "^[A-Z][A-Za-z_]*\\.[A-Za-z][A-Za-z_]*$"));

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_default_is_of_the_type_and_in_the_range(string name)
    {
        var entry = ContractFile.Part("registry", name);
        AssertFits(entry, ContractFile.Text(entry, "default")!);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_number_has_a_range(string name)
    {
        var entry = ContractFile.Part("registry", name);
        if (ContractFile.Text(entry, "type") is "int" or "float")
        {
            Assert.IsTrue(Number(ContractFile.Text(entry, "min")!) < Number(ContractFile.Text(entry, "max")!));
        }
    }

    [TestMethod]
    public void A_number_other_than_a_severity_has_a_unit() => ContractFile.AssertNone(
        from entry in ContractFile.Parts("registry")
        where ContractFile.Text(entry, "type") is "int" or "float"
            && !ContractFile.Name(entry).EndsWith("_severity", StringComparison.Ordinal)
            && ContractFile.Text(entry, "unit") is null
        select ContractFile.Name(entry));

    [TestMethod]
    public void What_a_variant_sets_instead_of_the_default_fits()
    {
        foreach (var own in ContractFile.All("registryDefault"))
        {
            AssertFits(ContractFile.Part("registry", ContractFile.Name(own)), ContractFile.Text(own, "value")!);
        }
    }

    [TestMethod]
    public void A_synchronous_request_hears_of_a_silent_device_in_time()
    {
        var answer = Number(Default("Conversation.default_timeout"));
        var synchronous = ContractFile.Part("registry", "RPC_Manager.synchronous_request_timeout");
        Assert.IsTrue(answer < Number(ContractFile.Text(synchronous, "default")!));
        Assert.IsTrue(Number(ContractFile.Text(synchronous, "max")!) < RciTimeout);
    }

    private static string Default(string name) => ContractFile.Text(ContractFile.Part("registry", name), "default")!;

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The spelling is that of the contract: TRUE, FALSE, decimal numbers.</summary>
    private static void AssertFits(XElement entry, string value)
    {
        switch (ContractFile.Text(entry, "type"))
        {
            case "bool":
                Assert.IsTrue(value is "TRUE" or "FALSE", value);
                break;
            case "int":
                Assert.IsTrue(Number(value) >= Number(ContractFile.Text(entry, "min")!) && Number(value) <= Number(ContractFile.Text(entry, "max")!), value);
                break;
            default:
                Assert.IsTrue(value.Length > 0 && value == value.Trim(), value);
                break;
        }
    }
}
