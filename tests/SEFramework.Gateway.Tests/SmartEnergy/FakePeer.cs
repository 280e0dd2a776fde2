using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>A device of the home, as far as discovery and the event clusters go.</summary>
/// <param name="address">Extended address.</param>
/// <param name="nwk">Network address.</param>
/// <param name="descriptor">Its only endpoint.</param>
internal sealed class FakePeer(ulong address, ushort nwk, SimpleDescriptor descriptor)
{
    private static readonly NodeDescriptor Node = new(NodeType.Router, false, false, 0, 8, 0x8E, 0x101E, 84, 255, 0, 255, 0);
    private static readonly PowerDescriptor Power = new(0, 1, 1, 12);

    private byte _sequence = 0x80;

    public IeeeAddress Address { get; } = new(address);

    public NwkAddress Nwk { get; } = new(nwk);

    public byte Endpoint => descriptor.Endpoint;

    /// <summary>Its answer to a ZCL frame, header and payload, or null.</summary>
    public Func<SentFrame, byte[]?> Zcl { get; set; } = static _ => null;

    /// <summary>Whether nothing reaches it.</summary>
    public bool IsAway { get; set; }

    /// <summary>A device with the clients of price, load control and messaging.</summary>
    public static FakePeer Display(int number = 1) => new(
        0x0013A200405B1E00 + (ulong)number, (ushort)(0x1000 + number), new SimpleDescriptor(0x0A, 0x0109, 0x0502, 0, [0, 0x800], [0x700, 0x701, 0x703, 0x800]));

    /// <summary>A device with the servers of price, load control and messaging.</summary>
    public static FakePeer Services() => new(
        0x0013A200405B0001, 0x0001, new SimpleDescriptor(0x5E, 0x0109, 0x0500, 0, [0, 0x700, 0x701, 0x703, 0x800], [0x800]));

    /// <summary>A device that serves the time.</summary>
    /// <param name="time">Its Time and TimeStatus attributes.</param>
    public static FakePeer TimeServer(Func<(uint Time, byte Status)> time)
    {
        var peer = new FakePeer(0x0013A200405B0002, 0x0002, new SimpleDescriptor(0x03, 0x0109, 0x0500, 0, [0, 0x000A, 0x800], [0x800]));
        peer.Zcl = frame =>
        {
            Assert.AreEqual(0x000A, frame.Request.ClusterId);
            Assert.AreEqual("00000100", Convert.ToHexString(frame.Payload.Span));
            var (now, status) = time();
            return
            [
                0x18, frame.Header.Sequence, 0x01, 0, 0, 0, 0xE2, (byte)now, (byte)(now >> 8), (byte)(now >> 16), (byte)(now >> 24), 1, 0, 0, 0x18, status,
            ];
        };
        return peer;
    }

    public ApsDataIndication Announce() => Frame(0, 0, (ushort)ZdoCluster.DeviceAnnounce, Zdo(new DeviceAnnounce(Nwk, Address, 0x8E)));

    public ApsDataIndication Says(ISmartEnergyCommand command, out byte sequence, byte endpoint = 0x5E)
    {
        sequence = ++_sequence;
        return Says(command.Id.ClusterId, SmartEnergyFrame.Write(command, sequence), endpoint);
    }

    public ApsDataIndication Says(ushort cluster, ReadOnlyMemory<byte> frame, byte endpoint = 0x5E) =>
        new(Address, Nwk, Endpoint, endpoint, 0x0109, cluster, frame, ApsReceiveOptions.None);

    /// <summary>What it answers to a ZDO request, or null.</summary>
    public ApsDataIndication? Answer(ApsDataRequest request)
    {
        IZdoResponse? response = (ZdoCluster)request.ClusterId switch
        {
            ZdoCluster.MatchDescriptors => new EndpointsResponse(ZdoStatus.Success, Nwk, [Endpoint]),
            ZdoCluster.NodeDescriptor => new DescriptorResponse<NodeDescriptor>(ZdoStatus.Success, Nwk, Node),
            ZdoCluster.PowerDescriptor => new DescriptorResponse<PowerDescriptor>(ZdoStatus.Success, Nwk, Power),
            ZdoCluster.ActiveEndpoints => new EndpointsResponse(ZdoStatus.Success, Nwk, [Endpoint]),
            ZdoCluster.SimpleDescriptor => new DescriptorResponse<SimpleDescriptor>(ZdoStatus.Success, Nwk, descriptor),
            _ => null,
        };
        return response is null
            ? null
            : Frame(0, 0, ZdoFrame.ResponseTo((ZdoCluster)request.ClusterId), ZdoFrame.Write(request.Payload.Span[0], response));
    }

    private static ReadOnlyMemory<byte> Zdo(IZdoRequest request) => ZdoFrame.Write(1, request);

    private ApsDataIndication Frame(byte source, byte destination, ushort cluster, ReadOnlyMemory<byte> payload) =>
        new(Address, Nwk, source, destination, 0, cluster, payload, ApsReceiveOptions.None);
}

/// <summary>A ZCL frame that the gateway sent.</summary>
/// <param name="Request">The APS frame.</param>
/// <param name="Header">ZCL header.</param>
/// <param name="Payload">What follows.</param>
internal sealed record SentFrame(ApsDataRequest Request, ZclHeader Header, ReadOnlyMemory<byte> Payload)
{
    public static SentFrame Of(ApsDataRequest request)
    {
        var reader = new ByteReader(request.Payload.Span);
        Assert.IsTrue(ZclHeader.TryRead(ref reader, out var header));
        return new SentFrame(request, header, request.Payload[(request.Payload.Length - reader.Remaining)..]);
    }

    public T Read<T>()
        where T : class, ISmartEnergyCommand<T>
    {
        Assert.IsTrue(T.TryRead(Payload.Span, out var command));
        Assert.IsTrue(SmartEnergyFrame.TryIdentify(Request.ClusterId, Header, out var id));
        Assert.AreEqual(command.Id, id);
        return command;
    }
}
