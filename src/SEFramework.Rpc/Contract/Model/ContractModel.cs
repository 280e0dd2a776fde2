using System.Xml.Linq;

namespace SEFramework.Rpc.Contract;

/// <summary>The whole contract, read from the files of <c>api-schema/</c>. Source: design decision 1.</summary>
public sealed class ContractModel
{
    private readonly Dictionary<string, MessageDefinition> _requests = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MessageDefinition> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MessageDefinition> _records = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TableDefinition> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegistryDefinition> _registry = new(StringComparer.Ordinal);

    internal ContractModel(
        IReadOnlyList<InterfaceDefinition> interfaces,
        IReadOnlyList<MessageDefinition> records,
        IReadOnlyList<RegistryDefinition> registry,
        IReadOnlyList<StatusDefinition> statuses,
        IReadOnlyList<TableDefinition> tables,
        IReadOnlyList<VariantDefinition> variants,
        IReadOnlyList<OwnClusterAttributes> attributes)
    {
        Interfaces = interfaces;
        Records = records;
        Registry = registry;
        Statuses = statuses;
        Tables = tables;
        Variants = variants;
        OwnAttributes = attributes;

        foreach (var request in interfaces.SelectMany(i => i.Requests))
        {
            AddNames(_requests, request);
            if (request.Response is { } response)
            {
                _messages[response.Name] = response;
            }
        }

        foreach (var message in interfaces.SelectMany(i => i.Messages))
        {
            _messages[message.Name] = message;
        }

        foreach (var record in records)
        {
            AddNames(_records, record);
        }

        foreach (var table in tables)
        {
            _tables[table.Name] = table;
        }

        foreach (var entry in registry)
        {
            _registry[entry.Name] = entry;
        }
    }

    /// <summary>The interface classes with their requests and messages.</summary>
    public IReadOnlyList<InterfaceDefinition> Interfaces { get; }

    /// <summary>The record classes.</summary>
    public IReadOnlyList<MessageDefinition> Records { get; }

    /// <summary>The registry entries.</summary>
    public IReadOnlyList<RegistryDefinition> Registry { get; }

    /// <summary>The key events.</summary>
    public IReadOnlyList<StatusDefinition> Statuses { get; }

    /// <summary>The value tables.</summary>
    public IReadOnlyList<TableDefinition> Tables { get; }

    /// <summary>The variants.</summary>
    public IReadOnlyList<VariantDefinition> Variants { get; }

    /// <summary>The attributes of the gateway's own clusters.</summary>
    public IReadOnlyList<OwnClusterAttributes> OwnAttributes { get; }

    /// <summary>All requests, in the order of the files.</summary>
    public IEnumerable<MessageDefinition> Requests => Interfaces.SelectMany(i => i.Requests);

    /// <summary>Finds a request by name or synonym, in any case; null when there is none.</summary>
    /// <param name="name">Element name.</param>
    public MessageDefinition? FindRequest(string name) => _requests.TryGetValue(name, out var found) ? found : null;

    /// <summary>Finds a response or response-only message by its exact name; null when there is none.</summary>
    /// <param name="name">Element name.</param>
    public MessageDefinition? FindMessage(string name) => _messages.TryGetValue(name, out var found) ? found : null;

    /// <summary>Finds a record class by name or synonym, in any case; null when there is none.</summary>
    /// <param name="name">Class name.</param>
    public MessageDefinition? FindRecord(string name) => _records.TryGetValue(name, out var found) ? found : null;

    /// <summary>Finds a registry entry by its exact name; null when there is none.</summary>
    /// <param name="name">Entry name.</param>
    public RegistryDefinition? FindRegistryEntry(string name) => _registry.TryGetValue(name, out var found) ? found : null;

    /// <summary>Finds a value table by name; null when there is none.</summary>
    /// <param name="name">Table name.</param>
    public TableDefinition? FindTable(string name) => _tables.TryGetValue(name, out var found) ? found : null;

    /// <summary>Finds a key event by name; null when there is none.</summary>
    /// <param name="name">Name of the event.</param>
    public StatusDefinition? FindStatus(string name) => Statuses.FirstOrDefault(s => s.Name == name);

    /// <summary>Finds a variant by name or alias; null when there is none.</summary>
    /// <param name="name">Name or alias.</param>
    public VariantDefinition? FindVariant(string name) =>
        Variants.FirstOrDefault(v => v.Name == name || v.Aliases.Contains(name));

    /// <summary>Reads the contract.</summary>
    /// <param name="files">The documents of all contract files.</param>
    /// <exception cref="FormatException">A file does not have the form of <c>contract.xsd</c>.</exception>
    public static ContractModel Read(IEnumerable<XDocument> files) => new ContractReader(files).Read();

    private static void AddNames(Dictionary<string, MessageDefinition> index, MessageDefinition definition)
    {
        index[definition.Name] = definition;
        foreach (var synonym in definition.Synonyms)
        {
            index[synonym] = definition;
        }
    }
}
