using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.Devices;

/// <summary>
/// Simple Metering server of an electricity meter: a register that follows a load curve, the demand of the moment and the load profile.
/// Source: reference 05, sections 6.1 and 6.2.
/// </summary>
public sealed class MeteringCluster : VirtualCluster
{
    /// <summary>Cluster id.</summary>
    public const ushort ClusterId = 0x0702;

    /// <summary>Most intervals in one load profile answer.</summary>
    public const byte MaximumPeriods = 24;

    private const byte GetProfile = 0x00;
    private const byte GetProfileResponse = 0x00;
    private const byte QuarterHour = 3;

    // kWh with three digits after the point: one step of the register is a watt-hour, and one of the demand a watt.
    private const uint Multiplier = 1;
    private const uint Divisor = 1000;
    private const byte Formatting = 0x80 | (6 << 3) | 3;

    private readonly EnergyRegister _register;

    /// <summary>Creates it.</summary>
    /// <param name="register">What it meters.</param>
    /// <param name="serialNumber">Meter serial number, at most 24 characters.</param>
    public MeteringCluster(EnergyRegister register, string serialNumber)
        : base(ClusterId, isServer: true, AttributesOf(register, serialNumber))
    {
        _register = register;
    }

    private enum ProfileStatus : byte
    {
        Success = 0,
        UndefinedChannel = 1,
        InvalidEndTime = 3,
        MorePeriodsThanReturned = 4,
        NoIntervals = 5,
    }

    /// <inheritdoc />
    public override CommandOutcome Handle(ZclHeader header, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (header.Command != GetProfile)
        {
            return base.Handle(header, payload, answer);
        }

        var reader = new ByteReader(payload);
        if (!reader.TryReadByte(out var channel) || !reader.TryReadUInt32(out var endTime) || !reader.TryReadByte(out var periods))
        {
            return CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        WriteProfile(channel, endTime, periods, answer);
        return CommandOutcome.Answered(GetProfileResponse);
    }

    private static IEnumerable<VirtualAttribute> AttributesOf(EnergyRegister register, string serialNumber)
    {
        ArgumentNullException.ThrowIfNull(register);
        return
        [
            VirtualAttribute.Computed((ushort)MeteringAttribute.CurrentSummationDelivered, ZclTypeId.UInt48, () => new ZclUnsigned(register.Delivered)),
            VirtualAttribute.Computed((ushort)MeteringAttribute.CurrentSummationReceived, ZclTypeId.UInt48, () => new ZclUnsigned(register.Received)),
            VirtualAttribute.Computed((ushort)MeteringAttribute.ReadingSnapshotTime, ZclTypeId.UtcTime, () => UtcTime.Value(register.Now)),
            VirtualAttribute.Constant((ushort)MeteringAttribute.Status, ZclTypeId.Bitmap8, 0),
            VirtualAttribute.Constant((ushort)MeteringAttribute.UnitOfMeasure, ZclTypeId.Enum8, 0),
            VirtualAttribute.Constant((ushort)MeteringAttribute.Multiplier, ZclTypeId.UInt24, Multiplier),
            VirtualAttribute.Constant((ushort)MeteringAttribute.Divisor, ZclTypeId.UInt24, Divisor),
            VirtualAttribute.Constant((ushort)MeteringAttribute.SummationFormatting, ZclTypeId.Bitmap8, Formatting),
            VirtualAttribute.Constant((ushort)MeteringAttribute.DemandFormatting, ZclTypeId.Bitmap8, Formatting),
            VirtualAttribute.Constant((ushort)MeteringAttribute.HistoricalConsumptionFormatting, ZclTypeId.Bitmap8, Formatting),
            VirtualAttribute.Constant((ushort)MeteringAttribute.MeteringDeviceType, ZclTypeId.Bitmap8, 0),
            VirtualAttribute.Constant((ushort)MeteringAttribute.MeterSerialNumber, ZclTypeId.OctetString, new ZclOctets(System.Text.Encoding.ASCII.GetBytes(serialNumber))),
            VirtualAttribute.Computed((ushort)MeteringAttribute.InstantaneousDemand, ZclTypeId.Int24, () => new ZclSigned(register.Demand)),
            VirtualAttribute.Computed((ushort)MeteringAttribute.CurrentDayConsumptionDelivered, ZclTypeId.UInt24, () => new ZclUnsigned(register.DeliveredOn(0))),
            VirtualAttribute.Computed((ushort)MeteringAttribute.PreviousDayConsumptionDelivered, ZclTypeId.UInt24, () => new ZclUnsigned(register.DeliveredOn(-1))),
            VirtualAttribute.Constant((ushort)MeteringAttribute.MaxNumberOfPeriodsDelivered, ZclTypeId.UInt8, MaximumPeriods),
        ];
    }

    private void WriteProfile(byte channel, uint endTime, byte periods, ByteWriter answer)
    {
        var newest = LastEnd(endTime == 0 ? _register.Now : UtcTime.ToMoment(endTime));
        var status =
            channel > 1 ? ProfileStatus.UndefinedChannel
            : newest > _register.Now ? ProfileStatus.InvalidEndTime
            : periods == 0 ? ProfileStatus.NoIntervals
            : periods > MaximumPeriods ? ProfileStatus.MorePeriodsThanReturned
            : ProfileStatus.Success;
        var count = status is ProfileStatus.Success or ProfileStatus.MorePeriodsThanReturned ? Math.Min(periods, MaximumPeriods) : 0;
        answer.UInt32(count == 0 ? 0 : UtcTime.FromMoment(newest)).Byte((byte)status).Byte(QuarterHour).Byte((byte)count);
        for (var i = 0; i < count; i++)
        {
            var end = newest - (i * LoadCurve.Slot);
            answer.Unsigned(_register.Interval(end - LoadCurve.Slot, end, received: channel == 1), 3);
        }
    }

    private static DateTimeOffset LastEnd(DateTimeOffset moment) => new(moment.UtcTicks / LoadCurve.Slot.Ticks * LoadCurve.Slot.Ticks, TimeSpan.Zero);
}
