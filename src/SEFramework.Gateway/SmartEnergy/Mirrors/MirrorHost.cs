using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.SmartEnergy.Mirrors;

/// <summary>
/// Keeps mirrors for meters that sleep: each is an endpoint of the gateway, from the meter's request until it gives the mirror up or is removed, in
/// the simple descriptors like any other. Used on the gateway's loop only. Source: reference 05, section 6.1.
/// </summary>
public sealed partial class MirrorHost
{
    /// <summary>How many mirrors there may be; the number is this software's own.</summary>
    public const int Capacity = 16;

    // Above the usual endpoints of all variants, so that clients that add endpoints by number find theirs free.
    private const byte FirstEndpoint = 0xA0;

    // A meter reports every half minute or so, and cards wear out.
    private static readonly TimeSpan SavePeriod = TimeSpan.FromMinutes(15);

    private readonly Dictionary<IeeeAddress, Mirror> _mirrors = [];
    private readonly DeviceTable _devices;
    private readonly LocalEndpointTable _endpoints;
    private readonly LocalAttributes _attributes;
    private readonly MirrorStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Creates the host with the mirrors of the last run.</summary>
    /// <param name="devices">The devices; only they get mirrors.</param>
    /// <param name="endpoints">The gateway's endpoints.</param>
    /// <param name="attributes">The gateway's attributes.</param>
    /// <param name="store">Keeps the mirrors.</param>
    /// <param name="saved">What it kept.</param>
    /// <param name="time">Says when to save.</param>
    /// <param name="logger">Hears of mirrors.</param>
    public MirrorHost(
        DeviceTable devices,
        LocalEndpointTable endpoints,
        LocalAttributes attributes,
        MirrorStore store,
        IEnumerable<Mirror> saved,
        TimeProvider time,
        ILogger<MirrorHost> logger)
    {
        ArgumentNullException.ThrowIfNull(saved);
        _devices = devices;
        _endpoints = endpoints;
        _attributes = attributes;
        _store = store;
        _time = time;
        _logger = logger;
        foreach (var mirror in saved)
        {
            // Somebody wrote the endpoint into endpoints.ini: the meter gets default responses, and asks again.
            if (_endpoints.Find(mirror.Endpoint) is null)
            {
                Attach(mirror);
            }
        }
    }

    /// <summary>Gives a meter a mirror, the one it has already if there is one; it is on disk when this comes back.</summary>
    /// <param name="endpoint">The gateway's endpoint that was asked; only an energy services interface keeps mirrors.</param>
    /// <param name="meter">The meter.</param>
    /// <returns>The mirror's endpoint, or <see cref="RequestMirrorResponse.Refused"/>.</returns>
    public async Task<ushort> ProvideAsync(byte endpoint, IeeeAddress meter)
    {
        if (_mirrors.TryGetValue(meter, out var mirror))
        {
            return mirror.Endpoint;
        }

        if (_endpoints.Find(endpoint)?.DeviceId != SmartEnergyDevices.EnergyServicesInterface || !_devices.TryFind(meter, out _) || _mirrors.Count == Capacity)
        {
            LogRefused(meter);
            return RequestMirrorResponse.Refused;
        }

        var free = FirstEndpoint;
        while (_endpoints.Find(free) is not null)
        {
            free++;
        }

        if (free > LocalEndpointTable.LastEndpoint)
        {
            LogRefused(meter);
            return RequestMirrorResponse.Refused;
        }

        mirror = new Mirror(meter, free);
        await _store.SaveAsync(mirror);
        Attach(mirror);
        LogProvided(meter, free);
        return free;
    }

    /// <summary>Takes a meter's mirror away; it is off the disk when this comes back.</summary>
    /// <param name="meter">The meter.</param>
    /// <returns>The endpoint that the mirror had, or <see cref="RequestMirrorResponse.Refused"/> when there was none.</returns>
    public async Task<ushort> RemoveAsync(IeeeAddress meter)
    {
        if (!_mirrors.TryGetValue(meter, out var mirror))
        {
            return RequestMirrorResponse.Refused;
        }

        await _store.RemoveAsync(mirror);
        _mirrors.Remove(meter);
        _endpoints.Detach(mirror.Endpoint);
        _attributes.Withdraw(mirror.Endpoint, ClusterIds.Metering);
        LogRemoved(meter, mirror.Endpoint);
        return mirror.Endpoint;
    }

    /// <summary>A device has reported attributes of Metering; those of a meter for its own mirror are taken.</summary>
    /// <param name="endpoint">The gateway's endpoint.</param>
    /// <param name="device">The device.</param>
    /// <param name="records">The attributes.</param>
    /// <returns>False when they are not for its mirror.</returns>
    public async Task<bool> TakeReportAsync(byte endpoint, IeeeAddress device, IReadOnlyList<AttributeRecord> records)
    {
        if (!_mirrors.TryGetValue(device, out var mirror) || mirror.Endpoint != endpoint)
        {
            return false;
        }

        mirror.Take(records);
        var now = _time.GetUtcNow();
        if ((now - mirror.SavedAt).Duration() >= SavePeriod)
        {
            mirror.SavedAt = now;
            await _store.SaveAsync(mirror);
        }

        return true;
    }

    private void Attach(Mirror mirror)
    {
        var endpoint = new LocalEndpoint(
            EndpointClasses.GenericEndpoint, mirror.Endpoint, ZigbeeProfiles.SmartEnergy, SmartEnergyDevices.MeteringDevice, deviceVersion: 0)
        {
            RemoveOwner = () => RemoveAsync(mirror.Meter),
        };

        // The server that others read, and the client to which the meter reports.
        endpoint.Add(new LocalCluster(EndpointClasses.GenericZclCluster, ClusterIds.Metering, IsClient: false, ApsEncryption: true));
        endpoint.Add(new LocalCluster(EndpointClasses.GenericZclCluster, ClusterIds.Metering, IsClient: true, ApsEncryption: true));
        _endpoints.Attach(endpoint);
        _attributes.Supply(mirror.Endpoint, ClusterIds.Metering, mirror);
        _mirrors.Add(mirror.Meter, mirror);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Meter {Meter} has its mirror at endpoint 0x{Endpoint:X2}")]
    private partial void LogProvided(IeeeAddress meter, byte endpoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "Meter {Meter} has no mirror at endpoint 0x{Endpoint:X2} any more")]
    private partial void LogRemoved(IeeeAddress meter, byte endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Meter {Meter} asked for a mirror and was refused")]
    private partial void LogRefused(IeeeAddress meter);
}
