using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Storage;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.Endpoints;

/// <summary>
/// The attributes of the gateway's own clusters: which it has stands in a table, what they are in the cluster definitions. Values that differ from their
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

    private static readonly Dictionary<(ushort Cluster, bool IsClient), Row[]> Table = new()
    {
        [(ClusterIds.Basic, false)] =
        [
            new(0x0000), new(0x0004, new ZclText("SEFramework.Net")), new(0x0005, new ZclText("SE gateway")), new(0x0007, new ZclUnsigned(1)),
            new(0x0010, IsWritable: true, IsWritableByNetwork: true), new(0x0011, IsWritable: true, IsWritableByNetwork: true),
        ],
        [(ClusterIds.Identify, false)] = [new(IdentifyTime, IsWritable: true, IsWritableByNetwork: true)],
        [(ClusterIds.Time, false)] =
        [
            new(ClusterTime), new(ClusterTimeStatus), new(TimeZone, IsWritable: true), new(DstStart, IsWritable: true), new(DstEnd, IsWritable: true),
            new(DstShift, IsWritable: true), new(StandardTime), new(LocalTime),
        ],
        [(ClusterIds.DemandResponseAndLoadControl, true)] =
        [
            new(0x0000, IsWritable: true, IsWritableByNetwork: true), new(0x0001, IsWritable: true, IsWritableByNetwork: true),
            new(0x0002, IsWritable: true, IsWritableByNetwork: true), new(0x0003, IsWritable: true),
        ],
        [(ClusterIds.KeyEstablishment, false)] = [new(0x0000, new ZclUnsigned(1))],
        [(ClusterIds.KeyEstablishment, true)] = [new(0x0000, new ZclUnsigned(1))],
    };

    private readonly GatewayClock _clock;
    private readonly TimeProvider _time;
    private readonly PowerSafeAttributeStore _store;
    private readonly Dictionary<PowerSafeAttributeKey, PowerSafeValue> _saved;
    private readonly Dictionary<PowerSafeAttributeKey, ZclValue> _values = [];
    private readonly Dictionary<byte, DateTimeOffset> _identifyUntil = [];

    /// <summary>Creates the attributes with the values of an earlier run.</summary>
    /// <param name="clock">The gateway's time.</param>
    /// <param name="time">Drives identification.</param>
    /// <param name="store">Keeps values.</param>
    /// <param name="saved">What it kept.</param>
    public LocalAttributes(
        GatewayClock clock, TimeProvider time, PowerSafeAttributeStore store, IReadOnlyDictionary<PowerSafeAttributeKey, PowerSafeValue> saved)
    {
        _clock = clock;
        _time = time;
        _store = store;
        _saved = new Dictionary<PowerSafeAttributeKey, PowerSafeValue>(saved);
    }

    /// <summary>The attributes that a cluster has, by id.</summary>
    /// <param name="cluster">The cluster.</param>
    public static IEnumerable<AttributeDefinition> Of(LocalCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Rows(cluster).Select(row => Definition(cluster, row.Id)).OfType<AttributeDefinition>();
    }

    /// <summary>Reads an attribute; null when there is none.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="attribute">The attribute.</param>
    public (ZclDataType Type, ZclValue Value)? Read(byte endpoint, LocalCluster cluster, ushort attribute)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Find(cluster, attribute) is { } row && Definition(cluster, attribute) is { } definition
            ? (definition.Type, Value(endpoint, cluster, row, definition))
            : null;
    }

    /// <summary>Whether a value may be written.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="type">Type of the value; 0xFF for that of the attribute.</param>
    /// <param name="value">The value in the attribute's type, or null when it does not fit.</param>
    /// <param name="byNetwork">Another node writes it, not a client of the gateway.</param>
    public static ZclStatus Check(LocalCluster cluster, ushort attribute, byte type, ZclValue? value, bool byNetwork)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Find(cluster, attribute) is not { } row || Definition(cluster, attribute) is not { } definition ? ZclStatus.UnsupportedAttribute
            : !(byNetwork ? row.IsWritableByNetwork : row.IsWritable) ? ZclStatus.ReadOnly
            : type != ZclDataType.UnknownId && !IsSameType(type, definition.Type) ? ZclStatus.InvalidDataType
            : value is null || !definition.Accepts(value) ? ZclStatus.InvalidValue
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
        var definition = Definition(cluster, attribute)!;
        if (Equals(value, Start(Find(cluster, attribute)!, definition)))
        {
            await _store.RemoveAsync(key);
            _saved.Remove(key);
        }
        else
        {
            var bytes = new Zigbee.Bytes.ByteWriter();
            value.Write(definition.Type, bytes);
            var saved = new PowerSafeValue(definition.Type.Id, bytes.Written.ToArray());
            await _store.SaveAsync(key, saved);
            _saved[key] = saved;
        }

        _values[key] = value;
    }

    /// <summary>Shows the gateway to people for a while.</summary>
    /// <param name="endpoint">Endpoint with the Identify server.</param>
    /// <param name="seconds">For how long; 0 stops it.</param>
    public void Identify(byte endpoint, ushort seconds) => _identifyUntil[endpoint] = _time.GetUtcNow() + TimeSpan.FromSeconds(seconds);

    private static IEnumerable<Row> Rows(LocalCluster cluster) => Table.TryGetValue((cluster.Id, cluster.IsClient), out var rows) ? rows : [];

    private static Row? Find(LocalCluster cluster, ushort attribute) => Rows(cluster).FirstOrDefault(row => row.Id == attribute);

    private static AttributeDefinition? Definition(LocalCluster cluster, ushort attribute) =>
        ClusterLibrary.FindAttribute(cluster.Id, cluster.IsClient ? ClusterSide.Client : ClusterSide.Server, attribute);

    private static PowerSafeAttributeKey Key(byte endpoint, LocalCluster cluster, ushort attribute) => new(endpoint, cluster.Id, cluster.IsClient, 0, attribute);

    /// <summary>Clients write times as plain numbers of the same width, and the reverse (reference 03, section 2.2).</summary>
    private static bool IsSameType(byte type, ZclDataType wanted) =>
        type == wanted.Id || (type is ZclTypeId.UInt32 or ZclTypeId.UtcTime && wanted.Id is ZclTypeId.UInt32 or ZclTypeId.UtcTime);

    private static ZclValue Start(Row row, AttributeDefinition definition) =>
        row.Value ?? definition.Default ?? ZclValue.InvalidOf(definition.Type) ?? new ZclUnsigned(0);

    private ZclValue Value(byte endpoint, LocalCluster cluster, Row row, AttributeDefinition definition) => (cluster.IsClient, cluster.Id, row.Id) switch
    {
        (false, ClusterIds.Identify, IdentifyTime) => new ZclUnsigned(IdentifyLeft(endpoint)),
        (false, ClusterIds.Time, ClusterTime) => new ZclUnsigned(Now),
        (false, ClusterIds.Time, ClusterTimeStatus) => new ZclUnsigned((ulong)(TimeMaster | (_clock.IsSynchronized ? TimeSynchronised : 0))),
        (false, ClusterIds.Time, StandardTime) => new ZclUnsigned((ulong)(Now + Number(endpoint, cluster, TimeZone))),
        (false, ClusterIds.Time, LocalTime) => new ZclUnsigned((ulong)(Now + Number(endpoint, cluster, TimeZone) + Shift(endpoint, cluster))),
        _ => Stored(endpoint, cluster, row, definition),
    };

    private uint Now => GatewayTime.ToAirUtc2000(_clock.Now);

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

    private ZclValue Stored(byte endpoint, LocalCluster cluster, Row row, AttributeDefinition definition)
    {
        var key = Key(endpoint, cluster, row.Id);
        if (_values.TryGetValue(key, out var value))
        {
            return value;
        }

        if (_saved.TryGetValue(key, out var saved) && saved.DataType == definition.Type.Id)
        {
            var reader = new Zigbee.Bytes.ByteReader(saved.Value.Span);
            if (ZclValue.TryRead(definition.Type, ref reader, out var read))
            {
                return _values[key] = read!;
            }
        }

        return Start(row, definition);
    }

    /// <summary>An attribute that the gateway has.</summary>
    /// <param name="Id">Attribute id.</param>
    /// <param name="Value">The value it starts with; null for that of the definition.</param>
    /// <param name="IsWritable">Whether clients of the gateway may write it.</param>
    /// <param name="IsWritableByNetwork">Whether other nodes may.</param>
    private sealed record Row(ushort Id, ZclValue? Value = null, bool IsWritable = false, bool IsWritableByNetwork = false);
}
