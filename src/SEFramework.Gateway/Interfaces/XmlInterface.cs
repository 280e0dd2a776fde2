using System.Xml;
using System.Xml.Linq;
using SEFramework.Gateway.Pipeline;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Gateway.Interfaces;

/// <summary>RPC_XML_Interface: aliases. Source: reference 01, section 2.6.</summary>
/// <param name="aliases">The aliases.</param>
public sealed class XmlInterface(AliasStore aliases) : IRpcXmlInterface
{
    /// <inheritdoc />
    public async Task<AddAliasResponse> AddAliasAsync(AddAliasRequest request, RpcCallContext context, CancellationToken cancellationToken)
    {
        if (request.Additional is not { Count: 1 } additional)
        {
            throw new RpcException(RpcErrorKind.InvalidParameters, "add_alias: give one child, whose tag is the name of the alias");
        }

        var (name, value) = additional.Single();
        await aliases.SetAsync(name, value switch
        {
            RpcXml xml => xml.Value,
            RpcString text => Text(text.Value),
            _ => throw new RpcException(RpcErrorKind.InvalidParameters, $"add_alias: '{name}' is not of type xml"),
        });
        return new AddAliasResponse { AliasName = name };
    }

    /// <inheritdoc />
    public async Task<RemoveAliasResponse> RemoveAliasAsync(RemoveAliasRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        await aliases.RemoveAsync(request.AliasName)
            ? new RemoveAliasResponse { AliasName = request.AliasName }
            : throw new RpcException(RpcErrorKind.InvalidParameters, $"There is no alias '{request.AliasName}'");

    /// <inheritdoc />
    public Task<ListAliasesResponse> ListAliasesAsync(ListAliasesRequest request, RpcCallContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new ListAliasesResponse { AliasList = [.. aliases.Names] });

    /// <summary>XML may also come as escaped text; it must be well-formed then as well.</summary>
    private static string Text(string text)
    {
        try
        {
            return string.Concat(HardenedXml.Parse($"<alias>{text}</alias>").Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting)));
        }
        catch (Exception e) when (e is RpcXmlException or XmlException)
        {
            throw new RpcException(RpcErrorKind.InvalidParameters, $"add_alias: {e.Message}");
        }
    }
}
