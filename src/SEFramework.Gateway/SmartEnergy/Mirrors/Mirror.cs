using SEFramework.Gateway.Endpoints;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.SmartEnergy.Mirrors;

/// <summary>What a meter that sleeps last said about itself, for others to read in its place. Source: reference 05, sections 6.1 and 6.2.</summary>
/// <param name="meter">The meter.</param>
/// <param name="endpoint">The gateway's endpoint where it is read.</param>
public sealed class Mirror(IeeeAddress meter, byte endpoint) : ISuppliedAttributes
{
    /// <summary>Most attributes of one meter; those of all sets of Metering that a meter has are fewer. The number is this software's own.</summary>
    public const int Capacity = 256;

    private const ushort MeteringDeviceType = 0x0306;

    // A mirrored gas meter is 0x80 where the meter itself is 1, and so on; electricity stays 0.
    private const ulong MirroredType = 0x7F;
    private const ulong LastMeterType = 6;

    private readonly Dictionary<ushort, AttributeRecord> _attributes = [];

    /// <summary>The meter.</summary>
    public IeeeAddress Meter { get; } = meter;

    /// <summary>The gateway's endpoint where it is read.</summary>
    public byte Endpoint { get; } = endpoint;

    /// <summary>When what it knows was last put on disk.</summary>
    public DateTimeOffset SavedAt { get; set; }

    /// <inheritdoc />
    public IReadOnlyCollection<AttributeRecord> All => _attributes.Values;

    /// <inheritdoc />
    public AttributeRecord? Find(ushort attribute) => _attributes.GetValueOrDefault(attribute);

    /// <summary>Takes what the meter reports; attributes above <see cref="Capacity"/> are left out.</summary>
    /// <param name="records">The attributes.</param>
    public void Take(IEnumerable<AttributeRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            if (_attributes.Count < Capacity || _attributes.ContainsKey(record.Attribute))
            {
                _attributes[record.Attribute] = record is { Attribute: MeteringDeviceType, Value: ZclUnsigned { Value: > 0 and <= LastMeterType } type }
                    ? record with { Value = new ZclUnsigned(MirroredType + type.Value) }
                    : record;
            }
        }
    }

    /// <summary>All attributes, as a report carries them.</summary>
    public byte[] ToBytes()
    {
        var writer = new ByteWriter();
        foreach (var record in _attributes.Values)
        {
            record.Write(writer);
        }

        return writer.Written.ToArray();
    }
}
