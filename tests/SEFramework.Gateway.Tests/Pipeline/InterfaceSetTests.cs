using System.Xml.Linq;
using SEFramework.Gateway.Pipeline;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Tests.Pipeline;

/// <summary>Which interface answers a request: reference 04, section 0.2.</summary>
[TestClass]
public sealed class InterfaceSetTests
{
    private const string Contract = """
        <contract xmlns="urn:seframework:contract:1">
          <interface name="RPC_General_Interface"><summary>Always there.</summary></interface>
          <interface name="Server_Interface" synonyms="Old_Interface">
            <summary>One half.</summary>
            <request name="list" sharedWith="Client_Interface"><summary>Both answer it.</summary><response/></request>
            <request name="create"><summary>Only this one answers it.</summary><response/></request>
          </interface>
          <interface name="Client_Interface" synonyms="Old_Interface"><summary>The other half.</summary></interface>
          <variant name="bare" role="router"><summary>Nothing else.</summary><loads interface="RPC_General_Interface"/></variant>
        </contract>
        """;

    private static readonly ContractModel Model = ContractModel.Read([XDocument.Parse(Contract)]);

    private DirectoryInfo _folder = null!;
    private InterfaceSet _interfaces = null!;

    [TestInitialize]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("seframework-test");
        _interfaces = new InterfaceSet(Model, Model.FindVariant("bare")!, SavedList.Read(_folder.FullName, LineFormats.Interfaces));
        _interfaces.Register(new NamedDispatcher("Server_Interface"));
        _interfaces.Register(new NamedDispatcher("Client_Interface"));
    }

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    [DataRow("Client_Interface", "list", "Client_Interface")]
    [DataRow("Client_Interface", "create", null)]
    [DataRow("Server_Interface", "list", "Server_Interface")]
    [DataRow("Server_Interface", "create", "Server_Interface")]
    [DataRow("Old_Interface", "list", "Server_Interface")]
    [DataRow("Old_Interface", "create", "Server_Interface")]
    public async Task A_shared_request_is_answered_by_whichever_interface_is_loaded(string loaded, string request, string? answering)
    {
        await _interfaces.LoadAsync(loaded);
        if (answering is null)
        {
            Assert.ThrowsExactly<RpcException>(() => _interfaces.Find(Model.FindRequest(request)!));
        }
        else
        {
            Assert.AreEqual(answering, _interfaces.Find(Model.FindRequest(request)!).InterfaceName);
        }
    }

    [TestMethod]
    public void A_shared_request_names_its_interfaces_when_none_is_loaded()
    {
        var refusal = Assert.ThrowsExactly<RpcException>(() => _interfaces.Find(Model.FindRequest("list")!));
        Assert.AreEqual(RpcErrorKind.NotAvailable, refusal.Kind);
        Assert.AreEqual("The interface Server_Interface or Client_Interface is not loaded", refusal.Message);
    }

    private sealed class NamedDispatcher(string name) : RpcDispatcher
    {
        public override string InterfaceName => name;

        public override Task<IRpcMessage?> DispatchAsync(
            MessageDefinition request, RpcStruct parameters, RpcCallContext context, CancellationToken cancellationToken) =>
            Task.FromResult<IRpcMessage?>(null);
    }
}
