using System.Globalization;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Commands;

/// <summary>Values of attributes as text.</summary>
internal static class AttributeText
{
    /// <summary>Reads a value.</summary>
    /// <param name="type">Type of the attribute; collections have no text.</param>
    /// <param name="text">A number, decimal or with 0x hexadecimal; true or false; a text; bytes in hexadecimal digits; an address.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is no value of the type.</returns>
    public static bool TryRead(ZclDataType type, string text, out ZclValue? value)
    {
        var culture = CultureInfo.InvariantCulture;
        var hexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        value = type.Kind switch
        {
            ZclKind.Unsigned when hexadecimal && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, culture, out var number) => new ZclUnsigned(number),
            ZclKind.Unsigned when ulong.TryParse(text, NumberStyles.None, culture, out var number) => new ZclUnsigned(number),
            ZclKind.Signed when long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) => new ZclSigned(number),
            ZclKind.Boolean when bool.TryParse(text, out var boolean) => new ZclBoolean(boolean ? (byte)1 : (byte)0),
            ZclKind.Float when double.TryParse(text, NumberStyles.Float, culture, out var number) => new ZclFloat(number),
            ZclKind.Text => new ZclText(text),
            ZclKind.Octets or ZclKind.Key when text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) => new ZclOctets(Convert.FromHexString(text)),
            ZclKind.Ieee when IeeeAddress.TryParse(text, out var address) => new ZclIeee(address),
            _ => null,
        };
        return value is not null && value.Fits(type);
    }
}
