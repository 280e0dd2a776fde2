using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Endpoints;

/// <summary>
/// The attributes of the gateway's own clusters: which it has stands in the contract. Values that differ from their
/// start are kept on disk. Used on the gateway's loop only. Source: reference 01, section 4.3; reference 03, sections 2 and 6; reference 05, section 6.3.
/// </summary>
public sealed class LocalAttributes
{
    private const ushort ClusterTime = 0x0000;
    private const ushort ClusterTimeStatus = 0x0001;
    private const ushort TimeZone = 0x0002;
    private const ushort DstStart = 0x0003;
    private const ushort DstEnd = 0x0004;
    private const ushort DstShift = 0x0005;
    private const ushort StandardTime = 0x0006;
    private const ushort LocalTime = 0x0007;
    private const ushort IdentifyTime = 0x0000;
    private const byte TimeMaster = 0x01;
    private const byte TimeSynchronised = 0x02;

    private readonly OwnAttributeTable _table;
    private readonly GatewayClock _clock;
    private readonly TimeProvider _time;
    private readonly PowerSafeAttributeStore _store;
    private readonly Dictionary<PowerSafeAttributeKey, PowerSafeValue> _saved;
    private readonly Dictionary<PowerSafeAttributeKey, ZclValue> _values = [];
    private readonly Dictionary<byte, DateTimeOffset> _identifyUntil = [];
    private readonly Dictionary<(byte Endpoint, ushort ClusterId), ISuppliedAttributes> _supplied = [];

    /// <summary>Creates the attributes with the values of an earlier run.</summary>
    /// <param name="table">Which attributes there are.</param>
    /// <param name="clock">The gateway's time.</param>
    /// <param name="time">Drives identification.</param>
    /// <param name="store">Keeps values.</param>
    /// <param name="saved">What it kept.</param>
    public LocalAttributes(
        OwnAttributeTable table,
        GatewayClock clock,
        TimeProvider time,
        PowerSafeAttributeStore store,
        IReadOnlyDictionary<PowerSafeAttributeKey, PowerSafeValue> saved)
    {
        _table = table;
        _clock = clock;
        _time = time;
        _store = store;
        _saved = new Dictionary<PowerSafeAttributeKey, PowerSafeValue>(saved);
    }

    /// <summary>Called when an endpoint begins to show itself to people, or goes on for another time: endpoint and seconds, 0 to stop.</summary>
    public Action<byte, ushort>? Identifying { get; set; }

    /// <summary>The attributes that a cluster has, by id.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cluster">The cluster.</param>
    public IEnumerable<AttributeInformation> Of(byte endpoint, LocalCluster cluster) =>
        (Supplied(endpoint, cluster) is { } supplied
            ? supplied.All.Select(static record => new AttributeInformation(record.Attribute, record.Type.Id))
            : _table.Of(cluster).Select(static row => new AttributeInformation(row.Definition.Id, row.Definition.Type.Id)))
        .OrderBy(static a => a.Attribute);

    /// <summary>From now on somebody supplies the attributes of a cluster's server.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="supplied">The attributes.</param>
    public void Supply(byte endpoint, ushort clusterId, ISuppliedAttributes supplied) => _supplied[(endpoint, clusterId)] = supplied;

    /// <summary>Nobody supplies the attributes any more.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="clusterId">The cluster.</param>
    public void Withdraw(byte endpoint, ushort clusterId) => _supplied.Remove((endpoint, clusterId));

