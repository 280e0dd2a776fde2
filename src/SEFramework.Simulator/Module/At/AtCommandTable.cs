using static SEFramework.Simulator.Module.At.AtAccess;
using static SEFramework.Simulator.Module.At.AtFamilies;

namespace SEFramework.Simulator.Module.At;

/// <summary>
/// Every AT command of the virtual modules, once. Names, roles and effects: reference 07, section 7. Widths, ranges and defaults that
/// the reference does not state follow the common form of the family (INFERRED).
/// </summary>
public static class AtCommandTable
{
    private static readonly UInt128 Max64 = ulong.MaxValue;

    /// <summary>All rows of all firmwares.</summary>
    public static IReadOnlyList<AtCommandDefinition> Rows { get; } =
    [
        // Identity and network state, read from the module.
        new("SH", All, ReadOnly, 4), new("SL", All, ReadOnly, 4), new("VR", All, ReadOnly, 2), new("HV", All, ReadOnly, 2),
        new("OP", All, ReadOnly, 8), new("OI", All, ReadOnly, 2), new("CH", All, ReadOnly, 1), new("MY", All, ReadOnly, 2),
        new("MP", All, ReadOnly, 2), new("AI", All, ReadOnly, 1), new("NP", All, ReadOnly, 2), new("NC", All, ReadOnly, 1),
        new("DB", All, ReadOnly, 1), new("I?", XBee3, ReadOnly, 18, AtValueKind.Octets), new("%V", All, ReadOnly, 2), new("TP", Zb, ReadOnly, 2),

        // Networking.
        new("CE", Zb, ReadWrite, 1, Maximum: 1, Effect: AtEffect.RestartNetwork),
        new("ID", All, ReadWrite, 8, Maximum: Max64, Effect: AtEffect.RestartNetwork),
        new("II", Zb, ReadWrite, 2, Maximum: 0xFFFF, Default: 0xFFFF, Effect: AtEffect.RestartNetwork),
        new("SC", Se, ReadWrite, 2, Minimum: 1, Maximum: 0xFFFF, Default: 0x1FFE, Effect: AtEffect.RestartIfChannelExcluded),
        new("SC", Zb, ReadWrite, 2, Minimum: 1, Maximum: 0xFFFF, Default: 0x7FFF, Effect: AtEffect.RestartIfChannelExcluded),
        new("SD", All, ReadWrite, 1, Maximum: 7, Default: 3),
        new("ZS", Zb, ReadWrite, 1, Maximum: 2, Effect: AtEffect.RestartNetwork),
        new("NJ", Se, ReadWrite, 1, Maximum: 0xFE, Default: 0xFE, Effect: AtEffect.JoinWindow),
        new("NJ", Zb, ReadWrite, 1, Maximum: 0xFF, Default: 0xFE, Effect: AtEffect.JoinWindow),
        new("JV", All, ReadWrite, 1, Maximum: 1), new("JN", All, ReadWrite, 1, Maximum: 1),
        new("NW", All, ReadWrite, 2, Maximum: 0x64FF), new("DC", S2C, ReadWrite, 1, Maximum: 0xFF),
        new("DC", XBee3, ReadWrite, 2, Maximum: 0xFFFF), new("AR", All, ReadWrite, 1, Maximum: 0xFF, Default: 0xFF),
        new("NH", All, ReadWrite, 1, Maximum: 0xFF, Default: 0x1E), new("BH", All, ReadWrite, 1, Maximum: 0x1E),
        new("NT", All, ReadWrite, 2, Minimum: 0x20, Maximum: 0xFF, Default: 0x3C), new("NO", All, ReadWrite, 1, Maximum: 3),

        // Security.
        new("EE", Se, ReadOnly, 1, Default: 1),
        new("EE", Zb, ReadWrite, 1, Maximum: 1, Effect: AtEffect.RestartNetwork),
        new("EO", SeCoordinator, ReadOnly, 1, Default: 2),
        new("EO", SeRouter, ReadWrite, 1, Maximum: 8, Effect: AtEffect.RestartNetwork),
        new("EO", Zb, ReadWrite, 1, Maximum: 0xFF, Effect: AtEffect.RestartNetwork),
        new("NK", SeCoordinator | Zb, WriteOnly, 16, Maximum: UInt128.MaxValue, Effect: AtEffect.NetworkKey),
        new("KY", All, WriteOnly, 16, Maximum: UInt128.MaxValue, Effect: AtEffect.TrustCentreKey),
        new("KT", XBee3, ReadWrite, 2, Minimum: 0x1E, Maximum: 0xFFFF, Default: 0x12C),
        new("ZU", Se, WriteOnly, 22, AtValueKind.Octets), new("ZT", Se, WriteOnly, 48, AtValueKind.Octets),
        new("ZV", Se, WriteOnly, 21, AtValueKind.Octets), new("VC", Se, ReadOnly, 1),

        // Serial line.
        new("AP", Se, ReadWrite, 1, Minimum: 1, Maximum: 2, Default: 1, Effect: AtEffect.ApiMode),
        new("AP", S2C, ReadWrite, 1, Maximum: 2, Effect: AtEffect.ApiMode),
        new("AP", XBee3, ReadWrite, 1, Maximum: 4, Effect: AtEffect.ApiMode),
        new("AO", Se | S2C, ReadWrite, 1, Maximum: 3), new("AO", XBee3, ReadWrite, 1, Maximum: 0x3F),
        new("BD", All, ReadWrite, 4, Maximum: 0x0E1000, Default: 3), new("NB", Zb, ReadWrite, 1, Maximum: 3),
        new("D6", All, ReadWrite, 1, Maximum: 5), new("D7", All, ReadWrite, 1, Maximum: 7, Default: 1),
        new("CC", Zb, ReadWrite, 1, Maximum: 0xFF, Default: 0x2B), new("CT", Zb, ReadWrite, 2, Minimum: 2, Maximum: 0x1770, Default: 0x64),
        new("GT", Zb, ReadWrite, 2, Minimum: 1, Maximum: 0xFFFF, Default: 0x3E8),

        // Addressing, power and sleep: kept; only SP and SN have an effect, on frames for children that sleep.
        new("NI", Zb, ReadWrite, 20, AtValueKind.Text), new("DH", Zb, ReadWrite, 4, Maximum: uint.MaxValue),
        new("DL", Zb, ReadWrite, 4, Maximum: uint.MaxValue), new("DD", Zb, ReadWrite, 4, Maximum: uint.MaxValue, Default: 0xA0000),
        new("PL", All, ReadWrite, 1, Maximum: 4, Default: 4), new("SP", All, ReadWrite, 2, Minimum: 0x20, Maximum: 0xAF0, Default: 0x20),
        new("SN", All, ReadWrite, 2, Minimum: 1, Maximum: 0xFFFF, Default: 1), new("ST", All, ReadWrite, 2, Minimum: 1, Maximum: 0xFFFE, Default: 0x1388),
        new("SM", Zb, ReadWrite, 1, Maximum: 5), new("PO", All, ReadWrite, 2, Maximum: 0x3E8),

        // Actions.
        new("AC", All, AtAccess.Action), new("WR", All, AtAccess.Action), new("FR", All, AtAccess.Action), new("RE", All, AtAccess.Action),
        new("NR", All, AtAccess.Action, Maximum: 1), new("CB", All, AtAccess.Action, Minimum: 1, Maximum: 4), new("ND", Zb, AtAccess.Action, 20, AtValueKind.Text),
    ];

    /// <summary>The rows of one firmware, by name.</summary>
    /// <param name="family">The firmware.</param>
    public static IReadOnlyDictionary<string, AtCommandDefinition> For(AtFamilies family) =>
        Rows.Where(row => (row.Families & family) != 0).ToDictionary(static row => row.Name, StringComparer.OrdinalIgnoreCase);
}
