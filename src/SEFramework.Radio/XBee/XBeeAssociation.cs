namespace SEFramework.Radio.XBee;

/// <summary>What the association indication AI says, for people. Source: reference 07, section 5.</summary>
public static class XBeeAssociation
{
    private static readonly Dictionary<byte, string> Texts = new()
    {
        [0x00] = "it is in a network",
        [0x21] = "it finds no network at all: check the channels, the distance, and that the coordinator is on",
        [0x22] = "it finds no network that fits: check channel mask and extended PAN id",
        [0x23] = "it finds its network, which lets nobody join now: open joining there",
        [0x24] = "it finds no network that can be joined",
        [0x25] = "the module is in an unexpected state: reset it",
        [0x27] = "the attempt to join failed, most often by a wrong link key: check the installation code on both sides",
        [0x2A] = "the coordinator could not start: check the channel mask and the extended PAN id",
        [0x2B] = "it looks for an existing coordinator",
        [0x2C] = "it could not leave its network",
        [0x40] = "it is attached and waits for its link key",
        [0x41] = "it has its new link key",
        [0x44] = "the trust centre did not give it a link key",
        [0xAB] = "the device that it tried to join did not answer",
        [0xAC] = "it was given the network key unsecured",
        [0xAD] = "it was not given the network key: the trust centre does not know its link key",
        [0xAF] = "its preconfigured link key is wrong: check the installation code on both sides",
        [0xFF] = "it is looking for a network",
    };

    /// <summary>The meaning of a value, in words that follow "the module says".</summary>
    /// <param name="indication">The value.</param>
    public static string Explain(byte indication) => Texts.TryGetValue(indication, out var text)
        ? text
        : indication is > 0x44 and < 0xAB ? "key establishment failed" : "an indication that is not known";
}
