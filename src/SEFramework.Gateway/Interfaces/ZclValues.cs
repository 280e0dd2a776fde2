using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Interfaces;

/// <summary>ZCL values as RPC values. Source: reference 03, section 7.3.</summary>
public static class ZclValues
{
    /// <summary>Converts a value. Invalid numbers pass unchanged, an invalid string is empty.</summary>
    /// <param name="type">Its data type.</param>
    /// <param name="value">The value.</param>
    public static RpcValue ToRpc(ZclDataType type, ZclValue value) => value switch
    {
        ZclUnsigned unsigned => new RpcInt(unsigned.Value),
        ZclSigned signed => new RpcInt(signed.Value),

        // An invalid boolean is neither TRUE nor FALSE: its raw value passes.
        ZclBoolean { Raw: 0 or 1 } boolean => RpcValue.Of(boolean.Raw == 1),
        ZclBoolean boolean => RpcValue.Of(boolean.Raw),
        ZclFloat real => new RpcFloat(real.Value),
        ZclText text => RpcValue.Of(text.Value),
        ZclOctets octets when type.Kind == ZclKind.Key => new RpcBytes(octets.Value),
        ZclOctets octets => IsPrintable(octets.Value.Span)
            ? RpcValue.Of(System.Text.Encoding.ASCII.GetString(octets.Value.Span))
            : new RpcBytes(octets.Value),
        ZclIeee address => RpcValue.Of(new MacAddress(address.Value.Value)),
        ZclArray array => Array(array.ItemType.Id, array.Items.Select(i => ToRpc(array.ItemType, i))),
        ZclStructure structure => new RpcList(structure.Items.Select(i => Array(i.Type.Id, [ToRpc(i.Type, i.Value)])).ToArray()),
        _ => RpcNone.Value,
    };

    /// <summary>Converts a client's value to a data type; null when it does not fit. None is the invalid value of the type.</summary>
    /// <param name="type">The data type.</param>
    /// <param name="value">The client's value.</param>
    public static ZclValue? FromRpc(ZclDataType type, RpcValue value)
    {
        ZclValue? converted = (type.Kind, value) switch
        {
            // A text without a type may look like a number and be none.
            (ZclKind.Text, { Untyped: { } text }) and not (_, RpcNone) => new ZclText(text),
            (ZclKind.Octets, { Untyped: { } text }) and not (_, RpcNone) => new ZclOctets(System.Text.Encoding.UTF8.GetBytes(text)),
            (ZclKind.Ieee, { Untyped: { } text }) when MacAddress.TryParse(text, out var address) && address.Length == 8 =>
                new ZclIeee(new Zigbee.Addressing.IeeeAddress(address.Value)),
            (ZclKind.Key, { Untyped: { } text }) when RpcText.TryParseBase16(text, out var bytes) => new ZclOctets(bytes),
            (_, RpcNone) => ZclValue.InvalidOf(type),
            (ZclKind.Unsigned, RpcInt number) when number.Value.Sign >= 0 && number.Value <= ulong.MaxValue => new ZclUnsigned((ulong)number.Value),
            (ZclKind.Unsigned, RpcBool boolean) => new ZclUnsigned(boolean.Value ? 1UL : 0),
            (ZclKind.Signed, RpcInt number) when number.Value >= long.MinValue && number.Value <= long.MaxValue => new ZclSigned((long)number.Value),
            (ZclKind.Boolean, RpcBool boolean) => new ZclBoolean((byte)(boolean.Value ? 1 : 0)),
            (ZclKind.Boolean, RpcInt number) when number.Value.IsZero || number.Value.IsOne => new ZclBoolean((byte)number.Value),
            (ZclKind.Float, RpcFloat real) => new ZclFloat(real.Value),
            (ZclKind.Float, RpcInt number) => new ZclFloat((double)number.Value),
            (ZclKind.Text, RpcString text) => new ZclText(text.Value),

            // A text of digits without a type was taken for a number.
            (ZclKind.Text, RpcInt number) => new ZclText(number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (ZclKind.Octets or ZclKind.Key, RpcBytes bytes) => new ZclOctets(bytes.Value),
            (ZclKind.Octets, RpcString text) => new ZclOctets(System.Text.Encoding.UTF8.GetBytes(text.Value)),
            (ZclKind.Ieee, RpcMac { Value.Length: 8 } address) => new ZclIeee(new Zigbee.Addressing.IeeeAddress(address.Value.Value)),
            (ZclKind.Array, RpcRecord { ClassName: ZclArrayRecord.WireName } array) => ToArray(array),
            (ZclKind.Structure, RpcList list) => ToStructure(list),
            _ => null,
        };
        return converted?.Fits(type) == true ? converted : null;
    }

    private static ZclArray? ToArray(RpcRecord record)
    {
        var array = ZclArrayRecord.FromStruct(record.Fields);
        if (ZclDataType.Find(array.AttributeType) is not { } itemType)
        {
            return null;
        }

        var items = array.Value.Select(item => FromRpc(itemType, item)).ToArray();
        return items.Contains(null) ? null : new ZclArray(itemType, items!);
    }

    /// <summary>A structure is a list of arrays of one element each: no class for it is known (reference 03, section 7.3).</summary>
    private static ZclStructure? ToStructure(RpcList list)
    {
        var items = new List<(ZclDataType, ZclValue)>();
        foreach (var item in list.Items)
        {
            if (item is not RpcRecord { ClassName: ZclArrayRecord.WireName } record || ToArray(record) is not { Items.Count: 1 } array)
            {
                return null;
            }

            items.Add((array.ItemType, array.Items[0]));
        }

        return new ZclStructure(items);
    }

    private static RpcRecord Array(byte type, IEnumerable<RpcValue> items) => new(
        ZclArrayRecord.WireName, new ZclArrayRecord { AttributeType = type, Value = items.ToArray() }.ToStruct());

    private static bool IsPrintable(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~');
}
