using System.Numerics;
using System.Xml.Linq;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Tests.Registry;

/// <summary>Types, limits, defaults of variants and change notification: reference 01, sections 3 and 4.</summary>
[TestClass]
public sealed class GatewayRegistryTests
{
    private static readonly ContractModel Contract = ContractModel.Read([XDocument.Parse(
        """
        <contract xmlns="urn:seframework:contract:1">
          <registry name="A.bool" type="bool" default="TRUE"><summary>A.</summary></registry>
          <registry name="A.int" type="int" default="5" min="-2" max="0x10"><summary>A.</summary></registry>
          <registry name="A.wide" type="int" default="0"><summary>A.</summary></registry>
          <registry name="A.float" type="float" default="1.5" min="1"><summary>A.</summary></registry>
          <registry name="A.text" type="string"><summary>A.</summary></registry>
          <variant name="test" role="router"><summary>Test.</summary><loads interface="X"/><registryDefault name="A.int" value="7"/></variant>
        </contract>
        """)]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    private string Content => File.ReadAllText(Path.Combine(_folder.FullName, "registry_settings.ini"));

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    public void A_variant_has_defaults_of_its_own()
    {
        var registry = Read();
        Assert.AreEqual(7, registry.Integer("A.int"));
        Assert.IsTrue(registry.Boolean("A.bool"));
        Assert.AreEqual(TimeSpan.FromSeconds(1.5), registry.Seconds("A.float"));
        Assert.IsNull(registry.Text("A.text"));
        Assert.AreEqual(RpcNone.Value, registry.Get("A.text"));
    }

    [TestMethod]
    [DataRow("A.bool", "0", "A.bool bool False")]
    [DataRow("A.bool", "false", "A.bool bool False")]
    [DataRow("A.int", "-2", "A.int int -2")]
    [DataRow("A.int", "0x10", "A.int int 16")]
    [DataRow("A.float", "2", "A.float float 2.0")]
    [DataRow("A.text", "two words", "A.text str two words")]
    [DataRow("A.text", "12", "A.text str 12")]
    [DataRow("A.text", "", "A.text str ")]
    public async Task A_value_that_fits_is_written_and_read_back(string name, string text, string line)
    {
        Assert.IsNull(await Read().SetAsync(name, RpcText.Infer(text)));
        Assert.AreEqual(line + "\n", Content);
        var value = Read().Get(name);
        Assert.IsNull(await Read().SetAsync(name, value));
        Assert.AreEqual(line + "\n", Content);
        Assert.IsEmpty(Read().Unused);
    }

    [TestMethod]
    [DataRow("A.bool", "2", "is of type bool")]
    [DataRow("A.bool", "", "is of type bool")]
    [DataRow("A.int", "-3", "at least -2")]
    [DataRow("A.int", "17", "at most 0x10")]
    [DataRow("A.int", "99999999999999999999999999999999999999", "at most 0x10")]
    [DataRow("A.int", "TRUE", "is of type int")]
    [DataRow("A.float", "0.5", "at least 1")]
    [DataRow("A.float", "nan", "finite")]
    [DataRow("A.float", "inf", "finite")]
    [DataRow("A.text", "two\nlines", "one line")]
    [DataRow("A.text", " blank", "one line")]
    public async Task A_value_that_does_not_fit_is_refused_with_the_reason(string name, string text, string reason)
    {
        var registry = Read();
        StringAssert.Contains(await registry.SetAsync(name, RpcText.Infer(text)), reason, StringComparison.Ordinal);
        Assert.AreEqual(Read().Get(name), registry.Get(name));
        Assert.IsFalse(File.Exists(Path.Combine(_folder.FullName, "registry_settings.ini")));
    }

    [TestMethod]
    public async Task Values_that_no_timer_can_wait_and_no_int_can_hold_are_cut()
    {
        var registry = Read();
        await registry.SetAsync("A.wide", new RpcInt(BigInteger.Pow(10, 40)));
        Assert.AreEqual(int.MaxValue, registry.Integer("A.wide"));
        Assert.IsTrue(registry.Seconds("A.wide") < TimeSpan.FromMilliseconds(uint.MaxValue));
        await registry.SetAsync("A.wide", new RpcInt(-BigInteger.Pow(10, 40)));
        Assert.AreEqual(int.MinValue, registry.Integer("A.wide"));
        Assert.AreEqual(TimeSpan.Zero, registry.Seconds("A.wide"));
    }

    [TestMethod]
    public async Task Whoever_listens_hears_of_changes_and_only_of_changes()
    {
        var registry = Read();
        var heard = new List<string>();
        registry.Changed += heard.Add;
        await registry.SetAsync("A.int", RpcValue.Of(7));
        await registry.SetAsync("A.int", RpcValue.Of(8));
        await registry.SetAsync("A.int", RpcValue.Of(800));
        await registry.SetAsync("A.bool", RpcValue.Of(true));
        await registry.RestoreDefaultsAsync();
        CollectionAssert.AreEqual(new[] { "A.int", "A.int" }, heard);
        Assert.AreEqual(7, registry.Integer("A.int"));
    }

    [TestMethod]
    public async Task An_entry_that_is_not_there_is_an_error()
    {
        Assert.ThrowsExactly<RegistryException>(() => Read().Get("A.none"));
        await Assert.ThrowsExactlyAsync<RegistryException>(() => Read().SetAsync("a.bool", RpcValue.Of(true)));
    }

    private GatewayRegistry Read() => new(Contract, Contract.FindVariant("test")!, SavedList.Read(_folder.FullName, LineFormats.Settings));
}
