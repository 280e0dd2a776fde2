using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Module.At;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Security;

namespace SEFramework.Simulator.Module;

/// <summary>
/// The module as a node of the network: it forms or joins as its settings say, is the trust centre of the network it formed, and tells
/// the host by modem status. Source: reference 07, sections 5, 7 and 8.
/// </summary>
public sealed class ModuleNetwork : INetworkNode, ITrustCentre
{
    private static readonly byte[] DefaultLinkKey = "ZigBeeAlliance09"u8.ToArray();

    // Settings that decide which network a module is in; WR keeps the network only together with them.
    private static readonly string[] NetworkSettings = ["CE", "ID", "II", "ZS", "EE", "EO", "NK", "KY"];

    private readonly FirmwareProfile _profile;
    private readonly AtSettings _settings;
    private readonly ModuleTiming _timing;
    private readonly IHostLink _host;
    private readonly HomeAreaNetwork _network;
    private readonly JoinWindow _window;
    private IDisposable? _procedure;
    private Membership? _membership;
    private readonly Lazy<byte[]> _installCode;
    private bool _powered;

    internal ModuleNetwork(
        IeeeAddress address, FirmwareProfile profile, AtSettings settings, KeyTable keys, ModuleTiming timing, IHostLink host, HomeAreaNetwork network)
    {
        Address = address;
        _installCode = new Lazy<byte[]>(() =>
        {
            var seed = new byte[sizeof(ulong)];
            address.WriteBigEndian(seed);
            return InstallCode.WithCrc(MatyasMeyerOseas.Hash(seed));
        });
        _profile = profile;
        _settings = settings;
        Keys = keys;
        _timing = timing;
        _host = host;
        _network = network;
        _window = new JoinWindow(network.Scheduler, JoinWindowChanged);
    }

    /// <inheritdoc />
    public IeeeAddress Address { get; }

    /// <inheritdoc />
    public NwkAddress Nwk { get; private set; } = NwkAddress.Unknown;

    /// <inheritdoc />
    public bool IsRouter => true;

    /// <inheritdoc />
    public bool IsListening => _powered && Nwk != NwkAddress.Unknown;

    /// <inheritdoc />
    public bool IsPermittingJoining => _window.IsOpen;

    /// <inheritdoc />
    public bool HasLinkKey { get; private set; }

    /// <inheritdoc />
    public AirFaults Faults { get; } = new();

    /// <summary>SP times SN, but not less than the stack's usual time. Source: reference 07, section 7.</summary>
    public TimeSpan IndirectHold
    {
        get
        {
            var set = TimeSpan.FromMilliseconds(10.0 * (ushort)_settings.Number("SP") * (ushort)_settings.Number("SN"));
            return set > HomeAreaNetwork.UsualIndirectHold ? set : HomeAreaNetwork.UsualIndirectHold;
        }
    }

    /// <summary>The network it is in, or null.</summary>
    public Pan? Pan => Nwk == NwkAddress.Unknown ? null : _membership?.Pan;

    /// <summary>AI.</summary>
    public AssociationIndication Association { get; private set; } = AssociationIndication.Scanning;

    /// <summary>Whether firmware or settings make it a coordinator.</summary>
    public bool IsCoordinator => _profile.FixedCoordinator ?? _settings.Number("CE") == 1;

    /// <summary>Whether frames are encrypted with the network key.</summary>
    public bool IsSecured => _settings.Number("EE") == 1;

    /// <summary>The module's own installation code with its CRC, low byte first. It is the address hashed: the same in every run, and another for every
    /// module.</summary>
    public ReadOnlySpan<byte> InstallCodeWithCrc => _installCode.Value;

    /// <summary>The registered link keys.</summary>
    public KeyTable Keys { get; }

    /// <summary>Whether registered keys are kept, and can be removed (reference 07, section 8).</summary>
    public bool KeepsKeys => _profile.KeyTable == KeyTableKind.Persistent || !IsCentralised;

    /// <summary>Called with each frame the node hears.</summary>
    internal Action<ApsDataIndication>? Received { get; set; }

    /// <summary>Called when the module has joined somebody else's network.</summary>
    internal Action? Announce { get; set; }

    private bool IsCentralised => _profile.FixedCoordinator == true || (_settings.Number("EO") & 2) != 0;

    /// <inheritdoc />
    public void Receive(ApsDataIndication indication) => Received?.Invoke(indication);

    /// <inheritdoc />
    public bool ExchangesLinkKeys => !_profile.KeyEstablishment && IsCentralised;

