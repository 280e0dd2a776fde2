using SEFramework.Gateway.Responses;

namespace SEFramework.Gateway.Devices;

/// <summary>Tells clients about devices with the texts of the contract.</summary>
/// <param name="reporter">Sends the messages.</param>
public sealed class DeviceReports(MessageReporter reporter) : IDeviceReports
{
    /// <inheritdoc />
    public Task ActiveAsync(Device device) => reporter.ReportAsync("Device Active", Mac(device));

    /// <inheritdoc />
    public Task InactiveAsync(Device device) => reporter.ReportAsync("Device Inactive", Mac(device));

    /// <inheritdoc />
    public Task AnnouncedByKnownDeviceAsync(Device device) => reporter.ReportAsync("Device Announce", Mac(device), ("nwk", device.Nwk.ToString()));

    private static (string Name, string Value) Mac(Device device) => ("mac", device.Address.ToString());
}
