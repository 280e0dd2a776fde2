using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Zigbee.SmartEnergy.Drlc;

namespace SEFramework.Gateway.SmartEnergy.Client;

/// <summary>The attributes of the load control client: which events concern it, and how far it spreads them. Source: reference 05, section 3.3.</summary>
/// <param name="EnrollmentGroup">Own group; 0 is a member of all.</param>
/// <param name="DeviceClasses">Own device classes, one bit each.</param>
/// <param name="Randomization">How far starts and ends are spread.</param>
public sealed record LoadControlSettings(byte EnrollmentGroup, ushort DeviceClasses, Randomization Randomization)
{
    private const ushort AllClasses = 0x0FFF;
    private const int UsualMinutes = 30;

    /// <summary>A display, which shows the events of all groups and classes.</summary>
    public static readonly LoadControlSettings Display = new(0, AllClasses, new Randomization(UsualMinutes, UsualMinutes));

    /// <summary>Whether an event or a cancel concerns the client.</summary>
    /// <param name="group">Group of the event; 0 for all.</param>
    /// <param name="deviceClass">Device classes of the event.</param>
    public bool Concerns(byte group, ushort deviceClass) =>
        (deviceClass & DeviceClasses) != 0 && (group == 0 || EnrollmentGroup == 0 || group == EnrollmentGroup);

    /// <summary>Whether the criticality of an event is one that the profile defines; others are ignored.</summary>
    /// <param name="command">The event.</param>
    public static bool HasKnownCriticality(LoadControlEvent command) => command.CriticalityLevel is >= 1 and <= 0x0F;
}
