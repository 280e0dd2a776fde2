using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.Responses;
using SEFramework.Radio;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Network;

/// <summary>
/// Decides on a coordinator with which link keys devices may join, and has the radio know them. Used on the gateway's loop only.
/// Source: reference 02, sections 2, 3 and 8.4; reference 07, section 8.
/// </summary>
/// <param name="self">The gateway itself.</param>
/// <param name="radio">Has a table of its own, which does not last on all radios.</param>
/// <param name="keys">The keys.</param>
/// <param name="devices">Tells who joined already.</param>
/// <param name="registry">Tells whether keys of single devices matter.</param>
/// <param name="reporter">Tells clients.</param>
/// <param name="logger">Gets a line per event, never a key.</param>
public sealed partial class TrustCentre(
    Endpoints.LocalNode self,
    IZigbeeRadio radio,
    LinkKeyStore keys,
    DeviceTable devices,
    GatewayRegistry registry,
    MessageReporter reporter,
    ILogger logger)
{
    private bool UsesKeysOfDevices => self.IsCoordinator && !registry.Boolean(RegistryNames.GlobalLinkKey);

    /// <summary>Lets a device join with a link key. A router, and a network with one key for all, have no use for it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="key">16 bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not take it; nothing is kept.</exception>
    public async Task RegisterAsync(IeeeAddress device, byte[] key, CancellationToken cancellationToken)
    {
        if (!UsesKeysOfDevices)
        {
            LogNotNeeded(device);
            return;
        }

        await radio.RegisterJoiningDeviceAsync(device, key, cancellationToken);
        await keys.SaveAsync(device, key);
        await reporter.ReportAsync("Device Registered", ("mac", device.ToString()));
    }

    /// <summary>A device may not join any more. The radio keeps its key until the device was told to leave, which may have to be encrypted with it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="leaving">Ends when the device was told to leave.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Comes back when the key is gone from the gateway, with what goes on at the radio.</returns>
    public async Task<Task> UnregisterAsync(IeeeAddress device, Task leaving, CancellationToken cancellationToken)
    {
        var hadKey = keys.Find(device) is not null;
        if (hadKey)
        {
            await keys.RemoveAsync(device);
        }

        return UnregisterAfterAsync(device, leaving, hadKey, cancellationToken);
    }

    /// <summary>
    /// Gives the radio the keys of all devices that are not in the network: after a reset it may have lost them, and newer ones drop each after some
    /// minutes anyhow. A device that is in the network needs its key no more, and the tables are small.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task RegisterAgainAsync(CancellationToken cancellationToken)
    {
        if (!UsesKeysOfDevices)
        {
            return;
        }

        foreach (var device in keys.Devices.ToArray())
        {
            if (devices.TryFind(device, out var known) && known.IsActive)
            {
                continue;
            }

            try
            {
                if (keys.Find(device) is { } key)
                {
                    await radio.RegisterJoiningDeviceAsync(device, key, cancellationToken);
                }
            }
            catch (RadioException e)
            {
                LogNotRegistered(device, e.Message);
            }
        }
    }

    private async Task UnregisterAfterAsync(IeeeAddress device, Task leaving, bool hadKey, CancellationToken cancellationToken)
    {
        await leaving;
        if (!self.IsCoordinator)
        {
            return;
        }

        if (hadKey)
        {
            try
            {
                await radio.UnregisterJoiningDeviceAsync(device, cancellationToken);
            }
            catch (RadioException e)
            {
                // Gone from the gateway, so that it is never registered again; a radio without the entry says so and that is well.
                LogNotUnregistered(device, e.Message);
            }
        }

        await reporter.ReportAsync("Device Unregistered", ("mac", device.ToString()));
    }

    [LoggerMessage(82, LogLevel.Information, "The link key given for {Device} is not used: the gateway is a router, or all devices have one key")]
    private partial void LogNotNeeded(IeeeAddress device);

    [LoggerMessage(83, LogLevel.Warning, "The link key of {Device} is not in the radio: {Reason}")]
    private partial void LogNotRegistered(IeeeAddress device, string reason);

    [LoggerMessage(84, LogLevel.Information, "The link key of {Device} could not be removed from the radio: {Reason}")]
    private partial void LogNotUnregistered(IeeeAddress device, string reason);
}
