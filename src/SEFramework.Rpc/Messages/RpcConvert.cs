using System.ComponentModel;
using System.Numerics;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Messages;

/// <summary>Conversions between RPC values and the property types of generated messages; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RpcConvert
{
    /// <summary>The value under a name.</summary>
    /// <param name="values">The values.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="RpcException">It is missing.</exception>
    public static RpcValue Required(RpcStruct values, string name) =>
        values[name] ?? throw new RpcException(RpcErrorKind.InvalidParameters, $"'{name}' is missing");

    /// <summary>Converts an integer.</summary>
    /// <typeparam name="T">Type of the property.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="RpcException">Not an integer, or too large.</exception>
    public static T ToInteger<T>(RpcValue value)
        where T : IBinaryInteger<T>
    {
        try
        {
            return value is RpcInt integer ? T.CreateChecked(integer.Value) : throw Mismatch(value, "int");
        }
        catch (OverflowException)
        {
            throw Mismatch(value, "int");
        }
    }

    /// <summary>Makes an integer value.</summary>
    /// <typeparam name="T">Type of the property.</typeparam>
    /// <param name="value">The number.</param>
    public static RpcValue FromInteger<T>(T value)
        where T : IBinaryInteger<T> => new RpcInt(BigInteger.CreateChecked(value));

    /// <summary>Converts a boolean.</summary>
    /// <param name="value">The value.</param>
    public static bool ToBool(RpcValue value) => value is RpcBool boolean ? boolean.Value : throw Mismatch(value, "bool");

    /// <summary>Converts a float.</summary>
    /// <param name="value">The value.</param>
    public static double ToDouble(RpcValue value) => value is RpcFloat real ? real.Value : throw Mismatch(value, "float");

    /// <summary>Converts a text.</summary>
    /// <param name="value">The value.</param>
    public static string ToText(RpcValue value) => value switch
    {
        RpcString text => text.Value,
        RpcXml xml => xml.Value,
        _ => throw Mismatch(value, "string"),
    };

    /// <summary>Converts an address.</summary>
    /// <param name="value">The value.</param>
    public static MacAddress ToMac(RpcValue value) => value is RpcMac address ? address.Value : throw Mismatch(value, "MAC");

    /// <summary>Converts bytes.</summary>
    /// <param name="value">The value.</param>
    public static ReadOnlyMemory<byte> ToBytes(RpcValue value) => value is RpcBytes bytes ? bytes.Value : throw Mismatch(value, "base16");

    /// <summary>Converts a dict.</summary>
    /// <param name="value">The value.</param>
    public static RpcStruct ToDict(RpcValue value) => value switch
    {
        RpcDict dict => dict.Entries,
        RpcRecord record => record.Fields,
        _ => throw Mismatch(value, "dict"),
    };

    /// <summary>The fields of a record.</summary>
    /// <param name="value">The value.</param>
    public static RpcStruct ToFields(RpcValue value) => ToDict(value);

    /// <summary>Makes a record value.</summary>
    /// <param name="record">The record.</param>
    public static RpcValue FromRecord(IRpcRecord record) => new RpcRecord(record.ClassName, record.ToStruct());

    /// <summary>Converts a list.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="item">Converts one item.</param>
    public static IReadOnlyList<T> ToList<T>(RpcValue value, Func<RpcValue, T> item) =>
        value is RpcList list ? list.Items.Select(item).ToArray() : throw Mismatch(value, "list");

    /// <summary>Makes a list value.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="item">Makes one item's value.</param>
    public static RpcValue FromList<T>(IEnumerable<T> items, Func<T, RpcValue> item) => new RpcList(items.Select(item).ToArray());

    /// <summary>The entries of a struct that the contract does not name, or null when there are none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="known">The names that the contract has.</param>
    public static RpcStruct? Additional(RpcStruct values, params ReadOnlySpan<string> known)
    {
        RpcStruct? additional = null;
        foreach (var (name, value) in values)
        {
            if (!known.Contains(name))
            {
                (additional ??= new RpcStruct()).Add(name, value);
            }
        }

        return additional;
    }

    private static RpcException Mismatch(RpcValue value, string type) =>
        new(RpcErrorKind.InvalidParameters, $"a value of kind {value.GetType().Name} does not fit the type {type}");
}
