using System.Threading.Channels;
using SEFramework.Radio;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Gateway.Tests;

/// <summary>A radio without air: it keeps what is sent, and tests say what comes in.</summary>
internal sealed class FakeRadio : IZigbeeRadio
{
    public static readonly IeeeAddress OwnAddress = new(0x0013A20040AA0001);

    private readonly Channel<RadioEvent> _events = Channel.CreateUnbounded<RadioEvent>();
    private readonly Channel<ApsDataRequest> _sent = Channel.CreateUnbounded<ApsDataRequest>();

    public ChannelReader<RadioEvent> Events => _events.Reader;

    /// <summary>What the gateway sent, in order.</summary>
    public ChannelReader<ApsDataRequest> Sent => _sent.Reader;

    /// <summary>Answers a frame, or leaves it: called for each that is sent. Gives the verdict.</summary>
    public Func<ApsDataRequest, TransmitStatus> Air { get; set; } = static _ => TransmitStatus.Success;

    public RadioInformation? Information { get; } = new(OwnAddress, "Fake", 0x1900, 0x3100, RadioCapabilities.KeyEstablishment);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _events.Writer.TryWrite(new RadioReady(
            Information!, new NetworkInformation(true, 0, true, NwkAddress.Coordinator, 0x1A62, 1, 11, 84)));
        return Task.CompletedTask;
    }

    public void Receive(ApsDataIndication indication) => _events.Writer.TryWrite(new ApsFrameReceived(indication));

    /// <summary>While it is there, frames wait for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<TransmitResult> SendAsync(ApsDataRequest request, CancellationToken cancellationToken)
    {
        if (Gate is not null)
        {
            await Gate.Task.WaitAsync(cancellationToken);
        }

        var status = Air(request);
        if (status == TransmitStatus.Success)
        {
            _sent.Writer.TryWrite(request);
        }

        return new TransmitResult(status, request.DestinationNwk);
    }

    public Task<NetworkInformation> ReadNetworkAsync(CancellationToken cancellationToken) => throw new RadioException("not connected");

    public Task PermitJoiningAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RegisterJoiningDeviceAsync(IeeeAddress device, ReadOnlyMemory<byte> linkKey, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UnregisterJoiningDeviceAsync(IeeeAddress device, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> CommissionAsync(NetworkSettings settings, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<NetworkSettings> ReadSettingsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new NetworkSettings(true, 0, 0x7FFF, null));

    public Task ResetNetworkAsync(bool wholeNetwork, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
