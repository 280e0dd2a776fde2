using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Metering;

/// <summary>Get Profile, 6 bytes. Source: reference 05, section 6.1.</summary>
/// <param name="Channel">0 for what was delivered to the home, 1 for what was received from it.</param>
/// <param name="EndTime">End of the newest interval wanted, in seconds since 2000-01-01 UTC; 0 for the latest.</param>
/// <param name="Periods">How many intervals.</param>
public sealed record GetProfile(byte Channel, uint EndTime, byte Periods) : ISmartEnergyCommand<GetProfile>
{
    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.GetProfile;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out GetProfile? command)
    {
        var reader = new ByteReader(payload);
        command = reader.TryReadByte(out var channel) && reader.TryReadUInt32(out var end) && reader.TryReadByte(out var periods)
            ? new GetProfile(channel, end, periods)
            : null;
        return command is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer) => writer.Byte(Channel).UInt32(EndTime).Byte(Periods);
}
