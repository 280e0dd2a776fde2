namespace SEFramework.Radio.XBee.Link;

/// <summary>Numbers in AT values: big-endian, leading zero bytes may be missing. Source: reference 07, section 4.1.</summary>
internal static class AtNumber
{
    /// <summary>Reads 1 to 8 bytes.</summary>
    /// <returns>False for any other length.</returns>
    public static bool TryRead(ReadOnlySpan<byte> value, out ulong number)
    {
        number = 0;
        foreach (var octet in value)
        {
            number = (number << 8) | octet;
        }

        return value.Length is >= 1 and <= sizeof(ulong);
    }

    /// <summary>Writes a number without leading zero bytes, but at least one byte.</summary>
    public static byte[] Write(ulong number)
    {
        var length = 1;
        while (length < sizeof(ulong) && number >> (8 * length) != 0)
        {
            length++;
        }

        var value = new byte[length];
        for (var i = 0; i < length; i++)
        {
            value[i] = (byte)(number >> (8 * (length - 1 - i)));
        }

        return value;
    }
}
