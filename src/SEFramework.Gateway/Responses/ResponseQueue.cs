using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Storage;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Gateway.Responses;

/// <summary>
/// The asynchronous responses that wait for a client, on disk first. Draining takes responses out on lease: they are gone for good once the
/// reply was delivered, and come back to their place when it was not. Leases are not on disk, so what was on lease at a crash is delivered again.
/// Used on the gateway's loop only. Source: reference 01, section 1.4; design decision 5.
/// </summary>
public sealed partial class ResponseQueue
{
    private readonly GatewayDatabase _database;
    private readonly Func<int> _capacity;
    private readonly ILogger _logger;
    private readonly LinkedList<Entry> _entries = [];
    private Entry? _notice;
    private int _dropped;

    private ResponseQueue(GatewayDatabase database, Func<int> capacity, IEnumerable<long> ids, ILogger logger)
    {
        _database = database;
        _capacity = capacity;
        _logger = logger;
        foreach (var id in ids)
        {
            Append(new Entry { Id = id, State = EntryState.Waiting });
            Count++;
        }
    }

    private enum EntryState
    {
        /// <summary>On its way to the disk: nobody is given what a crash could take back.</summary>
        Storing,

        /// <summary>May be taken.</summary>
        Waiting,

        /// <summary>In a reply whose outcome is not known yet.</summary>
        Leased,
    }

    /// <summary>How many responses wait and are not on lease.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Makes the message that stands in the queue for the responses that were dropped; its arguments are the capacity and how many. Null leaves
    /// the message out.
    /// </summary>
    public Func<int, int, RpcResponse?> DroppedNotice { get; set; } = static (_, _) => null;

    /// <summary>Gets each response first, with its XML; true when it took the response, which then does not wait here.</summary>
    public Func<RpcResponse, string, Task<bool>> Push { get; set; } = static (_, _) => Task.FromResult(false);

