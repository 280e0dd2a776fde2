using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SEFramework.Zigbee.Security;

namespace SEFramework.Conformance.Recording;

/// <summary>
/// Replaces addresses, installation codes and link keys: each by another one of the same form, and the same one everywhere, so that what is masked can be
/// played. Who is who cannot be told from the masked text.
/// </summary>
public sealed partial class SecretMask
{
    private const int AddressLength = 8;
    private const byte LocallyAdministered = 0x02;
    private const string Hidden = "hidden";

    private readonly Dictionary<string, string> _addresses = [];
    private readonly Dictionary<string, byte[]> _secrets = [];

    /// <summary>Who is who: each address that was replaced, with colons, and what stands in its place.</summary>
    public IReadOnlyDictionary<string, string> Addresses => _addresses.ToDictionary(static a => WithColons(a.Key), static a => WithColons(a.Value));

    /// <summary>Learns the addresses in a text, so that they are known where they stand without separators.</summary>
    /// <param name="text">Any text.</param>
    public void Learn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _ = MaskSeparated(text);
    }

    /// <summary>Masks an element, in place.</summary>
    /// <param name="element">The element.</param>
    public void Mask(XElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        foreach (var part in element.DescendantsAndSelf())
        {
            foreach (var attribute in part.Attributes().Where(static a => !a.IsNamespaceDeclaration))
            {
                attribute.Value = Mask(attribute.Name.LocalName, attribute.Value, type: null);
            }

            if (!part.HasElements && !part.IsEmpty)
            {
                part.Value = Mask(NameOf(part), part.Value, (string?)part.Attribute("type"));
            }
        }
    }

    /// <summary>Masks the addresses in a text, such as the path of a request.</summary>
    /// <param name="text">The text.</param>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = MaskSeparated(text);

        // Known ones without separators, as numbers and as they are on the air, the last byte first.
        return BareRegex().Replace(text, match => FindBare(match.Value) ?? match.Value);
    }

    private string Mask(string name, string value, string? type)
    {
        if (IsSecret(name))
        {
            return MaskSecret(value, type);
        }

        if (type == "base64" || name is "data" or "fdData")
        {
            return MaskInside(value);
        }

        if (ContractNames.Addresses.Contains(name) && BareRegex().Match(value.Trim()) is { Success: true, Length: 2 * AddressLength } bare)
        {
            return value.Replace(bare.Value, Again(bare.Value, Substitute(bare.Value.ToUpperInvariant())), StringComparison.Ordinal);
        }

        return Mask(value);
    }

    // A file or payload in base 64.
    private string MaskInside(string value)
    {
        var buffer = new byte[value.Length];
        if (!Convert.TryFromBase64String(value.Trim(), buffer, out var count))
        {
            return Mask(value);
        }

        var text = Encoding.Latin1.GetString(buffer.AsSpan(0, count));
        var masked = Mask(text);
        return masked == text ? value : Convert.ToBase64String(Encoding.Latin1.GetBytes(masked));
    }

    private string MaskSeparated(string text) =>
        EthernetRegex().Replace(DeviceIdRegex().Replace(AddressRegex().Replace(text, match => Again(match.Value, Substitute(Digits(match.Value)))), MaskDeviceId), match => Again(match.Value, Substitute(Digits(match.Value))));

    private string MaskDeviceId(Match match)
    {
        // 00000000-00000000-AABBCCFF-FFDDEEFF holds the Ethernet address AA:BB:CC:DD:EE:FF. Source: reference 01, section 1.8.
        var digits = Digits(match.Value);
        if (!digits.StartsWith(new string('0', 16), StringComparison.Ordinal) || digits[22..26] != "FFFF")
        {
            return Again(match.Value, new string('0', 16) + Substitute(digits[16..]));
        }

        var ethernet = Substitute(digits[16..22] + digits[26..]);
        return Again(match.Value, $"{new string('0', 16)}{ethernet[..6]}FFFF{ethernet[6..]}");
    }

    private string? FindBare(string text)
    {
        var digits = text.ToUpperInvariant();
        if (_addresses.TryGetValue(digits, out var mask))
        {
            return Again(text, mask);
        }

        if (digits.Length == 2 * AddressLength && _addresses.TryGetValue(Reverse(digits), out mask))
        {
            return Again(text, Reverse(mask));
        }

        // A longer run, such as a payload, may have one inside.
        var result = new StringBuilder(digits);
        foreach (var (address, substitute) in _addresses.Where(static a => a.Key.Length == 2 * AddressLength))
        {
            result.Replace(address, substitute).Replace(Reverse(address), Reverse(substitute));
        }

        return result.ToString() == digits ? null : Again(text, result.ToString());
    }

    // The mask of an address of 6 or 8 bytes; those that mean nobody or everybody stay.
    private string Substitute(string digits)
    {
        if (digits.All(static c => c == '0') || digits.All(static c => c == 'F'))
        {
            return digits;
        }

        if (!_addresses.TryGetValue(digits, out var mask))
        {
            var bytes = new byte[digits.Length / 2];
            bytes[0] = LocallyAdministered;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(bytes.Length - sizeof(ushort)), (ushort)(_addresses.Count + 1));
            mask = Convert.ToHexString(bytes);
            _addresses.Add(digits, mask);
        }

        return mask;
    }

    private string MaskSecret(string value, string? type)
    {
        var trimmed = value.Trim();
        if (trimmed.Length == 0)
        {
            return value;
        }

        var buffer = new byte[trimmed.Length];
        if (type == "base64" && Convert.TryFromBase64String(trimmed, buffer, out var count))
        {
            return Convert.ToBase64String(Substitute(buffer.AsSpan(0, count)));
        }

        var prefix = trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? trimmed[..2] : string.Empty;
        var digits = new string([.. trimmed[prefix.Length..].Where(char.IsAsciiHexDigit)]);
        return digits.Length is > 0 && digits.Length % 2 == 0 ? prefix + Convert.ToHexString(Substitute(Convert.FromHexString(digits))) : Hidden;
    }

    // What is a good installation code becomes another good one.
    private byte[] Substitute(ReadOnlySpan<byte> secret)
    {
        var key = Convert.ToHexString(secret);
        if (!_secrets.TryGetValue(key, out var mask))
        {
            mask = InstallCode.Check(secret) == InstallCodeStatus.Valid
                ? InstallCode.WithCrc(RandomNumberGenerator.GetBytes(secret.Length - sizeof(ushort)))
                : RandomNumberGenerator.GetBytes(secret.Length);
            _secrets.Add(key, mask);
        }

        return mask;
    }

    private static bool IsSecret(string name) => ContractNames.Secrets.Contains(name) || KeyNameRegex().IsMatch(name);

    private static string NameOf(XElement leaf) =>
        leaf.Ancestors("member").FirstOrDefault()?.Element("name") is { } name && leaf.Parent?.Name.LocalName == "value" ? name.Value.Trim() : leaf.Name.LocalName;

    private static string WithColons(string digits) => string.Join(':', digits.Chunk(2).Select(static pair => new string(pair)));

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiHexDigit).Select(char.ToUpperInvariant)]);

    private static string Reverse(string digits)
    {
        var bytes = Convert.FromHexString(digits);
        bytes.AsSpan().Reverse();
        return Convert.ToHexString(bytes);
    }

    // Other digits in the places of those of a text, in its case.
    private static string Again(string text, string digits)
    {
        var isLower = text.Any(char.IsAsciiLetterLower);
        var result = new StringBuilder(text.Length);
        var next = 0;
        foreach (var c in text)
        {
            result.Append(char.IsAsciiHexDigit(c) && next < digits.Length ? isLower ? char.ToLower(digits[next++], CultureInfo.InvariantCulture) : digits[next++] : c);
        }

        return result.ToString();
    }

    [GeneratedRegex(@"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){6}(?![0-9A-Fa-f:-])")]
    private static partial Regex AddressRegex();

    [GeneratedRegex(@"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![0-9A-Fa-f:-])")]
    private static partial Regex EthernetRegex();

    [GeneratedRegex("(?<![0-9A-Fa-f-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{8}){3}(?![0-9A-Fa-f-])")]
    private static partial Regex DeviceIdRegex();

    [GeneratedRegex("(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){6,}(?![0-9A-Fa-f])")]
    private static partial Regex BareRegex();

    [GeneratedRegex("(link|network|net|trust_?cent(er|re)|encryption)_?key|install(ation)?_?code", RegexOptions.IgnoreCase)]
    private static partial Regex KeyNameRegex();
}
