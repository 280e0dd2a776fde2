using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.SmartEnergy;

/// <summary>Time client: asks a time server what time it is. Source: reference 05, section 6.3.</summary>
public sealed class TimeClient() : VirtualCluster(ClusterIds.Time, isServer: false)
{
    private const ushort Time = 0x0000;
    private const ushort TimeStatus = 0x0001;
    private const uint Unknown = 0xFFFFFFFF;

    private TimeSpan? _offset;

    /// <summary>The time of the network as the device knows it, or null while no server has told it.</summary>
    public DateTimeOffset? NetworkTime => _offset is { } offset ? Now + offset : null;

    /// <inheritdoc />
    public override bool HasQuestions => true;

    /// <inheritdoc />
    public override void Ask(Peer server)
    {
        var frame = new ByteWriter();
        new ZclHeader(
            IsClusterCommand: false, FromServer: false, DisableDefaultResponse: true, null, Device.NextSequence(), (byte)GeneralCommand.ReadAttributes).Write(frame);
        ReadAttributes.Write(frame, [Time, TimeStatus]);
        SendFrame(server, frame.Written);
    }

    /// <inheritdoc />
    public override void Forget() => _offset = null;

    /// <inheritdoc />
    public override void TakeAnswer(Peer sender, IReadOnlyList<ReadAttributeStatus> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            if (record is { Attribute: Time, Value: ZclUnsigned { Value: > 0 and < Unknown } time })
            {
                _offset = UtcTime.ToMoment((uint)time.Value) - Now;
            }
        }
    }
}