    /// <summary>Finds the responses that wait from an earlier run.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="capacity">How many may wait, read each time it is needed.</param>
    /// <param name="logger">Gets a line when something cannot be stored, and when responses are dropped.</param>
    public static async Task<ResponseQueue> LoadAsync(GatewayDatabase database, Func<int> capacity, ILogger<ResponseQueue> logger)
    {
        var ids = await database.RunAsync(static connection =>
        {
            var found = new List<long>();
            using var command = GatewayDatabase.Command(connection, "SELECT id FROM response ORDER BY id");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(reader.GetInt64(0));
            }

            return found;
        });
        return new ResponseQueue(database, capacity, ids, logger);
    }

    /// <summary>Appends a response; comes back once it is on disk. If the disk refuses, the response waits in memory.</summary>
    /// <param name="response">The response.</param>
    public async Task EnqueueAsync(RpcResponse response)
    {
        var xml = StoredResponse.Write(response);
        if (await Push(response, xml))
        {
            return;
        }

        var entry = Append(new Entry { Xml = xml });
        var (dropped, notice) = MakeRoom();
        try
        {
            entry.Id = await _database.RunAsync(connection =>
            {
                using var insert = GatewayDatabase.Command(connection, "INSERT INTO response (xml) VALUES (@0) RETURNING id", xml);
                var id = (long)insert.ExecuteScalar()!;
                Delete(connection, dropped);
                if (notice is { } changed)
                {
                    GatewayDatabase.Execute(
                        connection,
                        "INSERT INTO response (id, xml) VALUES (@0, @1) ON CONFLICT (id) DO UPDATE SET xml = excluded.xml",
                        changed.Id,
                        changed.Xml);
                }

                return id;
            });
            entry.Xml = null;
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            LogNotStored(e, response.Name);
        }

        entry.State = EntryState.Waiting;
        Count++;
    }

    /// <summary>Takes the oldest responses on lease.</summary>
    /// <param name="limit">How many at the most, or null for all.</param>
    /// <param name="exchange">Ends the lease when the outcome of the reply is known.</param>
    /// <param name="runOnLoop">Runs work on the gateway's loop.</param>
    /// <exception cref="SqliteException">The disk cannot be read; the responses stay.</exception>
    public async Task<IReadOnlyList<RpcResponse>> TakeAsync(int? limit, ClientExchange exchange, Func<Func<Task>, Task> runOnLoop)
    {
        var taken = Lease(limit ?? int.MaxValue);
        if (taken.Count == 0)
        {
            return [];
        }

        try
        {
            var responses = await ReadAsync(taken);
            exchange.OnReplied(delivered => runOnLoop(() => EndLeaseAsync(taken, delivered)));
            return responses;
        }
        catch
        {
            Return(taken);
            throw;
        }
    }

    /// <summary>Gives all responses that wait to somebody else, the oldest first. One that is not taken stays, and so do those behind it.</summary>
    /// <param name="take">Takes a response with its XML; false when it cannot.</param>
    public async Task HandOverAsync(Func<RpcResponse, string, Task<bool>> take)
    {
        var leased = Lease(int.MaxValue);
        var done = 0;
        try
        {
            for (; done < leased.Count; done++)
            {
                if (await ReadAsync([leased[done]]) is [var response] && !await take(response, StoredResponse.Write(response)))
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            LogNotHandedOver(e);
        }
        finally
        {
            Return(leased[done..]);
            await EndLeaseAsync(leased[..done], delivered: true);
        }
    }

    private static void Delete(SqliteConnection connection, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        using var command = GatewayDatabase.Command(connection, "DELETE FROM response WHERE id = @0", 0L);
        foreach (var id in ids)
        {
            command.Parameters[0].Value = id;
            command.ExecuteNonQuery();
        }
    }

    private static Dictionary<long, string> Read(SqliteConnection connection, long first, long last)
    {
        var found = new Dictionary<long, string>();
        using var command = GatewayDatabase.Command(connection, "SELECT id, xml FROM response WHERE id BETWEEN @0 AND @1", first, last);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found[reader.GetInt64(0)] = reader.GetString(1);
        }

        return found;
    }

    private async Task<IReadOnlyList<RpcResponse>> ReadAsync(List<Entry> entries)
    {
        var ids = entries.Where(e => e.Xml is null).Select(e => e.Id).ToArray();
        var stored = ids.Length == 0 ? [] : await _database.RunAsync(connection => Read(connection, ids.Min(), ids.Max()));
        var responses = new List<RpcResponse>(entries.Count);
        foreach (var entry in entries)
        {
            if ((entry.Xml ?? stored.GetValueOrDefault(entry.Id)) is { } xml && StoredResponse.Read(xml) is { } response)
            {
                responses.Add(response);
            }
            else
            {
                LogNotReadable(entry.Id);
            }
        }

        return responses;
    }

    private List<Entry> Lease(int limit)
    {
        var taken = _entries.Where(e => e.State == EntryState.Waiting).Take(limit).ToList();
        Count -= taken.Count;
        taken.ForEach(e => e.State = EntryState.Leased);
        if (taken.Count > 0 && (_notice is null or { State: EntryState.Leased }))
        {
            // What is dropped from now on is told in a message of its own.
            _notice = null;
            _dropped = 0;
        }

        return taken;
    }

    private Entry Append(Entry entry)
    {
        entry.Node = _entries.AddLast(entry);
        return entry;
    }

    /// <summary>
    /// Drops the oldest until the queue fits. One message at the head says how many; it takes the place of the last one dropped, in the order as
    /// on disk, and counts as one of those that fit.
    /// </summary>
    /// <returns>What is to be deleted from the disk, and the row that has to say something else.</returns>
    private (IReadOnlyList<long> Dropped, (long Id, string Xml)? Notice) MakeRoom()
    {
        var capacity = _capacity();
        if (_entries.Count <= capacity)
        {
            return ([], null);
        }

        if (_dropped == 0)
        {
            LogFull(capacity);
        }

        var ids = new List<long>();
        var place = 0L;
        var reserve = _notice is null && DroppedNotice(capacity, 1) is not null ? 1 : 0;
        for (var node = _entries.First; node is not null && _entries.Count + reserve > capacity;)
        {
            var next = node.Next;
            if (node.Value is { State: EntryState.Waiting } oldest && oldest != _notice)
            {
                _entries.Remove(node);
                Count--;
                _dropped++;
                if (oldest.Id != 0)
                {
                    ids.Add(oldest.Id);
                    place = oldest.Id;
                }
            }

            node = next;
        }

        if (_dropped == 0 || DroppedNotice(capacity, _dropped) is not { } message)
        {
            return (ids, null);
        }

        var xml = StoredResponse.Write(message);
        if (_notice is null)
        {
            _notice = new Entry { Id = place, State = EntryState.Waiting };
            _notice.Node = _entries.AddFirst(_notice);
            Count++;
        }

        ids.Remove(_notice.Id);
        _notice.Xml = xml;
        return (ids, _notice.Id == 0 ? null : (_notice.Id, xml));
    }

    private void Return(List<Entry> entries)
    {
        entries.ForEach(e => e.State = EntryState.Waiting);
        Count += entries.Count;
    }

    private async Task EndLeaseAsync(List<Entry> entries, bool delivered)
    {
        if (!delivered)
        {
            Return(entries);
            return;
        }

        entries.ForEach(e => _entries.Remove(e.Node!));
        var ids = entries.Where(e => e.Id != 0).Select(e => e.Id).ToArray();
        try
        {
            await _database.RunAsync(connection =>
            {
                Delete(connection, ids);
                return ids.Length;
            });
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            LogNotDeleted(e, ids.Length);
        }
    }

    [LoggerMessage(11, LogLevel.Error, "The response {Name} could not be stored; it waits in memory and does not survive a restart")]
    private partial void LogNotStored(Exception exception, string name);

    [LoggerMessage(12, LogLevel.Error, "{Count} delivered responses could not be deleted; they are delivered again after a restart")]
    private partial void LogNotDeleted(Exception exception, int count);

    [LoggerMessage(13, LogLevel.Error, "The stored response {Id} cannot be read; it is left out")]
    private partial void LogNotReadable(long id);

    [LoggerMessage(14, LogLevel.Warning, "The response buffer is full with {Capacity} responses: the oldest are dropped")]
    private partial void LogFull(int capacity);

    [LoggerMessage(15, LogLevel.Error, "The responses that wait cannot be read; they are tried again later")]
    private partial void LogNotHandedOver(Exception exception);

    private sealed class Entry
    {
        /// <summary>Row on disk; 0 while there is none.</summary>
        public long Id { get; set; }

        /// <summary>The response while it is not on disk, and of the notice always.</summary>
        public string? Xml { get; set; }

        public EntryState State { get; set; }

        public LinkedListNode<Entry>? Node { get; set; }
    }
}
