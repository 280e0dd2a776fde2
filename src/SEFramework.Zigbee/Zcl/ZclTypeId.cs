namespace SEFramework.Zigbee.Zcl;

/// <summary>The 8-bit ids of the ZCL data types; <see cref="ZclDataType"/> says what each is. Source: reference 03, section 7.3.</summary>
public static class ZclTypeId
{
    /// <summary>No value.</summary>
    public const byte NoData = 0x00;

    /// <summary>8 bits without meaning as a number; 0x09 to 0x0F are the wider ones.</summary>
    public const byte Data8 = 0x08;

    /// <summary>Boolean.</summary>
    public const byte Boolean = 0x10;

    /// <summary>8 flags.</summary>
    public const byte Bitmap8 = 0x18;

    /// <summary>16 flags.</summary>
    public const byte Bitmap16 = 0x19;

    /// <summary>24 flags.</summary>
    public const byte Bitmap24 = 0x1A;

    /// <summary>32 flags.</summary>
    public const byte Bitmap32 = 0x1B;

    /// <summary>64 flags.</summary>
    public const byte Bitmap64 = 0x1F;

    /// <summary>Unsigned, 8 bits.</summary>
    public const byte UInt8 = 0x20;

    /// <summary>Unsigned, 16 bits.</summary>
    public const byte UInt16 = 0x21;

    /// <summary>Unsigned, 24 bits.</summary>
    public const byte UInt24 = 0x22;

    /// <summary>Unsigned, 32 bits.</summary>
    public const byte UInt32 = 0x23;

    /// <summary>Unsigned, 40 bits.</summary>
    public const byte UInt40 = 0x24;

    /// <summary>Unsigned, 48 bits.</summary>
    public const byte UInt48 = 0x25;

    /// <summary>Unsigned, 56 bits.</summary>
    public const byte UInt56 = 0x26;

    /// <summary>Unsigned, 64 bits.</summary>
    public const byte UInt64 = 0x27;

    /// <summary>Signed, 8 bits.</summary>
    public const byte Int8 = 0x28;

    /// <summary>Signed, 16 bits.</summary>
    public const byte Int16 = 0x29;

    /// <summary>Signed, 24 bits.</summary>
    public const byte Int24 = 0x2A;

    /// <summary>Signed, 32 bits.</summary>
    public const byte Int32 = 0x2B;

    /// <summary>Signed, 64 bits.</summary>
    public const byte Int64 = 0x2F;

    /// <summary>Enumeration, 8 bits.</summary>
    public const byte Enum8 = 0x30;

    /// <summary>Enumeration, 16 bits.</summary>
    public const byte Enum16 = 0x31;

    /// <summary>Floating point, 16 bits.</summary>
    public const byte Half = 0x38;

    /// <summary>Floating point, 32 bits.</summary>
    public const byte Single = 0x39;

    /// <summary>Floating point, 64 bits.</summary>
    public const byte Double = 0x3A;

    /// <summary>Octet string of at most 254 bytes.</summary>
    public const byte OctetString = 0x41;

    /// <summary>Character string of at most 254 bytes.</summary>
    public const byte CharacterString = 0x42;

    /// <summary>Octet string of at most 65534 bytes.</summary>
    public const byte LongOctetString = 0x43;

    /// <summary>Character string of at most 65534 bytes.</summary>
    public const byte LongCharacterString = 0x44;

    /// <summary>Elements of one type, in order.</summary>
    public const byte Array = 0x48;

    /// <summary>Elements of different types, in order.</summary>
    public const byte Structure = 0x4C;

    /// <summary>Different elements of one type, without order.</summary>
    public const byte Set = 0x50;

    /// <summary>Elements of one type, without order.</summary>
    public const byte Bag = 0x51;

    /// <summary>Time of day.</summary>
    public const byte TimeOfDay = 0xE0;

    /// <summary>Date.</summary>
    public const byte Date = 0xE1;

    /// <summary>Seconds since 2000-01-01T00:00:00Z.</summary>
    public const byte UtcTime = 0xE2;

    /// <summary>Cluster id.</summary>
    public const byte ClusterId = 0xE8;

    /// <summary>Attribute id.</summary>
    public const byte AttributeId = 0xE9;

    /// <summary>BACnet object id.</summary>
    public const byte BacnetObjectId = 0xEA;

    /// <summary>Extended address.</summary>
    public const byte IeeeAddress = 0xF0;

    /// <summary>128-bit key.</summary>
    public const byte Key128 = 0xF1;

    /// <summary>Not known, or not used.</summary>
    public const byte Unknown = 0xFF;
}
