using SEFramework.Gateway.SavedFiles;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Devices;

/// <summary>The list of known devices in devices.ini.</summary>
/// <param name="file">The file.</param>
public sealed class KnownDevices(SavedList<SavedDevice> file) : IKnownDevices
{
    private readonly HashSet<IeeeAddress> _addresses = file.Items.Select(d => d.Address).ToHashSet();

    /// <inheritdoc />
    public bool Contains(IeeeAddress address) => _addresses.Contains(address);

    /// <inheritdoc />
    public IReadOnlyCollection<IeeeAddress> All => _addresses;

    /// <inheritdoc />
    public async Task<bool> RemoveAsync(IeeeAddress address)
    {
        if (!_addresses.Contains(address))
        {
            return false;
        }

        await file.RemoveAsync(device => device.Address == address);
        return _addresses.Remove(address);
    }

    /// <inheritdoc />
    public Task AddAsync(IeeeAddress address) => _addresses.Add(address) ? file.AddAsync(new SavedDevice(address)) : Task.CompletedTask;
}
