using System.Globalization;
using System.Numerics;
using System.Xml.Linq;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Binding;

/// <summary>
/// Binds an XML element to a definition of the contract: types, widths, defaults, synonyms. Liberal in what it takes, clear in what it
/// refuses. Source: reference 01, sections 2.1 to 2.4 and 7.
/// </summary>
/// <param name="contract">The contract.</param>
public sealed class RequestBinder(ContractModel contract)
{
    /// <summary>Name of the parameter that every request may carry and every response echoes. Source: reference 01, section 2.9.</summary>
    public const string RequestIdentifier = "request_identifier";

    /// <summary>Binds the children of an element to the parameters of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="element">The element.</param>
    /// <returns>The parameters under their exact names, in contract order; missing optional ones are left out.</returns>
    /// <exception cref="RpcException">Kind <see cref="RpcErrorKind.InvalidParameters"/>: the message names the parameter and what is wrong.</exception>
    public RpcStruct Bind(MessageDefinition definition, XElement element) => BindMembers(definition, element, definition.Name);

    /// <summary>Reads the value of an element without definition, as its <c>type</c> says or by inference.</summary>
    /// <param name="element">The element.</param>
    /// <exception cref="RpcException">The text does not fit the type, or the type is not known.</exception>
    public RpcValue BindAny(XElement element) => BindAny(element, element.Name.LocalName);

    private static RpcException Refuse(string path, string problem) => new(RpcErrorKind.InvalidParameters, $"{path}: {problem}");

    private static string? TypeOf(XElement element)
    {
        var type = (string?)element.Attribute("type");
        return string.IsNullOrWhiteSpace(type) ? null : type.Trim();
    }

    private static string Quote(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= 40 ? $"'{trimmed}'" : $"'{trimmed.AsSpan(0, 40)}...'";
    }

    private static string Spell(IReadOnlyList<TypeReference> types) => string.Join(" or ", types.Select(t => t.WireName));

    private static RpcInt CheckInteger(ParameterDefinition parameter, BigInteger value, string path)
    {
        if (parameter.Width is { } width)
        {
            var modulus = BigInteger.One << width;
            var (low, high) = parameter.IsSigned ? (-(modulus >> 1), (modulus >> 1) - 1) : (BigInteger.Zero, modulus - 1);
            if (parameter.Wraps && value >= -(modulus >> 1) && value < modulus)
            {
                // Field clients print unsigned fields from signed variables and the reverse.
                value = ((value % modulus) + modulus) % modulus;
                value = parameter.IsSigned && value > high ? value - modulus : value;
            }
            else if (value < low || value > high)
            {
                throw Refuse(path, $"{RpcText.FormatInt(value)} does not fit in {width} bits{(parameter.IsSigned ? " signed" : string.Empty)}");
            }
        }
        else if (value < long.MinValue || value > long.MaxValue)
        {
            throw Refuse(path, $"{RpcText.FormatInt(value)} does not fit in 64 bits");
        }

        if (!parameter.IsRangeAnsweredByStatus && ParameterRange.Problem(parameter, value) is { } problem)
        {
            throw Refuse(path, problem);
        }

        return new RpcInt(value);
    }

    private static RpcBytes CheckBytes(ParameterDefinition parameter, RpcBytes bytes, string path) =>
        parameter.Width is { } width && bytes.Value.Length * 8 != width
            ? throw Refuse(path, $"{bytes.Value.Length} bytes given, {width / 8} expected")
            : bytes;

    /// <summary>Untyped text takes the type that the general rule guesses, when the parameter allows it; else the first allowed type that fits.</summary>
    private static bool TryBindUntyped(IReadOnlyList<TypeReference> types, string text, out RpcValue value)
    {
        if (types.Count > 1)
        {
            value = RpcText.Infer(text) with { Untyped = text };
            var inferred = value switch
            {
                RpcBool => RpcType.Bool,
                RpcInt => RpcType.Int,
                RpcFloat => RpcType.Float,
                _ => RpcType.None,
            };
            if (types.Any(t => t.Type == inferred))
            {
                return true;
            }
        }

        return TryBindFirst(types, text, out value);
    }

    private static bool TryBindFirst(IReadOnlyList<TypeReference> types, string text, out RpcValue value)
    {
        foreach (var type in types)
        {
            if (RpcText.TryParse(type.Type, text, out value))
            {
                return true;
            }

            // An integer is a fine float, and 0 or 1 a fine boolean.
            if (RpcText.TryParseInt(text, out var integer))
            {
                if (type.Type == RpcType.Float)
                {
                    value = new RpcFloat((double)integer);
                    return true;
                }

                if (type.Type == RpcType.Bool && (integer.IsZero || integer.IsOne))
                {
                    value = RpcValue.Of(integer.IsOne);
                    return true;
                }
            }
        }

        value = RpcNone.Value;
        return false;
    }

