using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>
/// Mgmt_NWK_Update_req: scan for energy, change the channel, or change channel mask and network manager. Which fields follow the scan
/// duration depends on its value. Source: reference 02, section 10; ZigBee specification for the values of the scan duration.
/// </summary>
/// <param name="ScanChannels">Bit n is channel n, 11 to 26.</param>
/// <param name="ScanDuration">0 to 5: energy scan of that duration exponent; <see cref="ChangeChannel"/>; <see cref="ChangeSettings"/>.</param>
/// <param name="CountOrUpdateId">Number of scans, or the network update id; null where there is none.</param>
/// <param name="Manager">The network manager; null where there is none.</param>
public sealed record NetworkUpdateRequest(uint ScanChannels, byte ScanDuration, byte? CountOrUpdateId, NwkAddress? Manager) : IZdoRequest
{
    /// <summary>The scan duration that means: change to the channel named.</summary>
    public const byte ChangeChannel = 0xFE;

    /// <summary>The scan duration that means: change channel mask and network manager.</summary>
    public const byte ChangeSettings = 0xFF;

    private const byte MaximumScanDuration = 5;

    /// <inheritdoc />
    public ZdoCluster Cluster => ZdoCluster.ManagementNetworkUpdate;

    /// <summary>Asks for energy scans.</summary>
    /// <param name="channels">Bit n is channel n.</param>
    /// <param name="duration">Duration exponent, 0 to 5.</param>
    /// <param name="count">Number of scans, 1 to 8.</param>
    public static NetworkUpdateRequest Scan(uint channels, byte duration, byte count) => new(channels, duration, count, null);

    /// <summary>Changes the channel.</summary>
    /// <param name="channel">11 to 26.</param>
    /// <param name="updateId">The new network update id.</param>
    public static NetworkUpdateRequest ToChannel(int channel, byte updateId) => new(1u << channel, ChangeChannel, updateId, null);

    /// <summary>Changes the channel mask and the network manager.</summary>
    /// <param name="channels">Bit n is channel n.</param>
    /// <param name="updateId">The new network update id.</param>
    /// <param name="manager">The network manager.</param>
    public static NetworkUpdateRequest ToSettings(uint channels, byte updateId, NwkAddress manager) => new(channels, ChangeSettings, updateId, manager);

    /// <summary>Reads the fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="request">The request.</param>
    /// <returns>False when cut short.</returns>
    public static bool TryRead(ReadOnlySpan<byte> fields, out NetworkUpdateRequest? request)
    {
        request = null;
        var reader = new ByteReader(fields);
        if (!reader.TryReadUInt32(out var channels) || !reader.TryReadByte(out var duration))
        {
            return false;
        }

        byte number = 0;
        var hasNumber = duration is <= MaximumScanDuration or ChangeChannel or ChangeSettings;
        var manager = default(NwkAddress);
        if ((hasNumber && !reader.TryReadByte(out number)) || (duration == ChangeSettings && !reader.TryReadNwk(out manager)))
        {
            return false;
        }

        request = new NetworkUpdateRequest(channels, duration, hasNumber ? number : null, duration == ChangeSettings ? manager : null);
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt32(ScanChannels).Byte(ScanDuration);
        if (CountOrUpdateId is { } number)
        {
            writer.Byte(number);
        }

        if (Manager is { } manager)
        {
            writer.Nwk(manager);
        }
    }
}
