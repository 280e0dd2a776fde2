using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>An attribute of a virtual cluster.</summary>
public sealed class VirtualAttribute
{
    private readonly Func<ZclValue> _read;
    private readonly ulong? _maximum;
    private ZclValue? _written;

    private VirtualAttribute(ushort id, byte type, Func<ZclValue> read, ulong? maximum = null)
    {
        Id = id;
        Type = ZclDataType.Find(type) ?? throw new ArgumentException($"0x{type:X2} is no ZCL data type.", nameof(type));
        _read = read;
        _maximum = maximum;
    }

    /// <summary>Attribute id.</summary>
    public ushort Id { get; }

    /// <summary>Data type.</summary>
    public ZclDataType Type { get; }

    /// <summary>Manufacturer code of a manufacturer's own attribute, or null.</summary>
    public ushort? ManufacturerCode { get; init; }

    /// <summary>Whether it can be reported.</summary>
    public bool IsReportable { get; init; }

    /// <summary>Whether it can be written.</summary>
    public bool IsWritable => _maximum is not null;

    /// <summary>Its value now.</summary>
    public ZclValue Value => _written ?? _read();

    /// <summary>An attribute that never changes.</summary>
    /// <param name="id">Attribute id.</param>
    /// <param name="type">Data type id.</param>
    /// <param name="value">Its value.</param>
    public static VirtualAttribute Constant(ushort id, byte type, ZclValue value) => new(id, type, () => value);

    /// <summary>An unsigned attribute that never changes.</summary>
    /// <param name="id">Attribute id.</param>
    /// <param name="type">Data type id of an unsigned type.</param>
    /// <param name="value">Its value.</param>
    public static VirtualAttribute Constant(ushort id, byte type, ulong value) => Constant(id, type, new ZclUnsigned(value));

    /// <summary>An attribute whose value is computed at each reading.</summary>
    /// <param name="id">Attribute id.</param>
    /// <param name="type">Data type id.</param>
    /// <param name="read">Computes it.</param>
    public static VirtualAttribute Computed(ushort id, byte type, Func<ZclValue> read) => new(id, type, read) { IsReportable = true };

    /// <summary>An unsigned attribute that can be written over the air.</summary>
    /// <param name="id">Attribute id.</param>
    /// <param name="type">Data type id of an unsigned type.</param>
    /// <param name="value">Its first value.</param>
    /// <param name="maximum">The largest value that may be written.</param>
    public static VirtualAttribute Writable(ushort id, byte type, ulong value, ulong maximum) =>
        new(id, type, () => new ZclUnsigned(value), maximum) { IsReportable = true };

    /// <summary>Whether a frame from the air may write it.</summary>
    /// <param name="type">Data type in the frame.</param>
    /// <param name="value">Value in the frame.</param>
    /// <returns>Success, or why not.</returns>
    public ZclStatus Check(ZclDataType type, ZclValue value) =>
        _maximum is not { } maximum ? ZclStatus.ReadOnly
        : type != Type ? ZclStatus.InvalidDataType
        : value is ZclUnsigned number && number.Value <= maximum ? ZclStatus.Success
        : ZclStatus.InvalidValue;

    /// <summary>Writes it.</summary>
    /// <param name="value">A value that was checked.</param>
    public void Write(ZclValue value) => _written = value;
}