    /// <summary>Reads an attribute; null when there is none.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="attribute">The attribute.</param>
    public (ZclDataType Type, ZclValue Value)? Read(byte endpoint, LocalCluster cluster, ushort attribute)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Supplied(endpoint, cluster) is { } supplied
            ? supplied.Find(attribute) is { } record ? (record.Type, record.Value) : null
            : _table.Find(cluster, attribute) is { } row ? (row.Definition.Type, Value(endpoint, cluster, row)) : null;
    }

    /// <summary>Whether a value may be written.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="type">Type of the value; 0xFF for that of the attribute.</param>
    /// <param name="value">The value in the attribute's type, or null when it does not fit.</param>
    /// <param name="byNetwork">Another node writes it, not a client of the gateway.</param>
    public ZclStatus Check(byte endpoint, LocalCluster cluster, ushort attribute, byte type, ZclValue? value, bool byNetwork)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Supplied(endpoint, cluster) is { } supplied
            ? supplied.Find(attribute) is null ? ZclStatus.UnsupportedAttribute : ZclStatus.ReadOnly
            : _table.Find(cluster, attribute) is not { } row ? ZclStatus.UnsupportedAttribute
            : !(byNetwork ? row.IsWrittenByNetwork : row.IsWrittenByClients) ? ZclStatus.ReadOnly
            : type != ZclDataType.UnknownId && !IsSameType(type, row.Definition.Type) ? ZclStatus.InvalidDataType
            : value is null || !row.Definition.Accepts(value) ? ZclStatus.InvalidValue
            : ZclStatus.Success;
    }

    /// <summary>Writes a value that <see cref="Check"/> found good; it is on disk when this comes back.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">The value.</param>
    public async Task WriteAsync(byte endpoint, LocalCluster cluster, ushort attribute, ZclValue value)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (cluster is { Id: ClusterIds.Identify, IsClient: false } && value is ZclUnsigned seconds)
        {
            // Whoever is identified is not after a restart.
            Identify(endpoint, (ushort)seconds.Value);
            return;
        }

        var key = Key(endpoint, cluster, attribute);
        var row = _table.Find(cluster, attribute) ?? throw new ArgumentException("The cluster does not have the attribute", nameof(attribute));
        if (Equals(value, row.Start))
        {
            await _store.RemoveAsync(key);
            _saved.Remove(key);
        }
        else
        {
            var bytes = new Zigbee.Bytes.ByteWriter();
            value.Write(row.Definition.Type, bytes);
            var saved = new PowerSafeValue(row.Definition.Type.Id, bytes.Written.ToArray());
            await _store.SaveAsync(key, saved);
            _saved[key] = saved;
        }

        _values[key] = value;
    }

    /// <summary>Shows the gateway to people for a while.</summary>
    /// <param name="endpoint">Endpoint with the Identify server.</param>
    /// <param name="seconds">For how long; 0 stops it.</param>
    public void Identify(byte endpoint, ushort seconds)
    {
        _identifyUntil[endpoint] = _time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        Identifying?.Invoke(endpoint, seconds);
    }

    private ISuppliedAttributes? Supplied(byte endpoint, LocalCluster cluster) => cluster.IsClient ? null : _supplied.GetValueOrDefault((endpoint, cluster.Id));

    private static PowerSafeAttributeKey Key(byte endpoint, LocalCluster cluster, ushort attribute) => new(endpoint, cluster.Id, cluster.IsClient, 0, attribute);

    /// <summary>Clients write times as plain numbers of the same width, and the reverse (reference 03, section 2.2).</summary>
    private static bool IsSameType(byte type, ZclDataType wanted) =>
        type == wanted.Id || (type is ZclTypeId.UInt32 or ZclTypeId.UtcTime && wanted.Id is ZclTypeId.UInt32 or ZclTypeId.UtcTime);

    private ZclValue Value(byte endpoint, LocalCluster cluster, OwnAttributeRow row) => (cluster.IsClient, cluster.Id, row.Definition.Id) switch
    {
        (false, ClusterIds.Identify, IdentifyTime) => new ZclUnsigned(IdentifyLeft(endpoint)),
        (false, ClusterIds.Time, ClusterTime) => Moved(0),
        (false, ClusterIds.Time, ClusterTimeStatus) => new ZclUnsigned((ulong)(TimeMaster | (_clock.IsSynchronized ? TimeSynchronised : 0))),
        (false, ClusterIds.Time, StandardTime) => Moved(Number(endpoint, cluster, TimeZone)),
        (false, ClusterIds.Time, LocalTime) => Moved(Number(endpoint, cluster, TimeZone) + Shift(endpoint, cluster)),
        _ => Stored(endpoint, cluster, row),
    };

    private uint Now => GatewayTime.ToAirUtc2000(_clock.Now);

    /// <summary>The time as another one says it; invalid while it is not known, or when 32 bits cannot say it.</summary>
    private ZclUnsigned Moved(long seconds) => _clock.IsSynchronized && Now != GatewayTime.InvalidUtc2000 && Now + seconds is >= 0 and < GatewayTime.InvalidUtc2000 and var moved
        ? new ZclUnsigned((ulong)moved)
        : new ZclUnsigned(GatewayTime.InvalidUtc2000);

    private long Shift(byte endpoint, LocalCluster cluster)
    {
        const long Never = uint.MaxValue;
        var start = Number(endpoint, cluster, DstStart);
        var end = Number(endpoint, cluster, DstEnd);
        return start != Never && end != Never && Now >= start && Now < end ? Number(endpoint, cluster, DstShift) : 0;
    }

    private long Number(byte endpoint, LocalCluster cluster, ushort attribute) => Read(endpoint, cluster, attribute)?.Value switch
    {
        ZclSigned signed => signed.Value,
        ZclUnsigned unsigned => (long)unsigned.Value,
        _ => 0,
    };

    private ulong IdentifyLeft(byte endpoint) =>
        _identifyUntil.TryGetValue(endpoint, out var until) && until - _time.GetUtcNow() is { Ticks: > 0 } left ? (ulong)Math.Ceiling(left.TotalSeconds) : 0;

    private ZclValue Stored(byte endpoint, LocalCluster cluster, OwnAttributeRow row)
    {
        var key = Key(endpoint, cluster, row.Definition.Id);
        if (_values.TryGetValue(key, out var value))
        {
            return value;
        }

        if (_saved.TryGetValue(key, out var saved) && saved.DataType == row.Definition.Type.Id)
        {
            var reader = new Zigbee.Bytes.ByteReader(saved.Value.Span);
            if (ZclValue.TryRead(row.Definition.Type, ref reader, out var read))
            {
                return _values[key] = read!;
            }
        }

        return row.Start;
    }
}