    private RpcStruct BindMembers(MessageDefinition definition, XElement element, string path)
    {
        if (!element.HasElements && !string.IsNullOrWhiteSpace(element.Value))
        {
            throw Refuse(path, $"text {Quote(element.Value)} where parameters are expected");
        }

        var parameters = definition.Parameters;
        var found = new RpcValue?[parameters.Count];
        RpcStruct? additional = null;
        RpcValue? identifier = null;
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            var index = IndexOf(parameters, name);
            var childPath = $"{path}: {name}";
            if (index >= 0)
            {
                if (found[index] is not null)
                {
                    throw Refuse(childPath, "given more than once");
                }

                found[index] = parameters[index].IsSecret ? BindSecret(parameters[index], child, childPath) : BindParameter(parameters[index], child, childPath);
            }
            else if (definition.Kind == MessageKind.Request && name == RequestIdentifier)
            {
                identifier = BindAny(child, childPath);
            }
            else if (definition.IsOpen || definition.Kind is MessageKind.Response or MessageKind.Message)
            {
                (additional ??= new RpcStruct()).Add(name, BindAny(child, childPath));
            }
            else
            {
                throw Refuse(childPath, $"is not a parameter of {definition.Name}");
            }
        }

        var result = new RpcStruct(parameters.Count + 1);
        for (var i = 0; i < parameters.Count; i++)
        {
            if (found[i] is { } value and not RpcNone)
            {
                result.Add(parameters[i].Name, value);
            }
            else if (found[i] is RpcNone none && parameters[i].Types.Any(t => t.Type is RpcType.None or RpcType.Any))
            {
                // "none" counts as missing unless the parameter can hold it as a value.
                if (!parameters[i].IsOptional)
                {
                    result.Add(parameters[i].Name, none);
                }
            }
            else if (!parameters[i].IsOptional && definition.Kind is MessageKind.Request or MessageKind.Record)
            {
                throw Refuse($"{path}: {parameters[i].Name}", "is missing");
            }
        }

        foreach (var (name, value) in additional ?? [])
        {
            result.Add(name, value);
        }

