using System.Globalization;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Storage;

namespace SEFramework.Gateway.Clock;

/// <summary>
/// The gateway's time: the injected clock plus the offset that set_time made. The operating system's clock is not touched.
/// Source: reference 01, sections 3 and 4.5.
/// </summary>
public sealed class GatewayClock
{
    private const string OffsetSetting = "clock.offset_ms";

    private readonly TimeProvider _time;
    private readonly GatewayDatabase _database;
    private readonly GatewayRegistry _registry;
    private TimeSpan _offset;

    private GatewayClock(TimeProvider time, GatewayDatabase database, GatewayRegistry registry, TimeSpan offset)
    {
        _time = time;
        _database = database;
        _registry = registry;
        _offset = offset;
    }

    /// <summary>Called after the time was set or synchronised, which may move it either way.</summary>
    public event Action? Changed;

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => GatewayTime.Add(_time.GetUtcNow(), _offset);

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    public long Utc1970 => GatewayTime.ToUtc1970(Now);

    /// <summary>Seconds since 2000-01-01 UTC; negative before.</summary>
    public long Utc2000 => GatewayTime.ToUtc2000(Now);

    /// <summary>Whether the time is known to be right; event handling waits for it.</summary>
    public bool IsSynchronized { get; private set; }

    /// <summary>The time stamp for a response, or null when they are switched off.</summary>
    public DateTimeOffset? ResponseTimestamp => _registry.Boolean(RegistryNames.ResponseTimestamps) ? Now : null;

    /// <summary>Creates the clock with the offset of the last run.</summary>
    /// <param name="time">The injected clock.</param>
    /// <param name="database">Has the offset.</param>
    /// <param name="registry">Says whether responses are stamped.</param>
    public static async Task<GatewayClock> LoadAsync(TimeProvider time, GatewayDatabase database, GatewayRegistry registry)
    {
        var text = await database.RunAsync(static connection =>
        {
            using var query = GatewayDatabase.Command(connection, "SELECT value FROM setting WHERE name = @0", OffsetSetting);
            return (string?)query.ExecuteScalar();
        });
        var offset = long.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, -(long)TimeSpan.MaxValue.TotalMilliseconds / 2, (long)TimeSpan.MaxValue.TotalMilliseconds / 2))
            : TimeSpan.Zero;
        return new GatewayClock(time, database, registry, offset);
    }

    /// <summary>Sets the time; it counts, also after a restart, when this comes back.</summary>
    /// <param name="now">The time now.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk refused; the time is as before.</exception>
    public Task SetAsync(DateTimeOffset now) => MoveAsync(now - _time.GetUtcNow());

    /// <summary>Takes the operating system's time again.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk refused; the time is as before.</exception>
    public Task SynchronizeAsync() => MoveAsync(TimeSpan.Zero);

    /// <summary>Says that the time is right as it is.</summary>
    public void MarkSynchronized() => IsSynchronized = true;

    private async Task MoveAsync(TimeSpan offset)
    {
        await _database.ExecuteAsync(
            "INSERT INTO setting (name, value) VALUES (@0, @1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            OffsetSetting,
            ((long)offset.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        _offset = offset;
        MarkSynchronized();
        Changed?.Invoke();
    }
}
