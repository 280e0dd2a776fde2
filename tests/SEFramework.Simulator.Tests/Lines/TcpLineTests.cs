using System.Net;
using System.Net.Sockets;
using SEFramework.Simulator.Lines;

namespace SEFramework.Simulator.Tests.Lines;

[TestClass]
public sealed class TcpLineTests
{
    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task Hosts_come_and_go()
    {
        await using var line = TcpLine.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        for (byte round = 1; round <= 3; round++)
        {
            var buffer = new byte[8];
            var reading = line.ReadAsync(buffer, TestContext.CancellationToken);
            using var host = new TcpClient();
            await host.ConnectAsync(line.EndPoint, TestContext.CancellationToken);
            await host.GetStream().WriteAsync(new[] { round }, TestContext.CancellationToken);
            Assert.AreEqual(1, await reading);
            Assert.AreEqual(round, buffer[0]);
            await line.WriteAsync(new byte[] { 0x7E, round }, TestContext.CancellationToken);
            var answer = new byte[2];
            await host.GetStream().ReadExactlyAsync(answer, TestContext.CancellationToken);
            CollectionAssert.AreEqual(new byte[] { 0x7E, round }, answer);
        }
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task What_is_written_without_a_host_is_lost()
    {
        await using var line = TcpLine.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        await line.WriteAsync(new byte[] { 1, 2, 3 }, TestContext.CancellationToken);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task Pulling_the_plug_ends_reading_and_closes_the_connection()
    {
        var line = TcpLine.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        var reading = line.ReadAsync(new byte[8], TestContext.CancellationToken);
        using var host = new TcpClient();
        await host.ConnectAsync(line.EndPoint, TestContext.CancellationToken);
        await line.DisposeAsync();
        Assert.AreEqual(0, await reading);
        try
        {
            Assert.AreEqual(0, await host.GetStream().ReadAsync(new byte[1], TestContext.CancellationToken));
        }
        catch (IOException)
        {
            // A reset is as good an end as a close: the connection may not have been accepted yet.
        }

        using var late = new TcpClient();
        await Assert.ThrowsExactlyAsync<SocketException>(() => late.ConnectAsync(line.EndPoint, TestContext.CancellationToken).AsTask());
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task A_port_in_use_is_refused()
    {
        await using var line = TcpLine.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.ThrowsExactly<SocketException>(() => TcpLine.Listen(line.EndPoint));
    }

    public TestContext TestContext { get; set; } = null!;
}