        return result.AddIfPresent(RequestIdentifier, identifier);
    }

    private static int IndexOf(IReadOnlyList<ParameterDefinition> parameters, string name)
    {
        var byCase = -1;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Name == name)
            {
                return i;
            }

            if (byCase < 0 && (parameters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                || parameters[i].Synonyms.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                byCase = i;
            }
        }

        return byCase;
    }

    /// <summary>Binds a key or a code, which no answer and no log line may repeat.</summary>
    private RpcValue BindSecret(ParameterDefinition parameter, XElement element, string path)
    {
        try
        {
            return BindParameter(parameter, element, path);
        }
        catch (RpcException)
        {
            var width = parameter.Width is { } bits ? $" of {bits} bits" : string.Empty;
            throw Refuse(path, $"what is given is not a {Spell(parameter.ValueTypes)}{width}; it is not repeated here");
        }
    }

    private RpcValue BindParameter(ParameterDefinition parameter, XElement element, string path)
    {
        var types = parameter.ValueTypes;
        var declared = TypeOf(element);
        if (declared is not null && declared.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return RpcNone.Value;
        }

        if (types.Count == 1 && types[0].Type == RpcType.Any)
        {
            return BindAny(element, path);
        }

        var structured = types.FirstOrDefault(t => t.Type is RpcType.List or RpcType.Dict or RpcType.Record);
        if (structured is not null && (element.HasElements || types.Count == 1))
        {
            return BindStructured(parameter, types, declared, element, path);
        }

        if (element.HasElements && !types.Any(t => t.Type == RpcType.Xml))
        {
            throw Refuse(path, $"has child elements, a {Spell(types)} is expected");
        }

        var text = element.Value;
        if (types.Any(t => t.Type == RpcType.Xml))
        {
            return new RpcXml(InnerXml(element));
        }

        return BindScalar(parameter, types, declared, text, path);
    }

    private static RpcValue BindScalar(ParameterDefinition parameter, IReadOnlyList<TypeReference> types, string? declared, string text, string path)
    {
        RpcValue? value = null;
        if (declared is not null && TypeReference.TryParseSimple(declared, out var declaredType))
        {
            if (types.Any(t => t.Type == declaredType))
            {
                value = RpcText.TryParse(declaredType, text, out var typed)
                    ? typed
                    : throw Refuse(path, $"{Quote(text)} is not a {TypeReference.Spell(declaredType)}");
            }
        }
        else if (declared is not null)
        {
            throw Refuse(path, $"the type {Quote(declared)} is not known");
        }

        // A type attribute that the parameter does not have is no reason to refuse a text that fits.
        if (value is null && !(declared is null ? TryBindUntyped(types, text, out value) : TryBindFirst(types, text, out value)))
        {
            throw Refuse(path, $"{Quote(text)} is not a {Spell(types)}");
        }

        return value switch
        {
            RpcInt integer => CheckInteger(parameter, integer.Value, path),
            RpcBytes bytes when types.All(t => t.Type is RpcType.Base16 or RpcType.Base64 or RpcType.Int) => CheckBytes(parameter, bytes, path),
            RpcMac address when parameter.Width is null && address.Value.Length != 8 => throw Refuse(path, $"{Quote(text)} is not an address of 8 bytes"),
            _ => value,
        };
    }

    private RpcValue BindStructured(
        ParameterDefinition parameter, IReadOnlyList<TypeReference> types, string? declared, XElement element, string path)
    {
        var type = declared is null
            ? types.First(t => t.Type is RpcType.List or RpcType.Dict or RpcType.Record)
            : types.FirstOrDefault(t => Matches(t, declared));
        if (type is null)
        {
            throw Refuse(path, $"the type {Quote(declared!)} does not fit, a {Spell(types)} is expected");
        }

        return type.Type switch
        {
            RpcType.List => BindList(parameter, element, path),
            RpcType.Dict => new RpcDict(BindDict(parameter, element, path)),
            _ => BindRecord(ClassName(type, declared), element, path),
        };
    }

    private bool Matches(TypeReference type, string declared) =>
        type.Type == RpcType.Record
            ? contract.FindRecord(declared) is { } record && (type.WireName == TypeReference.AnyRecord || type.WireName == record.Name)
            : type.WireName.Equals(declared, StringComparison.OrdinalIgnoreCase);

    /// <summary>The class of a record; where any class may stand, the element has to name it.</summary>
    private static string ClassName(TypeReference type, string? declared) =>
        type.WireName == TypeReference.AnyRecord ? declared ?? string.Empty : type.WireName;

    private RpcRecord BindRecord(string className, XElement element, string path)
    {
        var record = contract.FindRecord(className) ?? throw Refuse(path, $"the record class '{className}' is not known");
        return new RpcRecord(record.Name, BindMembers(record, element, path));
    }

    private RpcList BindList(ParameterDefinition parameter, XElement element, string path)
    {
        if (!element.HasElements && !string.IsNullOrWhiteSpace(element.Value))
        {
            throw Refuse(path, $"text {Quote(element.Value)} where a list of <item> is expected");
        }

        var items = new List<RpcValue>();
        foreach (var child in element.Elements())
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}, item {items.Count + 1}");
            if (!child.Name.LocalName.Equals("item", StringComparison.OrdinalIgnoreCase))
            {
                throw Refuse(itemPath, $"<{child.Name.LocalName}> where <item> is expected");
            }

            items.Add(BindItem(parameter, child, itemPath));
        }

        return new RpcList(items);
    }

    private RpcValue BindItem(ParameterDefinition parameter, XElement element, string path)
    {
        var types = parameter.ItemTypes;
        if (types.Count == 0 || types[0].Type == RpcType.Any)
        {
            return BindAny(element, path);
        }

        var declared = TypeOf(element);
        if (types.Any(t => t.Type == RpcType.Record))
        {
            var record = declared is null ? types[0] : types.FirstOrDefault(t => Matches(t, declared));
            return record is { Type: RpcType.Record }
                ? BindRecord(ClassName(record, declared), element, path)
                : throw Refuse(path, $"the type {Quote(declared ?? string.Empty)} does not fit, a {Spell(types)} is expected");
        }

        return element.HasElements
            ? throw Refuse(path, $"has child elements, a {Spell(types)} is expected")
            : BindScalar(parameter, types, declared, element.Value, path);
    }

    private RpcStruct BindDict(ParameterDefinition parameter, XElement element, string path)
    {
        var entries = new RpcStruct();
        foreach (var child in element.Elements())
        {
            var key = child.Name.LocalName;
            entries.Add(key, parameter.ItemTypes.Count == 0 ? BindAny(child, $"{path}: {key}") : BindItem(parameter, child, $"{path}: {key}"));
        }

        return entries;
    }

    private RpcValue BindAny(XElement element, string path)
    {
        var declared = TypeOf(element);
        if (declared is null)
        {
            return element.HasElements
                ? new RpcDict(BindAnyMembers(element, path))
                : RpcText.Infer(element.Value) with { Untyped = element.Value };
        }

        if (!TypeReference.TryParseSimple(declared, out var type))
        {
            // Records that the contract knows are checked; others pass as they are, so that extensions can use them.
            return contract.FindRecord(declared) is { } record
                ? BindRecord(record.Name, element, path)
                : element.HasElements
                    ? new RpcRecord(declared, BindAnyMembers(element, path))
                    : throw Refuse(path, $"the type {Quote(declared)} is not known");
        }

        switch (type)
        {
            case RpcType.List:
                return new RpcList(element.Elements().Select((e, i) => BindAny(e, $"{path}, item {i + 1}")).ToArray());
            case RpcType.Dict:
                return new RpcDict(BindAnyMembers(element, path));
            case RpcType.Xml:
                return new RpcXml(InnerXml(element));
            default:
                return !element.HasElements && RpcText.TryParse(type, element.Value, out var value)
                    ? value
                    : throw Refuse(path, $"{Quote(element.Value)} is not a {TypeReference.Spell(type)}");
        }
    }

    private RpcStruct BindAnyMembers(XElement element, string path)
    {
        var entries = new RpcStruct();
        foreach (var child in element.Elements())
        {
            entries.Add(child.Name.LocalName, BindAny(child, $"{path}: {child.Name.LocalName}"));
        }

        return entries;
    }

    private static string InnerXml(XElement element) =>
        string.Concat(element.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting)));
}
