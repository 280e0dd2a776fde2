using SEFramework.Rpc.Contract;

namespace SEFramework.Contract.Generator;

/// <summary>
/// Writes the C# interface and the dispatcher of one RPC interface class. A request that is planned for later is left out, so the
/// compiler itself checks that each request of the contract has its implementation, and the reverse.
/// </summary>
internal static class InterfaceSource
{
    public static string? Write(InterfaceDefinition definition)
    {
        var requests = definition.Requests.Concat(definition.SharedRequests).Where(r => r.Planned is null).ToArray();
        if (requests.Length == 0 || definition.Target != "RPC_request")
        {
            return null;
        }

        var source = ContractSources.Header();
        var interfaceName = CSharpNames.InterfaceName(definition);
        source.Doc("summary", $"{definition.Summary} Source: reference {definition.Origin.Source}.");
        source.Open($"public interface {interfaceName}");
        foreach (var request in requests)
        {
            source.Doc("summary", request.Summary);
            source.Doc("param name=\"request\"", "The request.");
            source.Doc("param name=\"context\"", "About the call.");
            source.Doc("param name=\"cancellationToken\"", "Stops the call.");
            source.Line($"{Signature(request)};").Line();
        }

        source.Close().Line();
        source.Doc("summary", $"Calls {interfaceName} for bound requests.");
        source.Doc("param name=\"target\"", "Whose methods are called.");
        source.Open($"public sealed class {CSharpNames.DispatcherName(definition)}({interfaceName} target) : RpcDispatcher");
        source.Line("/// <inheritdoc />");
        source.Line($"public override string InterfaceName => \"{definition.Name}\";").Line();
        source.Line("/// <inheritdoc />");
        source.Open("public override async System.Threading.Tasks.Task<IRpcMessage?> DispatchAsync(SEFramework.Rpc.Contract.MessageDefinition request, "
            + "RpcStruct parameters, RpcCallContext context, System.Threading.CancellationToken cancellationToken)");
        source.Open("switch (request.Name)");
        foreach (var request in requests)
        {
            var call = $"target.{CSharpNames.MethodName(request)}({CSharpNames.TypeName(request)}.FromStruct(parameters), context, cancellationToken)";
            source.Line($"case {CSharpNames.TypeName(request)}.WireName:");
            if (request.Response is null)
            {
                source.Line($"    await {call};").Line("    return null;");
            }
            else
            {
                source.Line($"    return await {call};");
            }
        }

        source.Line("default:");
        source.Line($"    throw new RpcException(RpcErrorKind.NotAvailable, $\"{{request.Name}} is not a request of {definition.Name}\");");
        source.Close().Close().Close();
        return source.ToString();
    }

    private static string Signature(MessageDefinition request)
    {
        var result = request.Response is null ? "System.Threading.Tasks.Task" : $"System.Threading.Tasks.Task<{CSharpNames.TypeName(request.Response)}>";
        return $"{result} {CSharpNames.MethodName(request)}({CSharpNames.TypeName(request)} request, RpcCallContext context, "
            + "System.Threading.CancellationToken cancellationToken)";
    }
}
