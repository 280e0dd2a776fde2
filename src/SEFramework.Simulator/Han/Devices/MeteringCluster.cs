using System.Text;
using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.Devices;

/// <summary>
/// Simple Metering server of an electricity, gas or water meter: a register that follows a load curve, the demand of the moment, the load
/// profile, fast polling, and a mirror at an energy services interface. Source: reference 05, sections 6.1 and 6.2.
/// </summary>
public sealed class MeteringCluster : VirtualCluster
{
    /// <summary>Most intervals in one load profile answer.</summary>
    public const byte MaximumPeriods = 24;

    private const byte QuarterHour = 3;
    private const byte UpdatePeriodSeconds = 30;
    private const byte FastPollPeriodSeconds = 5;
    private const int LongestFastPollMinutes = 15;
    private const byte BatteryPercent = 93;

    // Fits into a frame that is encrypted with the link key and not fragmented (reference 07, section 9).
    private const int RoomForReport = 54;

    private static readonly MeteringAttribute[] Mirrored =
    [
        MeteringAttribute.UnitOfMeasure, MeteringAttribute.Multiplier, MeteringAttribute.Divisor, MeteringAttribute.SummationFormatting,
        MeteringAttribute.MeteringDeviceType, MeteringAttribute.CurrentSummationDelivered, MeteringAttribute.Status, MeteringAttribute.ReadingSnapshotTime,
        MeteringAttribute.InstantaneousDemand, MeteringAttribute.RemainingBatteryLife,
    ];

    private DateTimeOffset _fastPollEnd;
    private byte _fastPollPeriod;
    private Peer? _mirror;
    private IDisposable? _reporting;

    /// <summary>Creates it.</summary>
    /// <param name="register">What it meters.</param>
    /// <param name="commodity">What that is.</param>
    /// <param name="serialNumber">Meter serial number, at most 24 characters.</param>
    public MeteringCluster(EnergyRegister register, Commodity commodity, string serialNumber)
        : base(ClusterIds.Metering, isServer: true, AttributesOf(register, commodity, serialNumber))
    {
        Register = register;
    }

    /// <summary>What it meters.</summary>
    public EnergyRegister Register { get; }

    /// <summary>Endpoint of its mirror, or null while it has none.</summary>
    public byte? MirrorEndpoint => _mirror?.Endpoint;

    /// <summary>Whether it is polled fast now.</summary>
    public bool IsPolledFast => _fastPollEnd > Register.Now;

    /// <summary>Asks an energy services interface for a mirror; once it has one, it reports to it every 30 seconds.</summary>
    /// <param name="server">The energy services interface.</param>
    public void RequestMirror(Peer server) => Send(server, new RequestMirror());

    /// <summary>Gives its mirror up.</summary>
    /// <param name="server">The energy services interface.</param>
    public void RemoveMirror(Peer server) => Send(server, new RemoveMirror());

