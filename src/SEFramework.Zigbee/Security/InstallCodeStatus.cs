namespace SEFramework.Zigbee.Security;

/// <summary>Whether an installation code is good, and if not, why. Source: reference 02, sections 2 and 8.</summary>
public enum InstallCodeStatus
{
    /// <summary>The code is good.</summary>
    Valid,

    /// <summary>The text has no hexadecimal digits, or an odd number of them.</summary>
    NotHexadecimal,

    /// <summary>With its CRC, the code is not 8, 10, 14 or 18 bytes long.</summary>
    WrongLength,

    /// <summary>The CRC in the last two bytes, low byte first, is not that of the code.</summary>
    WrongCrc,
}
