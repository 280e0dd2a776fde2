using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.SavedFiles;

/// <summary>A line of devices.ini.</summary>
/// <param name="Address">Extended address.</param>
public sealed record SavedDevice(IeeeAddress Address);

/// <summary>devices.ini: an extended address per line. Source: reference 01, section 4.2.</summary>
internal static class DeviceLine
{
    public static SavedDevice? Parse(string line) => IeeeAddress.TryParse(line, out var address) ? new SavedDevice(address) : null;

    public static string Format(SavedDevice device) => device.Address.ToString();
}
