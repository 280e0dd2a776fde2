using Microsoft.Extensions.Logging;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Devices;
using SEFramework.Radio;

namespace SEFramework.Gateway.Network;

/// <summary>
/// Keeps joining open for a while. Radios and routers take at most some minutes at a time, so that they are told again and again; that also opens
/// routers which come into range meanwhile, and lets joining end soon if the gateway should stop. Used on the gateway's loop only.
/// Source: reference 02, sections 2 and 10.
/// </summary>
/// <param name="radio">The gateway's own node.</param>
/// <param name="zdo">Tells the routers.</param>
/// <param name="trustCentre">Has the radio know who may join.</param>
/// <param name="time">Drives the window.</param>
/// <param name="logger">Gets a line per event.</param>
public sealed partial class JoinWindow(IZigbeeRadio radio, ZdoClient zdo, TrustCentre trustCentre, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>How often the network is told. The original's period is not known; 254 s is the most that fits the field.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    /// <summary>How much longer than until the next telling it stays open each time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private CancellationTokenSource _window = new();

    /// <summary>When joining closes; null while it is closed.</summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>Opens joining, or closes it. A window that was open already ends.</summary>
    /// <param name="duration">How long from now; zero closes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not open.</exception>
    public async Task OpenAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await _window.CancelAsync();
        _window.Dispose();
        _window = new CancellationTokenSource();
        var started = time.GetUtcNow();
        OpenUntil = duration > TimeSpan.Zero ? started + duration : null;
        LogWindow((long)duration.TotalSeconds);
        await radio.PermitJoiningAsync(Span(), cancellationToken);
        _ = KeepOpenAsync(started, _window.Token);
    }

    /// <summary>The radio was reset: it is opened again for what is left of the window.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RadioException">The radio did not open.</exception>
    public Task RestoreAsync(CancellationToken cancellationToken) =>
        Span() is { Ticks: > 0 } left ? radio.PermitJoiningAsync(left, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        _window.Cancel();
        _window.Dispose();
    }

    private TimeSpan Span()
    {
        var left = OpenUntil - time.GetUtcNow() ?? TimeSpan.Zero;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < Period + Overlap ? left : Period + Overlap;
    }

    private async Task KeepOpenAsync(DateTimeOffset started, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(cancellationToken);
            if (OpenUntil is not { } end)
            {
                return;
            }

            for (var next = started + Period; next < end; next += Period)
            {
                await WaitUntilAsync(next, cancellationToken);
                await TellAsync(cancellationToken);
            }

            await WaitUntilAsync(end, cancellationToken);
            OpenUntil = null;
            LogWindow(0);
        }
        catch (OperationCanceledException)
        {
            // Another window begins, or the gateway stops.
        }
    }

    private Task WaitUntilAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        moment - time.GetUtcNow() is { Ticks: > 0 } left ? Task.Delay(left, time, cancellationToken) : Task.CompletedTask;

    /// <summary>Opens this node, the routers, and the radio's list of who may join. A failure of one time is made good by the next.</summary>
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await trustCentre.RegisterAgainAsync(cancellationToken);
            await radio.PermitJoiningAsync(Span(), cancellationToken);
            await zdo.PermitJoiningAsync(Span(), cancellationToken);
        }
        catch (Exception e) when (e is RadioException or ConversationException)
        {
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(80, LogLevel.Information, "Joining is open for {Seconds} s (0: closed)")]
    private partial void LogWindow(long seconds);

    [LoggerMessage(81, LogLevel.Warning, "Telling the network about joining failed and is tried again: {Reason}")]
    private partial void LogFailed(string reason);
}
