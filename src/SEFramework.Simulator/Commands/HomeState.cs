using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.SmartEnergy;
using SEFramework.Simulator.Home;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Commands;

/// <summary>What a home is like at a moment, for people and for tests. No keys are in it.</summary>
/// <param name="Time">The home's clock.</param>
/// <param name="Module">The gateway's module.</param>
/// <param name="Network">The network on the air, or null.</param>
/// <param name="Devices">The devices.</param>
/// <param name="ServicesInterface">The energy services interface, if the gateway is none of its own.</param>
public sealed record HomeState(
    DateTimeOffset Time, ModuleState Module, NetworkState? Network, IReadOnlyList<DeviceState> Devices, ServicesInterfaceState? ServicesInterface)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Looks at a home; may be called from any thread.</summary>
    /// <param name="home">The home.</param>
    public static HomeState Of(SimulatedHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return home.Scheduler.Read(() => new HomeState(
            home.Scheduler.Now,
            ModuleState.Of(home),
            home.Network.Pan is { } pan ? new NetworkState(pan.ExtendedPanId.ToString("X16", CultureInfo.InvariantCulture), pan.PanId, pan.Channel, home.Network.IsJoiningOpen) : null,
            [.. home.Members.Select(DeviceState.Of)],
            ServicesInterfaceState.Of(home)));
    }

    /// <summary>Writes it as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    internal static string? Show(NwkAddress nwk) => nwk == NwkAddress.Unknown ? null : nwk.ToString();
}

/// <summary>The gateway's module.</summary>
/// <param name="Address">Extended address.</param>
/// <param name="Firmware">Name of its firmware.</param>
/// <param name="InstallCode">Its own installation code, with its CRC low byte first; hexadecimal digits.</param>
/// <param name="Nwk">Network address, or null outside a network.</param>
/// <param name="Association">AI.</param>
/// <param name="IsCoordinator">Whether it is a coordinator.</param>
/// <param name="PermitsJoining">Whether its join window is open.</param>
/// <param name="HasLinkKey">Whether it has an authorised link key.</param>
/// <param name="RegisteredKeys">How many joining keys it holds.</param>
public sealed record ModuleState(
    string Address,
    string Firmware,
    string InstallCode,
    string? Nwk,
    byte Association,
    bool IsCoordinator,
    bool PermitsJoining,
    bool HasLinkKey,
    int RegisteredKeys)
{
    internal static ModuleState Of(SimulatedHome home)
    {
        var node = home.Module.Node;
        return new ModuleState(
            node.Address.ToString(),
            home.Module.Profile.Id,
            Convert.ToHexString(node.InstallCodeWithCrc),
            HomeState.Show(node.Nwk),
            (byte)node.Association,
            node.IsCoordinator,
            node.IsPermittingJoining,
            node.HasLinkKey,
            node.Keys.Count);
    }
}

/// <summary>The network on the air.</summary>
/// <param name="ExtendedPanId">Extended PAN id, 16 hexadecimal digits.</param>
/// <param name="PanId">PAN id.</param>
/// <param name="Channel">Channel, 11 to 26.</param>
/// <param name="JoiningOpen">Whether somebody lets devices join.</param>
public sealed record NetworkState(string ExtendedPanId, ushort PanId, byte Channel, bool JoiningOpen);

/// <summary>A device.</summary>
/// <param name="Name">Its name in commands.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Address">Extended address.</param>
/// <param name="InstallCode">The installation code on its label, hexadecimal digits.</param>
/// <param name="Nwk">Network address, or null outside a network.</param>
/// <param name="HasPower">Whether its power is on.</param>
/// <param name="IsSilent">Whether it answers nothing.</param>
/// <param name="IsAsleep">Whether it is a sleepy end device.</param>
/// <param name="HasLinkKey">Whether it has an authorised link key.</param>
/// <param name="NetworkTime">The time that a time server told it, or null.</param>
/// <param name="Meter">What it meters, or null.</param>
/// <param name="SmartEnergy">What it knows from the servers of the network; null for a device that asks none.</param>
public sealed record DeviceState(
    string Name,
    DeviceKind Kind,
    string Address,
    string InstallCode,
    string? Nwk,
    bool HasPower,
    bool IsSilent,
    bool IsAsleep,
    bool HasLinkKey,
    DateTimeOffset? NetworkTime,
    MeterState? Meter,
    SmartEnergyState? SmartEnergy)
{
    internal static DeviceState Of(HomeMember member)
    {
        VirtualDevice device = member.Device;
        return new DeviceState(
            member.Name,
            member.Kind,
            device.Address.ToString(),
            Convert.ToHexString(device.InstallCode.Span),
            HomeState.Show(device.Nwk),
            device.IsPowered,
            device.IsSilent,
            device.IsAsleep,
            device.HasLinkKey,
            device.ClustersOf<TimeClient>().Select(static client => client.NetworkTime).FirstOrDefault(),
            MeterState.Of(device),
            SmartEnergyState.Of(device));
    }
}
