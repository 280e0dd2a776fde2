using System.Globalization;
using System.Text;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Module.At;
using SEFramework.Simulator.Scheduling;

namespace SEFramework.Simulator.Module;

/// <summary>
/// The serial line without frames (AP=0): after a second of silence, "+++" and another second of silence the module takes AT commands
/// as text lines. Source: reference 07, section 2. The silence is GT milliseconds, and the mode ends by itself after CT tenths of a second.
/// </summary>
internal sealed class CommandMode(SimulationScheduler scheduler, AtSettings settings, AtProcessor processor, HostPort port)
{
    private const int LongestLine = 64;

    private static readonly byte[] Escape = "+++"u8.ToArray();

    private readonly List<byte> _received = [];
    private IDisposable? _guard;
    private IDisposable? _timeout;
    private DateTimeOffset _lastByte = DateTimeOffset.MinValue;
    private bool _active;

    private TimeSpan GuardTime => TimeSpan.FromMilliseconds((ushort)settings.Number("GT"));

    /// <summary>Power goes off.</summary>
    public void Reset()
    {
        _guard?.Dispose();
        _timeout?.Dispose();
        _received.Clear();
        _active = false;
        _lastByte = DateTimeOffset.MinValue;
    }

    /// <summary>Takes bytes of the host.</summary>
    /// <param name="input">The bytes.</param>
    public void Accept(ReadOnlySpan<byte> input)
    {
        foreach (var octet in input)
        {
            if (_active)
            {
                AcceptCommand(octet);
            }
            else
            {
                AcceptData(octet);
            }
        }
    }

    private void AcceptData(byte octet)
    {
        _guard?.Dispose();
        var silence = scheduler.Now - _lastByte;
        _lastByte = scheduler.Now;
        if (octet != Escape[0] || (_received.Count == 0 && silence < GuardTime))
        {
            // Transparent data for a destination that this home does not have.
            _received.Clear();
            return;
        }

        _received.Add(octet);
        if (_received.Count == Escape.Length)
        {
            _guard = scheduler.Schedule(GuardTime, Enter);
        }
        else if (_received.Count > Escape.Length)
        {
            _received.Clear();
        }
    }

    private void Enter()
    {
        _active = true;
        _received.Clear();
        Answer("OK");
        RestartTimeout();
    }

    private void Leave()
    {
        _active = false;
        _timeout?.Dispose();
        _received.Clear();
        _lastByte = scheduler.Now;
        processor.Execute("AC", [], queued: false).After?.Invoke();
    }

    private void AcceptCommand(byte octet)
    {
        if (octet != '\r')
        {
            if (_received.Count < LongestLine)
            {
                _received.Add(octet);
            }

            return;
        }

        var line = Encoding.ASCII.GetString([.. _received]);
        _received.Clear();
        RestartTimeout();
        if (line.Length == 0)
        {
            return;
        }

        Execute(line.Trim());
    }

    private void Execute(string line)
    {
        if (line.Length < 4 || !line.StartsWith("AT", StringComparison.OrdinalIgnoreCase) || !TryParseValue(line[2..4], line[4..].Trim(), out var value))
        {
            Answer("ERROR");
            return;
        }

        var name = line[2..4].ToUpperInvariant();
        if (name == "CN")
        {
            Answer("OK");
            Leave();
            return;
        }

        // What text commands set is applied at the end of the mode, or by AC.
        var result = processor.Execute(name, value, queued: true);
        Answer(result switch
        {
            { Status: not AtStatus.Ok } => "ERROR",
            { Value.IsEmpty: true } => "OK",
            _ => Show(name, result.Value.Span),
        });
        result.After?.Invoke();
    }

    private static bool TryParseValue(string name, string text, out byte[] value)
    {
        value = [];
        if (name.Equals("NI", StringComparison.OrdinalIgnoreCase))
        {
            value = Encoding.ASCII.GetBytes(text);
            return true;
        }

        if (!text.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        value = Convert.FromHexString(text.Length % 2 == 0 ? text : "0" + text);
        return true;
    }

    private static string Show(string name, ReadOnlySpan<byte> value)
    {
        if (name == "NI")
        {
            return Encoding.ASCII.GetString(value);
        }

        AtCommandDefinition.TryReadNumber(value, out var number);
        return number.ToString("X", CultureInfo.InvariantCulture);
    }

    private void Answer(string text) => port.SendText(Encoding.ASCII.GetBytes(text + "\r"));

    private void RestartTimeout()
    {
        _timeout?.Dispose();
        _timeout = scheduler.Schedule(TimeSpan.FromMilliseconds(100 * (int)(ushort)settings.Number("CT")), Leave);
    }
}
