using SEFramework.Gateway.SavedFiles;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Messages;

namespace SEFramework.Gateway.Pipeline;

/// <summary>
/// The RPC interface classes that are loaded, kept in interfaces.ini. Used on the gateway's loop only. Source: reference 01, sections 3 and 5.
/// </summary>
public sealed class InterfaceSet
{
    private const string General = "RPC_General_Interface";

    private readonly ContractModel _contract;
    private readonly SavedList<SavedName> _file;
    private HashSet<string> _loaded;
    private readonly Dictionary<string, RpcDispatcher> _dispatchers = new(StringComparer.Ordinal);

    /// <summary>Creates the set from the saved file, or from the variant when there is none.</summary>
    /// <param name="contract">Has the interface classes.</param>
    /// <param name="variant">Has those of the first start.</param>
    /// <param name="file">The saved file.</param>
    public InterfaceSet(ContractModel contract, VariantDefinition variant, SavedList<SavedName> file)
    {
        _contract = contract;
        _file = file;
        var names = file.Existed ? file.Items.Select(i => i.Name).ToArray() : variant.Interfaces;
        _loaded = names.SelectMany(n => Resolve(n).Select(i => i.Name)).ToHashSet(StringComparer.Ordinal);

        // Without it nobody could load anything.
        _loaded.Add(General);
        Unknown = names.Where(n => Resolve(n).Length == 0).ToArray();
    }

    /// <summary>Names in the file that are no interface classes; they stay there.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>Makes an implementation known; it is called while its interface is loaded.</summary>
    /// <param name="dispatcher">The implementation.</param>
    public void Register(RpcDispatcher dispatcher) => _dispatchers[dispatcher.InterfaceName] = dispatcher;

    /// <summary>The implementation of a request: that of its own interface when it is loaded, else of one that answers it as well.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="RpcException">None of its interfaces is loaded.</exception>
    public RpcDispatcher Find(MessageDefinition request)
    {
        var owner = request.Interface!.Name;
        foreach (var name in request.SharedWith.Prepend(owner))
        {
            if (_loaded.Contains(name) && _dispatchers.TryGetValue(name, out var dispatcher))
            {
                return dispatcher;
            }
        }

        throw StatusText.Failure(RpcErrorKind.NotAvailable, "Interface Not Loaded", ("interfaces", string.Join(" or ", request.SharedWith.Prepend(owner))));
    }

    /// <summary>Whether an interface is loaded.</summary>
    /// <param name="name">Its class name.</param>
    public bool IsLoaded(string name) => _loaded.Contains(name);

    /// <summary>Loads an interface class; it is in the file when this comes back.</summary>
    /// <param name="name">Its name or a synonym.</param>
    /// <exception cref="RpcException">There is no such class.</exception>
    public async Task LoadAsync(string name)
    {
        await ChangeAsync([.. _loaded, .. Required(name).Select(i => i.Name)]);
    }

    /// <summary>Drops an interface class; the file is written when this comes back.</summary>
    /// <param name="name">Its name or a synonym.</param>
    /// <exception cref="RpcException">There is no such class, or it is the one that takes this request.</exception>
    public async Task UnloadAsync(string name)
    {
        var names = Required(name).Select(i => i.Name).ToArray();
        if (names.Contains(General))
        {
            throw new RpcException($"{General} cannot be removed: without it the gateway could not be managed any more");
        }

        await ChangeAsync([.. _loaded.Except(names)]);
    }

    private InterfaceDefinition[] Resolve(string name) =>
        _contract.Interfaces.Where(i => i.Name == name || i.Synonyms.Contains(name)).ToArray();

    private InterfaceDefinition[] Required(string name) =>
        Resolve(name) is { Length: > 0 } found ? found : throw new RpcException(RpcErrorKind.InvalidParameters, $"There is no interface class '{name}'");

    private async Task ChangeAsync(HashSet<string> loaded)
    {
        if (!loaded.SetEquals(_loaded))
        {
            await _file.ReplaceAsync(loaded.Order(StringComparer.Ordinal).Concat(Unknown).Select(n => new SavedName(n)));
            _loaded = loaded;
        }
    }
}
