using System.Globalization;

namespace SEFramework.Cli.Radios;

/// <summary>Channels as people write them.</summary>
internal static class ChannelList
{
    private const int First = 11;
    private const int Last = 26;

    /// <summary>Reads numbers and ranges, such as 11,15,20-24.</summary>
    /// <param name="text">The text; null for "as it is".</param>
    /// <param name="mask">Bit 0 is channel 11.</param>
    /// <returns>False when it is no such list.</returns>
    public static bool TryParse(string? text, out ushort? mask)
    {
        mask = null;
        if (text is null)
        {
            return true;
        }

        var bits = 0;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !TryRead(ends[0], out var low) || !TryRead(ends[^1], out var high) || low > high)
            {
                return false;
            }

            for (var channel = low; channel <= high; channel++)
            {
                bits |= 1 << (channel - First);
            }
        }

        mask = (ushort)bits;
        return true;
    }

    private static bool TryRead(string text, out int channel) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out channel) && channel is >= First and <= Last;
}
