using SEFramework.Radio.Serial;
using SEFramework.Simulator.Pty;

namespace SEFramework.Radio.Tests.Serial;

/// <summary>The serial port against a pseudo terminal.</summary>
[TestClass]
public sealed class TermiosSerialPortTests
{
    private static readonly byte[] EveryByte = [.. Enumerable.Range(0, 256).Select(static value => (byte)value)];

    [TestMethod]
    [DataRow(9600, Handshake.None)]
    [DataRow(115200, Handshake.RequestToSend)]
    [DataRow(230400, Handshake.RequestToSend)]
    public async Task Every_byte_passes_both_ways_unchanged(int baudRate, Handshake handshake)
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = new TermiosSerialPort { PortName = terminal.DevicePath, BaudRate = baudRate, Handshake = handshake };
        port.Open();
        await port.BaseStream.WriteAsync(EveryByte, Patience.Token);
        CollectionAssert.AreEqual(EveryByte, await ReadAsync(terminal, EveryByte.Length));

        Assert.AreEqual(EveryByte.Length, terminal.Write(EveryByte));
        var received = new byte[EveryByte.Length];
        await port.BaseStream.ReadExactlyAsync(received, Patience.Token);
        CollectionAssert.AreEqual(EveryByte, received);
    }

    [TestMethod]
    public async Task More_than_the_line_holds_is_written_in_the_end()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        byte[] data = [.. Enumerable.Repeat(EveryByte, 400).SelectMany(static bytes => bytes)];
        var writing = port.BaseStream.WriteAsync(data, Patience.Token);
        CollectionAssert.AreEqual(data, await ReadAsync(terminal, data.Length));
        await writing;
    }

    [TestMethod]
    public async Task A_reader_that_does_not_keep_up_holds_the_line()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        var sent = new List<byte>();
        byte next = 0;

        // Beyond the port's own buffer, bytes must wait in the system's: it takes no more.
        const int PortBuffer = 64 * 1024;
        await Patience.UntilAsync(() =>
        {
            var piece = new byte[1000];
            foreach (ref var value in piece.AsSpan())
            {
                value = next++;
            }

            var taken = terminal.Write(piece);
            sent.AddRange(piece[..taken]);
            next -= (byte)(piece.Length - taken);
            return taken == 0 && sent.Count > PortBuffer;
        });
        var received = new byte[sent.Count];
        await port.BaseStream.ReadExactlyAsync(received, Patience.Token);
        CollectionAssert.AreEqual(sent, received);
    }

    [TestMethod]
    public async Task An_unplugged_device_fails_a_waiting_read_and_later_writes()
    {
        var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        var reading = port.BaseStream.ReadAsync(new byte[10], Patience.Token).AsTask();
        await terminal.DisposeAsync();
        var lost = await Assert.ThrowsExactlyAsync<IOException>(() => reading);
        StringAssert.Contains(lost.Message, terminal.DevicePath);
        await Assert.ThrowsExactlyAsync<IOException>(() => port.BaseStream.ReadAsync(new byte[10], Patience.Token).AsTask());
        await Assert.ThrowsExactlyAsync<IOException>(() => port.BaseStream.WriteAsync(new byte[10], Patience.Token).AsTask());
        Assert.IsTrue(port.IsOpen);
    }

    [TestMethod]
    public async Task An_unplugged_device_fails_a_write_that_waits_for_room()
    {
        var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);

        // No more than the terminal's own buffers is taken before the unplugging, so that the write cannot have finished.
        var writing = port.BaseStream.WriteAsync(new byte[64 * 1024 * 1024], Patience.Token).AsTask();
        await terminal.DisposeAsync();
        await Assert.ThrowsExactlyAsync<IOException>(() => writing);
    }

    [TestMethod]
    public async Task A_read_can_be_cancelled_and_the_next_one_works()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        using var cancelled = new CancellationTokenSource();
        var reading = port.BaseStream.ReadAsync(new byte[1], cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        terminal.Write([0x7E]);
        var received = new byte[1];
        await port.BaseStream.ReadExactlyAsync(received, Patience.Token);
        Assert.AreEqual(0x7E, received[0]);
    }

    [TestMethod]
    public async Task Closing_ends_a_waiting_read_and_the_port_opens_again()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        var reading = port.BaseStream.ReadAsync(new byte[1], Patience.Token).AsTask();
        port.Close();
        Assert.AreEqual(0, await reading);
        Assert.IsFalse(port.IsOpen);
        Assert.ThrowsExactly<InvalidOperationException>(() => port.BaseStream);
        Assert.ThrowsExactly<InvalidOperationException>(() => port.BytesToRead);
        port.Close();
        port.Open();
        await port.BaseStream.WriteAsync(EveryByte, Patience.Token);
        CollectionAssert.AreEqual(EveryByte, await ReadAsync(terminal, EveryByte.Length));
    }

    [TestMethod]
    public async Task What_waits_is_counted_and_can_be_discarded()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        terminal.Write(EveryByte);
        await Patience.UntilAsync(() => port.BytesToRead == EveryByte.Length);
        port.DiscardInBuffer();
        Assert.AreEqual(0, port.BytesToRead);
        terminal.Write([0x42]);
        var received = new byte[10];
        Assert.AreEqual(1, await port.BaseStream.ReadAsync(received, Patience.Token));
        Assert.AreEqual(0x42, received[0]);
    }

    [TestMethod]
    public async Task A_pseudo_terminal_has_no_modem_lines_and_setting_them_does_no_harm()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = new TermiosSerialPort { PortName = terminal.DevicePath, DtrEnable = true, RtsEnable = true };
        port.Open();
        port.DtrEnable = false;
        port.RtsEnable = false;
        Assert.IsFalse(port.HasModemLines);
    }

    [TestMethod]
    public async Task A_port_in_use_is_refused()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        using var second = new TermiosSerialPort { PortName = terminal.DevicePath };
        var refused = Assert.ThrowsExactly<UnauthorizedAccessException>(second.Open);
        StringAssert.Contains(refused.Message, terminal.DevicePath);
        Assert.IsFalse(second.IsOpen);
    }

    [TestMethod]
    public void What_is_no_port_is_refused()
    {
        using var missing = new TermiosSerialPort { PortName = "/dev/no-such-port" };
        Assert.ThrowsExactly<FileNotFoundException>(missing.Open);
        using var noTerminal = new TermiosSerialPort { PortName = "/dev/null" };
        var refused = Assert.ThrowsExactly<IOException>(noTerminal.Open);
        StringAssert.Contains(refused.Message, "must be a serial port");
    }

    [TestMethod]
    public async Task Settings_are_checked_and_fixed_while_open()
    {
        await using var terminal = PseudoTerminal.Open();
        using var port = Open(terminal);
        Assert.ThrowsExactly<InvalidOperationException>(() => port.PortName = "/dev/null");
        Assert.ThrowsExactly<InvalidOperationException>(() => port.BaudRate = 9600);
        Assert.ThrowsExactly<InvalidOperationException>(() => port.Handshake = Handshake.None);
        Assert.ThrowsExactly<InvalidOperationException>(port.Open);
        port.Close();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => port.BaudRate = 12345);
        port.BaudRate = 57600;
        Assert.AreEqual(57600, port.BaudRate);
    }

    private static TermiosSerialPort Open(PseudoTerminal terminal)
    {
        var port = new TermiosSerialPort { PortName = terminal.DevicePath, BaudRate = 115200 };
        port.Open();
        return port;
    }

    private static async Task<byte[]> ReadAsync(PseudoTerminal terminal, int count)
    {
        var data = new byte[count];
        var token = Patience.Token;
        for (var read = 0; read < count;)
        {
            var length = await terminal.ReadAsync(data.AsMemory(read), token);
            Assert.AreNotEqual(0, length);
            read += length;
        }

        return data;
    }
}
