using System.Globalization;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.HeadEnd;

namespace SEFramework.Daemon.Rci;

/// <summary>
/// The groups of state and settings that clients of a Digi gateway read. Seen in such clients: device_info with mac, product and company; device_stats
/// with cpu, uptime, datetime, totalmem and freemem; boot_stats with ip (ip_address on the X2e); zigbee_state; system; mgmtglobal. The other
/// fields are inferred. Source: reference 01, sections 1.1 and 1.9.
/// </summary>
/// <param name="identity">Who the gateway is.</param>
/// <param name="texts">What a utility noted about it.</param>
/// <param name="nodes">Reads the nodes of its network.</param>
/// <param name="now">Gives the gateway's time.</param>
/// <param name="time">Measures.</param>
internal sealed class DeviceGroups(
    DeviceIdentity identity, DescriptionStore texts, Func<Task<IReadOnlyList<NodeState>>> nodes, Func<DateTimeOffset> now, TimeProvider time)
{
    private const string NoAddress = "0.0.0.0";

    private readonly ProcessLoad _load = new(time);
    private readonly long _started = time.GetTimestamp();

    /// <summary>The groups of query_state.</summary>
    public IReadOnlyList<RciGroup> State =>
    [
        new("device_info",
        [
            new("mac", () => identity.Mac),
            new("product", static () => DeviceIdentity.Product),
            new("company", static () => DeviceIdentity.Company),
            new("firmware", static () => DeviceIdentity.Firmware),
            new("os_name", static () => "linux"),
        ]),
        new("device_stats",
        [
            new("cpu", () => Number(_load.TakePercent())),
            new("uptime", () => Number((long)time.GetElapsedTime(_started).TotalSeconds)),
            new("datetime", () => FormatTime(now())),
            new("totalmem", static () => Number(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)),
            new("usedmem", static () => Number(UsedMemory())),
            new("freemem", static () => Number(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - UsedMemory())),
        ]),
        new("boot_stats",
        [
            new("ip", static () => Network().Address?.ToString() ?? NoAddress),
            new("ip_address", static () => Network().Address?.ToString() ?? NoAddress),
            new("subnet", static () => Network().Mask?.ToString()),
            new("gateway", static () => Network().Gateway?.ToString()),
            new("dns", static () => Network().NameServer?.ToString()),
        ]),
        new("zigbee_state", [new("gateway_addr", ReadRadioAddressAsync)]),
    ];

    /// <summary>The groups of query_setting and set_setting. The network is the operating system's, so nothing of it is set here.</summary>
    public IReadOnlyList<RciGroup> Settings =>
    [
        new("system",
        [
            Text(DescriptionStore.Contact),
            Text(DescriptionStore.Location),
            Text(DescriptionStore.Description),
        ]),
        new("mgmtglobal", [new("deviceid", () => identity.Id.ToString())]),
    ];

    /// <summary>A point in time as C's ctime writes it, in UTC: "Sat Nov  7 08:15:00 2026".</summary>
    /// <param name="time">The time.</param>
    internal static string FormatTime(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:ddd MMM} {time.UtcDateTime.Day,2} {time.UtcDateTime:HH:mm:ss yyyy}");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Memory in use on this machine when garbage was last collected, which is often.</summary>
    private static long UsedMemory() => Math.Min(GC.GetGCMemoryInfo().MemoryLoadBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    private static MachineNetwork Network() => MachineNetwork.Read();

    private RciField Text(string name) => new(name, () => texts[name]) { IsWritable = true };

    private async ValueTask<string?> ReadRadioAddressAsync() =>
        (await nodes().ConfigureAwait(false)).FirstOrDefault(static n => n.IsSelf)?.Address.ToString().ToLowerInvariant();
}
