using System.Globalization;
using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Generator;

/// <summary>Writes the C# record of one request, response, message or record class.</summary>
internal sealed class MessageSource(ContractModel contract)
{
    public string Write(MessageDefinition definition)
    {
        var source = ContractSources.Header();
        var name = CSharpNames.TypeName(definition);
        var contractOf = definition.Kind switch
        {
            MessageKind.Request => string.Empty,
            MessageKind.Record => " : IRpcRecord",
            _ => " : IRpcMessage",
        };
        source.Doc("summary", $"{Describe(definition)} Source: reference {definition.Origin.Source} ({definition.Origin.Provenance.ToString().ToLowerInvariant()}).");
        source.Open($"public sealed partial record {name}{contractOf}");
        source.Doc("summary", "Name on the wire.");
        source.Line($"public const string WireName = \"{definition.Name}\";").Line();
        switch (definition.Kind)
        {
            case MessageKind.Record:
                source.Line("string IRpcRecord.ClassName => WireName;").Line();
                break;
            case MessageKind.Response or MessageKind.Message:
                source.Line("string IRpcMessage.Name => WireName;").Line();
                break;
        }

        foreach (var parameter in definition.Parameters)
        {
            WriteProperty(source, definition, parameter);
        }

        if (definition.IsOpen)
        {
            source.Doc("summary", "Parameters that the contract does not name, or null.");
            source.Line("public RpcStruct? Additional { get; init; }").Line();
        }

        WriteFromStruct(source, definition, name);
        WriteToStruct(source, definition);
        source.Close();
        return source.ToString();
    }

    private static string Describe(MessageDefinition definition) => (definition.Kind, definition.Summary) switch
    {
        (_, { Length: > 0 } summary) => summary,
        (MessageKind.Response, _) => $"Response {definition.Name}.",
        _ => $"{definition.Kind} {definition.Name}.",
    };

    private static bool IsNullable(ParameterDefinition parameter) => parameter.IsOptional && parameter.Default is null;

    private static string Literal(ParameterDefinition parameter, ClrType type)
    {
        var text = parameter.Default!;
        return type.Name switch
        {
            "bool" => text.ToLowerInvariant(),
            "string" => Quote(text),
            "double" => text + "D",
            "MacAddress" => $"RpcConvert.ToMac(RpcLiteral.Mac({Quote(text)}))",
            "RpcValue" => $"RpcText.Infer({Quote(text)})",
            _ when type.IsValueType && !type.Name.StartsWith("System.ReadOnlyMemory", StringComparison.Ordinal) =>
                $"unchecked(({type.Name})({text}))",
            _ => throw new FormatException($"Contract: the parameter '{parameter.Name}' cannot have a literal default"),
        };
    }

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static string Apply(string pattern, string argument) => string.Format(CultureInfo.InvariantCulture, pattern, argument);

    private void WriteProperty(SourceWriter source, MessageDefinition definition, ParameterDefinition parameter)
    {
        var type = ClrType.Of(parameter, contract);
        var details = new List<string>();
        if (parameter.Unit is { } unit)
        {
            details.Add($"Unit: {unit}.");
        }

        if (parameter.NotUsed is { } notUsed)
        {
            details.Add($"{notUsed}: not used.");
        }

        if (parameter.DefaultMeaning is { } meaning)
        {
            details.Add($"If missing: {meaning}.");
        }

        var summary = parameter.Summary.Length > 0 ? parameter.Summary : $"Parameter {parameter.Name}.";
        source.Doc("summary", string.Join(" ", new[] { summary }.Concat(details)));
        var modifier = parameter.IsOptional ? string.Empty : "required ";
        var nullable = IsNullable(parameter) ? "?" : string.Empty;
        var initial = parameter.IsOptional && parameter.Default is not null ? $" = {Literal(parameter, type)};" : string.Empty;
        source.Line($"public {modifier}{type.Name}{nullable} {CSharpNames.PropertyName(definition, parameter)} {{ get; init; }}{initial}").Line();
    }

    private void WriteFromStruct(SourceWriter source, MessageDefinition definition, string name)
    {
        source.Doc("summary", "Reads the values that the contract's binder found.");
        source.Doc("param name=\"values\"", "The values by wire name.");
        if (definition.Parameters.Count == 0 && !definition.IsOpen)
        {
            source.Line($"public static {name} FromStruct(RpcStruct values) => new();").Line();
            return;
        }

        source.Open($"public static {name} FromStruct(RpcStruct values)");
        source.Open($"var result = new {name}");
        foreach (var parameter in definition.Parameters.Where(p => !p.IsOptional))
        {
            var value = $"RpcConvert.Required(values, {Quote(parameter.Name)})";
            source.Line($"{CSharpNames.PropertyName(definition, parameter)} = {Apply(ClrType.Of(parameter, contract).FromValue, value)},");
        }

        if (definition.IsOpen)
        {
            // The identifier that any request may carry is the pipeline's, not one of the free parameters.
            var names = definition.Parameters.Select(p => p.Name).Concat(definition.Kind == MessageKind.Request ? ["request_identifier"] : []);
            var known = string.Concat(names.Select(n => ", " + Quote(n)));
            source.Line($"Additional = RpcConvert.Additional(values{known}),");
        }

        source.Close(";");
        foreach (var parameter in definition.Parameters.Where(p => p.IsOptional))
        {
            var property = CSharpNames.PropertyName(definition, parameter);
            source.Open($"if (values[{Quote(parameter.Name)}] is {{ }} value{property})");
            source.Line($"result = result with {{ {property} = {Apply(ClrType.Of(parameter, contract).FromValue, "value" + property)} }};");
            source.Close();
        }

        source.Line("return result;").Close().Line();
    }

    private void WriteToStruct(SourceWriter source, MessageDefinition definition)
    {
        source.Line(definition.Kind == MessageKind.Request ? "/// <summary>The values by wire name.</summary>" : "/// <inheritdoc />");
        source.Open("public RpcStruct ToStruct()");
        source.Line($"var values = new RpcStruct({definition.Parameters.Count});");
        foreach (var parameter in definition.Parameters)
        {
            var type = ClrType.Of(parameter, contract);
            var property = CSharpNames.PropertyName(definition, parameter);
            if (IsNullable(parameter))
            {
                source.Open($"if ({property} is {{ }} value{property})");
                source.Line($"values.Add({Quote(parameter.Name)}, {Apply(type.ToValue, "value" + property)});");
                source.Close();
            }
            else
            {
                source.Line($"values.Add({Quote(parameter.Name)}, {Apply(type.ToValue, property)});");
            }
        }

        if (definition.IsOpen)
        {
            source.Open("foreach (var (name, value) in Additional ?? [])");
            source.Line("values.Add(name, value);");
            source.Close();
        }

        source.Line("return values;").Close();
    }
}
