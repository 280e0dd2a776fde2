using System.Data.Common;
using Microsoft.Data.Sqlite;
using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.HeadEnd;

/// <summary>The jobs of head-ends, on disk. May be used on any thread. Source: reference 01, section 1.8; design decision 5.</summary>
/// <param name="database">Where they are.</param>
public sealed class JobStore(GatewayDatabase database)
{
    /// <summary>Most jobs that are kept; the oldest complete ones make room.</summary>
    public const int MaximumCount = 1000;

    private const string Columns = "id, status, caller, may_change, created, request, reply";

    /// <summary>Adds a job; it is on disk when this comes back.</summary>
    /// <param name="caller">User who sent it.</param>
    /// <param name="mayChangeState">Whether that user may do more than read.</param>
    /// <param name="created">When it came.</param>
    /// <param name="request">The sci_request.</param>
    /// <returns>Its number, or null when there are too many that are not complete.</returns>
    /// <exception cref="DbException">The disk refused.</exception>
    public Task<long?> AddAsync(string caller, bool mayChangeState, DateTimeOffset created, string request) => database.RunAsync<long?>(connection =>
    {
        GatewayDatabase.Execute(
            connection,
            "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE status = @0 ORDER BY id LIMIT max(0, (SELECT count(*) FROM job) - @1))",
            (int)JobStatus.Complete,
            MaximumCount - 1);
        using var count = GatewayDatabase.Command(connection, "SELECT count(*) FROM job");
        if ((long)count.ExecuteScalar()! >= MaximumCount)
        {
            return null;
        }

        using var insert = GatewayDatabase.Command(
            connection,
            "INSERT INTO job (status, caller, may_change, created, request) VALUES (0, @0, @1, @2, @3) RETURNING id",
            caller,
            mayChangeState,
            created.ToUnixTimeMilliseconds(),
            request);
        return (long)insert.ExecuteScalar()!;
    });

    /// <summary>Says that a job was begun.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>Whether there is such a job.</returns>
    /// <exception cref="DbException">The disk refused.</exception>
    public async Task<bool> BeginAsync(long id) => await database.ExecuteAsync("UPDATE job SET status = @1 WHERE id = @0", id, (int)JobStatus.InProgress) > 0;

    /// <summary>Completes a job.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="reply">The sci_reply.</param>
    /// <returns>Whether the job was still there.</returns>
    /// <exception cref="DbException">The disk refused.</exception>
    public async Task<bool> CompleteAsync(long id, string reply) =>
        await database.ExecuteAsync("UPDATE job SET status = @1, reply = @2 WHERE id = @0", id, (int)JobStatus.Complete, reply) > 0;

    /// <summary>Removes a job.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="DbException">The disk refused.</exception>
    public async Task<bool> RemoveAsync(long id) => await database.ExecuteAsync("DELETE FROM job WHERE id = @0", id) > 0;

    /// <summary>Finds a job.</summary>
    /// <param name="id">Its number.</param>
    /// <exception cref="DbException">The disk cannot be read.</exception>
    public Task<Job?> FindAsync(long id) => database.RunAsync(connection =>
        Read(connection, $"SELECT {Columns} FROM job WHERE id = @0", id) is [var job] ? job : null);

    /// <summary>All jobs, oldest first.</summary>
    /// <exception cref="DbException">The disk cannot be read.</exception>
    public Task<IReadOnlyList<Job>> ListAsync() => database.RunAsync(static connection => Read(connection, $"SELECT {Columns} FROM job ORDER BY id"));

    private static IReadOnlyList<Job> Read(SqliteConnection connection, string query, params ReadOnlySpan<object> values)
    {
        var jobs = new List<Job>();
        using var command = GatewayDatabase.Command(connection, query, values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            jobs.Add(new Job(
                reader.GetInt64(0),
                (JobStatus)reader.GetInt32(1),
                reader.GetString(2),
                reader.GetBoolean(3),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return jobs;
    }
}
