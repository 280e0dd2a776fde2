using System.Globalization;

namespace SEFramework.Daemon.Configuration;

/// <summary>The spelling of Ethernet addresses.</summary>
public static class EthernetAddress
{
    private const int Digits = 12;

    /// <summary>Reads six bytes in hexadecimal, with colons, dashes or nothing between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The 48-bit address as a number.</param>
    public static bool TryParse(string text, out ulong address)
    {
        var digits = text.Trim().Replace(":", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal);
        address = 0;
        return digits.Length == Digits && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
    }
}
