using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>Identify server: a device that blinks for some seconds. Source: reference 03, sections 4.1 and 7.5.</summary>
public sealed class IdentifyCluster : VirtualCluster
{
    /// <summary>Cluster id.</summary>
    public const ushort ClusterId = 0x0003;

    private const byte Identify = 0x00;
    private const byte IdentifyQuery = 0x01;
    private const byte IdentifyQueryResponse = 0x00;

    private readonly TimeProvider _time;
    private readonly Deadline _deadline;

    /// <summary>Creates it.</summary>
    /// <param name="timeProvider">The home's clock.</param>
    public IdentifyCluster(TimeProvider timeProvider)
        : this(timeProvider, new Deadline())
    {
    }

    private IdentifyCluster(TimeProvider timeProvider, Deadline deadline)
        : base(ClusterId, isServer: true, VirtualAttribute.Computed(0x0000, ZclTypeId.UInt16, () => new ZclUnsigned(deadline.SecondsLeft(timeProvider))))
    {
        _time = timeProvider;
        _deadline = deadline;
    }

    /// <summary>Seconds it still identifies itself, 0 if it does not.</summary>
    public ushort SecondsLeft => _deadline.SecondsLeft(_time);

    /// <inheritdoc />
    public override CommandOutcome Handle(ZclHeader header, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        switch (header.Command)
        {
            case Identify:
                var reader = new ByteReader(payload);
                if (!reader.TryReadUInt16(out var seconds))
                {
                    return CommandOutcome.Failed(ZclStatus.MalformedCommand);
                }

                _deadline.At = _time.GetUtcNow().AddSeconds(seconds);
                return CommandOutcome.Done;
            case IdentifyQuery:
                var left = SecondsLeft;
                if (left == 0)
                {
                    return CommandOutcome.Done;
                }

                answer.UInt16(left);
                return CommandOutcome.Answered(IdentifyQueryResponse);
            default:
                return base.Handle(header, payload, answer);
        }
    }

    private sealed class Deadline
    {
        public DateTimeOffset At { get; set; }

        public ushort SecondsLeft(TimeProvider time) => (ushort)Math.Clamp(Math.Ceiling((At - time.GetUtcNow()).TotalSeconds), 0, ushort.MaxValue);
    }
}
