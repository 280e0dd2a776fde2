using System.Threading.Channels;
using System.Xml.Linq;
using SEFramework.Gateway.Tests.Hosting;
using SEFramework.Radio;
using SEFramework.Testing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>A gateway with a home of fake devices: requests go in as XML, frames and messages come out.</summary>
internal sealed class SmartEnergyRig : IAsyncDisposable
{
    /// <summary>Seconds from 1970 to 2000.</summary>
    public const long Epoch = 946684800;

    private const int LongestPayload = 128;

    private readonly List<FakePeer> _peers = [];
    private readonly Queue<XElement> _messages = new();
    private readonly Channel<SentFrame> _frames = Channel.CreateUnbounded<SentFrame>();
    private FakeRadio _radio = null!;

    private SmartEnergyRig()
    {
    }

    public FakeRadio Radio => _radio;

    public GatewayFixture Gateway { get; private set; } = null!;

    public ManualTimeProvider Time => Gateway.Time;

    /// <summary>The gateway's time in seconds since 2000.</summary>
    public uint Now => (uint)(Time.GetUtcNow().ToUnixTimeSeconds() - Epoch);

    public static Task<SmartEnergyRig> StartAsync(string variant, params FakePeer[] peers) => StartAsync(variant, prepare: null, peers);

    public static async Task<SmartEnergyRig> StartAsync(string variant, Action<string>? prepare, params FakePeer[] peers)
    {
        var rig = new SmartEnergyRig();
        rig._peers.AddRange(peers);
        rig.Gateway = await GatewayFixture.StartAsync(variant, prepare, rig.NewRadio);
        foreach (var peer in peers.Where(static p => !p.IsAway))
        {
            await rig.JoinAsync(peer);
        }

        return rig;
    }

    /// <summary>A device announces itself and is discovered.</summary>
    public async Task JoinAsync(FakePeer peer)
    {
        peer.IsAway = false;
        _radio.Receive(peer.Announce());
        await MessageAsync("message", m => m.Value.Contains($"{peer.Address} detected", StringComparison.Ordinal));
        await UntilAsync(async () => (await Gateway.RpcAsync("<get_device_information synchronous='true'/>"))
            .Descendants("item").Any(d => d.Element("addr_extended")?.Value == peer.Address.ToString() && d.Element("discovery_status")?.Value == "0x1"));
    }

    /// <summary>A device that the home did not have is in reach, and silent so far.</summary>
    public void Place(FakePeer peer) => _peers.Add(peer);

    public async Task RestartAsync()
    {
        await Gateway.RestartAsync();
        foreach (var peer in _peers.Where(static p => !p.IsAway))
        {
            await JoinAsync(peer);
        }
    }

    /// <summary>A device sends a command.</summary>
    public byte Say(FakePeer peer, ISmartEnergyCommand command)
    {
        _radio.Receive(peer.Says(command, out var sequence));
        return sequence;
    }

    public void Receive(ApsDataIndication indication) => _radio.Receive(indication);

    /// <summary>The single response to a synchronous request.</summary>
    public async Task<XElement> RpcAsync(string request) => (await Gateway.RpcAsync(request).InTimeAsync()).Elements().Single();

    /// <summary>The next frame with a ZCL command, of any device.</summary>
    public async Task<SentFrame> FrameAsync() => await _frames.Reader.ReadAsync().AsTask().InTimeAsync();

    /// <summary>The next command that the gateway sends.</summary>
    public async Task<T> CommandAsync<T>()
        where T : class, ISmartEnergyCommand<T> => (await FrameAsync()).Read<T>();

    /// <summary>Whether frames wait that no test has looked at.</summary>
    public async Task<bool> IsSilentAsync()
    {
        await Gateway.Host.Loop.PingAsync().InTimeAsync();
        await Gateway.Host.CheckStorageAsync().InTimeAsync();
        await Gateway.Host.Loop.PingAsync().InTimeAsync();
        return !_frames.Reader.TryPeek(out _);
    }

    /// <summary>The next message of a name, others before it left aside.</summary>
    public async Task<XElement> MessageAsync(string name, Func<XElement, bool>? accepts = null)
    {
        XElement? found = null;
        await UntilAsync(async () =>
        {
            while (_messages.TryDequeue(out var message))
            {
                if (message.Name.LocalName == name && accepts?.Invoke(message) != false)
                {
                    found = message;
                    return true;
                }
            }

            foreach (var message in (await Gateway.DrainAsync()).Elements())
            {
                _messages.Enqueue(message);
            }

            return false;
        });
        return found!;
    }

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();

    // The gateway's loop takes turns with the asking, so a condition comes true or the limit passes.
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private FakeRadio NewRadio() => _radio = new FakeRadio { Air = Carry };

    private TransmitStatus Carry(ApsDataRequest request)
    {
        var peer = _peers.Find(p => p.Address == request.Destination || p.Nwk == request.DestinationNwk);
        if (peer is null)
        {
            return TransmitStatus.Success;
        }

        if (request.Payload.Length > LongestPayload)
        {
            return TransmitStatus.PayloadTooLarge;
        }

        if (peer.IsAway)
        {
            return TransmitStatus.NetworkAckFailure;
        }

        if (request.ProfileId != 0)
        {
            var frame = SentFrame.Of(request);
            _frames.Writer.TryWrite(frame);
            if (peer.Zcl(frame) is { } reply)
            {
                _radio.Receive(peer.Says(request.ClusterId, reply, request.SourceEndpoint));
            }
        }
        else if (peer.Answer(request) is { } answer)
        {
            _radio.Receive(answer);
        }

        return TransmitStatus.Success;
    }
}
