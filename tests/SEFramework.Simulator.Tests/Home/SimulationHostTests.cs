using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Tests.Home;

/// <summary>A home served on a real pseudo terminal and a real TCP port.</summary>
[TestClass]
public sealed class SimulationHostTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task The_default_home_answers_over_TCP()
    {
        await using var host = await StartAsync(new PortDescription.Tcp(new IPEndPoint(IPAddress.Loopback, 0)));
        using var client = await ConnectAsync(host);
        await ReadTheMeterAsync(client.GetStream(), host);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task The_default_home_answers_over_a_pseudo_terminal()
    {
        await using var host = await StartAsync(new PortDescription.PseudoTerminal());
        await using var port = Open(host.PortName);
        await ReadTheMeterAsync(port, host);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task Unplugging_and_plugging_in_brings_the_module_back_at_the_same_TCP_port()
    {
        await using var host = await StartAsync(new PortDescription.Tcp(new IPEndPoint(IPAddress.Loopback, 0)));
        var name = host.PortName;
        using (var client = await ConnectAsync(host))
        {
            var stream = client.GetStream();
            CollectionAssert.AreEqual(Wire.Frame("88 01 41 50 00 01"), await AfterBootAsync(stream, "08 01 41 50"));
            await host.UnplugAsync();
            Assert.AreEqual(0, await stream.ReadAsync(new byte[1], TestContext.CancellationToken));
            Assert.IsFalse(host.IsPlugged);
            Assert.AreEqual(string.Empty, host.PortName);
        }

        await host.UnplugAsync();
        await host.ReplugAsync();
        await host.ReplugAsync();
        Assert.AreEqual(name, host.PortName);
        using var again = await ConnectAsync(host);
        CollectionAssert.AreEqual(Wire.Frame("88 01 41 50 00 01"), await AfterBootAsync(again.GetStream(), "08 01 41 50"));
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task Unplugging_and_plugging_in_brings_the_pseudo_terminal_back_under_its_link()
    {
        var folder = Directory.CreateTempSubdirectory("sef-home");
        try
        {
            var link = Path.Combine(folder.FullName, "ttyXBee");
            await using var host = await StartAsync(new PortDescription.PseudoTerminal(link));
            await using (var port = Open(link))
            {
                CollectionAssert.AreEqual(Wire.Frame("88 01 41 50 00 01"), await AfterBootAsync(port, "08 01 41 50"));
                await host.UnplugAsync();
                Assert.AreEqual(0, await port.ReadAsync(new byte[1], TestContext.CancellationToken));
                Assert.IsFalse(File.Exists(link));
            }

            await host.ReplugAsync();
            await using var again = Open(link);
            CollectionAssert.AreEqual(Wire.Frame("88 01 41 50 00 01"), await AfterBootAsync(again, "08 01 41 50"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task Commands_pull_the_plug_and_insert_it_again()
    {
        await using var host = await StartAsync(new PortDescription.Tcp(new IPEndPoint(IPAddress.Loopback, 0)));
        var commands = new HomeCommands(host.Home);
        using var client = await ConnectAsync(host);
        CollectionAssert.AreEqual(Wire.Frame("88 01 41 50 00 01"), await AfterBootAsync(client.GetStream(), "08 01 41 50"));
        var name = host.PortName;
        commands.Execute("unplug");
        await host.SettleAsync();
        Assert.IsFalse(host.IsPlugged);
        var buffer = new byte[256];
        while (await client.GetStream().ReadAsync(buffer, TestContext.CancellationToken) > 0)
        {
            // What was on the line already.
        }

        commands.Execute("plug");
        await host.SettleAsync();
        Assert.AreEqual(name, host.PortName);
        using var again = await ConnectAsync(host);
        CollectionAssert.AreEqual(Wire.Frame("88 01 41 50 00 01"), await AfterBootAsync(again.GetStream(), "08 01 41 50"));
    }

    [TestMethod]
    public async Task A_plug_that_would_change_its_name_is_not_pulled()
    {
        await using var host = await StartAsync(new PortDescription.PseudoTerminal());
        Assert.AreEqual(HomeCommandError.NotPossible, Assert.ThrowsExactly<HomeCommandException>(() => new HomeCommands(host.Home).Execute("unplug")).Error);
        Assert.IsTrue(host.IsPlugged);
    }

    [TestMethod]
    [DataRow("pty", true)]
    [DataRow("pty:/run/ttyXBee", true)]
    [DataRow("tcp://4567", true)]
    [DataRow("tcp://127.0.0.1:4567", true)]
    [DataRow("tcp://[::1]:4567", true)]
    [DataRow("pty:", false)]
    [DataRow("tcp://", false)]
    [DataRow("tcp://127.0.0.1", false)]
    [DataRow("tcp://99999", false)]
    [DataRow("/dev/ttyUSB0", false)]
    [DataRow("", false)]
    public void Ports_are_written_as_text(string text, bool valid) => Assert.AreEqual(valid, PortDescription.TryParse(text, out _));

    private static async Task<SimulationHost> StartAsync(PortDescription port) => await SimulationHost.StartAsync(
        SimulatedHome.Build(HomeDescription.Default, TimeProvider.System, NullLogger.Instance), port, NullLogger.Instance);

    private static FileStream Open(string port) =>
        new(port, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0 });

    private async Task<TcpClient> ConnectAsync(SimulationHost host)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(host.PortName["tcp://".Length..]), TestContext.CancellationToken);
        return client;
    }

    // Start-up, discovery and a reading, as a gateway does it.
    private async Task ReadTheMeterAsync(Stream stream, SimulationHost host)
    {
        CollectionAssert.AreEqual(Wire.Frame("88 01 48 56 00 42 47"), await AfterBootAsync(stream, "08 01 48 56"));
        CollectionAssert.AreEqual(Wire.Frame("88 01 41 4F 00"), await ExchangeAsync(stream, "08 01 41 4F 07"));
        await stream.WriteAsync(
            Wire.Frame("11 02 00 00 00 00 00 00 FF FF FF FE 00 00 00 06 00 00 00 00 23 FD FF 09 01 02 00 08 00 00 00"), TestContext.CancellationToken);
        CollectionAssert.AreEqual(Wire.Frame("8B 02 FF FD 00 00 00"), await ReadFrameAsync(stream));
        var match = await ReadFrameAsync(stream);
        Assert.AreEqual("00 0C C1 00 27 19 3A 5B", Wire.Text(match.AsSpan(4, 8)));
        Assert.AreEqual("80 06", Wire.Text(match.AsSpan(16, 2)));
        var nwk = Wire.Text(match.AsSpan(12, 2));
        for (var others = 0; others < 3; others++)
        {
            Assert.AreEqual("80 06", Wire.Text((await ReadFrameAsync(stream)).AsSpan(16, 2)));
        }

        await stream.WriteAsync(Wire.Frame($"11 03 00 0C C1 00 27 19 3A 5B {nwk} 5E 01 07 02 01 09 00 20 10 01 00 00 00"), TestContext.CancellationToken);
        CollectionAssert.AreEqual(Wire.Frame($"8B 03 {nwk} 00 00 00"), await ReadFrameAsync(stream));
        var reading = await ReadFrameAsync(stream);
        Assert.StartsWith("18 01 01 00 00 00 25 ", Wire.Text(reading.AsSpan(21)));
        Assert.IsTrue(host.Home.Devices[0].IsListening);
    }

    // What the module says at its start may or may not have been on the line already.
    private async Task<byte[]> AfterBootAsync(Stream stream, string dataHex)
    {
        var frame = await ExchangeAsync(stream, dataHex);
        while (frame[3] == 0x8A)
        {
            frame = await ReadFrameAsync(stream);
        }

        return frame;
    }

    private async Task<byte[]> ExchangeAsync(Stream stream, string dataHex)
    {
        await stream.WriteAsync(Wire.Frame(dataHex), TestContext.CancellationToken);
        return await ReadFrameAsync(stream);
    }

    private async Task<byte[]> ReadFrameAsync(Stream stream)
    {
        var head = new byte[3];
        await stream.ReadExactlyAsync(head, TestContext.CancellationToken);
        Assert.AreEqual(0x7E, head[0]);
        var rest = new byte[((head[1] << 8) | head[2]) + 1];
        await stream.ReadExactlyAsync(rest, TestContext.CancellationToken);
        return [.. head, .. rest];
    }
}
