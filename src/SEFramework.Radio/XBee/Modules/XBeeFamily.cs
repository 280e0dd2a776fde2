using System.Collections.Immutable;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Modules;

/// <summary>A setting that the driver does not touch, because changing it makes the module leave its network, but that should have a value.</summary>
/// <param name="Command">The setting.</param>
/// <param name="Mask">The bits that count.</param>
/// <param name="Expected">Their value.</param>
/// <param name="CoordinatorOnly">Whether it matters on a coordinator alone.</param>
/// <param name="Consequence">What follows when it differs, for people.</param>
internal sealed record XBeeSettingCheck(AtCommandName Command, ulong Mask, ulong Expected, bool CoordinatorOnly, string Consequence);

/// <summary>A setting of the network a module is in. Writing one that differs makes the module leave.</summary>
/// <param name="Command">The setting.</param>
/// <param name="Mask">The bits that count; the others are kept.</param>
/// <param name="Value">Its value for a network and a module; null when it does not matter.</param>
internal sealed record XBeeNetworkSetting(AtCommandName Command, ulong Mask, Func<NetworkSettings, RadioInformation, ulong?> Value);

/// <summary>What distinguishes one kind of module and firmware from another. Source: reference 07, sections 1, 6, 7 and 9.</summary>
/// <param name="Name">For people.</param>
/// <param name="HardwareSeries">High bytes of HV.</param>
/// <param name="FirmwareSeries">First digits of VR (of 16 bits).</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="ApiOptions">AO with which the host sees all ZDO requests.</param>
/// <param name="RoleByFirmware">Whether the third digit of VR tells the role; otherwise CE and the network do.</param>
/// <param name="Checks">Settings to look at.</param>
/// <param name="NetworkSettings">Settings that make up a network, in the order in which they are written.</param>
internal sealed record XBeeFamily(
    string Name,
    ImmutableArray<byte> HardwareSeries,
    ImmutableArray<byte> FirmwareSeries,
    RadioCapabilities Capabilities,
    byte ApiOptions,
    bool RoleByFirmware,
    ImmutableArray<XBeeSettingCheck> Checks,
    ImmutableArray<XBeeNetworkSetting> NetworkSettings)
{
    /// <summary>Bytes of a packet that an explicit frame costs besides its payload (section 4.2; sources differ, the larger number is safe).</summary>
    public const int ExplicitOverhead = 9;

    /// <summary>Payload that passes everywhere, where NP is not known (section 9).</summary>
    public const int SafePayload = 57;

    /// <summary>What <see cref="RoleOf"/> calls a coordinator.</summary>
    public const string CoordinatorRole = "coordinator";

    private const byte Zb = 0x2;
    private const byte SmartEnergy = 0x3;
    private const byte S2CZb = 0x4;
    private const byte S2CSmartEnergy = 0x5;

    private const byte ExplicitWithZdo = 0x03;
    // With the binding requests, because the gateway keeps bindings of its own.
    private const byte ExplicitWithAllZdo = 0x0F;

    private static readonly ImmutableArray<byte> XBee3Boards = [0x41, 0x42];
    private static readonly ImmutableArray<byte> S2Boards = [0x19, 0x1A, 0x1E];
    private static readonly ImmutableArray<byte> S2CBoards = [0x21, 0x22, 0x2D, 0x2E, 0x30];

    private static readonly XBeeSettingCheck Encryption =
        new(AtCommands.EncryptionEnable, 0xFF, 1, false, "Smart Energy needs network encryption, EE=1");

    private static readonly XBeeSettingCheck ZigBeePro =
        new(AtCommands.StackProfile, 0xFF, 2, false, "Smart Energy needs ZigBee PRO, ZS=2");

    private static readonly XBeeSettingCheck CentralTrustCentre =
        new(AtCommands.EncryptionOptions, 0x02, 0x02, true, "a coordinator is a trust centre only with bit 1 of EO");

    // The PRO modules of series 2 lack channels 25 and 26.
    private const ushort ProChannels = 0x3FFF;
    private static readonly ImmutableArray<byte> ProBoards = [0x1A, 0x1E];

    private static readonly XBeeNetworkSetting PanId = new(AtCommands.ExtendedPanId, ulong.MaxValue, static (network, _) => network.ExtendedPanId);

    private static readonly XBeeNetworkSetting Channels = new(AtCommands.ScanChannels, 0xFFFF, static (network, module) =>
        ProBoards.Contains((byte)(module.HardwareVersion >> 8)) ? (ulong?)(network.ChannelMask & ProChannels) : network.ChannelMask);

    // Key establishment right after joining, which only routers have to be told.
    private static readonly ImmutableArray<XBeeNetworkSetting> SmartEnergyNetwork =
    [
        PanId,
        Channels,
        new(AtCommands.EncryptionOptions, 0xFF, static (network, _) => network.IsCoordinator ? 2UL : 8),
    ];

    private static readonly ImmutableArray<XBeeNetworkSetting> ZigbeeNetwork =
    [
        PanId,
        Channels,
        new(AtCommands.StackProfile, 0xFF, static (_, _) => 2),
        new(AtCommands.EncryptionEnable, 0xFF, static (_, _) => 1),
        new(AtCommands.EncryptionOptions, 0x02, static (_, _) => 2),
        new(AtCommands.CoordinatorEnable, 0xFF, static (network, _) => network.IsCoordinator ? 1UL : 0),
    ];

    /// <summary>
    /// The known families, most specific first. Registered keys count as lost at a reset everywhere: XBee 3 keeps them in RAM, and for the SE
    /// firmware no document says that they last, so that the host registering again is safe.
    /// </summary>
    public static ImmutableArray<XBeeFamily> Known { get; } =
    [
        new(
            "XBee 3 Zigbee", XBee3Boards, AllFirmwareBut(SmartEnergy, S2CSmartEnergy), RadioCapabilities.None,
            ExplicitWithAllZdo, false, [Encryption, ZigBeePro, CentralTrustCentre], ZigbeeNetwork),
        new(
            "XBee SE", S2Boards, [SmartEnergy], RadioCapabilities.KeyEstablishment | RadioCapabilities.UnregisterKey,
            ExplicitWithZdo, true, [CentralTrustCentre], SmartEnergyNetwork),
        new(
            "XBee S2C SE", S2CBoards, [S2CSmartEnergy], RadioCapabilities.KeyEstablishment | RadioCapabilities.UnregisterKey,
            ExplicitWithZdo, false, [CentralTrustCentre], SmartEnergyNetwork),
        new(
            "XBee ZB", S2Boards, [Zb], RadioCapabilities.UnregisterKey,
            ExplicitWithZdo, false, [Encryption, ZigBeePro, CentralTrustCentre], ZigbeeNetwork),
        new(
            "XBee S2C ZB", S2CBoards, [Zb, S2CZb], RadioCapabilities.UnregisterKey,
            ExplicitWithZdo, false, [Encryption, ZigBeePro, CentralTrustCentre], ZigbeeNetwork),
    ];

    /// <summary>What a module of no known family is taken for: the least common ground.</summary>
    public static XBeeFamily Unknown { get; } =
        new("unknown XBee", [], [], RadioCapabilities.None, ExplicitWithZdo, false, [Encryption], ZigbeeNetwork);

    /// <summary>Finds the family of a module.</summary>
    /// <param name="hardwareVersion">HV.</param>
    /// <param name="firmwareVersion">VR.</param>
    public static XBeeFamily Of(ushort hardwareVersion, uint firmwareVersion)
    {
        var hardware = (byte)(hardwareVersion >> 8);
        var firmware = (byte)((firmwareVersion >> 12) & 0xF);
        return Known.FirstOrDefault(family => family.HardwareSeries.Contains(hardware) && family.FirmwareSeries.Contains(firmware))
            ?? Unknown;
    }

    /// <summary>The role that the firmware fixes, or null where it does not (section 1).</summary>
    /// <param name="firmwareVersion">VR.</param>
    public string? RoleOf(uint firmwareVersion) => !RoleByFirmware ? null : (firmwareVersion & 0x0F00) switch
    {
        0x0100 => CoordinatorRole,
        0x0300 => "router",
        0x0400 => "range extender",
        _ => "end device",
    };

    private static ImmutableArray<byte> AllFirmwareBut(params ReadOnlySpan<byte> excluded)
    {
        var series = ImmutableArray.CreateBuilder<byte>();
        for (byte digit = 0; digit <= 0xF; digit++)
        {
            if (!excluded.Contains(digit))
            {
                series.Add(digit);
            }
        }

        return series.ToImmutable();
    }
}
