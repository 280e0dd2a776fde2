using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace SEFramework.Simulator.Pty;

/// <summary>
/// A pseudo terminal pair whose slave looks like a serial port to whoever opens <see cref="DevicePath"/>: raw, eight bits, no echo.
/// Disposing the pair is unplugging the device: the host's descriptor hangs up. The host may close and open the slave as often as it likes.
/// </summary>
/// <remarks>Linux only. One dedicated thread waits in poll; nothing runs while the line is quiet.</remarks>
public sealed class PseudoTerminal : IAsyncDisposable
{
    private readonly int _master;
    private readonly int _keptSlave;
    private readonly int _wake;
    private readonly Lock _gate = new();
    private readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;
    private bool _disposed;

    private PseudoTerminal(int master, int keptSlave, int wake, string devicePath)
    {
        _master = master;
        _keptSlave = keptSlave;
        _wake = wake;
        DevicePath = devicePath;
        new Thread(ReadLoop) { IsBackground = true, Name = "pty " + devicePath }.Start();
    }

    /// <summary>Path of the slave, the port the host opens.</summary>
    public string DevicePath { get; }

    /// <summary>Opens a new pair.</summary>
    /// <exception cref="Win32Exception">The system gave no pseudo terminal.</exception>
    public static PseudoTerminal Open()
    {
        var master = Check(LibC.OpenPt(LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking | LibC.CloseOnExec), "posix_openpt");
        var slave = -1;
        try
        {
            Check(LibC.GrantPt(master), "grantpt");
            Check(LibC.UnlockPt(master), "unlockpt");
            var path = SlavePath(master);

            // Held open so that the master does not hang up while the host has the port closed.
            slave = Check(LibC.OpenFile(path, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.CloseOnExec), "open");
            MakeRaw(slave);
            var wake = Check(LibC.EventFd(0, LibC.CloseOnExec | LibC.NonBlocking), "eventfd");
            return new PseudoTerminal(master, slave, wake, path);
        }
        catch
        {
            _ = LibC.Close(master);
            _ = slave >= 0 ? LibC.Close(slave) : 0;
            throw;
        }
    }

    /// <summary>Waits for bytes that the host wrote.</summary>
    /// <param name="buffer">Receives them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Number of bytes, 0 when the pair was disposed.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty)
        {
            if (!await _received.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) || !_received.Reader.TryRead(out var next))
            {
                return 0;
            }

            _rest = next;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    /// <summary>Gives bytes to the host. Like a serial line, it loses what a host that does not read has no room for.</summary>
    /// <param name="data">The bytes.</param>
    /// <returns>Number of bytes taken.</returns>
    public int Write(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            var written = 0;
            while (!_disposed && written < data.Length)
            {
                var count = LibC.Write(_master, data[written..], data.Length - written);
                if (count <= 0 && Marshal.GetLastPInvokeError() != LibC.Interrupted)
                {
                    break;
                }

                written += (int)Math.Max(count, 0);
            }

            return written;
        }
    }

    /// <summary>Unplugs: the host's descriptor hangs up, and <see cref="DevicePath"/> is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                _ = LibC.Write(_wake, BitConverter.GetBytes(1UL), sizeof(ulong));
            }
        }

        await _stopped.Task.ConfigureAwait(false);
    }

    private static int Check(int result, string function) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{function} failed for a pseudo terminal: {Marshal.GetLastPInvokeErrorMessage()}");

    private static string SlavePath(int master)
    {
        Span<byte> name = stackalloc byte[256];
        var error = LibC.PtsName(master, name, name.Length);
        return error == 0
            ? System.Text.Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)])
            : throw new Win32Exception(error, "ptsname_r failed for a pseudo terminal");
    }

    private static void MakeRaw(int slave)
    {
        Span<byte> settings = stackalloc byte[LibC.TermiosSize];
        Check(LibC.GetTerminal(slave, settings), "tcgetattr");
        LibC.MakeRaw(settings);
        Check(LibC.SetTerminal(slave, 0, settings), "tcsetattr");
    }

    private void ReadLoop()
    {
        Span<byte> buffer = stackalloc byte[4096];
        Span<LibC.PollDescriptor> descriptors =
        [
            new LibC.PollDescriptor { Descriptor = _master, Events = LibC.PollIn },
            new LibC.PollDescriptor { Descriptor = _wake, Events = LibC.PollIn },
        ];
        while (true)
        {
            var ready = LibC.Poll(descriptors, (nuint)descriptors.Length, -1);
            if (ready < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted)
            {
                continue;
            }

            if (ready < 0 || descriptors[1].Returned != 0)
            {
                break;
            }

            var count = LibC.Read(_master, buffer, buffer.Length);
            if (count > 0)
            {
                _received.Writer.TryWrite(buffer[..(int)count].ToArray());
            }
            else if (count == 0 || Marshal.GetLastPInvokeError() is not (LibC.Interrupted or LibC.TryAgain))
            {
                break;
            }
        }

        Close();
    }

    private void Close()
    {
        lock (_gate)
        {
            _disposed = true;
            _ = LibC.Close(_keptSlave);
            _ = LibC.Close(_master);
            _ = LibC.Close(_wake);
        }

        _received.Writer.TryComplete();
        _stopped.TrySetResult();
    }
}
