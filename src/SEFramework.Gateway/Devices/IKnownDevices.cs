using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Devices;

/// <summary>The list of known devices, kept in devices.ini. Source: reference 01, section 4.2.</summary>
public interface IKnownDevices
{
    /// <summary>Whether a device is in the list.</summary>
    /// <param name="address">The device.</param>
    bool Contains(IeeeAddress address);

    /// <summary>Puts a device into the list; it is in the file when this comes back.</summary>
    /// <param name="address">The device.</param>
    Task AddAsync(IeeeAddress address);

    /// <summary>Takes a device out of the list; it is out of the file when this comes back.</summary>
    /// <param name="address">The device.</param>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveAsync(IeeeAddress address);

    /// <summary>The devices in the list.</summary>
    IReadOnlyCollection<IeeeAddress> All { get; }
}
