using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Hosting;
using SEFramework.Radio;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Devices;

/// <summary>
/// Notices devices, discovers what they are, and keeps track of whether they answer. Used on the gateway's loop only.
/// Source: reference 01, section 4.6; reference 02, section 9; reference 06, section 5.10.
/// </summary>
public sealed partial class DeviceManager : IAsyncDisposable
{
    private readonly DeviceTable _devices;
    private readonly IKnownDevices _known;
    private readonly DeviceStore _store;
    private readonly DeviceDiscovery _discovery;
    private readonly ZdoClient _zdo;
    private readonly DeviceSettings _settings;
    private readonly IDeviceReports _reports;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BackgroundWork _work;
    private readonly CancellationTokenSource _stopping = new();
    private IeeeAddress _ownAddress = IeeeAddress.Unknown;

    /// <summary>Creates the manager.</summary>
    /// <param name="devices">The devices.</param>
    /// <param name="known">The list of known devices.</param>
    /// <param name="store">Keeps what discovery found.</param>
    /// <param name="zdo">Asks devices what they are.</param>
    /// <param name="settings">The registry entries that act here.</param>
    /// <param name="reports">Gets told what clients are to be told.</param>
    /// <param name="time">Drives the refresh.</param>
    /// <param name="logger">Gets a line per event.</param>
    public DeviceManager(
        DeviceTable devices,
        IKnownDevices known,
        DeviceStore store,
        ZdoClient zdo,
        DeviceSettings settings,
        IDeviceReports reports,
        TimeProvider time,
        ILogger logger)
    {
        _devices = devices;
        _known = known;
        _store = store;
        _zdo = zdo;
        _settings = settings;
        _reports = reports;
        _time = time;
        _logger = logger;
        _work = new BackgroundWork(logger);
        _discovery = new DeviceDiscovery(devices, zdo);
    }

    /// <summary>Called when a device became active: local clusters learn of the device's clusters.</summary>
    public Action<Device>? Activated { get; set; }

    /// <summary>Called when a device announced itself or was authenticated, before it is activated: it may have forgotten what it was told.</summary>
    public Action<Device>? Rejoined { get; set; }

    /// <summary>Called when a device is none of ours any more.</summary>
    public Func<IeeeAddress, Task>? Removed { get; set; }

    /// <summary>Called when a device became inactive.</summary>
    public Action<Device>? Deactivated { get; set; }

    /// <summary>Starts the periodic refresh; the first one at once, so that devices which were there before the gateway are found.</summary>
    /// <param name="ownAddress">Extended address of the gateway's own radio.</param>
    public void Start(IeeeAddress ownAddress)
    {
        _ownAddress = ownAddress;
        _work.Run(RefreshPeriodicallyAsync());
    }

    /// <summary>Takes up what an earlier run found: the known devices, and the descriptors of those that were discovered.</summary>
    public async Task LoadAsync()
    {
        foreach (var device in await _store.LoadAsync())
        {
            _devices.Add(device);
        }

        foreach (var address in _known.All)
        {
            _devices.GetOrAdd(address);
        }
    }

    /// <summary>Makes a device known for good.</summary>
    /// <param name="address">Its extended address.</param>
    /// <exception cref="SavedFiles.SavedFileException">devices.ini could not be written; nothing changed.</exception>
    public async Task AddAsync(IeeeAddress address)
    {
        await _known.AddAsync(address);
        _devices.GetOrAdd(address).IsLeaving = false;
    }

    /// <summary>Forgets a device for good and asks it to leave. Who is asked may be away; that is reported and changes nothing.</summary>
    /// <param name="address">Its extended address.</param>
    /// <returns>Ends when the device was asked, or turned out to be away.</returns>
    /// <exception cref="SavedFiles.SavedFileException">devices.ini could not be written; nothing changed.</exception>
    public async Task<Task> RemoveAsync(IeeeAddress address)
    {
        // Marked first, so that a discovery under way does not put it back.
        var wasThere = _devices.TryFind(address, out _);
        var device = _devices.GetOrAdd(address);
        var wasActive = device.IsActive;
        device.IsLeaving = true;
        try
        {
            await _known.RemoveAsync(address);
        }
        catch (SavedFiles.SavedFileException)
        {
            device.IsLeaving = false;
            throw;
        }

        await _store.RemoveAsync(address);
        if (Removed is not null)
        {
            await Removed(address);
        }

        if (!wasThere)
        {
            return Task.CompletedTask;
        }

        device.IsActive = false;
        if (wasActive)
        {
            Deactivated?.Invoke(device);
        }

        // What is left in the table is a mark that lets its last frames count for nothing.
        _devices.Add(new Device(address) { Nwk = device.Nwk, IsLeaving = true });
        return LeaveAsync(device);
    }

