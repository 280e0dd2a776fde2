using Microsoft.Extensions.Logging;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.Zdo;
using SEFramework.Simulator.Module.At;
using SEFramework.Simulator.Scheduling;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Simulator.Module;

/// <summary>
/// An XBee module as its host sees it: bytes in, bytes out. Behind them are the AT settings, the node in the network and the rules of its
/// firmware. Source: reference 07.
/// </summary>
public sealed class VirtualXBee : IVirtualModule, IModuleActions
{
    private readonly SimulationScheduler _scheduler;
    private readonly HomeAreaNetwork _network;
    private readonly ModuleTiming _timing;
    private readonly AtSettings _settings;
    private readonly HostPort _port;
    private readonly ZdoServer _zdo;
    private IDisposable? _booting;
    private bool _running;

    /// <summary>Creates a module without power; <see cref="PowerOn"/> starts it.</summary>
    /// <param name="address">Its extended address.</param>
    /// <param name="profile">Its firmware.</param>
    /// <param name="network">The air around it.</param>
    /// <param name="timing">How long its procedures take; null for no time.</param>
    /// <param name="logger">Hears what it does.</param>
    public VirtualXBee(IeeeAddress address, FirmwareProfile profile, HomeAreaNetwork network, ModuleTiming? timing, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(network);
        Profile = profile;
        _network = network;
        _scheduler = network.Scheduler;
        _timing = timing ?? ModuleTiming.Immediate;
        var table = AtCommandTable.For(profile.Family);
        _settings = new AtSettings(table);
        _settings.TryPreset("AP", profile.DefaultApiMode);
        _port = new HostPort(_scheduler, logger);
        var keys = new KeyTable(_scheduler, profile.KeyTableCapacity);
        Node = new ModuleNetwork(address, profile, _settings, keys, _timing, _port, network);
        _zdo = new ZdoServer(Node, network, Descriptors())
        {
            LeaveRequested = Node.LeaveAsTold,
            JoiningPermitted = Node.PermitJoining,
        };
        var receiver = new ReceiveHandler(profile, _settings, _port, _zdo);
        Node.Received = receiver.Receive;
        Node.Announce = _zdo.Announce;
        var at = new AtProcessor(table, profile, _settings, Node, this);
        _port.Commands = profile.ApiOnly ? null : new CommandMode(_scheduler, _settings, at, _port);
        _port.Handler = new HostFrameHandler(
            at,
            new TransmitHandler(profile, Node, network, _port),
            new KeyRegistrar(profile, _settings, Node, network),
            _port);
        network.Add(Node);
    }

    /// <summary>Its firmware.</summary>
    public FirmwareProfile Profile { get; }

    /// <summary>Its place in the network.</summary>
    public ModuleNetwork Node { get; }

    /// <summary>What goes wrong with the bytes to the host.</summary>
    public LineFaults FaultsToHost => _port.ToHost;

    /// <summary>What goes wrong with the bytes from the host.</summary>
    public LineFaults FaultsFromHost => _port.FromHost;

    /// <inheritdoc />
    public Action<byte[]>? Output
    {
        get => _port.Output;
        set => _port.Output = value;
    }

    /// <inheritdoc />
    public void Input(ReadOnlySpan<byte> data)
    {
        var copy = data.ToArray();
        _scheduler.Run(() => _port.Input(copy));
    }

    /// <summary>Sets a value as if it had been configured and written before.</summary>
    /// <param name="command">An AT command with a number that this firmware lets be set.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the firmware does not have the command or the value.</returns>
    public bool TryPreset(string command, ulong value)
    {
        var preset = false;
        _scheduler.Run(() => preset = _settings.TryPreset(command, value));
        return preset;
    }

    /// <summary>Hands the host a frame that the module would not have of itself; lost while the module has no power or speaks no frames.</summary>
    /// <param name="frameData">Frame data, the type first, 1 to <see cref="XBeeFrameFormat.MaximumFrameData"/> bytes.</param>
    public void HandToHost(ReadOnlyMemory<byte> frameData)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frameData.Length, 1, nameof(frameData));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frameData.Length, XBeeFrameFormat.MaximumFrameData, nameof(frameData));
        _scheduler.Run(() => _port.SendFrame(frameData.Span));
    }

    /// <inheritdoc />
    public void PowerOn() => _scheduler.Run(() => Boot(XBeeModemStatus.HardwareReset));

    /// <summary>Power goes off: everything that was not written is lost.</summary>
    public void PowerOff() => _scheduler.Run(() =>
    {
        Halt();
        Node.Keys.PowerCycle();
    });

    /// <summary>The module resets by itself.</summary>
    /// <param name="reason">What it reports: <see cref="XBeeModemStatus.HardwareReset"/> or <see cref="XBeeModemStatus.WatchdogReset"/>.</param>
    public void Reset(XBeeModemStatus reason) => _scheduler.Run(() =>
    {
        if (_running)
        {
            Halt();
            Node.Keys.PowerCycle();
            Boot(reason);
        }
    });

    /// <inheritdoc />
    void IModuleActions.SoftReset() => Reset(XBeeModemStatus.WatchdogReset);

    /// <inheritdoc />
    void IModuleActions.ResetNetwork(bool wholeNetwork)
    {
        if (wholeNetwork)
        {
            foreach (var device in _network.Nodes.OfType<IJoiningNode>().ToArray())
            {
                device.Orphan();
            }
        }

        Node.Restart();
    }

    /// <inheritdoc />
    void IModuleActions.BroadcastPermitJoining(byte seconds) => _zdo.BroadcastPermitJoining(seconds);

    /// <inheritdoc />
    void IModuleActions.SetApiMode(byte mode) => _port.SetMode(mode);

    private LocalDescriptors Descriptors() => new(
        () => LocalDescriptors.NodeOf(Node.IsCoordinator ? NodeType.Coordinator : NodeType.Router, DigiEndpoints.ManufacturerCode),
        LocalDescriptors.MainsPowered,
        static () => DigiEndpoints.Descriptors);

    private void Halt()
    {
        _running = false;
        _booting?.Dispose();
        _port.PowerDown();
        Node.PowerDown();
        _settings.PowerCycle();
    }

    private void Boot(XBeeModemStatus reason)
    {
        _booting?.Dispose();
        _booting = _scheduler.Schedule(_timing.Reset, () =>
        {
            _running = true;
            _port.PowerUp((byte)_settings.Number("AP"));
            _port.ModemStatus(reason);
            Node.PowerUp();
        });
    }
}