    /// <inheritdoc />
    public override void Forget() => StopMirroring();

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.GetProfile)
        {
            return GetProfile.TryRead(payload, out var wanted) ? Answer(Profile(wanted), answer) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.RequestFastPollMode)
        {
            return RequestFastPollMode.TryRead(payload, out var wanted) ? Answer(PollFast(wanted), answer) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.RequestMirrorResponse)
        {
            return RequestMirrorResponse.TryRead(payload, out var response) ? StartMirroring(request.Sender, response) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.MirrorRemoved)
        {
            StopMirroring();
            return CommandOutcome.Done;
        }

        return base.Receive(request, payload, answer);
    }

    private static IEnumerable<VirtualAttribute> AttributesOf(EnergyRegister register, Commodity commodity, string serialNumber)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(commodity);
        VirtualAttribute Number(MeteringAttribute id, byte type, Func<ulong> read) => VirtualAttribute.Computed((ushort)id, type, () => new ZclUnsigned(read()));
        VirtualAttribute Constant(MeteringAttribute id, byte type, ulong value) => VirtualAttribute.Constant((ushort)id, type, value);
        List<VirtualAttribute> attributes =
        [
            Number(MeteringAttribute.CurrentSummationDelivered, ZclTypeId.UInt48, () => register.Delivered),
            Number(MeteringAttribute.CurrentSummationReceived, ZclTypeId.UInt48, () => register.Received),
            Number(MeteringAttribute.ReadingSnapshotTime, ZclTypeId.UtcTime, () => UtcTime.FromMoment(register.Now)),
            Constant(MeteringAttribute.DefaultUpdatePeriod, ZclTypeId.UInt8, UpdatePeriodSeconds),
            Constant(MeteringAttribute.FastPollUpdatePeriod, ZclTypeId.UInt8, FastPollPeriodSeconds),
            Constant(MeteringAttribute.ProfileIntervalPeriod, ZclTypeId.Enum8, QuarterHour),
            Constant(MeteringAttribute.Status, ZclTypeId.Bitmap8, 0),
            Constant(MeteringAttribute.UnitOfMeasure, ZclTypeId.Enum8, commodity.UnitOfMeasure),
            Constant(MeteringAttribute.Multiplier, ZclTypeId.UInt24, 1),
            Constant(MeteringAttribute.Divisor, ZclTypeId.UInt24, commodity.Divisor),
            Constant(MeteringAttribute.SummationFormatting, ZclTypeId.Bitmap8, commodity.SummationFormatting),
            Constant(MeteringAttribute.DemandFormatting, ZclTypeId.Bitmap8, commodity.DemandFormatting),
            Constant(MeteringAttribute.HistoricalConsumptionFormatting, ZclTypeId.Bitmap8, commodity.SummationFormatting),
            Constant(MeteringAttribute.MeteringDeviceType, ZclTypeId.Bitmap8, commodity.DeviceType),
            VirtualAttribute.Constant((ushort)MeteringAttribute.MeterSerialNumber, ZclTypeId.OctetString, new ZclOctets(Encoding.ASCII.GetBytes(serialNumber))),
            VirtualAttribute.Computed((ushort)MeteringAttribute.InstantaneousDemand, ZclTypeId.Int24, () => new ZclSigned(register.Demand)),
            Number(MeteringAttribute.CurrentDayConsumptionDelivered, ZclTypeId.UInt24, () => register.DeliveredOn(0)),
            Number(MeteringAttribute.PreviousDayConsumptionDelivered, ZclTypeId.UInt24, () => register.DeliveredOn(-1)),
            Number(MeteringAttribute.PartialProfileIntervalStartDelivered, ZclTypeId.UtcTime, () => UtcTime.FromMoment(LastEnd(register.Now))),
            Number(MeteringAttribute.PartialProfileIntervalValueDelivered, ZclTypeId.UInt24, () => register.Interval(LastEnd(register.Now), register.Now, received: false)),
            Constant(MeteringAttribute.MaxNumberOfPeriodsDelivered, ZclTypeId.UInt8, MaximumPeriods),
        ];
        if (commodity.HasBattery)
        {
            attributes.Add(Constant(MeteringAttribute.RemainingBatteryLife, ZclTypeId.UInt8, BatteryPercent));
        }

        return attributes;
    }

    private static CommandOutcome Answer(ISmartEnergyCommand command, ByteWriter answer)
    {
        command.Write(answer);
        return CommandOutcome.Answered(command.Id.Command);
    }

    private static DateTimeOffset LastEnd(DateTimeOffset moment) => new(moment.UtcTicks / LoadCurve.Slot.Ticks * LoadCurve.Slot.Ticks, TimeSpan.Zero);

    private GetProfileResponse Profile(GetProfile wanted)
    {
        var newest = LastEnd(wanted.EndTime == 0 ? Register.Now : UtcTime.ToMoment(wanted.EndTime));
        var status =
            wanted.Channel > 1 ? ProfileStatus.UndefinedChannel
            : newest > Register.Now ? ProfileStatus.InvalidEndTime
            : wanted.Periods == 0 ? ProfileStatus.NoIntervalsAvailable
            : wanted.Periods > MaximumPeriods ? ProfileStatus.MorePeriodsThanCanBeReturned
            : ProfileStatus.Success;
        var count = status is ProfileStatus.Success or ProfileStatus.MorePeriodsThanCanBeReturned ? Math.Min(wanted.Periods, MaximumPeriods) : 0;
        var intervals = new uint[count];
        for (var i = 0; i < count; i++)
        {
            var end = newest - (i * LoadCurve.Slot);
            intervals[i] = (uint)Register.Interval(end - LoadCurve.Slot, end, received: wanted.Channel == 1);
        }

        return new GetProfileResponse(count == 0 ? 0 : UtcTime.FromMoment(newest), status, QuarterHour, intervals);
    }

    // A fast poll under way is not extended.
    private RequestFastPollModeResponse PollFast(RequestFastPollMode wanted)
    {
        if (!IsPolledFast)
        {
            _fastPollPeriod = Math.Max(wanted.PeriodInSeconds, FastPollPeriodSeconds);
            _fastPollEnd = Register.Now.AddMinutes(Math.Min((int)wanted.DurationInMinutes, LongestFastPollMinutes));
        }

        return new RequestFastPollModeResponse(_fastPollPeriod, UtcTime.FromMoment(_fastPollEnd));
    }

    private CommandOutcome StartMirroring(Peer server, RequestMirrorResponse response)
    {
        const int HighestEndpoint = 0xF0;
        StopMirroring();
        if (response.EndpointId is > 0 and <= HighestEndpoint)
        {
            _mirror = server with { Endpoint = (byte)response.EndpointId };
            ReportToMirror();
        }

        return CommandOutcome.Done;
    }

    private void StopMirroring()
    {
        _reporting?.Dispose();
        _mirror = null;
    }

    private void ReportToMirror()
    {
        if (_mirror is not { } mirror)
        {
            return;
        }

        var records = new ByteWriter();
        foreach (var id in Mirrored)
        {
            if (Find(null, (ushort)id) is not { } attribute)
            {
                continue;
            }

            var record = new ByteWriter();
            new AttributeRecord(attribute.Id, attribute.Type, attribute.Value).Write(record);
            if (records.Written.Length + record.Written.Length > RoomForReport)
            {
                SendReport(mirror, records);
                records = new ByteWriter();
            }

            records.Bytes(record.Written.Span);
        }

        SendReport(mirror, records);
        _reporting = Device.Network.Scheduler.Schedule(TimeSpan.FromSeconds(UpdatePeriodSeconds), ReportToMirror);
    }

    private void SendReport(Peer mirror, ByteWriter records)
    {
        if (Device.IsSilent)
        {
            return;
        }

        var frame = new ByteWriter();
        new ZclHeader(
            IsClusterCommand: false, FromServer: true, DisableDefaultResponse: true, null, Device.NextSequence(), (byte)GeneralCommand.ReportAttributes).Write(frame);
        frame.Bytes(records.Written.Span);
        SendFrame(mirror, frame.Written);
    }
}