    /// <summary>Lets work go on that no request waits for; its failures end in the log.</summary>
    /// <param name="work">The work.</param>
    public void RunInBackground(Task work) => _work.Run(work);

    /// <summary>Stops the refresh and all discoveries, and waits until they have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _work.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>A frame came in: its sender is there.</summary>
    /// <param name="indication">The frame.</param>
    /// <returns>The sender, or null when it is not known who that is.</returns>
    public Device? Received(ApsDataIndication indication)
    {
        var device = Resolve(indication);
        if (device is not null)
        {
            Detected(device);
        }

        return device;
    }

    /// <summary>A frame was sent: its verdict says whether the device is there.</summary>
    /// <param name="request">The frame.</param>
    /// <param name="result">The radio's verdict.</param>
    public void Transmitted(ApsDataRequest request, TransmitResult result)
    {
        if (!_devices.TryFind(request.Destination, out var device) || device.IsLeaving)
        {
            return;
        }

        if (result.IsSuccess)
        {
            _devices.SetNwk(device, result.DestinationNwk);
            device.SequentialFailures = 0;
            Detected(device);
        }
        else if (result.Status is not (
            TransmitStatus.RadioUnavailable or TransmitStatus.NotJoined or TransmitStatus.NoTransmitStatus or TransmitStatus.PayloadTooLarge))
        {
            // A radio that is away or out of its network says nothing about the device, nor does a frame that it refuses to send.
            Failed(device);
        }
    }

    /// <summary>A device announced itself.</summary>
    /// <param name="announce">The announcement.</param>
    public void Announced(DeviceAnnounce announce)
    {
        if (announce.IeeeAddress == _ownAddress)
        {
            return;
        }

        var isKnown = _known.Contains(announce.IeeeAddress);
        var device = _devices.GetOrAdd(announce.IeeeAddress);
        _devices.SetNwk(device, announce.NwkAddress);
        device.IsLeaving = false;
        Rejoined?.Invoke(device);
        if (isKnown)
        {
            _work.Run(_reports.AnnouncedByKnownDeviceAsync(device));
        }

        if (device.IsActive)
        {
            // It joined again, and may have missed what it was sent meanwhile.
            device.SequentialFailures = 0;
            _work.Run(_store.SaveAsync(device));
            Activated?.Invoke(device);
        }

        Detected(device);
    }

    /// <summary>A device finished key establishment: from now on it can be talked to in encrypted clusters.</summary>
    /// <param name="address">Its extended address.</param>
    /// <param name="nwk">Its network address.</param>
    public void Authenticated(IeeeAddress address, NwkAddress nwk)
    {
        var device = _devices.GetOrAdd(address);
        _devices.SetNwk(device, nwk);
        Rejoined?.Invoke(device);
        if (device.IsActive)
        {
            Activated?.Invoke(device);
        }

        Detected(device);
    }