    /// <inheritdoc />
    public Admission Judge(IeeeAddress joiner, ReadOnlySpan<byte> linkKey)
    {
        var key = linkKey.IsEmpty ? DefaultLinkKey : linkKey;
        if (!IsSecured)
        {
            return Admission.Admitted;
        }

        if (Keys.Find(joiner) is { } registered)
        {
            return key.SequenceEqual(registered.Span) ? Admission.Admitted : Admission.WrongKey;
        }

        var common = _settings.Number("KY");
        if (common != 0)
        {
            return key.SequenceEqual(AtCommandDefinition.WriteNumber(common, 16)) ? Admission.Admitted : Admission.WrongKey;
        }

        return key.SequenceEqual(DefaultLinkKey) && ((_settings.Number("EO") & 0x10) != 0 || !IsCentralised) ? Admission.Admitted : Admission.Refused;
    }

    /// <inheritdoc />
    public void Welcome(IJoiningNode device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (!KeepsKeys)
        {
            Keys.Remove(device.Address);
        }

        if (!_profile.KeyEstablishment)
        {
            device.HasLinkKey = true;
            return;
        }

        _network.Scheduler.Schedule(_timing.KeyEstablishment, () =>
        {
            if (device.IsListening && IsListening)
            {
                device.HasLinkKey = true;
                _host.DeviceAuthenticated(device.Address, device.Nwk);
            }
        });
    }

    /// <summary>Power comes on, or a reset ends: the module returns to its network, or looks for one.</summary>
    internal void PowerUp()
    {
        _powered = true;
        if (_membership is { } membership && membership.Fingerprint.SequenceEqual(Fingerprint()))
        {
            Resume(membership);
        }
        else
        {
            Restart();
        }
    }

    /// <summary>Power goes off or a reset begins; the network does not notice at once.</summary>
    internal void PowerDown()
    {
        _powered = false;
        _procedure?.Dispose();
        _window.Set(0);
        Nwk = NwkAddress.Unknown;
        Association = AssociationIndication.Scanning;
    }

    /// <summary>Leaves the network, and forms or joins one again with the settings in force.</summary>
    internal void Restart()
    {
        Leave();
        _procedure = _network.Scheduler.Schedule(_timing.Formation, () => (IsCoordinator ? (Action)Form : Join)());
    }

    /// <summary>Whether the channel in use is still among those of SC.</summary>
    internal bool IsChannelAllowed(byte channel) => ((_settings.Number("SC") >> (channel - 11)) & 1) != 0;

    /// <summary>The trust centre told it to leave: it does, and looks for a network again as a router does that has none. A coordinator stays.</summary>
    internal void LeaveAsTold(bool rejoin)
    {
        const int IgnoreLeave = 0x02;
        if (IsCoordinator || (_profile.Family == AtFamilies.XBee3 && ((int)_settings.Number("DC") & IgnoreLeave) != 0))
        {
            return;
        }

        if (rejoin && IsListening)
        {
            Announce?.Invoke();
            return;
        }

        Leave();
        _procedure = _network.Scheduler.Schedule(_timing.JoinRetry, Join);
    }

    /// <summary>Opens or closes the join window of this node alone.</summary>
    /// <param name="seconds">0 to 255.</param>
    internal void PermitJoining(byte seconds)
    {
        if (IsListening)
        {
            _window.Set(seconds);
        }
    }

    /// <summary>A trust centre gives its network a new key.</summary>
    /// <returns>False when this module cannot: it has to leave.</returns>
    internal bool RotateNetworkKey()
    {
        if (!IsListening || !IsCoordinator || !IsCentralised)
        {
            return false;
        }

        _host.ModemStatus(XBeeModemStatus.NetworkKeyRotationStarted);
        return true;
    }

    private void Leave()
    {
        _procedure?.Dispose();
        var wasJoined = Nwk != NwkAddress.Unknown;
        _window.Set(0);
        _membership = null;
        Nwk = NwkAddress.Unknown;
        HasLinkKey = false;
        Association = AssociationIndication.Scanning;
        if (_network.Coordinator == this)
        {
            _network.Dissolve();
        }
        else if (wasJoined)
        {
            _host.ModemStatus(XBeeModemStatus.Disassociated);
        }
    }

    private void Form()
    {
        if (_network.Pan is not null)
        {
            Association = AssociationIndication.CoordinatorStartFailed;
            return;
        }

        var wanted = (ulong)_settings.Number("ID");
        var random = _network.Scheduler.Random;
        var preset = (ushort)_settings.Number("II");
        var channels = Enumerable.Range(11, 16).Select(static channel => (byte)channel).Where(IsChannelAllowed).ToArray();
#pragma warning disable CA5394 // A simulation has to repeat; nothing secret comes from here.
        var pan = new Pan(
            wanted != 0 ? wanted : (ulong)random.NextInt64(1, long.MaxValue),
            preset is not 0 and not 0xFFFF ? preset : (ushort)random.Next(1, 0xFFFE),
            channels[random.Next(channels.Length)]);
#pragma warning restore CA5394
        Resume(new Membership(pan, NwkAddress.Coordinator, Fingerprint(), true));
    }

