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

    private static RpcRecord Array(byte type, IEnumerable<RpcValue> items) => new(
        ZclArrayRecord.WireName, new ZclArrayRecord { AttributeType = type, Value = items.ToArray() }.ToStruct());

    private static bool IsPrintable(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~');
}
