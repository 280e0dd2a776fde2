using System.Xml.Linq;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>Where the time comes from: reference 01, section 4.5; reference 06, sections 1 and 4.1.</summary>
[TestClass]
public sealed class TimeClientTests
{
    private const uint HomeTime = 600_000_000;
    private const byte Master = 0x01;

    private (uint Time, byte Status) _served = (HomeTime, Master);
    private readonly FakePeer _server;
    private SmartEnergyRig? _rig;

    public TimeClientTests() => _server = FakePeer.TimeServer(() => _served);

    [TestCleanup]
    public async Task Stop()
    {
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }
    }

    [TestMethod]
    public async Task A_display_takes_the_time_of_the_network_and_keeps_to_it()
    {
        await StartAsync();
        await SynchronizedAsync();
        Assert.AreEqual(HomeTime, await Utc2000Async());
        _served = (HomeTime + 1000, Master);
        _rig!.Time.Advance(TimeSpan.FromDays(1));
        await SynchronizedAsync();
        Assert.AreEqual(HomeTime + 1000, await Utc2000Async());
        _served = (HomeTime + 5, Master);
        await _rig.RpcAsync("<sync_time synchronous='true'/>");
        Assert.AreEqual(HomeTime + 5, await Utc2000Async());
    }

    [TestMethod]
    [DataRow(0xFFFFFFFFu, (byte)0x01, DisplayName = "the invalid time")]
    [DataRow(HomeTime, (byte)0x00, DisplayName = "neither master nor synchronised")]
    public async Task A_server_that_does_not_know_the_time_is_asked_again(uint time, byte status)
    {
        _served = (time, status);
        await StartAsync();
        await _rig!.FrameAsync();
        var error = await _rig.RpcAsync("<sync_time synchronous='true'/>");
        Assert.AreEqual("No time server of the network knows the time", error.Element("description")!.Value);
        await _rig.FrameAsync();
        _served = (HomeTime, 0x02);

        // It is asked again after a minute, counted from its answer, which may still be under way.
        var synchronized = SynchronizedAsync();
        while (!synchronized.IsCompleted)
        {
            _rig.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAny(synchronized, _rig.IsSilentAsync());
        }

        await synchronized;
        Assert.IsInRange(HomeTime, HomeTime + 86400, await Utc2000Async());
    }

    [TestMethod]
    [DataRow("sync_type str NTP", true)]
    [DataRow("enable_NTP bool TRUE", true)]
    [DataRow("sync_type str none", false)]
    public async Task The_registry_may_say_where_the_time_comes_from(string setting, bool isSynchronized)
    {
        _server.IsAway = true;
        await StartAsync(folder => File.WriteAllText(Path.Combine(folder, "registry_settings.ini"), $"Time_Synchronizer.{setting}\n"));
        if (isSynchronized)
        {
            await SynchronizedAsync();
        }

        await _rig!.JoinAsync(_server);
        Assert.IsTrue(await _rig.IsSilentAsync(), "nobody is asked for the time");
        Assert.AreEqual(_rig.Now, await Utc2000Async());
    }

    private async Task StartAsync(Action<string>? prepare = null) =>
        _rig = await SmartEnergyRig.StartAsync("ipd-router", prepare, _server);

    private Task<XElement> SynchronizedAsync() => _rig!.MessageAsync("message", static m => m.Element("status")?.Value == "0x3");

    private async Task<uint> Utc2000Async() =>
        Convert.ToUInt32((await _rig!.RpcAsync("<get_time synchronous='true'/>")).Element("UTC_2000")!.Value, 16);
}
