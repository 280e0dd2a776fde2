using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace SEFramework.Radio.Serial;

/// <summary>A serial port over the terminal interface of Linux. Pseudo terminals work too; they have no modem lines.</summary>
public sealed class TermiosSerialPort : ISerialPort
{
    /// <summary>Bits per second and the number termios has for them (Linux).</summary>
    private static readonly FrozenDictionary<int, uint> Speeds = new Dictionary<int, uint>
    {
        [1200] = 0x9,
        [2400] = 0xB,
        [4800] = 0xC,
        [9600] = 0xD,
        [19200] = 0xE,
        [38400] = 0xF,
        [57600] = 0x1001,
        [115200] = 0x1002,
        [230400] = 0x1003,
        [460800] = 0x1004,
        [921600] = 0x1007,
    }.ToFrozenDictionary();

    private string _portName = string.Empty;
    private int _baudRate = 9600;
    private Handshake _handshake;
    private bool _dtrEnable;
    private bool _rtsEnable;
    private SafeDescriptorHandle? _descriptor;
    private PolledStream? _stream;

    /// <inheritdoc />
    public string PortName
    {
        get => _portName;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            ThrowIfOpen();
            _portName = value;
        }
    }

    /// <inheritdoc />
    public int BaudRate
    {
        get => _baudRate;
        set
        {
            if (!Speeds.ContainsKey(value))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, "Not a standard rate: " + string.Join(", ", Speeds.Keys.Order()) + " bit/s.");
            }

            ThrowIfOpen();
            _baudRate = value;
        }
    }

    /// <inheritdoc />
    public Handshake Handshake
    {
        get => _handshake;
        set
        {
            ThrowIfOpen();
            _handshake = value;
        }
    }

    /// <inheritdoc />
    public bool DtrEnable
    {
        get => _dtrEnable;
        set
        {
            _dtrEnable = value;
            SetLine(LibC.LineDtr, value);
        }
    }

    /// <inheritdoc />
    public bool RtsEnable
    {
        get => _rtsEnable;
        set
        {
            _rtsEnable = value;
            if (!UsesRts)
            {
                SetLine(LibC.LineRts, value);
            }
        }
    }

    /// <inheritdoc />
    public bool HasModemLines { get; private set; }

    /// <inheritdoc />
    public bool IsOpen => _stream is not null;

    /// <inheritdoc />
    public int BytesToRead
    {
        get
        {
            var stream = OpenStream();
            var waiting = 0;
            return LibC.Control(_descriptor!, LibC.InputQueueLength, ref waiting) == 0 ? stream.Buffered + waiting : stream.Buffered;
        }
    }

    /// <inheritdoc />
    public Stream BaseStream => OpenStream();

    private bool UsesRts => _handshake is Handshake.RequestToSend or Handshake.RequestToSendXOnXOff;

    /// <inheritdoc />
    public void Open()
    {
        ThrowIfOpen();
        var descriptor = LibC.Open(_portName, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking | LibC.CloseOnExec);
        if (descriptor.IsInvalid)
        {
            throw OpenFailed(Marshal.GetLastPInvokeError());
        }

        try
        {
            Claim(descriptor);
            Configure(descriptor);
            _descriptor = descriptor;
            SetModemLines();
            _ = LibC.Flush(descriptor, LibC.FlushBoth);
            _stream = new PolledStream(descriptor, _portName);
        }
        catch
        {
            _descriptor = null;
            descriptor.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Close()
    {
        var stream = Interlocked.Exchange(ref _stream, null);
        _descriptor = null;
        HasModemLines = false;
        stream?.Dispose();
    }

    /// <inheritdoc />
    public void DiscardInBuffer()
    {
        var stream = OpenStream();
        _ = LibC.Flush(_descriptor!, LibC.FlushInput);
        stream.Discard();
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private static void Check(int result, string doing)
    {
        if (result < 0)
        {
            throw new IOException($"Cannot {doing}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private PolledStream OpenStream() => _stream ?? throw new InvalidOperationException($"The port {_portName} is not open.");

    private void ThrowIfOpen()
    {
        if (IsOpen)
        {
            throw new InvalidOperationException($"The port {_portName} is open.");
        }
    }

    private Exception OpenFailed(int error) => error switch
    {
        LibC.ErrorNoEntry or LibC.ErrorNoDevice or LibC.ErrorNoDeviceOrAddress =>
            new FileNotFoundException($"There is no port {_portName}: is the radio plugged in?", _portName),
        LibC.ErrorAccess => new UnauthorizedAccessException($"Access to {_portName} is denied: is this user in the port's group (usually dialout)?"),
        LibC.ErrorBusy => InUse(),
        _ => new IOException($"Cannot open {_portName}: {Marshal.GetPInvokeErrorMessage(error)}"),
    };

    private UnauthorizedAccessException InUse() => new($"Another program uses {_portName}.");

    /// <summary>Keeps others out: TIOCEXCL stops ordinary users, the lock also programs that run as root and ask for it.</summary>
    private void Claim(SafeDescriptorHandle descriptor)
    {
        if (LibC.Lock(descriptor, LibC.LockExclusiveNow) < 0 && Marshal.GetLastPInvokeError() == LibC.ErrorAgain)
        {
            throw InUse();
        }

        var unused = 0;
        _ = LibC.Control(descriptor, LibC.ExclusiveUse, ref unused);
    }

    private void Configure(SafeDescriptorHandle descriptor)
    {
        Check(LibC.GetAttributes(descriptor, out var attributes), $"read the settings of {_portName}, which must be a serial port");
        LibC.MakeRaw(ref attributes);
        Check(LibC.SetSpeed(ref attributes, Speeds[_baudRate]), $"set {_portName} to {_baudRate} bit/s");
        attributes.ControlModes |= LibC.ControlReceiverOn | LibC.ControlIgnoreModemLines;
        attributes.ControlModes &= ~LibC.ControlRtsCts;
        attributes.ControlModes |= UsesRts ? LibC.ControlRtsCts : 0;
        attributes.InputModes &= ~(LibC.InputXOn | LibC.InputXOff);
        attributes.InputModes |= _handshake is Handshake.XOnXOff or Handshake.RequestToSendXOnXOff ? LibC.InputXOn | LibC.InputXOff : 0;

        // With VMIN=0 a read without data would look like a lost device.
        attributes.ReadMinimum = 1;
        attributes.ReadTimeout = 0;
        Check(LibC.SetAttributes(descriptor, LibC.ApplyNow, in attributes), $"configure {_portName}");
    }

    private void SetModemLines()
    {
        var lines = 0;
        HasModemLines = LibC.Control(_descriptor!, LibC.ModemLinesGet, ref lines) == 0;
        SetLine(LibC.LineDtr, _dtrEnable);
        if (!UsesRts)
        {
            SetLine(LibC.LineRts, _rtsEnable);
        }
    }

    private void SetLine(int line, bool on)
    {
        if (_descriptor is not null && HasModemLines)
        {
            // Failure means that the driver has no such line, which nobody needs to know.
            _ = LibC.Control(_descriptor, on ? LibC.ModemLinesOn : LibC.ModemLinesOff, ref line);
        }
    }
}
