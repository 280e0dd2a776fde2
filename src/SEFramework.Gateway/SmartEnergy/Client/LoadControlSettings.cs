using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>The attributes of the load control client: which events concern it, and how far it spreads them. Source: reference 05, section 3.3.</summary>
/// <param name="EnrollmentGroup">Own group; 0 is a member of all.</param>
/// <param name="DeviceClasses">Own device classes, one bit each.</param>
/// <param name="Randomization">How far starts and ends are spread.</param>
public sealed record LoadControlSettings(byte EnrollmentGroup, ushort DeviceClasses, Randomization Randomization)
{
    private static readonly LocalCluster Cluster = new(EndpointClasses.GenericZclCluster, ClusterIds.DemandResponseAndLoadControl, IsClient: true, null);

    private const ushort EnrollmentGroupId = 0x0000;
    private const ushort StartRandomizeId = 0x0001;
    private const ushort StopRandomizeId = 0x0002;
    private const ushort DeviceClassId = 0x0003;

    /// <summary>The settings of an endpoint, as its attributes have them now.</summary>
    /// <param name="attributes">The gateway's attributes.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static LoadControlSettings Of(LocalAttributes attributes, byte endpoint)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ulong Number(ushort attribute) => attributes.Read(endpoint, Cluster, attribute)?.Value is ZclUnsigned number ? number.Value : 0;
        return new LoadControlSettings(
            (byte)Number(EnrollmentGroupId), (ushort)Number(DeviceClassId), new Randomization((int)Number(StartRandomizeId), (int)Number(StopRandomizeId)));
    }

    /// <summary>Whether an event or a cancel concerns the client.</summary>
    /// <param name="group">Group of the event; 0 for all.</param>
    /// <param name="deviceClass">Device classes of the event.</param>
    public bool Concerns(byte group, ushort deviceClass) =>
        (deviceClass & DeviceClasses) != 0 && (group == 0 || EnrollmentGroup == 0 || group == EnrollmentGroup);

    /// <summary>Whether the criticality of an event is one that the profile defines; others are ignored.</summary>
    /// <param name="command">The event.</param>
    public static bool HasKnownCriticality(LoadControlEvent command) => command.CriticalityLevel is >= 1 and <= 0x0F;
}
