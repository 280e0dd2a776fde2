using System.Net;
using System.Net.Sockets;
using SEFramework.Radio.Serial;
using SEFramework.Radio.Transport;
using SEFramework.Simulator.Pty;

namespace SEFramework.Radio.Tests.Transport;

/// <summary>Serial and TCP ways to a radio.</summary>
[TestClass]
public sealed class TransportTests
{
    [TestMethod]
    public async Task Tcp_carries_both_ways_and_reports_its_end()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var transport = new TcpTransport("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, TimeProvider.System);
        await using var connection = await transport.OpenAsync(Patience.Token);
        using var peer = await listener.AcceptSocketAsync(Patience.Token);
        Assert.IsFalse(connection.UsesHardwareFlowControl);

        await connection.Output.WriteAsync(new byte[] { 1, 2, 3 }, Patience.Token);
        var received = new byte[3];
        await new NetworkStream(peer).ReadExactlyAsync(received, Patience.Token);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, received);

        await peer.SendAsync(new byte[] { 4 }, Patience.Token);
        var read = await connection.Input.ReadAsync(Patience.Token);
        Assert.AreEqual(4, read.Buffer.FirstSpan[0]);
        connection.Input.AdvanceTo(read.Buffer.End);

        peer.Close();
        Assert.IsTrue((await connection.Input.ReadAsync(Patience.Token)).IsCompleted);
    }

    [TestMethod]
    public async Task A_closed_tcp_port_is_an_io_error_that_names_it()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var transport = new TcpTransport("127.0.0.1", port, TimeProvider.System);
        var refused = await Assert.ThrowsExactlyAsync<IOException>(() => transport.OpenAsync(Patience.Token).AsTask());
        StringAssert.Contains(refused.Message, transport.Description);
    }

    [TestMethod]
    [DataRow("localhost:9750", "localhost", 9750)]
    [DataRow("192.0.2.7:1", "192.0.2.7", 1)]
    [DataRow("[2001:db8::1]:65535", "2001:db8::1", 65535)]
    public void An_endpoint_is_read(string text, string expectedHost, int expectedPort)
    {
        Assert.IsTrue(TcpTransport.TryParse(text, out var host, out var port));
        Assert.AreEqual(expectedHost, host);
        Assert.AreEqual(expectedPort, port);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("localhost")]
    [DataRow(":9750")]
    [DataRow("host:0")]
    [DataRow("host:65536")]
    [DataRow("host:-1")]
    [DataRow("host: 1")]
    [DataRow("2001:db8::1:80")]
    [DataRow("[]:80")]
    [DataRow("/dev/tty:80")]
    public void What_is_no_endpoint_is_refused(string? text) => Assert.IsFalse(TcpTransport.TryParse(text, out _, out _));

    [TestMethod]
    public async Task Serial_carries_both_ways_and_fails_when_unplugged()
    {
        var terminal = PseudoTerminal.Open();
        var transport = new SerialTransport(terminal.DevicePath, 115200);
        await using var connection = await transport.OpenAsync(Patience.Token);

        // Only a port with modem lines can use them.
        Assert.IsFalse(connection.UsesHardwareFlowControl);
        await connection.Output.WriteAsync(new byte[] { 0x7E }, Patience.Token);
        Assert.AreEqual(1, await terminal.ReadAsync(new byte[10], Patience.Token));
        terminal.Write([0x7E, 0x11]);
        var read = await connection.Input.ReadAtLeastAsync(2, Patience.Token);
        Assert.AreEqual(0x11, read.Buffer.FirstSpan[1]);
        connection.Input.AdvanceTo(read.Buffer.End);
        await terminal.DisposeAsync();
        await Assert.ThrowsExactlyAsync<IOException>(() => connection.Input.ReadAsync(Patience.Token).AsTask());
    }

    [TestMethod]
    public async Task A_serial_port_can_be_opened_again_after_its_connection_is_disposed()
    {
        await using var terminal = PseudoTerminal.Open();
        var transport = new SerialTransport(terminal.DevicePath, 9600, Handshake.None);
        await (await transport.OpenAsync(Patience.Token)).DisposeAsync();
        await (await transport.OpenAsync(Patience.Token)).DisposeAsync();
    }

    [TestMethod]
    public async Task A_serial_port_that_does_not_open_is_an_io_error()
    {
        await using var terminal = PseudoTerminal.Open();
        var transport = new SerialTransport(terminal.DevicePath, 9600);
        await using var connection = await transport.OpenAsync(Patience.Token);
        await Assert.ThrowsExactlyAsync<IOException>(() => transport.OpenAsync(Patience.Token).AsTask());
        await Assert.ThrowsAsync<IOException>(() => new SerialTransport("/dev/no-such-port", 9600).OpenAsync(Patience.Token).AsTask());
        await Assert.ThrowsExactlyAsync<IOException>(() => new SerialTransport("/dev/null", 12345).OpenAsync(Patience.Token).AsTask());
    }
}
