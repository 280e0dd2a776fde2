using SEFramework.Simulator.Module.At;

namespace SEFramework.Simulator.Module;

/// <summary>Where a module keeps registered link keys. Source: reference 07, sections 1, 4.5 and 8.</summary>
public enum KeyTableKind
{
    /// <summary>A small table that survives power cycles, and from which entries can be removed (XBee SE).</summary>
    Persistent,

    /// <summary>RAM: an entry expires after KT seconds, goes when its device joins, is lost at a power cycle and cannot be removed (XBee 3
    /// with a centralised trust centre; on a distributed one entries persist and can be removed).</summary>
    Transient,
}

/// <summary>How the AO setting is read. Source: reference 07, section 6.</summary>
public enum AoModel
{
    /// <summary>0 native, 1 explicit, 3 explicit with ZDO pass-through.</summary>
    Enumerated,

    /// <summary>Six independent bits (XBee 3).</summary>
    Bits,
}

/// <summary>
/// What one firmware does differently from another, as data. Version numbers of the listed profiles are examples of their family.
/// Source: reference 07, sections 1, 4.2, 4.5, 6 and 9.
/// </summary>
/// <param name="Id">Its name in a home's description.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Family">Which rows of the AT table it has.</param>
/// <param name="HardwareVersion">HV.</param>
/// <param name="FirmwareVersion">VR.</param>
/// <param name="FixedCoordinator">True or false where the firmware decides the role; null where CE does.</param>
/// <param name="KeyEstablishment">Whether the module itself runs certificate-based key establishment and reports 0xA2.</param>
/// <param name="KeyTable">Where registered link keys live.</param>
/// <param name="KeyTableCapacity">Number of entries. 10 is documented for XBee SE; the size of the transient table is not (INFERRED).</param>
/// <param name="Ao">How AO is read.</param>
/// <param name="JoinWindowStatus">Whether modem statuses 0x43 and 0x44 tell of the join window.</param>
/// <param name="DetailedIndications">Whether AI tells what was wrong with the keys (0x44, 0xAD, 0xAF), and the module asks its trust centre for a link
/// key of its own after joining. That the older firmwares say 0x27 for both is INFERRED.</param>
/// <param name="Fragmentation">Whether a unicast may be longer than one packet.</param>
/// <param name="ApiOnly">Whether there is neither a transparent mode nor a command mode.</param>
/// <param name="DefaultApiMode">AP as it leaves the factory.</param>
public sealed record FirmwareProfile(
    string Id,
    string Name,
    AtFamilies Family,
    ushort HardwareVersion,
    ushort FirmwareVersion,
    bool? FixedCoordinator,
    bool KeyEstablishment,
    KeyTableKind KeyTable,
    int KeyTableCapacity,
    AoModel Ao,
    bool JoinWindowStatus,
    bool DetailedIndications,
    bool Fragmentation,
    bool ApiOnly,
    byte DefaultApiMode)
{
    /// <summary>Stock XBee 3 with the Zigbee firmware, through-hole.</summary>
    public static FirmwareProfile XBee3Zigbee { get; } = new(
        "xbee3-zigbee", "XBee 3 Zigbee", AtFamilies.XBee3, 0x4247, 0x1014, null, false,
        KeyTableKind.Transient, 12, AoModel.Bits, true, true, true, false, 0);

    /// <summary>XBee SE, coordinator firmware 31xx: trust centre with key establishment inside.</summary>
    public static FirmwareProfile XBeeSeCoordinator { get; } = new(
        "xbee-se-coordinator", "XBee SE coordinator", AtFamilies.SeCoordinator, 0x1A46, 0x3119, true, true,
        KeyTableKind.Persistent, 10, AoModel.Enumerated, false, false, false, true, 1);

    /// <summary>XBee SE, router firmware 33xx.</summary>
    public static FirmwareProfile XBeeSeRouter { get; } = new(
        "xbee-se-router", "XBee SE router", AtFamilies.SeRouter, 0x1A46, 0x3319, false, true,
        KeyTableKind.Persistent, 10, AoModel.Enumerated, false, false, false, true, 1);

    /// <summary>XBee S2C with the ZB firmware 40xx.</summary>
    public static FirmwareProfile XBeeS2C { get; } = new(
        "xbee-s2c-zb", "XBee S2C ZB", AtFamilies.S2C, 0x2246, 0x4061, null, false,
        KeyTableKind.Persistent, 10, AoModel.Enumerated, false, false, true, false, 0);

    /// <summary>All profiles.</summary>
    public static IReadOnlyList<FirmwareProfile> All { get; } = [XBee3Zigbee, XBeeSeCoordinator, XBeeSeRouter, XBeeS2C];

    /// <summary>The profile with the given <see cref="Id"/> in any case, or null.</summary>
    /// <param name="id">The name in a home's description.</param>
    public static FirmwareProfile? Find(string id) => All.FirstOrDefault(profile => profile.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
