using System.Globalization;
using System.Xml.Linq;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;

namespace SEFramework.Daemon.XmlRpc;

/// <summary>
/// The methods of the XML-RPC door: every request of the contract takes one struct of named parameters and returns a struct; what
/// system.* tells comes from the contract as well.
/// </summary>
/// <param name="contract">The contract.</param>
/// <param name="pipeline">The gateway.</param>
internal sealed class XmlRpcMethods(ContractModel contract, IRpcPipeline pipeline)
{
    private const string Multicall = "system.multicall";
    private const string GetResponses = "get_responses";

    private static readonly Dictionary<string, string> SystemMethods = new(StringComparer.Ordinal)
    {
        ["system.listMethods"] = "Names of all methods.",
        ["system.methodHelp"] = "What a method does.",
        ["system.methodSignature"] = "Types of a method's result and parameters.",
        [Multicall] = "Carries out several calls in order.",
        ["system.getCapabilities"] = "Extensions of this server.",
    };

    /// <summary>Carries out a call.</summary>
    /// <exception cref="XmlRpcFault">It failed.</exception>
    public async Task<RpcValue> CallAsync(XmlRpcCall call, ClientExchange exchange, CancellationToken cancellationToken) => call.Method switch
    {
        "system.listMethods" => new RpcList(SystemMethods.Keys.Concat(contract.Requests.Select(r => r.Name)).Select(RpcValue.Of).ToArray()),
        "system.methodHelp" => RpcValue.Of(Help(MethodArgument(call))),
        "system.methodSignature" => Signature(MethodArgument(call)),
        "system.getCapabilities" => Capabilities(),
        Multicall => await MulticallAsync(call, exchange, cancellationToken),
        GetResponses => await TakeAsync(call, exchange, cancellationToken),
        _ => await RequestAsync(call, exchange, cancellationToken),
    };

    private static string MethodArgument(XmlRpcCall call) =>
        call.Parameters is [var value] ? value.Value.Trim() : throw new XmlRpcFault(XmlRpcFault.InvalidParameters, $"{call.Method} takes the name of a method");

    private static XElement Element(XmlRpcCall call)
    {
        var element = new XElement(call.Method);
        switch (call.Parameters)
        {
            case []:
                break;
            case [var members]:
                XmlRpcRequestReader.AddMembers(element, members);
                break;
            default:
                throw new XmlRpcFault(XmlRpcFault.InvalidParameters, $"{call.Method} takes one struct of named parameters");
        }

        return element;
    }

    private static RpcDict Capabilities()
    {
        static RpcValue Capability(string url) => new RpcDict(new RpcStruct().Add("specUrl", RpcValue.Of(url)).Add("specVersion", RpcValue.Of(1)));
        return new RpcDict(new RpcStruct()
            .Add("xmlrpc", Capability("xmlrpc.com/spec"))
            .Add("introspection", Capability("system.listMethods, system.methodHelp, system.methodSignature"))
            .Add("nil", Capability("nil"))
            .Add("i8", Capability("i8")));
    }

    private MessageDefinition Find(string name) =>
        contract.FindRequest(name) ?? throw new XmlRpcFault(XmlRpcFault.UnknownMethod, $"There is no method '{name}'");

    private string Help(string name)
    {
        if (SystemMethods.TryGetValue(name, out var help))
        {
            return help;
        }

        var request = Find(name);
        var parameters = request.Parameters.Select(p => string.Create(
            CultureInfo.InvariantCulture, $"\n  {p.Name} ({string.Join(" or ", p.Types)}{(p.IsOptional ? ", optional" : string.Empty)}): {p.Summary}"));
        return request.Summary + string.Concat(parameters);
    }

    private RpcList Signature(string name)
    {
        if (!SystemMethods.ContainsKey(name))
        {
            Find(name);
        }

        static RpcValue Types(params string[] types) => new RpcList(types.Select(RpcValue.Of).ToArray());
        return name switch
        {
            "system.listMethods" => new RpcList([Types("array")]),
            "system.methodHelp" => new RpcList([Types("string", "string")]),
            "system.methodSignature" => new RpcList([Types("array", "string")]),
            Multicall => new RpcList([Types("array", "array")]),
            "system.getCapabilities" => new RpcList([Types("struct")]),
            _ => new RpcList(Find(name).Parameters.All(p => p.IsOptional)
                ? [Types("struct"), Types("struct", "struct")]
                : [Types("struct", "struct")]),
        };
    }

