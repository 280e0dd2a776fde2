using System.Collections.Immutable;
using System.Globalization;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;

namespace SEFramework.Radio.XBee.Modules;

/// <summary>Looks a configured module over and says what is good and what is not. It only reads. Source: reference 07, sections 1, 5, 6, 7 and 11.</summary>
internal sealed class XBeeExamination(XBeeLink link, AtCommandQueue commands, XBeeModule module)
{
    private readonly ImmutableArray<XBeeFinding>.Builder _findings = ImmutableArray.CreateBuilder<XBeeFinding>();

    /// <summary>Examines the module.</summary>
    /// <exception cref="RadioException">It did not answer.</exception>
    public async Task<XBeeDiagnosis> RunAsync(CancellationToken cancellationToken)
    {
        var network = await module.ReadNetworkAsync(commands, cancellationToken).ConfigureAwait(false);
        LookAtFamily();
        LookAtNetwork(network);
        LookAtLine();
        await LookAtSettingsAsync(cancellationToken).ConfigureAwait(false);
        return new XBeeDiagnosis(module.Information, network, _findings.ToImmutable());
    }

    private void LookAtFamily()
    {
        var information = module.Information;
        var versions = string.Create(CultureInfo.InvariantCulture, $"hardware {information.HardwareVersion:X4}, firmware {information.FirmwareVersion:X4}");
        if (module.Family == XBeeFamily.Unknown)
        {
            Add(FindingSeverity.Problem, $"The module is of no known kind ({versions}): it is treated as the least common ground of all XBees, and is unproven.");
        }
        else
        {
            Add(FindingSeverity.Good, $"It is an {information.Name} ({versions}), {information.Address}.");
        }

        if (information.Capabilities.HasFlag(RadioCapabilities.KeyEstablishment))
        {
            Add(FindingSeverity.Good, "It establishes link keys by certificate itself, as Smart Energy devices in the field demand.");
        }
        else
        {
            Add(
                FindingSeverity.Notice,
                "It cannot establish link keys by certificate: devices that demand it join, and then take no encrypted Smart Energy commands. "
                + "Devices that accept the link key of joining work. An XBee with SE firmware has no such limit.");
        }
    }

    private void LookAtNetwork(NetworkInformation network)
    {
        var role = module.ConfiguredAsCoordinator ? "coordinator" : "router";
        var place = string.Create(
            CultureInfo.InvariantCulture, $"channel {network.Channel}, PAN {network.PanId:X4}, extended PAN {network.ExtendedPanId:X16}, address {network.Nwk}");
        Add(
            network.Joined ? FindingSeverity.Good : FindingSeverity.Problem,
            network.Joined
                ? $"As a {role} it is in a network: {place}."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"As a {role} it is in no network (AI 0x{network.AssociationIndication:X2}): {XBeeAssociation.Explain(network.AssociationIndication)}."));
    }

    private void LookAtLine() => Add(
        link.UsesHardwareFlowControl ? FindingSeverity.Good : FindingSeverity.Notice,
        link.UsesHardwareFlowControl
            ? "The line has hardware flow control (RTS and CTS)."
            : "The line has no hardware flow control: long bursts can lose bytes. Over USB and TCP that is as it is; on a UART connect RTS and CTS.");

    private async Task LookAtSettingsAsync(CancellationToken cancellationToken)
    {
        var options = await commands.TryQueryNumberAsync(AtCommands.ApiOptions, cancellationToken).ConfigureAwait(false);
        Add(
            options == module.Family.ApiOptions ? FindingSeverity.Good : FindingSeverity.Problem,
            options == module.Family.ApiOptions
                ? "It hands ZDO requests to the gateway, so that others find the gateway's endpoints."
                : string.Create(CultureInfo.InvariantCulture, $"AO is {options:X}, not {module.Family.ApiOptions:X}: others do not find the gateway's endpoints."));
        foreach (var check in module.Family.Checks)
        {
            if ((module.ConfiguredAsCoordinator || !check.CoordinatorOnly)
                && await commands.TryQueryNumberAsync(check.Command, cancellationToken).ConfigureAwait(false) is { } value
                && (value & check.Mask) != check.Expected)
            {
                Add(
                    FindingSeverity.Problem,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{check.Command} is {value:X}: {check.Consequence}. The gateway corrects that in a module that is in no network; one that is would leave it."));
            }
        }
    }

    private void Add(FindingSeverity severity, string text) => _findings.Add(new XBeeFinding(severity, text));
}
