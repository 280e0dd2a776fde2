using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Radio;
using SEFramework.Radio.Serial;
using SEFramework.Radio.Transport;
using SEFramework.Radio.XBee;

namespace SEFramework.Cli.Radios;

/// <summary>A module for the length of one command. The daemon must not use its port meanwhile.</summary>
internal sealed class RadioSession : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);

    private RadioSession(XBeeRadio radio) => Radio = radio;

    public XBeeRadio Radio { get; }

    /// <summary>Opens the port and waits until the module is ready.</summary>
    /// <exception cref="RadioException">It cannot be opened, or no module answers; the text says what to do.</exception>
    public static async Task<RadioSession> OpenAsync(RadioPlace place, CancellationToken cancellationToken, TimeSpan? longestStart = null)
    {
        var radio = new XBeeRadio(Transport(place), TimeProvider.System, NullLogger<XBeeRadio>.Instance);
        var session = new RadioSession(radio);
        using var limit = new CancellationTokenSource(longestStart ?? LongestStart, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await radio.StartAsync(either.Token);
            await foreach (var radioEvent in radio.Events.ReadAllAsync(either.Token))
            {
                switch (radioEvent)
                {
                    case RadioReady:
                        return session;
                    case RadioLost lost:
                        throw new RadioException($"{place.Port}: {lost.Reason}");
                }
            }

            throw new RadioException($"{place.Port}: the radio ended");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await session.DisposeAsync();
            throw new RadioException($"{place.Port}: no XBee answers. Check port, baud rate, flow control and power, and that the daemon is stopped.");
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the module is in a network.</summary>
    /// <returns>False when it is not within the time.</returns>
    public async Task<bool> WaitForNetworkAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var look = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        try
        {
            while (!(await Radio.ReadNetworkAsync(either.Token)).Joined)
            {
                await look.WaitForNextTickAsync(either.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => Radio.DisposeAsync();

    private static IRadioTransport Transport(RadioPlace place)
    {
        const string TcpPrefix = "tcp://";
        if (!place.Port.StartsWith(TcpPrefix, StringComparison.Ordinal))
        {
            return new SerialTransport(place.Port, place.BaudRate, place.HasFlowControl ? Handshake.RequestToSend : Handshake.None);
        }

        return TcpTransport.TryParse(place.Port[TcpPrefix.Length..], out var host, out var port)
            ? new TcpTransport(host, port, TimeProvider.System)
            : throw new RadioException($"--port is '{place.Port}': give a device such as /dev/ttyUSB0, or tcp://HOST:PORT");
    }
}

/// <summary>Where the module is.</summary>
internal sealed record RadioPlace(string Port, int BaudRate, bool HasFlowControl);
