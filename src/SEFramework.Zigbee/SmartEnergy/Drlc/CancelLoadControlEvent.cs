using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Drlc;

/// <summary>Cancel Load Control Event, 12 bytes. Source: reference 05, section 3.1.</summary>
public sealed record CancelLoadControlEvent : ISmartEnergyCommand<CancelLoadControlEvent>
{
    /// <summary>Cancel control bit: the event ends with the randomisation it was made with.</summary>
    public const byte UseRandomization = 0x01;

    /// <summary>The event.</summary>
    public required uint IssuerEventId { get; init; }

    /// <summary>Device classes that are to cancel, one bit each.</summary>
    public ushort DeviceClass { get; init; } = 0x0FFF;

    /// <summary>Group that is to cancel; 0 for all.</summary>
    public byte UtilityEnrollmentGroup { get; init; }

    /// <summary>How a running event ends.</summary>
    public byte CancelControl { get; init; }

    /// <summary>When it takes effect in seconds since 2000-01-01 UTC; 0 for now. Later revisions of the profile know only 0.</summary>
    public uint EffectiveTime { get; init; }

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.CancelLoadControlEvent;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out CancelLoadControlEvent? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt32(out var id) && reader.TryReadUInt16(out var deviceClass) && reader.TryReadByte(out var group)
            && reader.TryReadByte(out var control) && reader.TryReadUInt32(out var effective)
                ? new CancelLoadControlEvent
                {
                    IssuerEventId = id,
                    DeviceClass = deviceClass,
                    UtilityEnrollmentGroup = group,
                    CancelControl = control,
                    EffectiveTime = effective,
                }
                : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer
        .UInt32(IssuerEventId).UInt16(DeviceClass).Byte(UtilityEnrollmentGroup).Byte(CancelControl).UInt32(EffectiveTime);
}

/// <summary>Cancel All Load Control Events, 1 byte. Source: reference 05, section 3.1.</summary>
/// <param name="CancelControl">How running events end.</param>
public sealed record CancelAllLoadControlEvents(byte CancelControl) : ISmartEnergyCommand<CancelAllLoadControlEvents>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.CancelAllLoadControlEvents;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out CancelAllLoadControlEvents? command)
    {
        command = payload.IsEmpty ? null : new CancelAllLoadControlEvents(payload[0]);
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte(CancelControl);
}
