using System.Numerics;

namespace SEFramework.Rpc.Values;

/// <summary>A value of one of the RPC types. Source: reference 01, section 2.3.</summary>
public abstract record RpcValue
{
    /// <summary>
    /// The text of a client that gave no type, where the value is a guess: who knows better what it is to be reads the text. It does not make values
    /// different.
    /// </summary>
    public string? Untyped { get; init; }

    /// <summary>Whether both are of the same type.</summary>
    /// <param name="other">The other value.</param>
    public virtual bool Equals(RpcValue? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc />
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Makes an integer.</summary>
    /// <param name="value">The number.</param>
    public static RpcValue Of(long value) => new RpcInt(value);

    /// <summary>Makes a boolean.</summary>
    /// <param name="value">The truth value.</param>
    public static RpcValue Of(bool value) => value ? RpcBool.True : RpcBool.False;

    /// <summary>Makes a text.</summary>
    /// <param name="value">The text.</param>
    public static RpcValue Of(string value) => new RpcString(value);

    /// <summary>A cron string.</summary>
    /// <param name="value">The text.</param>
    public static RpcValue OfCron(string value) => new RpcString(value) { IsCron = true };

    /// <summary>Makes an address.</summary>
    /// <param name="value">The address.</param>
    public static RpcValue Of(MacAddress value) => new RpcMac(value);
}

/// <summary>A boolean.</summary>
/// <param name="Value">The truth value.</param>
public sealed record RpcBool(bool Value) : RpcValue
{
    /// <summary>TRUE.</summary>
    public static readonly RpcBool True = new(true);

    /// <summary>FALSE.</summary>
    public static readonly RpcBool False = new(false);
}

/// <summary>An integer of any size (an untyped 128-bit link key is an integer).</summary>
/// <param name="Value">The number.</param>
public sealed record RpcInt(BigInteger Value) : RpcValue;

/// <summary>A floating-point number.</summary>
/// <param name="Value">The number.</param>
public sealed record RpcFloat(double Value) : RpcValue;

/// <summary>A text; also a cron string.</summary>
/// <param name="Value">The text.</param>
public sealed record RpcString(string Value) : RpcValue
{
    /// <summary>Whether it is a cron string, which is written with a type of its own.</summary>
    public bool IsCron { get; init; }
}

/// <summary>An address.</summary>
/// <param name="Value">The address.</param>
public sealed record RpcMac(MacAddress Value) : RpcValue;

/// <summary>Bytes, with the encoding in which they came or shall be written.</summary>
/// <param name="Value">The bytes.</param>
/// <param name="IsBase64">Base 64 if set, else base 16.</param>
public sealed record RpcBytes(ReadOnlyMemory<byte> Value, bool IsBase64 = false) : RpcValue
{
    /// <inheritdoc />
    public bool Equals(RpcBytes? other) => other is not null && IsBase64 == other.IsBase64 && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(IsBase64);
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }
}

/// <summary>A list of values.</summary>
/// <param name="Items">The items in order.</param>
public sealed record RpcList(IReadOnlyList<RpcValue> Items) : RpcValue
{
    /// <inheritdoc />
    public bool Equals(RpcList? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => Items.Count;
}

/// <summary>Values named by key.</summary>
/// <param name="Entries">The entries.</param>
public sealed record RpcDict(RpcStruct Entries) : RpcValue;

/// <summary>A record: named fields of a record class.</summary>
/// <param name="ClassName">Name of the class.</param>
/// <param name="Fields">The fields.</param>
public sealed record RpcRecord(string ClassName, RpcStruct Fields) : RpcValue;

/// <summary>XML kept as text.</summary>
/// <param name="Value">The inner XML.</param>
public sealed record RpcXml(string Value) : RpcValue;

/// <summary>No value.</summary>
public sealed record RpcNone : RpcValue
{
    /// <summary>The only instance needed.</summary>
    public static readonly RpcNone Value = new();
}
