using System.Globalization;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;

namespace SEFramework.Radio.XBee.Modules;

/// <summary>
/// Gives a module the settings of a network. All are compared first and the different ones are queued and applied together, because each one
/// alone makes the module leave and start over. Source: reference 07, sections 7 and 8.
/// </summary>
internal sealed class XBeeCommissioning(AtCommandQueue commands, XBeeModule module, ILogger logger)
{
    private const int LinkKeyLength = 16;

    /// <summary>Compares and writes.</summary>
    /// <returns>Whether something was written.</returns>
    /// <exception cref="RadioException">The module did not answer or refused, or its firmware cannot have the role.</exception>
    public async Task<bool> RunAsync(NetworkSettings settings, CancellationToken cancellationToken)
    {
        CheckRole(settings);
        var different = await CompareAsync(settings, cancellationToken).ConfigureAwait(false);
        if (different.Count == 0 && settings.LinkKey is null)
        {
            return false;
        }

        foreach (var (command, value) in different)
        {
            await QueueAsync(command, AtNumber.Write(value), cancellationToken).ConfigureAwait(false);
            RadioLog.SettingWritten(logger, command, value);
        }

        if (settings.LinkKey is { } key)
        {
            await QueueAsync(AtCommands.LinkKey, key, cancellationToken).ConfigureAwait(false);
            RadioLog.LinkKeyWritten(logger);
        }

        // The joining of devices is opened on request only, and a network of its own gets a key of its own.
        await QueueAsync(AtCommands.NodeJoinTime, AtNumber.Write(0), cancellationToken).ConfigureAwait(false);
        if (settings.IsCoordinator)
        {
            await QueueAsync(AtCommands.NetworkKey, AtNumber.Write(0), cancellationToken).ConfigureAwait(false);
        }

        (await commands.ExecuteAsync(AtCommands.ApplyChanges, default, cancellationToken).ConfigureAwait(false)).Require();
        (await commands.ExecuteAsync(AtCommands.Write, default, cancellationToken).ConfigureAwait(false)).Require();
        return true;
    }

    private void CheckRole(NetworkSettings settings)
    {
        if (settings.LinkKey is { Length: not LinkKeyLength })
        {
            throw new ArgumentException("A link key has 16 bytes.", nameof(settings));
        }

        if (module.Family.RoleOf(module.Information.FirmwareVersion) is { } role
            && settings.IsCoordinator != (role == XBeeFamily.CoordinatorRole))
        {
            throw new RadioException(
                $"The firmware of this radio ({module.Information.Name}) makes it a {role}, and the gateway has to be a "
                + $"{(settings.IsCoordinator ? XBeeFamily.CoordinatorRole : "router")}: load the other firmware, or choose another variant.");
        }
    }

    private async Task<List<(AtCommandName Command, ulong Value)>> CompareAsync(NetworkSettings settings, CancellationToken cancellationToken)
    {
        var different = new List<(AtCommandName, ulong)>();
        foreach (var setting in module.Family.NetworkSettings)
        {
            if (setting.Value(settings, module.Information) is not { } wanted)
            {
                continue;
            }

            var answer = await commands.ExecuteAsync(setting.Command, default, cancellationToken).ConfigureAwait(false);
            if (answer.Status == AtStatus.InvalidCommand)
            {
                // This firmware decides it by itself.
                continue;
            }

            if (!AtNumber.TryRead(answer.Require().Span, out var current))
            {
                throw new RadioException(string.Create(CultureInfo.InvariantCulture, $"The radio answers {setting.Command} with no number."));
            }

            if ((current & setting.Mask) != wanted)
            {
                different.Add((setting.Command, (current & ~setting.Mask) | wanted));
            }
        }

        return different;
    }

    private async Task QueueAsync(AtCommandName command, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        (await commands.QueueAsync(command, value, cancellationToken).ConfigureAwait(false)).Require();
}
