using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Interfaces;

/// <summary>ZCL values as RPC values. Source: reference 03, section 7.3.</summary>
internal static class ZclValues
{
    /// <summary>Converts a value. Invalid numbers pass unchanged, an invalid string is empty.</summary>
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
    public static ZclValue? FromRpc(ZclDataType type, RpcValue value)
    {
        ZclValue? converted = (type.Kind, value) switch
        {
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
            _ => null,
        };
        return converted?.Fits(type) == true ? converted : null;
    }

    private static RpcRecord Array(byte type, IEnumerable<RpcValue> items) => new(
        ZclArrayRecord.WireName, new ZclArrayRecord { AttributeType = type, Value = items.ToArray() }.ToStruct());

    private static bool IsPrintable(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~');
}
