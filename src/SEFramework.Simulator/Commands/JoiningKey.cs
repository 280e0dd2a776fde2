using SEFramework.Zigbee.Security;

namespace SEFramework.Simulator.Commands;

/// <summary>Keys with which devices join, as text.</summary>
internal static class JoiningKey
{
    private const int Length = 16;

    /// <summary>Reads a link key, or derives that of an installation code.</summary>
    /// <param name="text">16 bytes of a key, or an installation code with its CRC, in hexadecimal digits; colons and dashes between them do not
    /// matter.</param>
    /// <param name="key">16 bytes.</param>
    /// <returns>False when it is neither.</returns>
    public static bool TryParse(string text, out byte[] key)
    {
        key = [];
        var digits = text.Replace(":", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal);
        if (digits.Length == 0 || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var octets = Convert.FromHexString(digits);
        if (octets.Length == Length)
        {
            key = octets;
            return true;
        }

        return InstallCode.TryDeriveLinkKey(octets, out key);
    }
}
