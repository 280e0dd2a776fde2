using System.Globalization;

namespace SEFramework.Radio.XBee.Frames;

/// <summary>The two letters of an AT command. Source: reference 07, sections 4.1 and 7.</summary>
/// <param name="Code">The letters as a big-endian number: "AP" is 0x4150.</param>
public readonly record struct AtCommandName(ushort Code)
{
    /// <summary>Makes a name from its letters.</summary>
    /// <param name="letters">Two ASCII characters.</param>
    /// <exception cref="ArgumentException">Not two ASCII characters.</exception>
    public AtCommandName(string letters)
        : this(FromLetters(letters))
    {
    }

    /// <summary>The letters; bytes that are not printable ASCII are written as \xHH.</summary>
    public override string ToString()
    {
        var first = (char)(Code >> 8);
        var second = (char)(Code & 0xFF);
        return char.IsBetween(first, '!', '~') && char.IsBetween(second, '!', '~')
            ? string.Create(CultureInfo.InvariantCulture, $"{first}{second}")
            : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)first:X2}\\x{(int)second:X2}");
    }

    private static ushort FromLetters(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        return letters.Length == 2 && char.IsAscii(letters[0]) && char.IsAscii(letters[1])
            ? (ushort)((letters[0] << 8) | letters[1])
            : throw new ArgumentException($"'{letters}' is not the name of an AT command: two ASCII characters.", nameof(letters));
    }
}
