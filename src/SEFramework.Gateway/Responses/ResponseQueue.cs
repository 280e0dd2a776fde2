using System.Globalization;
using System.Text;
using System.Xml;
using SEFramework.Gateway.Storage;
using SEFramework.Rpc.Binding;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;
using SEFramework.Rpc.Xml;

namespace SEFramework.Gateway.Responses;

/// <summary>
/// The asynchronous responses that wait for a client, on disk first. Draining takes responses out on lease: they are gone for good once the
/// reply was delivered, and come back when it was not. Used on the gateway's loop only. Source: reference 01, section 1.4; design decision 5.
/// </summary>
public sealed class ResponseQueue
{
    private readonly GatewayDatabase _database;
    private readonly Func<int> _capacity;
    private readonly LinkedList<Entry> _entries;
    private bool _overflowing;

    private ResponseQueue(GatewayDatabase database, Func<int> capacity, IEnumerable<Entry> entries)
    {
        _database = database;
        _capacity = capacity;
        _entries = new LinkedList<Entry>(entries);
    }

    /// <summary>How many responses wait and are not on lease.</summary>
    public int Count => _entries.Count(e => !e.IsLeased);

    /// <summary>Called once when the queue starts to overflow; the argument is its capacity.</summary>
    public Action<int>? Overflowed { get; set; }

    /// <summary>Loads the responses that wait from an earlier run.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="capacity">How many may wait, read each time it is needed.</param>
    public static async Task<ResponseQueue> LoadAsync(GatewayDatabase database, Func<int> capacity)
    {
        var entries = await database.RunAsync(static connection =>
        {
            var found = new List<Entry>();
            using var command = GatewayDatabase.Command(connection, "SELECT id, xml FROM response ORDER BY id");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(new Entry(reader.GetInt64(0), Parse(reader.GetString(1))));
            }

            return found;
        });
        return new ResponseQueue(database, capacity, entries);
    }

    /// <summary>Appends a response; comes back once it is on disk.</summary>
    /// <param name="response">The response.</param>
    public async Task EnqueueAsync(RpcResponse response)
    {
        var xml = Write(response);
        var entry = new Entry(0, response);
        var node = _entries.AddLast(entry);

        // On lease until it is on disk, so that nobody is given what a crash could take back; its place in the order is kept.
        entry.IsLeased = true;
        try
        {
            entry.Id = await _database.RunAsync(connection =>
            {
                using var insert = GatewayDatabase.Command(connection, "INSERT INTO response (xml) VALUES (@0) RETURNING id", xml);
                return (long)insert.ExecuteScalar()!;
            });
        }
        catch
        {
            _entries.Remove(node);
            throw;
        }

        entry.IsLeased = false;
        await DropOldestAsync();
    }

    /// <summary>Takes the oldest responses on lease.</summary>
    /// <param name="limit">How many at the most, or null for all.</param>
    /// <param name="exchange">Ends the lease when the outcome of the reply is known.</param>
    /// <param name="runOnLoop">Runs work on the gateway's loop.</param>
    public IReadOnlyList<RpcResponse> Take(int? limit, ClientExchange exchange, Func<Func<Task>, Task> runOnLoop)
    {
        var taken = _entries.Where(e => !e.IsLeased).Take(limit ?? int.MaxValue).ToArray();
        foreach (var entry in taken)
        {
            entry.IsLeased = true;
        }

        if (taken.Length > 0)
        {
            exchange.OnReplied(delivered => runOnLoop(() => EndLeaseAsync(taken, delivered)));
        }

        return taken.Select(e => e.Response).ToArray();
    }

    private static string Write(RpcResponse response)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            response.WriteTo(writer);
        }

        return text.ToString();
    }

    private static RpcResponse Parse(string xml)
    {
        var element = HardenedXml.Parse(xml);
        var parameters = new RpcStruct();
        var binder = new RequestBinder(EmbeddedContract.Current);
        foreach (var child in element.Elements())
        {
            parameters.Add(child.Name.LocalName, binder.BindAny(child));
        }

        var timestamp = (string?)element.Attribute("timestamp");
        return new RpcResponse(
            element.Name.LocalName,
            timestamp is null
                ? null
                : DateTimeOffset.FromUnixTimeMilliseconds((long)(decimal.Parse(timestamp, CultureInfo.InvariantCulture) * 1000)),
            parameters);
    }

    private async Task EndLeaseAsync(IReadOnlyList<Entry> entries, bool delivered)
    {
        if (!delivered)
        {
            foreach (var entry in entries)
            {
                entry.IsLeased = false;
            }

            return;
        }

        foreach (var entry in entries)
        {
            _entries.Remove(entry);
        }

        if (_entries.Count < _capacity())
        {
            _overflowing = false;
        }

        await DeleteAsync(entries);
    }

    private async Task DropOldestAsync()
    {
        var surplus = _entries.Count - _capacity();
        if (surplus <= 0)
        {
            return;
        }

        var dropped = _entries.Where(e => !e.IsLeased).Take(surplus).ToArray();
        foreach (var entry in dropped)
        {
            _entries.Remove(entry);
        }

        await DeleteAsync(dropped);
        if (!_overflowing)
        {
            _overflowing = true;
            Overflowed?.Invoke(_capacity());
        }
    }

    private Task DeleteAsync(IReadOnlyList<Entry> entries) => _database.RunAsync(connection =>
    {
        using var command = GatewayDatabase.Command(connection, "DELETE FROM response WHERE id = @0", 0L);
        foreach (var entry in entries)
        {
            command.Parameters[0].Value = entry.Id;
            command.ExecuteNonQuery();
        }

        return entries.Count;
    });

    private sealed class Entry(long id, RpcResponse response)
    {
        public long Id { get; set; } = id;

        public RpcResponse Response { get; } = response;

        public bool IsLeased { get; set; }
    }
}
