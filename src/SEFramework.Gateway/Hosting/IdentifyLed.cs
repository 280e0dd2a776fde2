using Microsoft.Extensions.Logging;

namespace SEFramework.Gateway.Hosting;

/// <summary>
/// Blinks an LED of the machine while the gateway identifies itself, as the original blinked its Associate LED. The LED is a folder of the Linux LED class,
/// such as /sys/class/leds/ACT. Used on the gateway's loop only. Source: reference 03, section 4.1.
/// </summary>
public sealed partial class IdentifyLed : IAsyncDisposable
{
    private static readonly TimeSpan HalfPeriod = TimeSpan.FromMilliseconds(125);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<byte, DateTimeOffset> _until = [];
    private CancellationTokenSource? _stop;
    private Task _blinking = Task.CompletedTask;

    /// <summary>Creates the LED; it is not touched before the gateway identifies itself.</summary>
    /// <param name="folder">Folder of the LED.</param>
    /// <param name="time">Drives the blinking.</param>
    /// <param name="logger">Gets a line when the LED cannot be used.</param>
    public IdentifyLed(string folder, TimeProvider time, ILogger<IdentifyLed> logger)
    {
        _folder = folder;
        _time = time;
        _logger = logger;
    }

    /// <summary>Blinks for a while; another endpoint that still identifies itself goes on.</summary>
    /// <param name="endpoint">The endpoint that identifies itself.</param>
    /// <param name="seconds">For how long; 0 stops.</param>
    public void Blink(byte endpoint, ushort seconds)
    {
        _until[endpoint] = _time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        if (_blinking.IsCompleted && seconds > 0)
        {
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            _blinking = BlinkAsync(_stop.Token);
        }
    }

    /// <summary>Leaves the LED as it was found.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop is not null)
        {
            await _stop.CancelAsync();
            await _blinking;
            _stop.Dispose();
        }
    }

    private bool IsWanted => _until.Values.Any(until => until > _time.GetUtcNow());

    private async Task BlinkAsync(CancellationToken cancellationToken)
    {
        // Somebody may want it again while it is put back.
        do
        {
            await BlinkOnceAsync(cancellationToken);
        }
        while (IsWanted && !cancellationToken.IsCancellationRequested);
    }

    private async Task BlinkOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (brightness, trigger) = (Path.Combine(_folder, "brightness"), Path.Combine(_folder, "trigger"));
            var most = File.Exists(Path.Combine(_folder, "max_brightness")) ? (await File.ReadAllTextAsync(Path.Combine(_folder, "max_brightness"), CancellationToken.None)).Trim() : "1";
            var before = (await File.ReadAllTextAsync(brightness, CancellationToken.None)).Trim();
            var triggered = File.Exists(trigger) ? Chosen(await File.ReadAllTextAsync(trigger, CancellationToken.None)) : null;
            try
            {
                if (triggered is not null)
                {
                    await File.WriteAllTextAsync(trigger, "none", CancellationToken.None);
                }

                for (var isOn = true; IsWanted && !cancellationToken.IsCancellationRequested; isOn = !isOn)
                {
                    await File.WriteAllTextAsync(brightness, isOn ? most : "0", CancellationToken.None);
                    await Task.Delay(HalfPeriod, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                }
            }
            finally
            {
                await File.WriteAllTextAsync(brightness, before, CancellationToken.None);
                if (triggered is not null)
                {
                    await File.WriteAllTextAsync(trigger, triggered, CancellationToken.None);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _until.Clear();
            LogUnusable(_folder, e.Message);
        }
    }

    /// <summary>The trigger in brackets is the one that counts.</summary>
    private static string? Chosen(string triggers)
    {
        var (open, close) = (triggers.IndexOf('[', StringComparison.Ordinal), triggers.IndexOf(']', StringComparison.Ordinal));
        return open >= 0 && close > open ? triggers[(open + 1)..close] : null;
    }

    [LoggerMessage(43, LogLevel.Warning, "The LED {Folder} cannot blink: {Reason}")]
    private partial void LogUnusable(string folder, string reason);
}
