using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Generator;

/// <summary>How a parameter looks in C#: its type, and the code that converts it from and to an RPC value.</summary>
internal sealed class ClrType
{
    private ClrType(string name, bool isValueType, string fromValue, string toValue)
    {
        Name = name;
        IsValueType = isValueType;
        FromValue = fromValue;
        ToValue = toValue;
    }

    public string Name { get; }

    public bool IsValueType { get; }

    /// <summary>Expression that converts the RPC value {0}.</summary>
    public string FromValue { get; }

    /// <summary>Expression that converts the C# value {0}.</summary>
    public string ToValue { get; }

    public static ClrType Of(ParameterDefinition parameter, ContractModel contract)
    {
        var types = parameter.ValueTypes;
        return types.Count == 1 ? Of(types[0], parameter, contract) : Dynamic();
    }

    private static ClrType Dynamic() => new("RpcValue", false, "{0}", "{0}");

    private static ClrType Of(TypeReference type, ParameterDefinition parameter, ContractModel contract) => type.Type switch
    {
        RpcType.Bool => new("bool", true, "RpcConvert.ToBool({0})", "RpcValue.Of({0})"),
        RpcType.Int => Integer(parameter),
        RpcType.Float => new("double", true, "RpcConvert.ToDouble({0})", "new RpcFloat({0})"),
        RpcType.String => new("string", false, "RpcConvert.ToText({0})", "RpcValue.Of({0})"),
        RpcType.Cron => new("string", false, "RpcConvert.ToText({0})", "RpcValue.OfCron({0})"),
        RpcType.Xml => new("string", false, "RpcConvert.ToText({0})", "new RpcXml({0})"),
        RpcType.Mac => new("MacAddress", true, "RpcConvert.ToMac({0})", "RpcValue.Of({0})"),
        RpcType.Base16 => new("System.ReadOnlyMemory<byte>", true, "RpcConvert.ToBytes({0})", "new RpcBytes({0})"),
        RpcType.Base64 => new("System.ReadOnlyMemory<byte>", true, "RpcConvert.ToBytes({0})", "new RpcBytes({0}, true)"),
        RpcType.List => List(parameter, contract),
        RpcType.Dict => new("RpcStruct", false, "RpcConvert.ToDict({0})", "new RpcDict({0})"),
        RpcType.Record => Record(type, contract),
        _ => Dynamic(),
    };

    private static ClrType Integer(ParameterDefinition parameter)
    {
        var name = (parameter.Width, parameter.IsSigned) switch
        {
            ( <= 8, false) => "byte",
            ( <= 8, true) => "sbyte",
            ( <= 16, false) => "ushort",
            ( <= 16, true) => "short",
            ( <= 32, false) => "uint",
            ( <= 32, true) => "int",
            ( <= 64, false) => "ulong",
            (128, false) => "System.UInt128",
            _ => "long",
        };
        return new(name, true, $"RpcConvert.ToInteger<{name}>({{0}})", "RpcConvert.FromInteger({0})");
    }

    private static ClrType Record(TypeReference type, ContractModel contract)
    {
        var record = contract.FindRecord(type.WireName)
            ?? throw new FormatException($"Contract: the record class '{type.WireName}' is not defined");
        var name = CSharpNames.TypeName(record);
        return new(name, false, $"{name}.FromStruct(RpcConvert.ToFields({{0}}))", "RpcConvert.FromRecord({0})");
    }

    private static ClrType List(ParameterDefinition parameter, ContractModel contract)
    {
        var item = parameter.ItemTypes.Count == 1 ? Of(parameter.ItemTypes[0], parameter, contract) : Dynamic();
        return new(
            $"System.Collections.Generic.IReadOnlyList<{item.Name}>",
            false,
            $"RpcConvert.ToList({{0}}, static v => {string.Format(System.Globalization.CultureInfo.InvariantCulture, item.FromValue, "v")})",
            $"RpcConvert.FromList({{0}}, static v => {string.Format(System.Globalization.CultureInfo.InvariantCulture, item.ToValue, "v")})");
    }
}
