using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Tests.Zcl;

/// <summary>Makes values of any data type, the invalid one among them.</summary>
internal static class ZclValueGenerator
{
    private const int DeepestGenerated = 3;

    private static readonly Gen<ulong> Numbers =
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        from top in Gen.Choose(0, 3)
        from special in Gen.Choose(0, 7)
        select special switch
        {
            0 => 0UL,
            1 => ulong.MaxValue,
            2 => 0x8080808080808080,
            _ => ((ulong)top << 62) | ((ulong)high << 31) | (uint)low,
        };

    private static readonly Gen<byte> Octet = Gen.Choose(0, byte.MaxValue).Select(static number => (byte)number);

    /// <summary>Values of a type that write and read back alike.</summary>
    public static Gen<ZclValue> Of(ZclDataType type, int depth = 0)
    {
        var valid = Valid(type, depth);
        return ZclValue.InvalidOf(type) is { } invalid ? Gen.Frequency((9, valid), (1, Gen.Constant(invalid))) : valid;
    }

    private static Gen<ZclValue> Valid(ZclDataType type, int depth) => type.Kind switch
    {
        ZclKind.None => Gen.Constant<ZclValue>(ZclNone.Value),
        ZclKind.Unsigned => Numbers.Select(number => (ZclValue)new ZclUnsigned(number & type.AllOnes)),
        ZclKind.Signed => Numbers.Select(number => (ZclValue)new ZclSigned((long)number >> (64 - (8 * type.Width)))),
        ZclKind.Boolean => Gen.Elements<byte>(0, 1).Select(static raw => (ZclValue)new ZclBoolean(raw)),
        ZclKind.Float => Gen.Choose(-2000, 2000).Select(static number => (ZclValue)new ZclFloat(number / 4.0)),
        ZclKind.Octets => Octets(type).Select(static bytes => (ZclValue)new ZclOctets(bytes)),
        ZclKind.Text => Gen.Elements("a", "Z", " ", "\0", "é", "€", "\U0001F50C").ListOf().Select(static parts => (ZclValue)new ZclText(string.Concat(parts.Take(50)))),
        ZclKind.Ieee => Numbers.Select(static number => (ZclValue)new ZclIeee(new IeeeAddress(number))),
        ZclKind.Key => Octet.ArrayOf(16).Select(static bytes => (ZclValue)new ZclOctets(bytes)),
        ZclKind.Array => from itemType in ItemTypes(depth).Where(static item => item.Kind != ZclKind.None)
                         from items in Items(itemType, depth)
                         select (ZclValue)new ZclArray(itemType, items),
        ZclKind.Structure => from items in (from itemType in ItemTypes(depth)
                                            from item in Of(itemType, depth + 1)
                                            select (itemType, item)).ListOf()
                             select (ZclValue)new ZclStructure([.. items.Take(4)]),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static Gen<ZclValue[]> Items(ZclDataType type, int depth) => Of(type, depth + 1).ListOf().Select(static items => items.Take(4).ToArray());

    private static Gen<ZclDataType> ItemTypes(int depth) => Gen.Elements(
        ZclDataType.All.Where(type => depth < DeepestGenerated || type.Kind is not (ZclKind.Array or ZclKind.Structure)));

    // Long strings, too: their lengths need both bytes.
    private static Gen<byte[]> Octets(ZclDataType type) =>
        from length in Gen.Choose(0, type.Width == 1 ? 254 : 700)
        from bytes in Octet.ArrayOf(length)
        select bytes;
}
