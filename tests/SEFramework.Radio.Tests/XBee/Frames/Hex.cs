namespace SEFramework.Radio.Tests.XBee.Frames;

/// <summary>Bytes from readable text.</summary>
internal static class Hex
{
    public static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", string.Empty, StringComparison.Ordinal));
}
