using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Han.Zdo;

/// <summary>The endpoints that an XBee has by itself. Source: reference 07, section 6.</summary>
public static class DigiEndpoints
{
    /// <summary>Digi's own profile.</summary>
    public const ushort ProfileId = 0xC105;

    /// <summary>Digi's manufacturer code.</summary>
    public const ushort ManufacturerCode = 0x101E;

    /// <summary>Commands, 0xE6.</summary>
    public const byte Commands = 0xE6;

    /// <summary>Data, 0xE8.</summary>
    public const byte Data = 0xE8;

    /// <summary>Their simple descriptors. The clusters on them are not documented, so the lists are empty.</summary>
    public static IReadOnlyList<SimpleDescriptor> Descriptors { get; } =
        [new(Commands, ProfileId, 1, 0, [], []), new(Data, ProfileId, 1, 0, [], [])];
}
