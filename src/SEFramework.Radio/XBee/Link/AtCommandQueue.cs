using System.Globalization;
using Microsoft.Extensions.Logging;
using SEFramework.Radio.Diagnostics;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Link;

/// <summary>The module's answer to a local AT command.</summary>
/// <param name="Command">The command.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Value">The value, empty for a command that set one.</param>
internal readonly record struct AtAnswer(AtCommandName Command, AtStatus Status, ReadOnlyMemory<byte> Value)
{
    /// <summary>The value of a command that succeeded.</summary>
    /// <exception cref="RadioException">It did not.</exception>
    public ReadOnlyMemory<byte> Require() => Status == AtStatus.Ok ? Value : throw new RadioException($"The radio refuses {Command}: {Status}.");
}

/// <summary>Local AT commands, one at a time, repeated when the module does not answer. Source: reference 07, section 4.1.</summary>
#pragma warning disable CA1001 // Callers may still wait for their turn when the link is gone, and the semaphore holds nothing to dispose.
internal sealed class AtCommandQueue(XBeeLink link, XBeeRadioOptions options, RadioMetrics metrics, ILogger logger)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Reads a number of up to 8 bytes.</summary>
    /// <exception cref="RadioException">The module did not answer, refused, or answered with no number.</exception>
    public async Task<ulong> QueryNumberAsync(AtCommandName command, CancellationToken cancellationToken) =>
        Number(command, (await ExecuteAsync(command, default, cancellationToken).ConfigureAwait(false)).Require());

    /// <summary>Reads a number, or null where the firmware does not have the command.</summary>
    /// <exception cref="RadioException">The module did not answer, or answered with no number.</exception>
    public async Task<ulong?> TryQueryNumberAsync(AtCommandName command, CancellationToken cancellationToken)
    {
        var answer = await ExecuteAsync(command, default, cancellationToken).ConfigureAwait(false);
        return answer.Status == AtStatus.Ok ? Number(command, answer.Value) : null;
    }

    /// <summary>Sets a number, applied at once.</summary>
    /// <exception cref="RadioException">The module did not answer or refused.</exception>
    public async Task SetNumberAsync(AtCommandName command, ulong value, CancellationToken cancellationToken) =>
        (await ExecuteAsync(command, AtNumber.Write(value), cancellationToken).ConfigureAwait(false)).Require();

    /// <summary>Sends a command and waits for the answer, which may be a refusal.</summary>
    /// <param name="command">The command.</param>
    /// <param name="value">Empty to query or execute.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The module did not answer.</exception>
    public Task<AtAnswer> ExecuteAsync(AtCommandName command, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        ExecuteAsync(command, value, queued: false, cancellationToken);

    /// <summary>Sends a value that the module keeps until AC applies it together with others, and waits for the answer, which may be a refusal.</summary>
    /// <param name="command">The command.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The module did not answer.</exception>
    public Task<AtAnswer> QueueAsync(AtCommandName command, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        ExecuteAsync(command, value, queued: true, cancellationToken);

    /// <summary>Sends a command once and waits for the answer.</summary>
    /// <returns>The answer, or null when none came in time.</returns>
    /// <exception cref="RadioException">The connection was lost.</exception>
    public Task<AtAnswer?> TryExecuteAsync(AtCommandName command, ReadOnlyMemory<byte> value, TimeSpan timeout, CancellationToken cancellationToken) =>
        TryExecuteAsync(command, value, queued: false, timeout, cancellationToken);

    private async Task<AtAnswer> ExecuteAsync(AtCommandName command, ReadOnlyMemory<byte> value, bool queued, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.CommandAttempts; attempt++)
        {
            if (await TryExecuteAsync(command, value, queued, options.CommandTimeout, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            RadioLog.NoAnswer(logger, command, attempt);
        }

        throw new RadioException(string.Create(
            CultureInfo.InvariantCulture,
            $"The radio did not answer {command} in {options.CommandAttempts} attempts of {options.CommandTimeout.TotalSeconds} s."));
    }

    private async Task<AtAnswer?> TryExecuteAsync(
        AtCommandName command, ReadOnlyMemory<byte> value, bool queued, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var pending = await link.BeginAsync(XBeeFrameType.AtResponse, command, timeout, cancellationToken).ConfigureAwait(false);
            link.Send(new AtCommandFrame { Queued = queued, FrameId = pending.FrameId, Command = command, Value = value.Span });
            var reply = await pending.Reply.WaitAsync(cancellationToken).ConfigureAwait(false);
            switch (reply.Kind)
            {
                case FrameReplyKind.Answered:
                    return new AtAnswer(command, (AtStatus)reply.Status, reply.Value);
                case FrameReplyKind.TimedOut:
                    metrics.CommandTimedOut();
                    return null;
                default:
                    throw new RadioException("The connection to the radio was lost.");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static ulong Number(AtCommandName command, ReadOnlyMemory<byte> value) => AtNumber.TryRead(value.Span, out var number)
        ? number
        : throw new RadioException(string.Create(
            CultureInfo.InvariantCulture, $"The radio answers {command} with {value.Length} bytes, which is no number."));
}
