using SEFramework.Gateway.Interfaces;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Tests.Interfaces;

/// <summary>ZCL values as RPC values and back, for every data type there is: reference 03, section 7.3.</summary>
[TestClass]
public sealed class ZclValuesTests
{
    [TestMethod]
    public void Whatever_comes_over_the_air_goes_to_clients_and_back()
    {
        var random = new Random(30_030_703);
        var bytes = new byte[40];
        foreach (var type in ZclDataType.All.Where(static t => t.Kind != ZclKind.None))
        {
            var seen = 0;
            for (var i = 0; i < 400; i++)
            {
                random.NextBytes(bytes);
                if (type.Kind is ZclKind.Octets or ZclKind.Text)
                {
                    bytes[0] = (byte)random.Next(0, 30);
                    bytes[1] = type.Width == 2 ? (byte)0 : bytes[1];
                    for (var at = type.Width; at < bytes.Length; at++)
                    {
                        bytes[at] = (byte)(type.Kind == ZclKind.Text ? 'a' + (bytes[at] % 26) : bytes[at]);
                    }
                }
                else if (type.Kind == ZclKind.Boolean)
                {
                    bytes[0] &= 1;
                }
                else if (type.Kind is ZclKind.Array or ZclKind.Structure)
                {
                    Collection(type, random, bytes);
                }

                var reader = new ByteReader(bytes);
                if (!ZclValue.TryRead(type, ref reader, out var value) || value!.IsInvalidIn(type) || value is ZclFloat { Value: double.NaN })
                {
                    continue;
                }

                seen++;
                var back = ZclValues.FromRpc(type, ZclValues.ToRpc(type, value));
                Assert.AreEqual(value, back, $"{type.Name}: {value}");
            }

            Assert.IsGreaterThan(50, seen, type.Name);
        }
    }

    [TestMethod]
    public void None_is_the_invalid_value_where_there_is_one()
    {
        foreach (var type in ZclDataType.All)
        {
            var value = ZclValues.FromRpc(type, RpcNone.Value);
            Assert.AreEqual(ZclValue.InvalidOf(type), value, type.Name);
        }
    }

    [TestMethod]
    [DataRow(ZclTypeId.UInt8, 256)]
    [DataRow(ZclTypeId.UInt8, -1)]
    [DataRow(ZclTypeId.Int8, 128)]
    [DataRow(ZclTypeId.Int8, -129)]
    [DataRow(ZclTypeId.Bitmap8, 256)]
    [DataRow(ZclTypeId.Enum16, 65536)]
    [DataRow(ZclTypeId.Boolean, 2)]
    [DataRow(ZclTypeId.IeeeAddress, 1)]
    [DataRow(ZclTypeId.Key128, 1)]
    [DataRow(ZclTypeId.Array, 1)]
    [DataRow(ZclTypeId.Structure, 1)]
    public void A_number_that_does_not_fit_is_refused(int type, int number) =>
        Assert.IsNull(ZclValues.FromRpc(ZclDataType.Get((byte)type), RpcValue.Of(number)));

    private static void Collection(ZclDataType type, Random random, byte[] bytes)
    {
        var writer = new ByteWriter();
        var count = random.Next(0, 4);
        if (type.Kind == ZclKind.Array)
        {
            writer.Byte(ZclTypeId.UInt8 + 1);
        }

        writer.UInt16((ushort)count);
        for (var i = 0; i < count; i++)
        {
            writer = type.Kind == ZclKind.Array ? writer.UInt16((ushort)random.Next(0, 0xFFFF)) : writer.Byte(ZclTypeId.Int8).Byte((byte)random.Next(0, 127));
        }

        writer.Written.Span.CopyTo(bytes);
    }
}
