using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;

namespace SEFramework.Radio.XBee.Modules;

/// <summary>
/// The start-up sequence: probe, identify, bring the settings that the host depends on to their values, and look at those that it must not touch.
/// Nothing is written that has its value already. Source: reference 07, section 8.
/// </summary>
internal sealed class XBeeStartup(XBeeLink link, AtCommandQueue commands, XBeeRadioOptions options, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Runs the sequence.</summary>
    /// <exception cref="RadioException">The module did not answer, or refused what the host depends on.</exception>
    public async Task<(XBeeModule Module, NetworkInformation Network)> RunAsync(CancellationToken cancellationToken)
    {
        await new XBeeProbe(link, commands, options, timeProvider, logger).RunAsync(cancellationToken).ConfigureAwait(false);
        var module = await XBeeModule.IdentifyAsync(commands, cancellationToken).ConfigureAwait(false);
        if (module.Family == XBeeFamily.Unknown)
        {
            RadioLog.UnknownModule(logger, module.Information.HardwareVersion, module.Information.FirmwareVersion, module.Family.Name);
        }

        var changed = await ReconcileAsync(AtCommands.ApiOptions, module.Family.ApiOptions, required: true, cancellationToken).ConfigureAwait(false);
        if (link.UsesHardwareFlowControl)
        {
            changed |= await ReconcileAsync(AtCommands.RtsFlowControl, 1, required: false, cancellationToken).ConfigureAwait(false);
            changed |= await ReconcileAsync(AtCommands.CtsFlowControl, 1, required: false, cancellationToken).ConfigureAwait(false);
        }

        if (changed)
        {
            await SaveAsync(cancellationToken).ConfigureAwait(false);
        }

        var network = await module.ReadNetworkAsync(commands, cancellationToken).ConfigureAwait(false);
        await LookAsync(module, cancellationToken).ConfigureAwait(false);
        return (module, network);
    }

    /// <summary>Sets a value if it differs.</summary>
    /// <returns>Whether it was changed.</returns>
    private async Task<bool> ReconcileAsync(AtCommandName command, ulong wanted, bool required, CancellationToken cancellationToken)
    {
        var current = await commands.ExecuteAsync(command, default, cancellationToken).ConfigureAwait(false);
        if (current.Status == AtStatus.Ok && AtNumber.TryRead(current.Value.Span, out var value) && value == wanted)
        {
            return false;
        }

        var answer = current.Status == AtStatus.Ok
            ? await commands.ExecuteAsync(command, AtNumber.Write(wanted), cancellationToken).ConfigureAwait(false)
            : current;
        if (answer.Status == AtStatus.Ok)
        {
            _ = AtNumber.TryRead(current.Value.Span, out value);
            RadioLog.SettingChanged(logger, command, value, wanted);
            return true;
        }

        if (required)
        {
            answer.Require();
        }

        RadioLog.SettingRefused(logger, command, answer.Status.ToString());
        return false;
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        var answer = await commands.ExecuteAsync(AtCommands.Write, default, cancellationToken).ConfigureAwait(false);
        if (answer.Status != AtStatus.Ok)
        {
            RadioLog.SettingRefused(logger, AtCommands.Write, answer.Status.ToString());
        }
    }

    private async Task LookAsync(XBeeModule module, CancellationToken cancellationToken)
    {
        foreach (var check in module.Family.Checks)
        {
            if ((module.ConfiguredAsCoordinator || !check.CoordinatorOnly)
                && await commands.TryQueryNumberAsync(check.Command, cancellationToken).ConfigureAwait(false) is { } value
                && (value & check.Mask) != check.Expected)
            {
                RadioLog.SettingDoubtful(logger, check.Command, value, check.Consequence);
            }
        }
    }
}
