using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Radio;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee;
using SEFramework.Simulator.Home;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Tests.Driver;

/// <summary>The gateway's own driver on a simulated module: what works here is what a gateway sees.</summary>
[TestClass]
public sealed class DriverInThePathTests
{
    private static readonly IeeeAddress Meter = IeeeAddress.Parse("00:0C:C1:00:27:19:3A:5B");
    private static readonly IeeeAddress Joiner = IeeeAddress.Parse("00:0C:C1:00:27:19:3A:77");

    private static readonly XBeeRadioOptions Options = new()
    {
        CommandTimeout = TimeSpan.FromSeconds(1),
        ProbeTimeout = TimeSpan.FromMilliseconds(300),
        FirstReconnectDelay = TimeSpan.FromMilliseconds(20),
        LongestReconnectDelay = TimeSpan.FromMilliseconds(100),
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    [DataRow("xbee3-zigbee", HomeVariant.EsiCoordinator, (byte)1)]
    [DataRow("xbee3-zigbee", HomeVariant.EsiCoordinator, (byte)2)]
    [DataRow("xbee3-zigbee", HomeVariant.EsiCoordinator, (byte)0, DisplayName = "through the command mode")]
    [DataRow("xbee-se-coordinator", HomeVariant.EsiCoordinator, (byte)1)]
    [DataRow("xbee-s2c-zb", HomeVariant.EsiCoordinator, (byte)1)]
    [DataRow("xbee3-zigbee", HomeVariant.EsiRouter, (byte)1)]
    [DataRow("xbee-se-router", HomeVariant.IpdRouter, (byte)2)]
    public async Task Every_firmware_starts_and_reads_the_meter(string firmware, HomeVariant variant, byte apiMode)
    {
        await using var host = await StartAsync(
            HomeDescription.Default with { Firmware = firmware, Variant = variant, ApiMode = apiMode }, new PortDescription.PseudoTerminal());
        await using var radio = await DriveAsync(new SerialTransport(host.PortName, 115200));
        var ready = await NextAsync<RadioReady>(radio);
        Assert.IsTrue(ready.Network.Joined);
        Assert.AreEqual(variant == HomeVariant.EsiCoordinator, ready.Network.IsCoordinator);
        Assert.AreEqual(host.Home.Module.Node.Address, ready.Information.Address);
        Assert.AreEqual(host.Home.Network.Pan!.ExtendedPanId, ready.Network.ExtendedPanId);
        await ReadTheMeterAsync(radio);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task The_driver_survives_unplugging()
    {
        await using var host = await StartAsync(HomeDescription.Default, new PortDescription.Tcp(new IPEndPoint(IPAddress.Loopback, 0)));
        var endPoint = IPEndPoint.Parse(host.PortName["tcp://".Length..]);
        await using var radio = await DriveAsync(new TcpTransport("127.0.0.1", endPoint.Port, TimeProvider.System));
        await NextAsync<RadioReady>(radio);
        await host.UnplugAsync();
        await NextAsync<RadioLost>(radio);
        await host.ReplugAsync();
        await NextAsync<RadioReady>(radio);
        await ReadTheMeterAsync(radio);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    [DataRow("xbee3-zigbee")]
    [DataRow("xbee-se-coordinator")]
    public async Task A_device_is_registered_let_in_and_announced(string firmware)
    {
        const string Key = "00112233445566778899AABBCCDDEEFF";
        var description = new HomeDescription
        {
            Firmware = firmware,
            Devices = [new DeviceDescription { Kind = DeviceKind.Thermostat, Address = Joiner.ToString(), LinkKey = Key }],
        };
        await using var host = await StartAsync(description, new PortDescription.PseudoTerminal());
        await using var radio = await DriveAsync(new SerialTransport(host.PortName, 115200));
        await NextAsync<RadioReady>(radio);
        Assert.IsFalse(host.Home.Devices[0].IsListening);
        await radio.RegisterJoiningDeviceAsync(Joiner, Convert.FromHexString(Key), TestContext.CancellationToken);
        await radio.PermitJoiningAsync(TimeSpan.FromSeconds(60), TestContext.CancellationToken);
        var announce = await NextAsync<ApsFrameReceived>(radio, static frame => frame.Indication.ClusterId == (ushort)ZdoCluster.DeviceAnnounce);
        Assert.AreEqual(Joiner, announce.Indication.Source);
        if (firmware == "xbee-se-coordinator")
        {
            var authenticated = await NextAsync<DeviceAuthenticated>(radio);
            Assert.AreEqual(Joiner, authenticated.Device);
        }

        Assert.IsTrue(host.Home.Scheduler.Read(() => host.Home.Devices[0].HasLinkKey));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task A_refused_send_is_a_value()
    {
        await using var host = await StartAsync(HomeDescription.Default, new PortDescription.PseudoTerminal());
        await using var radio = await DriveAsync(new SerialTransport(host.PortName, 115200));
        await NextAsync<RadioReady>(radio);
        host.Home.Scheduler.Run(() => host.Home.Devices[0].Faults.FailTransmissions(TransmitStatus.KeyNotAuthorized, 1));
        Assert.AreEqual(TransmitStatus.KeyNotAuthorized, (await radio.SendAsync(ReadSummation(), TestContext.CancellationToken)).Status);
        Assert.IsTrue((await radio.SendAsync(ReadSummation(), TestContext.CancellationToken)).IsSuccess);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task A_noisy_line_costs_frames_but_not_the_radio()
    {
        await using var host = await StartAsync(HomeDescription.Default, new PortDescription.PseudoTerminal());
        await using var radio = await DriveAsync(new SerialTransport(host.PortName, 115200));
        await NextAsync<RadioReady>(radio);
        host.Home.Scheduler.Run(() => host.Home.Module.FaultsToHost.CorruptNext(1));
        await radio.ReadNetworkAsync(TestContext.CancellationToken);
        host.Home.Scheduler.Run(() => host.Home.Module.FaultsFromHost.DropNext(2));
        await radio.ReadNetworkAsync(TestContext.CancellationToken);
        await ReadTheMeterAsync(radio);
    }

    private static ApsDataRequest ReadSummation() => new(
        Meter, NwkAddress.Unknown, 1, 0x5E, 0x0109, 0x0702, Wire.Bytes("10 42 00 00 00"), ApsTransmitOptions.ApsEncryption);

    private static async Task<SimulationHost> StartAsync(HomeDescription description, PortDescription port) =>
        await SimulationHost.StartAsync(SimulatedHome.Build(description, TimeProvider.System, NullLogger.Instance), port, NullLogger.Instance);

    private async Task<XBeeRadio> DriveAsync(IRadioTransport transport)
    {
        var radio = new XBeeRadio(transport, TimeProvider.System, NullLogger<XBeeRadio>.Instance, Options);
        await radio.StartAsync(TestContext.CancellationToken);
        return radio;
    }

    private async Task ReadTheMeterAsync(XBeeRadio radio)
    {
        Assert.IsTrue((await radio.SendAsync(ReadSummation(), TestContext.CancellationToken)).IsSuccess);
        var answer = await NextAsync<ApsFrameReceived>(radio, static frame => frame.Indication.ClusterId == 0x0702);
        Assert.AreEqual(Meter, answer.Indication.Source);
        Assert.IsTrue(answer.Indication.Options.HasFlag(ApsReceiveOptions.ApsEncryption));
        Assert.StartsWith("18 42 01 00 00 00 25 ", Wire.Text(answer.Indication.Payload.Span));
    }

    private async Task<T> NextAsync<T>(XBeeRadio radio, Func<T, bool>? wanted = null)
        where T : RadioEvent
    {
        while (true)
        {
            if (await radio.Events.ReadAsync(TestContext.CancellationToken) is T found && wanted?.Invoke(found) != false)
            {
                return found;
            }
        }
    }
}
