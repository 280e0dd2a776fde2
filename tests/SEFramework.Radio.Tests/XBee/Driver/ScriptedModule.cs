using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.Tests.XBee.Driver;

/// <summary>
/// The module's side of the line, as a script: it answers AT commands from a table and transmissions with success, unless told otherwise. It knows
/// nothing of networks; a test says what it reports.
/// </summary>
internal sealed class ScriptedModule
{
    public static readonly IeeeAddress Address = new(0x0013A20040A0B0C0);

    private readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>();
    private readonly Lock _gate = new();
    private Action<byte[]>? _output;

    /// <summary>AT values. A command that is missing is refused.</summary>
    public ConcurrentDictionary<string, byte[]> Settings { get; } = new()
    {
        ["AP"] = [1],
        ["AO"] = [15],
        ["VR"] = [0x10, 0x14],
        ["HV"] = [0x42, 0x47],
        ["SH"] = [0x00, 0x13, 0xA2, 0x00],
        ["SL"] = [0x40, 0xA0, 0xB0, 0xC0],
        ["CE"] = [1],
        ["AI"] = [0],
        ["OP"] = [0x00, 0x13, 0xA2, 0x00, 0x12, 0x34, 0x56, 0x78],
        ["OI"] = [0xBE, 0xEF],
        ["CH"] = [0x0F],
        ["MY"] = [0, 0],
        ["NP"] = [0xFF],
        ["EE"] = [1],
        ["EO"] = [2],
        ["ZS"] = [2],
        ["NJ"] = [0],
        ["D6"] = [0],
        ["D7"] = [0],
        ["WR"] = [],
    };

    /// <summary>How it frames, whatever AP says.</summary>
    public XBeeApiMode Mode { get; set; } = XBeeApiMode.Unescaped;

    /// <summary>In transparent mode: only text gets through to it.</summary>
    public bool Transparent { get; set; }

    /// <summary>Takes a frame and returns whether the table must not answer it.</summary>
    public Func<byte[], bool>? Intercept { get; set; }

    /// <summary>Every frame received, in order.</summary>
    public ConcurrentQueue<byte[]> History { get; } = new();

    /// <summary>Text received in transparent mode.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>Names of the AT commands that carried a value.</summary>
    public string[] Written => [.. History.Where(static frame => frame[0] == 0x08 && frame.Length > 4).Select(Name)];

    /// <summary>Connects it to a line until the line ends.</summary>
    public async Task RunAsync(Func<Memory<byte>, ValueTask<int>> read, Action<byte[]> write)
    {
        _output = write;
        var decoder = new XBeeFrameDecoder(Mode);
        var buffer = new byte[512];
        int count;
        while ((count = await read(buffer)) > 0)
        {
            if (Transparent)
            {
                OnText(Encoding.Latin1.GetString(buffer, 0, count));
                continue;
            }

            decoder.Mode = Mode;
            foreach (var frame in Decode(decoder, buffer.AsSpan(..count)))
            {
                OnFrame(frame);
            }
        }

        _output = null;
    }

    /// <summary>Waits for no frame that was received already.</summary>
    public void Forget()
    {
        while (_received.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>Waits for the next frame from the host that fits.</summary>
    public async Task<byte[]> NextAsync(Func<byte[], bool> fits)
    {
        var token = Patience.Token;
        while (true)
        {
            var frame = await _received.Reader.ReadAsync(token);
            if (fits(frame))
            {
                return frame;
            }
        }
    }

    public Task<byte[]> NextAsync(XBeeFrameType type) => NextAsync(frame => frame[0] == (byte)type);

    public Task<byte[]> NextAtAsync(string command) => NextAsync(frame => frame[0] == 0x08 && Name(frame) == command);

    /// <summary>Sends a frame to the host.</summary>
    public void Send<TFrame>(scoped in TFrame frame)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        var frameData = new byte[frame.Length];
        frame.Write(frameData);
        SendFrameData(frameData);
    }

    public void SendFrameData(byte[] frameData) => SendRaw(Frames.FrameReading.Encode(Mode, frameData));

    /// <summary>Sends a frame to the host in pieces of one byte.</summary>
    public void SendBytewise<TFrame>(scoped in TFrame frame)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        var frameData = new byte[frame.Length];
        frame.Write(frameData);
        foreach (var value in Frames.FrameReading.Encode(Mode, frameData))
        {
            SendRaw([value]);
        }
    }

    public void SendRaw(byte[] line)
    {
        lock (_gate)
        {
            _output?.Invoke(line);
        }
    }

    public void SendModemStatus(XBeeModemStatus status) => Send(new ModemStatusFrame { Status = status });

    public void SendTransmitStatus(byte frameId, TransmitStatus delivery, ushort nwk = 0x7D84) =>
        Send(new TransmitStatusFrame { FrameId = frameId, DestinationNwk = new NwkAddress(nwk), Delivery = delivery });

    public static string Name(byte[] atCommand) => Encoding.ASCII.GetString(atCommand, 2, 2);

    private static List<byte[]> Decode(XBeeFrameDecoder decoder, ReadOnlySpan<byte> input)
    {
        var frames = new List<byte[]>();
        while (decoder.TryRead(ref input, out var frameData))
        {
            frames.Add(frameData.ToArray());
        }

        return frames;
    }

    private void OnFrame(byte[] frame)
    {
        History.Enqueue(frame);
        _received.Writer.TryWrite(frame);
        if (Intercept?.Invoke(frame) != true)
        {
            Answer(frame);
        }
    }

    private void Answer(byte[] frame)
    {
        if (AtCommandFrame.TryRead(frame, out var command))
        {
            var name = command.Command.ToString();
            var known = Settings.ContainsKey(name);
            if (known && !command.Value.IsEmpty)
            {
                Settings[name] = command.Value.ToArray();
            }

            Send(new AtResponseFrame
            {
                FrameId = command.FrameId,
                Command = command.Command,
                RawStatus = (byte)(known ? AtStatus.Ok : AtStatus.InvalidCommand),
                Value = known && command.Value.IsEmpty ? Settings[name] : default,
            });
        }
        else if (ExplicitTransmitFrame.TryRead(frame, out var transmission))
        {
            SendTransmitStatus(transmission.FrameId, TransmitStatus.Success);
        }
        else if (RegisterJoiningDeviceFrame.TryRead(frame, out var registration))
        {
            Send(new RegisterJoiningDeviceStatusFrame { FrameId = registration.FrameId });
        }
    }

    private void OnText(string text)
    {
        Text.Append(text);
        if (text.Contains("+++", StringComparison.Ordinal) || text.StartsWith("AT", StringComparison.Ordinal))
        {
            SendRaw("OK\r"u8.ToArray());
        }

        if (text.Contains("ATAP2", StringComparison.Ordinal))
        {
            Settings["AP"] = [2];
        }

        if (text.Contains("ATCN", StringComparison.Ordinal))
        {
            Mode = XBeeApiMode.Escaped;
            Transparent = false;
        }
    }
}
