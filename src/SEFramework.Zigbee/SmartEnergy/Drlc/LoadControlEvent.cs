using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Drlc;

/// <summary>Load Control Event, 23 bytes. Source: reference 05, sections 3.1 and 3.2.</summary>
public sealed record LoadControlEvent : ISmartEnergyCommand<LoadControlEvent>
{
    /// <summary>Set point and offset values that say "not used".</summary>
    public const short UnusedSetPoint = short.MinValue;

    /// <summary>Offset and duty cycle that say "not used".</summary>
    public const byte Unused = 0xFF;

    /// <summary>Load adjustment that says "not used".</summary>
    public const sbyte UnusedAdjustment = sbyte.MinValue;

    /// <summary>Event control bit: the start is spread at random.</summary>
    public const byte RandomizeStart = 0x01;

    /// <summary>Event control bit: the end is spread at random.</summary>
    public const byte RandomizeEnd = 0x02;

    /// <summary>Identifies the event; unique for its issuer.</summary>
    public required uint IssuerEventId { get; init; }

    /// <summary>Device classes that are to take part, one bit each; 0xF000 is reserved.</summary>
    public ushort DeviceClass { get; init; } = 0x0FFF;

    /// <summary>Group that is to take part; 0 for all.</summary>
    public byte UtilityEnrollmentGroup { get; init; }

    /// <summary>Start in seconds since 2000-01-01 UTC; 0 for now, 0xFFFFFFFF is invalid.</summary>
    public uint StartTime { get; init; }

    /// <summary>Duration in minutes, up to 1440.</summary>
    public required ushort DurationInMinutes { get; init; }

    /// <summary>Criticality; 0 and above 0x0F are reserved.</summary>
    public byte CriticalityLevel { get; init; } = 1;

    /// <summary>Offset of the set point for cooling in 0.1 degrees C; 0xFF for not used.</summary>
    public byte CoolingTemperatureOffset { get; init; } = Unused;

    /// <summary>Offset of the set point for heating in 0.1 degrees C; 0xFF for not used.</summary>
    public byte HeatingTemperatureOffset { get; init; } = Unused;

    /// <summary>Set point for cooling in 0.01 degrees C; -0x8000 for not used.</summary>
    public short CoolingTemperatureSetPoint { get; init; } = UnusedSetPoint;

    /// <summary>Set point for heating in 0.01 degrees C; -0x8000 for not used.</summary>
    public short HeatingTemperatureSetPoint { get; init; } = UnusedSetPoint;

    /// <summary>Change of the average load in percent, -100 to 100; -0x80 for not used.</summary>
    public sbyte AverageLoadAdjustmentPercentage { get; init; } = UnusedAdjustment;

    /// <summary>Longest share of time that the load is on in percent, 0 to 100; 0xFF for not used.</summary>
    public byte DutyCycle { get; init; } = Unused;

    /// <summary>Whether start (<see cref="RandomizeStart"/>) and end (<see cref="RandomizeEnd"/>) are spread at random.</summary>
    public byte EventControl { get; init; }

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.LoadControlEvent;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out LoadControlEvent? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt32(out var id) && reader.TryReadUInt16(out var deviceClass) && reader.TryReadByte(out var group)
            && reader.TryReadUInt32(out var start) && reader.TryReadUInt16(out var duration) && reader.TryReadByte(out var criticality)
            && reader.TryReadByte(out var coolingOffset) && reader.TryReadByte(out var heatingOffset) && reader.TryReadUInt16(out var cooling)
            && reader.TryReadUInt16(out var heating) && reader.TryReadByte(out var load) && reader.TryReadByte(out var dutyCycle)
            && reader.TryReadByte(out var control)
                ? new LoadControlEvent
                {
                    IssuerEventId = id,
                    DeviceClass = deviceClass,
                    UtilityEnrollmentGroup = group,
                    StartTime = start,
                    DurationInMinutes = duration,
                    CriticalityLevel = criticality,
                    CoolingTemperatureOffset = coolingOffset,
                    HeatingTemperatureOffset = heatingOffset,
                    CoolingTemperatureSetPoint = (short)cooling,
                    HeatingTemperatureSetPoint = (short)heating,
                    AverageLoadAdjustmentPercentage = (sbyte)load,
                    DutyCycle = dutyCycle,
                    EventControl = control,
                }
                : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer
        .UInt32(IssuerEventId)
        .UInt16(DeviceClass)
        .Byte(UtilityEnrollmentGroup)
        .UInt32(StartTime)
        .UInt16(DurationInMinutes)
        .Byte(CriticalityLevel)
        .Byte(CoolingTemperatureOffset)
        .Byte(HeatingTemperatureOffset)
        .UInt16((ushort)CoolingTemperatureSetPoint)
        .UInt16((ushort)HeatingTemperatureSetPoint)
        .Byte((byte)AverageLoadAdjustmentPercentage)
        .Byte(DutyCycle)
        .Byte(EventControl);
}
