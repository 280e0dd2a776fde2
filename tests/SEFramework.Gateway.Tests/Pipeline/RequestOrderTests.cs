using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Tests.Hosting;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Xml;

namespace SEFramework.Gateway.Tests.Pipeline;

/// <summary>Order, waiting and time-outs of requests: reference 01, section 1.5.</summary>
[TestClass]
public sealed class RequestOrderTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private PipelineFixture _gateway = null!;

    [TestInitialize]
    public async Task Create() => _gateway = await PipelineFixture.CreateAsync();

    [TestCleanup]
    public async Task Dispose() => await _gateway.DisposeAsync();

    [TestMethod]
    public async Task An_answer_that_comes_after_the_timeout_goes_to_the_queue()
    {
        var reply = await _gateway.PostAsync(Work("a"));
        _gateway.Time.Advance(Timeout - TimeSpan.FromTicks(1));
        await _gateway.Loop.PingAsync();
        Assert.IsFalse(reply.IsCompleted);
        _gateway.Time.Advance(TimeSpan.FromTicks(1));
        Assert.IsEmpty(PipelineFixture.Keys(await reply.InTimeAsync()));
        Assert.IsEmpty(await _gateway.QueuedAsync());
        await EndAsync("a");
        CollectionAssert.AreEqual(new[] { "a" }, await QueuedAsync(1));
    }

    [TestMethod]
    public async Task An_answer_in_time_is_in_the_reply_and_never_in_the_queue()
    {
        var reply = await _gateway.PostAsync(Work("a"));
        _gateway.Time.Advance(Timeout / 2);
        await EndAsync("a");
        CollectionAssert.AreEqual(new[] { "a" }, PipelineFixture.Keys(await reply.InTimeAsync()));
        _gateway.Time.Advance(Timeout);
        Assert.IsEmpty(await _gateway.QueuedAsync());
    }

    [TestMethod]
    public async Task The_answers_that_are_there_at_the_timeout_are_in_the_reply()
    {
        var reply = await _gateway.PostAsync(Work("a") + Work("b"));
        await EndAsync("a");
        await _gateway.Scripted["b"].Begun.Task.InTimeAsync();
        _gateway.Time.Advance(Timeout);
        CollectionAssert.AreEqual(new[] { "a" }, PipelineFixture.Keys(await reply.InTimeAsync()));
        await EndAsync("b");
        CollectionAssert.AreEqual(new[] { "b" }, await QueuedAsync(1));
    }

    [TestMethod]
    public async Task Requests_are_handled_one_at_a_time_in_the_order_of_arrival()
    {
        var first = await _gateway.PostAsync(Work("a"));
        var second = await _gateway.PostAsync(Work("b"));
        var third = await _gateway.PostAsync(Work("c"));
        CollectionAssert.AreEqual(new[] { "a" }, _gateway.Scripted.Started);
        await EndAsync("a");
        await first.InTimeAsync();
        await _gateway.Scripted["b"].Begun.Task.InTimeAsync();
        CollectionAssert.AreEqual(new[] { "a", "b" }, _gateway.Scripted.Started);
        await EndAsync("b");
        await second.InTimeAsync();
        await EndAsync("c");
        CollectionAssert.AreEqual(new[] { "c" }, PipelineFixture.Keys(await third.InTimeAsync()));
    }

    [TestMethod]
    public async Task A_request_that_waits_in_the_line_has_the_same_patience()
    {
        var first = await _gateway.PostAsync(Work("a"));
        _gateway.Time.Advance(TimeSpan.FromSeconds(10));
        var second = await _gateway.PostAsync(Work("b"));
        _gateway.Time.Advance(TimeSpan.FromSeconds(20));
        await first.InTimeAsync();
        await _gateway.Scripted["b"].Begun.Task.InTimeAsync();
        Assert.IsFalse(second.IsCompleted);
        _gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.IsEmpty(PipelineFixture.Keys(await second.InTimeAsync()));
        await EndAsync("b");
        await QueuedCountAsync(1);
        await EndAsync("a");
        CollectionAssert.AreEqual(new[] { "b", "a" }, await QueuedAsync(2));
    }

    [TestMethod]
    public async Task A_request_whose_client_left_in_the_line_is_still_carried_out_and_holds_nobody_up()
    {
        using var gone = new CancellationTokenSource();
        var first = await _gateway.PostAsync(Work("a"));
        var second = await _gateway.PostAsync(Work("b"), delivered: false, gone.Token);
        var third = await _gateway.PostAsync(Work("c"));
        await gone.CancelAsync();
        await second.InTimeAsync();
        CollectionAssert.AreEqual(new[] { "a" }, _gateway.Scripted.Started);
        await EndAsync("a");
        await first.InTimeAsync();
        await _gateway.Scripted["c"].Begun.Task.InTimeAsync();
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, _gateway.Scripted.Started);
        await EndAsync("c");
        await third.InTimeAsync();
        await EndAsync("b");
        CollectionAssert.AreEqual(new[] { "b" }, await QueuedAsync(1));
    }

    [TestMethod]
    public async Task An_asynchronous_request_does_not_hold_the_line_and_its_answer_is_not_in_a_synchronous_reply()
    {
        var reply = await _gateway.PostAsync("<work><key>slow</key></work>" + Work("a"));
        await _gateway.Scripted["a"].Begun.Task.InTimeAsync();
        await EndAsync("slow");
        CollectionAssert.AreEqual(new[] { "slow" }, await QueuedAsync(1));
        await EndAsync("a");
        CollectionAssert.AreEqual(new[] { "a" }, PipelineFixture.Keys(await reply.InTimeAsync()));
    }

    [TestMethod]
    public async Task A_body_without_synchronous_requests_is_answered_at_once()
    {
        var reply = await (await _gateway.PostAsync("<work><key>a</key></work><work><key>b</key></work>")).InTimeAsync();
        Assert.IsEmpty(PipelineFixture.Keys(reply));
        CollectionAssert.AreEqual(new[] { "a", "b" }, _gateway.Scripted.Started);
        await EndAsync("b");
        await QueuedCountAsync(1);
        await EndAsync("a");
        CollectionAssert.AreEqual(new[] { "b", "a" }, await QueuedAsync(2));
    }

    [TestMethod]
    public async Task A_call_that_takes_too_long_says_so_and_its_response_goes_to_the_queue()
    {
        var call = _gateway.Pipeline.CallAsync(HardenedXml.Parse("<work><key>a</key></work>"), new ClientExchange("test"), CancellationToken.None);
        await _gateway.Scripted["a"].Begun.Task.InTimeAsync();
        await _gateway.Loop.PingAsync();
        _gateway.Time.Advance(Timeout);
        Assert.AreEqual(RpcErrorKind.TimedOut, (await Assert.ThrowsExactlyAsync<RpcException>(() => call.InTimeAsync())).Kind);
        await EndAsync("a");
        CollectionAssert.AreEqual(new[] { "a" }, await QueuedAsync(1));
    }

    [TestMethod]
    [DataRow("<later/>", RpcErrorKind.NotAvailable, "The request 'later' is not served by this version of the gateway yet")]
    [DataRow("<other/>", RpcErrorKind.NotAvailable, "The interface Other_Interface is not loaded")]
    [DataRow("<nothing/>", RpcErrorKind.UnknownRequest, "The request 'nothing' is not known")]
    [DataRow("<work/>", RpcErrorKind.InvalidParameters, "work: key: is missing")]
    public async Task A_request_that_cannot_be_served_has_its_kind_and_its_message(string request, RpcErrorKind kind, string text)
    {
        var element = HardenedXml.Parse(request);
        var error = await Assert.ThrowsExactlyAsync<RpcException>(
            () => _gateway.Pipeline.CallAsync(element, new ClientExchange("test"), CancellationToken.None));
        Assert.AreEqual(kind, error.Kind);
        element.SetAttributeValue("synchronous", "true");
        var reply = await (await _gateway.PostAsync(element.ToString())).InTimeAsync();
        CollectionAssert.AreEqual(new[] { text }, PipelineFixture.Keys(reply));
        Assert.AreEqual("0x2", reply.Element("message")!.Element("severity")!.Value);
    }

    [TestMethod]
    public async Task A_fault_inside_a_method_is_answered_without_its_details_and_logged_once()
    {
        _gateway.Scripted["a"].End.SetException(new InvalidOperationException("secret detail"));
        var reply = await (await _gateway.PostAsync(Work("a") + Work("b"))).WhenAsync(EndAsync("b"));
        CollectionAssert.AreEqual(new[] { "work: internal error", "b" }, PipelineFixture.Keys(reply));
        var (level, _, exception) = _gateway.Log.Lines.Single(l => l.Exception is not null);
        Assert.AreEqual(LogLevel.Error, level);
        Assert.AreEqual("secret detail", exception!.Message);
    }

    [TestMethod]
    public async Task What_a_client_sent_as_a_parameter_is_not_logged()
    {
        await (await _gateway.PostAsync("<work synchronous='true'><link_key>00112233445566778899AABBCCDDEEFF</link_key></work>")).InTimeAsync();
        Assert.IsFalse(_gateway.Log.Lines.Any(l => l.Text.Contains("00112233", StringComparison.Ordinal) || l.Text.Contains("link_key", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_stop_ends_what_is_under_way_with_an_error_that_its_client_gets()
    {
        var waiting = await _gateway.PostAsync("<work><key>slow</key></work>" + Work("a"));
        await _gateway.Scripted["a"].Begun.Task.InTimeAsync();
        await _gateway.Pipeline.DisposeAsync().AsTask().InTimeAsync();
        CollectionAssert.AreEqual(new[] { "work: the gateway is stopping" }, PipelineFixture.Keys(await waiting.InTimeAsync()));
        Assert.AreEqual(1, await _gateway.CountAsync());
    }

    private static string Work(string key) => $"<work synchronous='true'><key type='string'>{key}</key></work>";

    private async Task EndAsync(string key)
    {
        await _gateway.Scripted[key].Begun.Task.InTimeAsync();
        _gateway.Scripted[key].End.TrySetResult();
    }

    private async Task<string[]> QueuedAsync(int count)
    {
        await QueuedCountAsync(count);
        return await _gateway.QueuedAsync();
    }

    private async Task QueuedCountAsync(int count)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (await _gateway.CountAsync() < count)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
