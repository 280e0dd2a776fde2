namespace SEFramework.Gateway.Devices;

/// <summary>What clients are told about devices. Source: reference 02, section 7.</summary>
public interface IDeviceReports
{
    /// <summary>A device became active.</summary>
    /// <param name="device">The device.</param>
    Task ActiveAsync(Device device);

    /// <summary>A device became inactive.</summary>
    /// <param name="device">The device.</param>
    Task InactiveAsync(Device device);

    /// <summary>A known device announced itself.</summary>
    /// <param name="device">The device.</param>
    Task AnnouncedByKnownDeviceAsync(Device device);
}
