using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Devices;

/// <summary>The devices the gateway knows of, found by either address. Used on the gateway's loop only.</summary>
public sealed class DeviceTable
{
    private readonly SortedDictionary<ulong, Device> _devices = [];

    /// <summary>All devices, by extended address.</summary>
    public IReadOnlyCollection<Device> All => _devices.Values;

    /// <summary>Finds a device by extended address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="device">The device.</param>
    public bool TryFind(IeeeAddress address, [NotNullWhen(true)] out Device? device) => _devices.TryGetValue(address.Value, out device);

    /// <summary>Finds a device by network address.</summary>
    /// <param name="nwk">The address.</param>
    /// <param name="device">The device.</param>
    public bool TryFind(NwkAddress nwk, [NotNullWhen(true)] out Device? device)
    {
        device = nwk.IsUnicast ? _devices.Values.FirstOrDefault(d => d.Nwk == nwk) : null;
        return device is not null;
    }

    /// <summary>Finds a device, or adds it.</summary>
    /// <param name="address">Its extended address.</param>
    public Device GetOrAdd(IeeeAddress address)
    {
        if (!_devices.TryGetValue(address.Value, out var device))
        {
            device = new Device(address);
            _devices.Add(address.Value, device);
        }

        return device;
    }

    /// <summary>Adds a device, in place of one with the same address.</summary>
    /// <param name="device">The device.</param>
    public void Add(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _devices[device.Address.Value] = device;
    }

    /// <summary>Gives a device its network address; whoever had it before has it no more.</summary>
    /// <param name="device">The device.</param>
    /// <param name="nwk">The address.</param>
    public void SetNwk(Device device, NwkAddress nwk)
    {
        if (!nwk.IsUnicast || device.Nwk == nwk)
        {
            return;
        }

        if (TryFind(nwk, out var former))
        {
            former.Nwk = NwkAddress.Unknown;
        }

        device.Nwk = nwk;
    }
}
