using SEFramework.Simulator.Han;

namespace SEFramework.Simulator.Home;

/// <summary>A device of a home under the name by which commands know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Device">The device.</param>
public sealed record HomeMember(string Name, DeviceKind Kind, VirtualDevice Device);
