using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.Devices;

namespace SEFramework.Simulator.Commands;

/// <summary>What a meter shows.</summary>
/// <param name="Delivered">Register of what was delivered to the home, watt-hours or litres.</param>
/// <param name="Received">Register of what was received from it.</param>
/// <param name="Demand">Power of the moment, watts or litres an hour.</param>
/// <param name="IsPolledFast">Whether it is polled fast.</param>
/// <param name="MirrorEndpoint">Endpoint of its mirror, or null.</param>
public sealed record MeterState(ulong Delivered, ulong Received, long Demand, bool IsPolledFast, byte? MirrorEndpoint)
{
    internal static MeterState? Of(VirtualDevice device) => device.ClustersOf<MeteringCluster>().FirstOrDefault() is { } meter
        ? new MeterState(meter.Register.Delivered, meter.Register.Received, meter.Register.Demand, meter.IsPolledFast, meter.MirrorEndpoint)
        : null;
}
