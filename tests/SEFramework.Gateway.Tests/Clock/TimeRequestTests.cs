using System.Xml.Linq;
using SEFramework.Gateway.Tests.Hosting;

namespace SEFramework.Gateway.Tests.Clock;

/// <summary>get_time, set_time and sync_time: reference 01, sections 3 and 4.5.</summary>
[TestClass]
public sealed class TimeRequestTests
{
    private GatewayFixture _gateway = null!;

    [TestInitialize]
    public async Task Start() => _gateway = await GatewayFixture.StartAsync();

    [TestCleanup]
    public async Task Stop() => await _gateway.DisposeAsync();

    [TestMethod]
    public async Task A_gateway_whose_time_the_operating_system_keeps_says_at_start_that_it_is_right() =>
        CollectionAssert.AreEqual(
            new[] { "0x0", "0x3" },
            (await _gateway.DrainAsync()).Elements("message").Select(m => m.Element("status")!.Value).ToArray());

    [TestMethod]
    [DataRow("<UTC_1970>1400000000</UTC_1970>")]
    [DataRow("<UTC_2000>453315200</UTC_2000>")]
    [DataRow("<UTC_2000 type='int'>0x1B050A80</UTC_2000><UTC_1970> 0x53724E00 </UTC_1970>")]
    public async Task The_time_that_was_set_goes_on_and_survives_a_restart(string parameters)
    {
        await _gateway.DrainAsync();
        var reply = await _gateway.RpcAsync($"<set_time synchronous='true'>{parameters}</set_time>");
        Assert.AreEqual("0x53724E00", reply.Element("set_time_response")!.Element("UTC_1970")!.Value);
        Assert.AreEqual("0x1B050A80", reply.Element("set_time_response")!.Element("UTC_2000")!.Value);
        Assert.AreEqual("0x3", (await _gateway.DrainAsync()).Element("message")!.Element("status")!.Value);
        _gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.AreEqual(1400000010L, await Utc1970Async());
        await _gateway.RestartAsync();
        _gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.AreEqual(1400000020L, await Utc1970Async());
        await _gateway.RpcAsync("<sync_time synchronous='true'/>");
        Assert.AreEqual(_gateway.Time.GetUtcNow().ToUnixTimeSeconds(), await Utc1970Async());
    }

    [TestMethod]
    [DataRow("<UTC_1970>-1</UTC_1970>", "is not between 1970-01-01 and 2136-02-07")]
    [DataRow("<UTC_2000>0xFFFFFFFF</UTC_2000>", "is not between")]
    [DataRow("<UTC_2000>0x7FFFFFFFFFFFFFFF</UTC_2000>", "is not between")]
    [DataRow("<UTC_1970>99999999999999999999</UTC_1970>", "UTC_1970")]
    [DataRow("<UTC_1970>1</UTC_1970><UTC_2000>1</UTC_2000>", "different times")]
    [DataRow("<UTC_1970>soon</UTC_1970>", "'soon' is not a int")]
    [DataRow("", "give UTC_1970 or UTC_2000")]
    public async Task A_time_that_cannot_be_is_refused_and_nothing_changes(string parameters, string reason)
    {
        var before = await Utc1970Async();
        var reply = await _gateway.RpcAsync($"<set_time synchronous='true'>{parameters}</set_time>");
        StringAssert.Contains(reply.Element("message")!.Element("description")!.Value, reason, StringComparison.Ordinal);
        Assert.AreEqual(before, await Utc1970Async());
    }

    [TestMethod]
    public async Task The_ends_of_time_can_be_lived_in()
    {
        await _gateway.RpcAsync("<set_time synchronous='true'><UTC_2000>0xFFFFFFFE</UTC_2000></set_time>");
        _gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.AreEqual(946684800L + 0xFFFFFFFEL + 10, await Utc1970Async());
        await _gateway.RpcAsync("<set_time synchronous='true'><UTC_1970>0</UTC_1970></set_time>");
        var response = await GetTimeAsync();
        Assert.AreEqual("0.0", (string?)response.Attribute("timestamp"));
        Assert.AreEqual("-0x386D4380", response.Element("UTC_2000")!.Value);
    }

    private async Task<XElement> GetTimeAsync() => (await _gateway.RpcAsync("<get_time synchronous='true'/>")).Elements().Single();

    private async Task<long> Utc1970Async() => Convert.ToInt64((await GetTimeAsync()).Element("UTC_1970")!.Value, 16);
}