    private void Join()
    {
        Association = TryJoin();
        if (Association != AssociationIndication.Success)
        {
            _procedure = _network.Scheduler.Schedule(_timing.JoinRetry, Join);
            return;
        }

        var keyEstablishment = _profile.KeyEstablishment && (_settings.Number("EO") & 8) != 0;
        var keyExchange = _profile.DetailedIndications && IsCentralised && IsSecured;
        Resume(new Membership(_network.Pan!, _network.AllocateAddress(), Fingerprint(), !_profile.KeyEstablishment && !keyExchange));
        Announce?.Invoke();
        if (keyEstablishment || keyExchange)
        {
            // On XBee SE AI stays non-zero until key establishment is done (reference 07, section 5); which value it has is not stored.
            Association = AssociationIndication.WaitingForLinkKey;
            _procedure = _network.Scheduler.Schedule(_timing.KeyEstablishment, keyEstablishment ? FinishKeyEstablishment : FinishKeyExchange);
        }
    }

    private void FinishKeyExchange()
    {
        if (_network.TrustCentre is { ExchangesLinkKeys: true } && _network.Coordinator is { IsListening: true })
        {
            HasLinkKey = true;
            _membership = _membership! with { HasLinkKey = true };
            Association = AssociationIndication.Success;
            return;
        }

        Leave();
        Association = AssociationIndication.LinkKeyNotReceived;
        _procedure = _network.Scheduler.Schedule(_timing.JoinRetry, Join);
    }

    private AssociationIndication TryJoin()
    {
        if (_network.Pan is not { } pan || _network.Coordinator is not { IsListening: true })
        {
            return AssociationIndication.NoPans;
        }

        var wanted = (ulong)_settings.Number("ID");
        var preset = (ushort)_settings.Number("II");
        var otherStack = _profile.FixedCoordinator is null && _settings.Number("ZS") != 2;
        if (!IsChannelAllowed(pan.Channel) || (wanted != 0 && wanted != pan.ExtendedPanId) || (preset is not 0 and not 0xFFFF && preset != pan.PanId) || otherStack)
        {
            return AssociationIndication.NoValidPan;
        }

        if (!_network.IsJoiningOpen)
        {
            return AssociationIndication.JoiningClosed;
        }

        return _network.TrustCentre!.IsSecured != IsSecured
            ? AssociationIndication.JoinAttemptFailed
            : _network.TrustCentre.Judge(Address, JoiningKey()) switch
            {
                Admission.Admitted => AssociationIndication.Success,
                Admission.Refused when _profile.DetailedIndications => AssociationIndication.NetworkKeyNotReceived,
                Admission.WrongKey when _profile.DetailedIndications => AssociationIndication.WrongLinkKey,
                _ => AssociationIndication.JoinAttemptFailed,
            };
    }

    private byte[] JoiningKey()
    {
        const int UseInstallCode = 0x01;
        if (_profile.FixedCoordinator is null && ((int)_settings.Number("DC") & UseInstallCode) != 0)
        {
            return MatyasMeyerOseas.Hash(InstallCodeWithCrc);
        }

        var key = _settings.Number("KY");
        return key == 0 ? [] : AtCommandDefinition.WriteNumber(key, DefaultLinkKey.Length);
    }

    private void FinishKeyEstablishment()
    {
        HasLinkKey = true;
        _membership = _membership! with { HasLinkKey = true };
        Association = AssociationIndication.Success;
        _host.ModemStatus(XBeeModemStatus.KeyEstablishmentComplete);
    }

    private void Resume(Membership membership)
    {
        _membership = membership;
        Nwk = membership.Nwk;
        HasLinkKey = membership.HasLinkKey;
        Association = AssociationIndication.Success;
        _host.ModemStatus(IsCoordinator ? XBeeModemStatus.CoordinatorStarted : XBeeModemStatus.Joined);
        _window.Set((byte)_settings.Number("NJ"));
        if (IsCoordinator)
        {
            _network.Form(this, this, membership.Pan);
        }
    }

    private void JoinWindowChanged(bool open)
    {
        if (_powered && _profile.JoinWindowStatus)
        {
            _host.ModemStatus(open ? XBeeModemStatus.JoinWindowOpened : XBeeModemStatus.JoinWindowClosed);
        }

        if (open)
        {
            _network.LetDevicesJoin();
        }
    }

    private byte[] Fingerprint() => [.. NetworkSettings.SelectMany(name => _settings.Octets(name).ToArray())];

    private sealed record Membership(Pan Pan, NwkAddress Nwk, byte[] Fingerprint, bool HasLinkKey);
}
