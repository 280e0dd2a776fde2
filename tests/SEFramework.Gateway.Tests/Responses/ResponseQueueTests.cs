using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Gateway.Responses;
using SEFramework.Gateway.Storage;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Gateway.Tests.Responses;

/// <summary>The buffer of asynchronous responses: reference 01, section 1.4; its bounds are inferred.</summary>
[TestClass]
public sealed class ResponseQueueTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");
    private GatewayDatabase _database = null!;
    private ResponseQueue _queue = null!;
    private int _capacity = 1000;

    [TestInitialize]
    public Task Open() => ReopenAsync(close: false);

    [TestCleanup]
    public async Task Close()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [TestMethod]
    public async Task Responses_come_oldest_first_and_are_counted()
    {
        await FillAsync(1, 5);
        Assert.AreEqual(5, _queue.Count);
        CollectionAssert.AreEqual(new[] { "1", "2" }, await TakeAsync(2));
        Assert.AreEqual(3, _queue.Count);
        Assert.IsEmpty(await TakeAsync(0));
        CollectionAssert.AreEqual(new[] { "3", "4", "5" }, await TakeAsync(null));
        Assert.IsEmpty(await TakeAsync(null));
    }

    [TestMethod]
    public async Task What_is_on_lease_is_given_to_nobody_else_and_comes_back_to_its_place()
    {
        await FillAsync(1, 4);
        var first = new ClientExchange("first");
        CollectionAssert.AreEqual(new[] { "1", "2" }, await LeaseAsync(2, first));
        var second = new ClientExchange("second");
        CollectionAssert.AreEqual(new[] { "3" }, await LeaseAsync(1, second));
        await second.CompleteAsync(delivered: true);
        await first.CompleteAsync(delivered: false);
        Assert.AreEqual(3, _queue.Count);
        CollectionAssert.AreEqual(new[] { "1", "2", "4" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task What_was_on_lease_when_the_gateway_ended_is_delivered_again_and_what_was_delivered_is_not()
    {
        await FillAsync(1, 4);
        await TakeAsync(1);
        await LeaseAsync(2, new ClientExchange("never answered"));
        await ReopenAsync();
        Assert.AreEqual(3, _queue.Count);
        CollectionAssert.AreEqual(new[] { "2", "3", "4" }, await TakeAsync(null));
        await ReopenAsync();
        Assert.AreEqual(0, _queue.Count);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task An_overflow_is_told_once_with_the_number_of_responses_dropped(bool reopen)
    {
        _capacity = 10;
        await FillAsync(1, 500);
        Assert.AreEqual(10, _queue.Count);
        if (reopen)
        {
            await ReopenAsync();
        }

        string[] expected = ["10: 491", .. Enumerable.Range(492, 9).Select(i => $"{i}")];
        CollectionAssert.AreEqual(expected, await TakeAsync(null));
        Assert.AreEqual(0, _queue.Count);
        await FillAsync(1, 3);
        CollectionAssert.AreEqual(new[] { "1", "2", "3" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task An_overflow_after_the_message_was_taken_is_told_in_another()
    {
        _capacity = 4;
        await FillAsync(1, 6);
        CollectionAssert.AreEqual(new[] { "4: 3", "4", "5" }, await TakeAsync(3));
        await FillAsync(7, 4);
        CollectionAssert.AreEqual(new[] { "4: 2", "8", "9", "10" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task A_message_that_was_not_delivered_comes_back_and_is_not_lost()
    {
        _capacity = 4;
        await FillAsync(1, 6);
        var exchange = new ClientExchange("test");
        await LeaseAsync(1, exchange);
        await exchange.CompleteAsync(delivered: false);
        CollectionAssert.AreEqual(new[] { "4: 3", "4", "5", "6" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task Without_a_message_the_overflow_only_drops_the_oldest()
    {
        _capacity = 4;
        _queue.DroppedNotice = (_, _) => null;
        await FillAsync(1, 6);
        CollectionAssert.AreEqual(new[] { "3", "4", "5", "6" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task What_is_on_lease_is_not_dropped()
    {
        _capacity = 4;
        _queue.DroppedNotice = (_, _) => null;
        await FillAsync(1, 4);
        var exchange = new ClientExchange("slow");
        await LeaseAsync(2, exchange);
        await FillAsync(5, 10);
        await exchange.CompleteAsync(delivered: false);
        CollectionAssert.AreEqual(new[] { "1", "2", "13", "14" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task A_lower_capacity_holds_from_the_next_response_on()
    {
        await FillAsync(1, 20);
        _capacity = 5;
        await FillAsync(21, 1);
        CollectionAssert.AreEqual(new[] { "5: 17", "18", "19", "20", "21" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task Many_at_once_keep_their_order_and_are_all_on_disk()
    {
        await Task.WhenAll(Enumerable.Range(1, 300).Select(i => _queue.EnqueueAsync(Response($"{i}"))));
        await ReopenAsync();
        CollectionAssert.AreEqual(Enumerable.Range(1, 300).Select(i => $"{i}").ToArray(), await TakeAsync(null));
    }

    [TestMethod]
    public async Task When_the_disk_refuses_the_response_waits_in_memory()
    {
        await FillAsync(1, 1);
        await _database.ExecuteAsync("ALTER TABLE response RENAME TO elsewhere");
        await FillAsync(2, 1);
        await _database.ExecuteAsync("ALTER TABLE elsewhere RENAME TO response");
        await FillAsync(3, 1);
        CollectionAssert.AreEqual(new[] { "1", "2", "3" }, await TakeAsync(null));
    }

    [TestMethod]
    public async Task A_row_that_cannot_be_read_does_not_keep_the_others()
    {
        await FillAsync(1, 3);
        await _database.ExecuteAsync("UPDATE response SET xml = '<broken' WHERE id = 2");
        CollectionAssert.AreEqual(new[] { "1", "3" }, await TakeAsync(null));
        await ReopenAsync();
        Assert.AreEqual(0, _queue.Count);
    }

    private static RpcResponse Response(string text) => new("message", null, new RpcStruct().Add("description", RpcValue.Of(text)));

    private async Task FillAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            await _queue.EnqueueAsync(Response($"{i}"));
        }
    }

    private async Task<string[]> LeaseAsync(int? limit, ClientExchange exchange) =>
        (await _queue.TakeAsync(limit, exchange, work => work())).Select(r => RpcConvert.ToText(r.Parameters["description"]!)).ToArray();

    private async Task<string[]> TakeAsync(int? limit)
    {
        var exchange = new ClientExchange("test");
        var taken = await LeaseAsync(limit, exchange);
        await exchange.CompleteAsync(delivered: true);
        return taken;
    }

    private async Task ReopenAsync(bool close = true)
    {
        if (close)
        {
            await _database.DisposeAsync();
        }

        _database = GatewayDatabase.Open(Path.Combine(_folder.FullName, "gateway.db"));
        _queue = await ResponseQueue.LoadAsync(_database, () => _capacity, NullLogger<ResponseQueue>.Instance);
        _queue.DroppedNotice = (capacity, dropped) => Response($"{capacity}: {dropped}");
    }
}
