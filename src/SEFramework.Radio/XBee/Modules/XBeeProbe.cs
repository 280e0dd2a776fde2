using System.Globalization;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;

namespace SEFramework.Radio.XBee.Modules;

/// <summary>
/// Finds out whether a module is there and how its frames travel. The question for AP and its answer read the same in both API modes, except for
/// a few frame ids; so it is asked in turns. A module that does not speak API at all is brought to it through command mode.
/// Source: reference 07, sections 2 and 8.
/// </summary>
internal sealed class XBeeProbe(XBeeLink link, AtCommandQueue commands, XBeeRadioOptions options, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan CommandModeAnswer = TimeSpan.FromSeconds(2);

    /// <summary>Sets <see cref="XBeeLink.Mode"/> to what the module uses.</summary>
    /// <exception cref="RadioException">No module answers.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        RadioLog.TryingCommandMode(logger);
        if (!await SwitchToApiAsync(cancellationToken).ConfigureAwait(false) || !await AskAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new RadioException("No XBee answers, neither to API frames nor in command mode. Check port, baud rate, flow control and power.");
        }
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.ProbeAttempts; attempt++)
        {
            link.Mode = attempt == 0 ? link.Mode : Other(link.Mode);
            if (await commands.TryExecuteAsync(AtCommands.ApiMode, default, options.ProbeTimeout, cancellationToken).ConfigureAwait(false) is { } answer
                && AtNumber.TryRead(answer.Require().Span, out var mode))
            {
                link.Mode = mode switch
                {
                    (ulong)XBeeApiMode.Unescaped => XBeeApiMode.Unescaped,
                    (ulong)XBeeApiMode.Escaped => XBeeApiMode.Escaped,
                    _ => throw new RadioException(string.Create(
                        CultureInfo.InvariantCulture, $"The radio is in API mode {mode}, which the driver does not know.")),
                };
                return true;
            }
        }

        return false;
    }

    private async Task<bool> SwitchToApiAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(options.CommandModeGuard, timeProvider, cancellationToken).ConfigureAwait(false);
        if (!await link.SendTextAsync("+++"u8.ToArray(), options.CommandModeGuard + CommandModeAnswer, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // Escaped, because a bare delimiter then always starts a frame; written, so that it lasts.
        foreach (var command in new[] { "ATAP2\r", "ATWR\r", "ATCN\r" })
        {
            if (!await link.SendTextAsync(System.Text.Encoding.ASCII.GetBytes(command), CommandModeAnswer, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        link.Mode = XBeeApiMode.Escaped;
        return true;
    }

    private static XBeeApiMode Other(XBeeApiMode mode) => mode == XBeeApiMode.Escaped ? XBeeApiMode.Unescaped : XBeeApiMode.Escaped;
}
