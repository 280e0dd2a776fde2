using SEFramework.Simulator.Pty;

namespace SEFramework.Simulator.Tests.Pty;

[TestClass]
public sealed class PseudoTerminalTests
{
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(30);

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Limit
    {
        get
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
            source.CancelAfter(Safety);
            return source.Token;
        }
    }

    [TestMethod]
    public async Task Bytes_the_host_writes_arrive_unchanged_even_control_characters()
    {
        await using var terminal = PseudoTerminal.Open();
        var all = Enumerable.Range(0, 256).Select(static value => (byte)value).ToArray();
        using var host = OpenSlave(terminal);
        await host.WriteAsync(all, Limit);
        CollectionAssert.AreEqual(all, await ReadExactlyAsync(terminal, all.Length));
    }

    [TestMethod]
    public async Task Bytes_given_to_the_host_arrive_unchanged_and_are_not_echoed()
    {
        await using var terminal = PseudoTerminal.Open();
        var all = Enumerable.Range(0, 256).Select(static value => (byte)value).ToArray();
        using var host = OpenSlave(terminal);
        Assert.AreEqual(all.Length, terminal.Write(all));
        var received = new byte[all.Length];
        await host.ReadExactlyAsync(received, Limit);
        CollectionAssert.AreEqual(all, received);
        await host.WriteAsync(new byte[] { 0x42 }, Limit);
        CollectionAssert.AreEqual(new byte[] { 0x42 }, await ReadExactlyAsync(terminal, 1));
    }

    [TestMethod]
    public async Task The_host_may_close_and_open_the_port_again()
    {
        await using var terminal = PseudoTerminal.Open();
        for (byte round = 1; round <= 3; round++)
        {
            using var host = OpenSlave(terminal);
            await host.WriteAsync(new[] { round }, Limit);
            CollectionAssert.AreEqual(new[] { round }, await ReadExactlyAsync(terminal, 1));
        }
    }

    [TestMethod]
    public async Task Unplugging_hangs_up_the_host_and_ends_reading()
    {
        var terminal = PseudoTerminal.Open();
        using var host = OpenSlave(terminal);
        var reading = terminal.ReadAsync(new byte[1], Limit).AsTask();
        await terminal.DisposeAsync();
        Assert.AreEqual(0, await reading);
        Assert.AreEqual(0, await host.ReadAsync(new byte[1], Limit));
        Assert.AreEqual(0, terminal.Write([1, 2, 3]));
        Assert.IsFalse(File.Exists(terminal.DevicePath));
    }

    [TestMethod]
    public async Task A_host_that_does_not_read_loses_bytes_but_never_blocks_the_module()
    {
        await using var terminal = PseudoTerminal.Open();
        using var host = OpenSlave(terminal);
        var taken = 0;
        var offered = 0;
        while (taken == offered && offered < 1 << 24)
        {
            taken += terminal.Write(new byte[4096]);
            offered += 4096;
        }

        Assert.IsLessThan(offered, taken);
    }

    [TestMethod]
    public async Task Disposing_twice_is_harmless()
    {
        var terminal = PseudoTerminal.Open();
        await terminal.DisposeAsync();
        await terminal.DisposeAsync();
        Assert.AreEqual(0, await terminal.ReadAsync(new byte[1], Limit));
    }

    private static FileStream OpenSlave(PseudoTerminal terminal) =>
        new(terminal.DevicePath, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0 });

    private async Task<byte[]> ReadExactlyAsync(PseudoTerminal terminal, int count)
    {
        var result = new byte[count];
        var read = 0;
        while (read < count)
        {
            var got = await terminal.ReadAsync(result.AsMemory(read), Limit);
            Assert.AreNotEqual(0, got, "the line ended");
            read += got;
        }

        return result;
    }
}
