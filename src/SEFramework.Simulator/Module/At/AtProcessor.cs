using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Simulator.Module.At;

/// <summary>
/// Carries out AT commands: reads, sets, queues and applies settings by the rules of the table, and starts what an applied change causes.
/// Source: reference 07, sections 3, 4.1, 7 and 8.
/// </summary>
internal sealed class AtProcessor
{
    private readonly IReadOnlyDictionary<string, AtCommandDefinition> _table;
    private readonly AtSettings _settings;
    private readonly ModuleNetwork _network;
    private readonly IModuleActions _actions;
    private readonly Dictionary<string, Func<UInt128>> _readings;

    public AtProcessor(
        IReadOnlyDictionary<string, AtCommandDefinition> table, FirmwareProfile profile, AtSettings settings, ModuleNetwork network, IModuleActions actions)
    {
        _table = table;
        _settings = settings;
        _network = network;
        _actions = actions;
        _readings = new Dictionary<string, Func<UInt128>>(StringComparer.Ordinal)
        {
            ["SH"] = () => network.Address.Value >> 32,
            ["SL"] = () => network.Address.Value & uint.MaxValue,
            ["VR"] = () => profile.FirmwareVersion,
            ["HV"] = () => profile.HardwareVersion,
            ["OP"] = () => network.Pan?.ExtendedPanId ?? 0,
            ["OI"] = () => network.Pan?.PanId ?? 0xFFFF,
            ["CH"] = () => network.Pan?.Channel ?? 0,
            ["MY"] = () => network.Nwk.Value,
            ["MP"] = () => network.IsCoordinator || network.Pan is null ? NwkAddress.Unknown.Value : NwkAddress.Coordinator.Value,
            ["AI"] = () => (byte)network.Association,
            ["NP"] = () => (UInt128)PayloadLimits.Reported(profile, network.IsSecured),
            ["NC"] = () => 0x14,
            ["DB"] = () => 0x28,
            ["%V"] = () => 0x0CE4,
            ["TP"] = () => 0x1A,
            ["EE"] = () => 1,
            ["EO"] = () => 2,
            ["VC"] = () => settings.Octets("ZU").IsEmpty || settings.Octets("ZT").IsEmpty || settings.Octets("ZV").IsEmpty ? 0u : 1u,
        };
    }

    /// <summary>Carries out one command.</summary>
    /// <param name="name">Two characters, in any case.</param>
    /// <param name="value">The value to set; empty asks for it, or starts an action.</param>
    /// <param name="queued">Whether a value set waits to be applied (0x09).</param>
    public AtResult Execute(string name, ReadOnlySpan<byte> value, bool queued)
    {
        if (!_table.TryGetValue(name, out var row))
        {
            return new AtResult(AtStatus.InvalidCommand);
        }

        if (row.Access == AtAccess.Action)
        {
            return Act(row, value);
        }

        if (value.IsEmpty)
        {
            return new AtResult(AtStatus.Ok, Query(row));
        }

        // Which status a module gives for setting a value that can only be read is not stored (INFERRED).
        if (row.Access == AtAccess.ReadOnly || !row.TryNormalise(value, out var normalised))
        {
            return new AtResult(AtStatus.InvalidParameter);
        }

        _settings.Queue(row.Name, normalised);
        return new AtResult(AtStatus.Ok, After: queued ? null : Apply);
    }

    private ReadOnlyMemory<byte> Query(AtCommandDefinition row) => row.Access switch
    {
        AtAccess.WriteOnly => ReadOnlyMemory<byte>.Empty,
        AtAccess.ReadOnly when row.Kind == AtValueKind.Octets => InstallCodeAsPrinted(),
        AtAccess.ReadOnly => AtCommandDefinition.WriteNumber(_readings[row.Name](), row.Width),
        _ => _settings.Query(row.Name),
    };

    // Modules print the CRC high byte first (reference 07, section 8).
    private byte[] InstallCodeAsPrinted()
    {
        var code = _network.InstallCodeWithCrc;
        return [.. code[..^2], code[^1], code[^2]];
    }

    private AtResult Act(AtCommandDefinition row, ReadOnlySpan<byte> value)
    {
        if (row.Kind == AtValueKind.Number
            && (!AtCommandDefinition.TryReadNumber(value, out var number) || number > row.Maximum || (number < row.Minimum)))
        {
            return new AtResult(AtStatus.InvalidParameter);
        }

        AtCommandDefinition.TryReadNumber(value, out number);
        switch (row.Name)
        {
            case "AC":
                return new AtResult(AtStatus.Ok, After: Apply);
            case "WR":
                _settings.Write();
                return new AtResult(AtStatus.Ok);
            case "RE":
                _settings.RestoreDefaults();
                return new AtResult(AtStatus.Ok);
            case "FR":
                return new AtResult(AtStatus.Ok, After: _actions.SoftReset);
            case "NR":
                return new AtResult(AtStatus.Ok, After: () => _actions.ResetNetwork(wholeNetwork: number == 1));
            case "CB":
                return new AtResult(AtStatus.Ok, After: () => PressCommissioningButton((int)number));
            default:
                // ND: nobody here is an XBee, so the list ends at once.
                return new AtResult(AtStatus.Ok);
        }
    }

    // One press broadcasts a node identification, which no virtual device listens to.
    private void PressCommissioningButton(int presses)
    {
        switch (presses)
        {
            case 2:
                var seconds = (byte)_settings.Number("NJ");
                seconds = seconds == 0 ? (byte)60 : seconds;
                _network.PermitJoining(seconds);
                _actions.BroadcastPermitJoining(seconds);
                break;
            case 4:
                _settings.RestoreDefaults();
                _settings.Apply();
                _network.Restart();
                break;
        }
    }

    private void Apply()
    {
        var changed = _settings.Apply();
        var restart = false;
        foreach (var row in changed)
        {
            switch (row.Effect)
            {
                case AtEffect.RestartNetwork:
                    restart = true;
                    break;
                case AtEffect.RestartIfChannelExcluded:
                    restart |= _network.Pan is { } pan ? !_network.IsChannelAllowed(pan.Channel) : !_network.IsCoordinator;
                    break;
                case AtEffect.TrustCentreKey:
                    restart |= _network.IsCoordinator || _network.Pan is null;
                    break;
                case AtEffect.NetworkKey:
                    restart |= !_network.RotateNetworkKey();
                    break;
                case AtEffect.ApiMode:
                    _actions.SetApiMode((byte)_settings.Number("AP"));
                    break;
                case AtEffect.JoinWindow:
                    _network.PermitJoining((byte)_settings.Number("NJ"));
                    break;
            }
        }

        if (restart)
        {
            _network.Restart();
        }
    }
}
