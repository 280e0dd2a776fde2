using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Metering;

/// <summary>Request Mirror, without payload: a meter that sleeps asks for a place for its data. Source: reference 05, section 6.1.</summary>
public sealed record RequestMirror : ISmartEnergyCommand<RequestMirror>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.RequestMirror;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out RequestMirror? command)
    {
        command = new RequestMirror();
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        // There is nothing to say beyond the command.
    }
}

/// <summary>Request Mirror Response, 2 bytes. Source: reference 05, section 6.1.</summary>
/// <param name="EndpointId">Endpoint of the mirror, 0x0001 to 0x00F0; <see cref="Refused"/> for none.</param>
public sealed record RequestMirrorResponse(ushort EndpointId) : ISmartEnergyCommand<RequestMirrorResponse>
{
    /// <summary>There is no mirror.</summary>
    public const ushort Refused = 0xFFFF;

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.RequestMirrorResponse;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out RequestMirrorResponse? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt16(out var endpoint) ? new RequestMirrorResponse(endpoint) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.UInt16(EndpointId);
}

/// <summary>Remove Mirror, without payload. Source: reference 05, section 6.1.</summary>
public sealed record RemoveMirror : ISmartEnergyCommand<RemoveMirror>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.RemoveMirror;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out RemoveMirror? command)
    {
        command = new RemoveMirror();
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        // There is nothing to say beyond the command.
    }
}

/// <summary>Mirror Removed, 2 bytes. Source: reference 05, section 6.1.</summary>
/// <param name="EndpointId">Endpoint that the mirror had; 0xFFFF when there was none.</param>
public sealed record MirrorRemoved(ushort EndpointId) : ISmartEnergyCommand<MirrorRemoved>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.MirrorRemoved;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out MirrorRemoved? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadUInt16(out var endpoint) ? new MirrorRemoved(endpoint) : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.UInt16(EndpointId);
}