    /// <summary>Asks everybody to show up; who is active and stays silent has failed once.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var silent = _devices.All.Where(d => d.IsActive).ToHashSet();
        await _zdo.MatchBroadcastAsync(
            DeviceDiscovery.ProbeProfile,
            [DeviceDiscovery.KeyEstablishmentCluster],
            _settings.AnswerTimeout(),
            (source, nwk) =>
            {
                if (_devices.TryFind(source, out var device) || _devices.TryFind(nwk, out device))
                {
                    silent.Remove(device);
                }
            },
            _time,
            cancellationToken);
        foreach (var device in silent)
        {
            Failed(device);
        }
    }

    private Device? Resolve(ApsDataIndication indication)
    {
        if (indication.Source == IeeeAddress.Unknown)
        {
            return _devices.TryFind(indication.SourceNwk, out var byNwk) ? byNwk : AskForAddress(indication.SourceNwk);
        }

        if (indication.Source == _ownAddress)
        {
            return null;
        }

        var device = _devices.GetOrAdd(indication.Source);
        _devices.SetNwk(device, indication.SourceNwk);
        return device;
    }

    private Device? AskForAddress(NwkAddress nwk)
    {
        if (nwk.IsUnicast)
        {
            _work.Run(ResolveAsync(nwk));
        }

        return null;
    }

    private async Task ResolveAsync(NwkAddress nwk)
    {
        var address = await _zdo.IeeeAddressAsync(nwk, _stopping.Token);
        var device = _devices.GetOrAdd(address);
        _devices.SetNwk(device, nwk);
        Detected(device);
    }

    private void Detected(Device device)
    {
        if (device.IsLeaving || device.IsBeingDiscovered || (device.IsActive && device.Discovery == DiscoveryStatus.Complete))
        {
            return;
        }

        if (_known.Contains(device.Address) || _settings.OpenJoin())
        {
            _work.Run(DiscoverAsync(device));
        }
    }

    private async Task DiscoverAsync(Device device)
    {
        device.IsBeingDiscovered = true;
        try
        {
            if (device.IsActive && _time.GetUtcNow() < device.NextDiscovery)
            {
                return;
            }

            var formerNwk = device.Nwk;
            await _discovery.ProbeAsync(device, _stopping.Token);
            await ActivateAsync(device);
            var isNews = device.Nwk != formerNwk;
            if (device.Discovery != DiscoveryStatus.Complete)
            {
                await _discovery.DescribeAsync(device, _stopping.Token);
                device.NextDiscovery = _time.GetUtcNow() + _settings.RefreshRate();
                isNews = true;
                LogDiscovered(device.Address, device.Discovery, device.SimpleDescriptors.Count);
            }

            if (device.IsActive)
            {
                Activated?.Invoke(device);
            }

            if (isNews)
            {
                await SaveAsync(device);
            }
        }
        catch (ConversationException e)
        {
            LogNotDiscovered(device.Address, e.Message);
        }
        finally
        {
            device.IsBeingDiscovered = false;
        }
    }

    private async Task ActivateAsync(Device device)
    {
        device.SequentialFailures = 0;
        if (device.IsActive || device.IsLeaving)
        {
            return;
        }

        device.IsActive = true;
        await _known.AddAsync(device.Address);
        await _reports.ActiveAsync(device);
    }

    /// <summary>A device that was removed while it was being asked stays removed.</summary>
    private Task SaveAsync(Device device) => device.IsLeaving ? Task.CompletedTask : _store.SaveAsync(device);

    private async Task LeaveAsync(Device device)
    {
        try
        {
            await _zdo.LeaveAsync(device, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
        catch (ConversationException e)
        {
            LogNotLeaving(device.Address, e.Message);
        }
    }

    private void Failed(Device device)
    {
        device.SequentialFailures++;
        if (device.IsActive && device.SequentialFailures >= _settings.MaximumSequentialFailures())
        {
            device.IsActive = false;
            _work.Run(_reports.InactiveAsync(device));
            Deactivated?.Invoke(device);
        }
    }

    private async Task RefreshPeriodicallyAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(_stopping.Token);
            }
            catch (ConversationException e)
            {
                LogRefreshFailed(e.Message);
            }

            await Task.Delay(_settings.RefreshRate(), _time, _stopping.Token);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Discovered {Device}: {Status}, {Endpoints} endpoints")]
    private partial void LogDiscovered(IeeeAddress device, DiscoveryStatus status, int endpoints);

    [LoggerMessage(2, LogLevel.Debug, "Discovery of {Device} failed: {Reason}")]
    private partial void LogNotDiscovered(IeeeAddress device, string reason);

    [LoggerMessage(3, LogLevel.Debug, "Refresh failed: {Reason}")]
    private partial void LogRefreshFailed(string reason);

    [LoggerMessage(5, LogLevel.Information, "{Device} could not be told to leave: {Reason}")]
    private partial void LogNotLeaving(IeeeAddress device, string reason);
}
