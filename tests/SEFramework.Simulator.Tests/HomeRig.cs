using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Home;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests;

/// <summary>A simulated home on a bench: the module's line in memory, the clock by hand, the network formed.</summary>
internal sealed class HomeRig : IDisposable
{
    public const string MeterAddress = "00:0C:C1:00:11:22:33:44";

    private static readonly HomeDescription OneMeter = new()
    {
        Devices = [new DeviceDescription { Address = MeterAddress, LoadWatts = [.. Enumerable.Repeat(1200.0, 24)], LoadVariation = 0 }],
    };

    private readonly List<byte> _line = [];

    public HomeRig(HomeDescription? description = null, bool formed = true)
    {
        Home = SimulatedHome.Build(
            (description ?? OneMeter) with { Commissioned = false },
            Time,
            NullLogger.Instance);
        Home.Module.Output = _line.AddRange;
        Home.Module.PowerOn();
        if (formed)
        {
            foreach (var setting in new[] { "5A 53 02", "45 45 01", "45 4F 02", "4B 59 11 22 33", "41 4F 07", "4E 4A 00", "43 45 01" })
            {
                Home.Module.Input(Wire.Frame("09 00 " + setting));
            }

            Home.Module.Input(Wire.Frame("08 00 41 43"));
            _line.Clear();
        }
    }

    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public SimulatedHome Home { get; }

    public VirtualDevice Meter => Home.Devices[0];

    /// <summary>Network address of the first device, as it is on the serial line.</summary>
    public string MeterNwk => Wire.Text([(byte)(Meter.Nwk.Value >> 8), (byte)Meter.Nwk.Value]);

    /// <summary>Extended and network address of the first device, as they are on the serial line.</summary>
    public string MeterAddresses => $"00 0C C1 00 11 22 33 44 {MeterNwk}";

    /// <summary>Frame data of all that the module sent since the last look.</summary>
    public List<string> Take()
    {
        var frames = Wire.Frames([.. _line]);
        _line.Clear();
        return frames;
    }

    /// <summary>Sends frame data and returns what the module sends at once.</summary>
    public List<string> Exchange(string dataHex)
    {
        Home.Module.Input(Wire.Frame(dataHex));
        return Take();
    }

    /// <summary>Sends a unicast to the first device and returns the payload of its answer, or an empty text; frame id 0 keeps the status out.</summary>
    public string Ask(string endpoints, string cluster, string profile, string payload, string options = "00")
    {
        var frames = Exchange($"11 00 {MeterAddresses} {endpoints} {cluster} {profile} 00 {options} {payload}");
        Assert.IsLessThanOrEqualTo(1, frames.Count);
        return frames.Count == 0 ? string.Empty : frames[0][(18 * 3)..];
    }

    /// <summary>A ZDO request to the first device.</summary>
    public string Zdo(string cluster, string payload) => Ask("00 00", cluster, "00 00", payload);

    /// <summary>An APS-encrypted ZCL frame to endpoint 1 of the first device.</summary>
    public string Zcl(string cluster, string payload, string options = "20") => Ask("5E 01", cluster, "01 09", payload, options);

    /// <summary>Network address of the first device in the order of ZDO payloads.</summary>
    public string MeterNwkLittleEndian => Wire.Text([(byte)Meter.Nwk.Value, (byte)(Meter.Nwk.Value >> 8)]);

    public void Dispose() => Home.Dispose();
}
