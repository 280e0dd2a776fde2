using System.Xml.Linq;
using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Pipeline;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.SavedFiles;
using SEFramework.Gateway.Storage;
using SEFramework.Gateway.Tests.Hosting;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;
using SEFramework.Testing;

namespace SEFramework.Gateway.Tests.Pipeline;

/// <summary>A pipeline over a contract of its own, whose requests take as long as the test wants.</summary>
internal sealed class PipelineFixture : IAsyncDisposable
{
    private const string Contract =
        """
        <contract xmlns="urn:seframework:contract:1">
          <interface name="Scripted_Interface">
            <summary>Requests for the tests of the pipeline.</summary>
            <request name="work"><summary>Takes its time.</summary><parameter name="key" type="string"/><response><parameter name="key" type="string"/></response></request>
            <request name="later" planned="zigbee"><summary>Not yet.</summary><response/></request>
          </interface>
          <interface name="Other_Interface"><summary>Not loaded.</summary><request name="other"><summary>Other.</summary><response/></request></interface>
          <registry name="RPC_Manager.synchronous_request_timeout" type="int" default="30"><summary>Wait.</summary></registry>
          <registry name="RPC_Manager.max_buffered_responses" type="int" default="1000"><summary>Capacity.</summary></registry>
          <registry name="RPC_Manager.enable_response_timestamps" type="bool" default="FALSE"><summary>Stamps.</summary></registry>
          <registry name="RPC_General_Interface.debug_rpc_severity" type="int" default="1"><summary>Threshold.</summary></registry>
          <variant name="test" role="coordinator"><summary>Test.</summary><loads interface="Scripted_Interface"/></variant>
        </contract>
        """;

    private readonly DirectoryInfo _folder;
    private readonly GatewayDatabase _database;
    private readonly ResponseQueue _queue;

    private PipelineFixture(
        DirectoryInfo folder, GatewayDatabase database, ResponseQueue queue, GatewayLoop loop, ScriptedInterface scripted, RpcPipeline pipeline, ManualTimeProvider time, ListLogger log)
    {
        _folder = folder;
        _database = database;
        _queue = queue;
        Loop = loop;
        Scripted = scripted;
        Pipeline = pipeline;
        Time = time;
        Log = log;
    }

    public GatewayLoop Loop { get; }

    public ScriptedInterface Scripted { get; }

    public RpcPipeline Pipeline { get; }

    public ManualTimeProvider Time { get; }

    public ListLogger Log { get; }

    public static Task<PipelineFixture> CreateAsync()
    {
        var loop = new GatewayLoop();
        return loop.RunAsync(async () =>
        {
            var folder = Directory.CreateTempSubdirectory("seframework-test");
            var contract = ContractModel.Read([XDocument.Parse(Contract)]);
            var variant = contract.FindVariant("test")!;
            var time = new ManualTimeProvider();
            var log = new ListLogger();
            var database = GatewayDatabase.Open(Path.Combine(folder.FullName, "gateway.db"));
            var registry = new GatewayRegistry(contract, variant, SavedList.Read(folder.FullName, LineFormats.Settings));
            var clock = await GatewayClock.LoadAsync(time, database, registry);
            var queue = await ResponseQueue.LoadAsync(
                database, () => registry.Integer(RegistryNames.MaximumResponses), log.CreateLogger<ResponseQueue>());
            var reporter = new MessageReporter(
                contract, queue, registry, clock, log.CreateLogger<MessageReporter>());
            var interfaces = new InterfaceSet(contract, variant, SavedList.Read(folder.FullName, LineFormats.Interfaces));
            var scripted = new ScriptedInterface();
            interfaces.Register(scripted);
            var executor = new RequestExecutor(
                contract, interfaces, reporter, time, log.CreateLogger<RequestExecutor>());
            var aliases = new AliasReplacement(await AliasStore.LoadAsync(database));
            var pipeline = new RpcPipeline(loop, contract, executor, aliases, queue, registry, clock, time);
            return new PipelineFixture(folder, database, queue, loop, scripted, pipeline, time, log);
        });
    }

    /// <summary>Posts requests; the line is formed when this comes back, the reply comes later.</summary>
    public async Task<Task<XElement>> PostAsync(string requests, bool delivered = true, CancellationToken clientGone = default)
    {
        var reply = RunAsync();
        await Loop.PingAsync();
        return reply;

        async Task<XElement> RunAsync()
        {
            var exchange = new ClientExchange("test");
            var body = HardenedXml.Parse($"<do_command>{requests}</do_command>");
            var responses = await Pipeline.ExecuteAsync(body.Elements().ToArray(), exchange, clientGone);
            await exchange.CompleteAsync(delivered);
            return GatewayFixture.Written(responses);
        }
    }

    /// <summary>The keys of the responses in the queue, oldest first, or the descriptions of messages.</summary>
    public async Task<string[]> QueuedAsync()
    {
        var exchange = new ClientExchange("test");
        var taken = await Pipeline.TakeResponsesAsync(null, exchange, CancellationToken.None);
        await exchange.CompleteAsync(delivered: true);
        return Keys(GatewayFixture.Written(taken));
    }

    public static string[] Keys(XElement responses) =>
        responses.Elements().Select(e => (e.Element("key") ?? e.Element("description"))!.Value).ToArray();

    public Task<int> CountAsync() => Loop.RunAsync(() => Task.FromResult(_queue.Count));

    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
