using System.Globalization;
using System.Text;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tracing;

/// <summary>
/// The text form of a trace: a line for each frame, with the time in UTC, '&gt;' for to the radio or '&lt;' for from it, and the frame data in
/// hexadecimal digits. Lines that begin with '#' and empty lines say nothing.
/// </summary>
public static class TraceText
{
    /// <summary>First line of a trace.</summary>
    public const string Header = "# SEFramework radio trace: time in UTC, > to the radio or < from it, frame data of the XBee API";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const char ToRadio = '>';
    private const char FromRadio = '<';

    /// <summary>Writes one line, without its end.</summary>
    /// <param name="frame">The frame.</param>
    public static string Write(TracedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var text = new StringBuilder(TimeFormat.Length + (3 * frame.FrameData.Length));
        text.Append(frame.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture))
            .Append(' ')
            .Append(frame.Direction == RadioFrameDirection.Sent ? ToRadio : FromRadio);
        foreach (var octet in frame.FrameData.Span)
        {
            text.Append(' ').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>Reads a trace.</summary>
    /// <param name="text">The whole text.</param>
    /// <exception cref="FormatException">A line is none of a trace; the message has its number.</exception>
    public static IReadOnlyList<TracedFrame> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var frames = new List<TracedFrame>();
        var number = 0;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (!line.IsEmpty && line[0] != '#')
            {
                frames.Add(TryRead(line, out var frame) ? frame : throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"Line {number} of the trace is not 'TIME > HEX' or 'TIME < HEX'.")));
            }
        }

        return frames;
    }

    private static bool TryRead(ReadOnlySpan<char> line, out TracedFrame frame)
    {
        frame = null!;
        var blank = line.IndexOf(' ');
        if (blank < 0
            || !DateTimeOffset.TryParse(line[..blank], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return false;
        }

        line = line[blank..].TrimStart();
        if (line.IsEmpty || line[0] is not (ToRadio or FromRadio))
        {
            return false;
        }

        var digits = line[1..].ToString().Replace(" ", string.Empty, StringComparison.Ordinal);
        if (digits.Length is 0 or > 2 * XBeeFrameFormat.MaximumFrameData || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        frame = new TracedFrame(time, line[0] == ToRadio ? RadioFrameDirection.Sent : RadioFrameDirection.Received, Convert.FromHexString(digits));
        return true;
    }
}
