using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Drlc;

/// <summary>Report Event Status, 18 bytes and the signature. Source: reference 05, sections 3.1 and 10.</summary>
public sealed record ReportEventStatus : ISmartEnergyCommand<ReportEventStatus>
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 42;

    private const byte NoSignature = 0xFF;

    /// <summary>The signature of a report that is not signed.</summary>
    public static readonly ReadOnlyMemory<byte> Unsigned = Enumerable.Repeat(NoSignature, SignatureLength).ToArray();

    /// <summary>The event.</summary>
    public required uint IssuerEventId { get; init; }

    /// <summary>What happened; values that <see cref="EventStatus"/> does not name are passed on.</summary>
    public required EventStatus Status { get; init; }

    /// <summary>When it happened, in seconds since 2000-01-01 UTC; not 0.</summary>
    public required uint StatusTime { get; init; }

    /// <summary>Criticality that was applied.</summary>
    public byte CriticalityLevelApplied { get; init; }

    /// <summary>Set point for cooling that was applied in 0.01 degrees C; -0x8000 for none.</summary>
    public short CoolingTemperatureSetPointApplied { get; init; } = LoadControlEvent.UnusedSetPoint;

    /// <summary>Set point for heating that was applied in 0.01 degrees C; -0x8000 for none.</summary>
    public short HeatingTemperatureSetPointApplied { get; init; } = LoadControlEvent.UnusedSetPoint;

    /// <summary>Change of the average load that was applied in percent; -0x80 for none.</summary>
    public sbyte AverageLoadAdjustmentPercentageApplied { get; init; } = LoadControlEvent.UnusedAdjustment;

    /// <summary>Duty cycle that was applied in percent; 0xFF for none.</summary>
    public byte DutyCycleApplied { get; init; } = LoadControlEvent.Unused;

    /// <summary>Event control that was applied.</summary>
    public byte EventControl { get; init; }

    /// <summary>0 for no signature, 1 for ECDSA.</summary>
    public byte SignatureType { get; init; }

    /// <summary>The rest of the frame: 42 bytes, all ones when not signed. Devices cut it or leave it out.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; } = Unsigned;

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.ReportEventStatus;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out ReportEventStatus? command)
    {
        var reader = new ByteReader(payload);
        command = null;
        if (!reader.TryReadUInt32(out var id) || !reader.TryReadByte(out var status) || !reader.TryReadUInt32(out var time)
            || !reader.TryReadByte(out var criticality) || !reader.TryReadUInt16(out var cooling) || !reader.TryReadUInt16(out var heating)
            || !reader.TryReadByte(out var load) || !reader.TryReadByte(out var dutyCycle) || !reader.TryReadByte(out var control))
        {
            return false;
        }

        reader.TryReadByte(out var signatureType);
        command = new ReportEventStatus
        {
            IssuerEventId = id,
            Status = (EventStatus)status,
            StatusTime = time,
            CriticalityLevelApplied = criticality,
            CoolingTemperatureSetPointApplied = (short)cooling,
            HeatingTemperatureSetPointApplied = (short)heating,
            AverageLoadAdjustmentPercentageApplied = (sbyte)load,
            DutyCycleApplied = dutyCycle,
            EventControl = control,
            SignatureType = signatureType,
            Signature = reader.Rest.ToArray(),
        };
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer
        .UInt32(IssuerEventId)
        .Byte((byte)Status)
        .UInt32(StatusTime)
        .Byte(CriticalityLevelApplied)
        .UInt16((ushort)CoolingTemperatureSetPointApplied)
        .UInt16((ushort)HeatingTemperatureSetPointApplied)
        .Byte((byte)AverageLoadAdjustmentPercentageApplied)
        .Byte(DutyCycleApplied)
        .Byte(EventControl)
        .Byte(SignatureType)
        .Bytes(Signature.Span);

    /// <inheritdoc />
    public bool Equals(ReportEventStatus? other) => other is not null
        && Fields() == other.Fields()
        && Signature.Span.SequenceEqual(other.Signature.Span);

    /// <inheritdoc />
    public override int GetHashCode() => Fields().GetHashCode();

    private (uint, EventStatus, uint, byte, short, short, (sbyte, byte, byte, byte)) Fields() => (
        IssuerEventId,
        Status,
        StatusTime,
        CriticalityLevelApplied,
        CoolingTemperatureSetPointApplied,
        HeatingTemperatureSetPointApplied,
        (AverageLoadAdjustmentPercentageApplied, DutyCycleApplied, EventControl, SignatureType));
}
