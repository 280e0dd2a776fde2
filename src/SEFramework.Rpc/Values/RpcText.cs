using System.Globalization;
using System.Numerics;
using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Values;

/// <summary>
/// The spelling of scalar values: liberal in, exact out. Source: reference 01, sections 2.2, 2.3 and 7.
/// </summary>
public static class RpcText
{
    /// <summary>Longest text read as a number; longer digit strings are texts, so that no input costs more than its length.</summary>
    private const int MaximumNumberLength = 80;

    /// <summary>Writes an integer as clients decode it: 0x, upper-case digits, no padding, minus in front. Negative form inferred.</summary>
    /// <param name="value">The number.</param>
    public static string FormatInt(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        var digits = magnitude <= ulong.MaxValue
            ? ((ulong)magnitude).ToString("X", CultureInfo.InvariantCulture)
            : magnitude.ToString("X", CultureInfo.InvariantCulture).TrimStart('0');
        return value.Sign < 0 ? "-0x" + digits : "0x" + digits;
    }

    /// <summary>Writes TRUE or FALSE.</summary>
    /// <param name="value">The truth value.</param>
    public static string FormatBool(bool value) => value ? "TRUE" : "FALSE";

    /// <summary>Writes a float as the shortest decimal text that reads back the same, with a point and never an exponent (inferred).</summary>
    /// <param name="value">The number; not-a-number and infinities are written nan, inf and -inf.</param>
    public static string FormatFloat(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        if (exponentAt >= 0)
        {
            text = ExpandExponent(text[..exponentAt], int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        }

        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    /// <summary>
    /// Writes a time stamp as seconds since 1970 in the way the original's Python did: 1361000766.0 or 1361000766.18.
    /// Source: reference 01, section 1.4.
    /// </summary>
    /// <param name="time">The time.</param>
    public static string FormatTimestamp(DateTimeOffset time)
    {
        var hundredths = time.ToUnixTimeMilliseconds() / 10;
        var text = (hundredths / 100m).ToString("0.0#", CultureInfo.InvariantCulture);
        return text;
    }

    /// <summary>Reads TRUE or FALSE in any case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The truth value.</param>
    public static bool TryParseBool(ReadOnlySpan<char> text, out bool value) => bool.TryParse(text.Trim(), out value);

    /// <summary>Reads a decimal or 0x integer with optional sign, blanks around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    public static bool TryParseInt(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = default;
        text = text.Trim();
        if (text.Length is 0 or > MaximumNumberLength)
        {
            return false;
        }

        var negative = text[0] == '-';
        if (text[0] is '-' or '+')
        {
            text = text[1..];
        }

        bool ok;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            // A leading zero digit keeps BigInteger from reading the top bit as a sign.
            ok = text.Length > 2 && BigInteger.TryParse(string.Concat("0", text[2..]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }
        else
        {
            ok = BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        value = negative ? -value : value;
        return ok;
    }

    /// <summary>Reads a float, blanks around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    public static bool TryParseFloat(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        text = text.Trim();
        if (text.Length is 0 or > MaximumNumberLength)
        {
            return false;
        }

        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return true;
        }

        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("-inf", StringComparison.OrdinalIgnoreCase))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Reads bytes written as hexadecimal digits; blanks and colons between bytes and a leading 0x are allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The bytes.</param>
    public static bool TryParseBase16(string text, out byte[] value)
    {
        value = [];
        var trimmed = text.AsSpan().Trim();
        if (trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            trimmed = trimmed[2..];
        }

        var digits = new char[trimmed.Length];
        var count = 0;
        foreach (var c in trimmed)
        {
            if (char.IsWhiteSpace(c) || c == ':')
            {
                continue;
            }

            digits[count++] = c;
        }

        if (count % 2 != 0)
        {
            return false;
        }

        value = new byte[count / 2];
        return Convert.FromHexString(digits.AsSpan(0, count), value, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>Reads bytes in base 64; blanks are allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The bytes.</param>
    public static bool TryParseBase64(string text, out byte[] value)
    {
        var buffer = new byte[((text.Length / 4) + 1) * 3];
        var ok = Convert.TryFromBase64String(text, buffer, out var written);
        value = ok ? buffer[..written] : [];
        return ok;
    }

    /// <summary>Guesses the type of a text without <c>type</c>: bool, then int, then float; anything else stays a text.</summary>
    /// <param name="text">The text. Source: reference 01, section 2.2; the last step is inferred.</param>
    public static RpcValue Infer(string text)
    {
        if (TryParseBool(text, out var boolean))
        {
            return RpcValue.Of(boolean);
        }

        if (TryParseInt(text, out var integer))
        {
            return new RpcInt(integer);
        }

        return TryParseFloat(text, out var real) ? new RpcFloat(real) : new RpcString(text);
    }

    /// <summary>Reads a scalar of a given type; false when the text is not one.</summary>
    /// <param name="type">A type other than list, dict, record and alias.</param>
    /// <param name="text">The text as it stands in the XML.</param>
    /// <param name="value">The value.</param>
    public static bool TryParse(RpcType type, string text, out RpcValue value)
    {
        value = RpcNone.Value;
        switch (type)
        {
            case RpcType.Bool when TryParseBool(text, out var boolean):
                value = RpcValue.Of(boolean);
                return true;
            case RpcType.Int when TryParseInt(text, out var integer):
                value = new RpcInt(integer);
                return true;
            case RpcType.Float when TryParseFloat(text, out var real):
                value = new RpcFloat(real);
                return true;
            case RpcType.Mac when MacAddress.TryParse(text, out var address):
                value = new RpcMac(address);
                return true;
            case RpcType.Base16 when TryParseBase16(text, out var bytes):
                value = new RpcBytes(bytes);
                return true;
            case RpcType.Base64 when TryParseBase64(text, out var bytes):
                value = new RpcBytes(bytes, IsBase64: true);
                return true;
            case RpcType.String or RpcType.Xml:
                value = new RpcString(text);
                return true;
            case RpcType.Cron:
                value = RpcValue.OfCron(text.Trim());
                return true;
            case RpcType.Any:
                value = Infer(text);
                return true;
            case RpcType.None:
                return true;
            default:
                return false;
        }
    }

    private static string ExpandExponent(string mantissa, int exponent)
    {
        var sign = mantissa.StartsWith('-') ? "-" : string.Empty;
        var digits = mantissa.TrimStart('-').Replace(".", string.Empty, StringComparison.Ordinal);
        var point = 1 + exponent;
        return point <= 0
            ? $"{sign}0.{new string('0', -point)}{digits}"
            : point >= digits.Length
                ? $"{sign}{digits}{new string('0', point - digits.Length)}.0"
                : $"{sign}{digits[..point]}.{digits[point..]}";
    }
}
