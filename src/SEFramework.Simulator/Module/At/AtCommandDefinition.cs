namespace SEFramework.Simulator.Module.At;

/// <summary>Firmware families that differ in their AT commands. Source: reference 07, section 7.</summary>
[Flags]
public enum AtFamilies
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>XBee SE, coordinator firmware.</summary>
    SeCoordinator = 1,

    /// <summary>XBee SE, router firmware.</summary>
    SeRouter = 2,

    /// <summary>XBee S2C ZB.</summary>
    S2C = 4,

    /// <summary>XBee 3 Zigbee.</summary>
    XBee3 = 8,

    /// <summary>Both XBee SE firmwares.</summary>
    Se = SeCoordinator | SeRouter,

    /// <summary>The firmwares without Smart Energy.</summary>
    Zb = S2C | XBee3,

    /// <summary>Every firmware.</summary>
    All = Se | Zb,
}

/// <summary>What may be done with an AT command.</summary>
public enum AtAccess
{
    /// <summary>Only read.</summary>
    ReadOnly,

    /// <summary>Read and set.</summary>
    ReadWrite,

    /// <summary>Set; reading answers OK without the value (keys, certificates).</summary>
    WriteOnly,

    /// <summary>Does something at once; has no value that is kept.</summary>
    Action,
}

/// <summary>What the bytes of a value are.</summary>
public enum AtValueKind
{
    /// <summary>A number, most significant byte first; leading zero bytes may be left out when setting.</summary>
    Number,

    /// <summary>Text of at most the width.</summary>
    Text,

    /// <summary>Exactly as many bytes as the width.</summary>
    Octets,
}

/// <summary>What the module does when a changed value is applied. Source: reference 07, sections 7 and 8.</summary>
public enum AtEffect
{
    /// <summary>Nothing but keeping it.</summary>
    None,

    /// <summary>It leaves its network and forms or joins one with the new values.</summary>
    RestartNetwork,

    /// <summary>It leaves its network if the channel in use is no longer allowed.</summary>
    RestartIfChannelExcluded,

    /// <summary>The join window opens for that many seconds, or closes.</summary>
    JoinWindow,

    /// <summary>The framing of the serial line changes after the answer.</summary>
    ApiMode,

    /// <summary>A centralised trust centre gives the network a new key; any other node leaves.</summary>
    NetworkKey,

    /// <summary>A coordinator leaves its network and forms a new one; a joiner uses it for its next join.</summary>
    TrustCentreKey,
}

/// <summary>One row of the AT command table.</summary>
/// <param name="Name">Two characters.</param>
/// <param name="Families">Firmwares that have this row.</param>
/// <param name="Access">What may be done with it.</param>
/// <param name="Width">Bytes of the value in an answer; for text, the most.</param>
/// <param name="Kind">What the bytes are.</param>
/// <param name="Minimum">Smallest number that may be set.</param>
/// <param name="Maximum">Largest number that may be set.</param>
/// <param name="Default">Factory value of a number.</param>
/// <param name="Effect">What applying a changed value causes.</param>
public sealed record AtCommandDefinition(
    string Name,
    AtFamilies Families,
    AtAccess Access,
    int Width = 1,
    AtValueKind Kind = AtValueKind.Number,
    UInt128 Minimum = default,
    UInt128 Maximum = default,
    UInt128 Default = default,
    AtEffect Effect = AtEffect.None)
{
    /// <summary>Brings a value to the form in which it is kept and answered.</summary>
    /// <param name="value">The bytes as the host sent them.</param>
    /// <param name="normalised">The kept form.</param>
    /// <returns>False when the value is out of range or of the wrong length: the module answers "invalid parameter".</returns>
    public bool TryNormalise(ReadOnlySpan<byte> value, out byte[] normalised)
    {
        normalised = [];
        switch (Kind)
        {
            case AtValueKind.Text:
                normalised = value.ToArray();
                return value.Length <= Width && value.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0;
            case AtValueKind.Octets:
                normalised = value.ToArray();
                return value.Length == Width;
            default:
                if (!TryReadNumber(value, out var number) || number < Minimum || number > Maximum)
                {
                    return false;
                }

                normalised = WriteNumber(number, Width);
                return true;
        }
    }

    /// <summary>The factory value in the form in which it is kept.</summary>
    public byte[] FactoryValue => Kind == AtValueKind.Number ? WriteNumber(Default, Width) : [];

    /// <summary>Reads a number, most significant byte first.</summary>
    /// <param name="value">The bytes.</param>
    /// <param name="number">The number.</param>
    /// <returns>False when it has more than 128 bits.</returns>
    public static bool TryReadNumber(ReadOnlySpan<byte> value, out UInt128 number)
    {
        number = default;
        value = value.TrimStart((byte)0);
        if (value.Length > 16)
        {
            return false;
        }

        foreach (var octet in value)
        {
            number = (number << 8) | octet;
        }

        return true;
    }

    /// <summary>Writes a number, most significant byte first.</summary>
    /// <param name="number">The number.</param>
    /// <param name="width">Number of bytes.</param>
    public static byte[] WriteNumber(UInt128 number, int width)
    {
        var octets = new byte[width];
        for (var i = width - 1; i >= 0; i--)
        {
            octets[i] = (byte)(number & 0xFF);
            number >>= 8;
        }

        return octets;
    }
}