    private async Task<RpcValue> RequestAsync(XmlRpcCall call, ClientExchange exchange, CancellationToken cancellationToken)
    {
        Find(call.Method);
        try
        {
            var response = await pipeline.CallAsync(Element(call), exchange, cancellationToken);
            return new RpcDict(response?.Parameters ?? new RpcStruct());
        }
        catch (RpcException e)
        {
            throw new XmlRpcFault((int)e.Kind, e.Message);
        }
    }

    private async Task<RpcValue> TakeAsync(XmlRpcCall call, ClientExchange exchange, CancellationToken cancellationToken)
    {
        if (!exchange.MayChangeState)
        {
            exchange.Audit(GetResponses, "not permitted");
            throw new XmlRpcFault((int)RpcErrorKind.NotPermitted, RequestEffects.Refusal(GetResponses, exchange.Caller));
        }

        int? limit = null;
        if (Element(call).Element("limit") is { } element)
        {
            limit = RpcText.TryParseInt(element.Value, out var number) && number >= 0 && number <= int.MaxValue
                ? (int)number
                : throw new XmlRpcFault(XmlRpcFault.InvalidParameters, $"get_responses: limit: '{element.Value}' is not a count");
        }

        var responses = await pipeline.TakeResponsesAsync(limit, exchange, cancellationToken);
        if (responses.AuditText is { } outcome)
        {
            exchange.Audit(GetResponses, outcome);
        }

        var items = responses.Items.Select(RpcValue (r) => new RpcDict(new RpcStruct()
            .Add("name", RpcValue.Of(r.Name))
            .AddIfPresent("timestamp", r.Timestamp is { } time ? new RpcFloat(time.ToUnixTimeMilliseconds() / 1000.0) : null)
            .Add("parameters", new RpcDict(r.Parameters))));
        return new RpcDict(new RpcStruct()
            .Add("remaining", RpcValue.Of(responses.Remaining))
            .Add("timestamp", new RpcFloat(responses.Timestamp.ToUnixTimeMilliseconds() / 1000.0))
            .Add("responses", new RpcList(items.ToArray())));
    }

    private async Task<RpcValue> MulticallAsync(XmlRpcCall call, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var calls = (call.Parameters is [var value] ? value.Element("array")?.Element("data")?.Elements("value") : null)
            ?? throw new XmlRpcFault(XmlRpcFault.InvalidParameters, "system.multicall takes an array of structs");
        var results = new List<RpcValue>();
        foreach (var inner in calls)
        {
            try
            {
                results.Add(new RpcList([await CallAsync(InnerCall(inner), exchange, cancellationToken)]));
            }
            catch (XmlRpcFault fault)
            {
                results.Add(new XmlRpcFaultReply(fault.Code, fault.Message).ToValue());
            }
        }

        return new RpcList(results);
    }

    private static XmlRpcCall InnerCall(XElement value)
    {
        var given = value.Element("struct") is { } structure
            ? XmlRpcRequestReader.Members(structure).ToArray()
            : throw new XmlRpcFault(XmlRpcFault.InvalidParameters, "A call of system.multicall is a struct");
        if (given.DistinctBy(static m => m.Name, StringComparer.Ordinal).Count() < given.Length)
        {
            throw new XmlRpcFault(XmlRpcFault.InvalidParameters, "A call of system.multicall has each member once");
        }

        var members = given.ToDictionary(static m => m.Name, static m => m.Value, StringComparer.Ordinal);
        if (!members.TryGetValue("methodName", out var name))
        {
            throw new XmlRpcFault(XmlRpcFault.InvalidParameters, "A call of system.multicall has a methodName");
        }

        var method = name.Value.Trim();
        return method == Multicall
            ? throw new XmlRpcFault(XmlRpcFault.InvalidParameters, "system.multicall does not call itself")
            : new XmlRpcCall(method, members.GetValueOrDefault("params")?.Element("array")?.Element("data")?.Elements("value").ToArray() ?? []);
    }
}
