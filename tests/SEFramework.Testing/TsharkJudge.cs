using System.Buffers.Binary;
using System.Globalization;
using System.Xml.Linq;

namespace SEFramework.Testing;

/// <summary>A ZCL or ZDO frame as the air would carry it, for <see cref="TsharkJudge"/>.</summary>
/// <param name="ProfileId">APS profile.</param>
/// <param name="ClusterId">APS cluster.</param>
/// <param name="SourceEndpoint">APS source endpoint.</param>
/// <param name="DestinationEndpoint">APS destination endpoint.</param>
/// <param name="Payload">The bytes above APS.</param>
public sealed record AirFrame(ushort ProfileId, ushort ClusterId, byte SourceEndpoint, byte DestinationEndpoint, ReadOnlyMemory<byte> Payload)
{
    /// <summary>A ZCL frame of the Smart Energy profile.</summary>
    /// <param name="clusterId">Cluster.</param>
    /// <param name="payload">Header and payload.</param>
    public static AirFrame Zcl(ushort clusterId, ReadOnlyMemory<byte> payload) => new(0x0109, clusterId, 0x5E, 0x01, payload);

    /// <summary>A ZDO frame.</summary>
    /// <param name="clusterId">Service, with bit 15 for a response.</param>
    /// <param name="payload">Sequence number and fields.</param>
    public static AirFrame Zdo(ushort clusterId, ReadOnlyMemory<byte> payload) => new(0x0000, clusterId, 0, 0, payload);
}

/// <summary>What tshark makes of a frame.</summary>
/// <param name="Info">The line it prints, such as "ZCL DRLC: Load Control Event, Seq: 3".</param>
/// <param name="IsMalformed">Whether fields are missing at the end.</param>
/// <param name="SurplusBytes">How many bytes at the end belong to no field.</param>
/// <param name="Packet">The whole dissection in PDML.</param>
public sealed record TsharkVerdict(string Info, bool IsMalformed, int SurplusBytes, XElement Packet)
{
    /// <summary>The texts of all fields of a name, as shown with their names of values.</summary>
    /// <param name="name">Field name, such as zbee_zcl.attr.id or zbee_zcl_se.met.attr_id.</param>
    public IReadOnlyList<string> Shown(string name) =>
        [.. Fields(name).Select(static field => (string?)field.Attribute("showname") ?? (string?)field.Attribute("show") ?? "")];

    /// <summary>The values of all fields of a name.</summary>
    /// <param name="name">Field name.</param>
    public IReadOnlyList<string> Values(string name) => [.. Fields(name).Select(static field => (string?)field.Attribute("show") ?? "")];

    /// <summary>Fails the test unless the frame is whole, has no byte too many, and is what it should be.</summary>
    /// <param name="expectedInfo">A part of the line that tshark prints.</param>
    public void AssertGood(string expectedInfo)
    {
        Assert.IsFalse(IsMalformed, $"tshark finds it malformed: {Info}");
        Assert.AreEqual(0, SurplusBytes, $"bytes that belong to no field: {Info}");
        Assert.Contains(expectedInfo, Info);
    }

    private IEnumerable<XElement> Fields(string name) => Packet.Descendants("field").Where(field => (string?)field.Attribute("name") == name);
}

/// <summary>
/// Has tshark, Wireshark's dissector, judge frames. They are put into unsecured 802.15.4, NWK and APS headers, all that it needs to recognise them.
/// </summary>
public static class TsharkJudge
{
    private const uint LinkTypeWithoutChecksum = 230;
    private const ushort Coordinator = 0x0000;
    private const ushort Device = 0x1234;
    private const ushort Pan = 0x1A62;

    /// <summary>Judges frames, all in one run.</summary>
    /// <param name="frames">The frames.</param>
    /// <returns>One verdict for each, in the same order.</returns>
    public static async Task<IReadOnlyList<TsharkVerdict>> JudgeAsync(IReadOnlyList<AirFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var folder = Directory.CreateTempSubdirectory("tshark-judge-");
        try
        {
            var capture = Path.Combine(folder.FullName, "frames.pcap");
            await File.WriteAllBytesAsync(capture, Capture(frames));
            var infos = (await ForeignTool.RunAsync("tshark", ["-n", "-r", capture, "-T", "fields", "-e", "_ws.col.Info"], ""))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var packets = XDocument.Parse(await ForeignTool.RunAsync("tshark", ["-n", "-r", capture, "-T", "pdml"], "")).Root!.Elements("packet").ToList();
            Assert.HasCount(frames.Count, infos);
            Assert.HasCount(frames.Count, packets);
            return [.. packets.Zip(infos, Verdict)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Judges one frame.</summary>
    /// <param name="frame">The frame.</param>
    public static async Task<TsharkVerdict> JudgeAsync(AirFrame frame) => (await JudgeAsync([frame]))[0];

    private static TsharkVerdict Verdict(XElement packet, string info)
    {
        // A dissector that is content with less marks only the fields it knows, so surplus bytes show behind the last of them.
        var end = packet.Descendants("field")
            .Where(static field => ((string?)field.Attribute("name") ?? "").StartsWith("zbee", StringComparison.Ordinal))
            .Max(static field => Number(field, "pos") + Number(field, "size"));
        var length = Number(packet.Elements("proto").First(static proto => (string?)proto.Attribute("name") == "frame"), "size");
        var malformed = packet.Descendants().Any(static element => ((string?)element.Attribute("name") ?? "").StartsWith("_ws.malformed", StringComparison.Ordinal));
        return new TsharkVerdict(info, malformed, length - end, packet);
    }

    private static int Number(XElement element, string attribute) => int.Parse((string?)element.Attribute(attribute) ?? "0", CultureInfo.InvariantCulture);

    private static byte[] Capture(IReadOnlyList<AirFrame> frames)
    {
        using var stream = new MemoryStream();
        Write32(stream, 0xA1B2C3D4);
        Write16(stream, 2);
        Write16(stream, 4);
        Write32(stream, 0);
        Write32(stream, 0);
        Write32(stream, ushort.MaxValue);
        Write32(stream, LinkTypeWithoutChecksum);
        for (var i = 0; i < frames.Count; i++)
        {
            var packet = Wrap(frames[i], (byte)i);
            Write32(stream, (uint)i);
            Write32(stream, 0);
            Write32(stream, (uint)packet.Length);
            Write32(stream, (uint)packet.Length);
            stream.Write(packet);
        }

        return stream.ToArray();
    }

    private static byte[] Wrap(AirFrame frame, byte counter)
    {
        using var packet = new MemoryStream();

        // 802.15.4: data, short addresses, one PAN.
        Write16(packet, 0x8841);
        packet.WriteByte(counter);
        Write16(packet, Pan);
        Write16(packet, Device);
        Write16(packet, Coordinator);

        // NWK: data, protocol version 2, radius 30.
        Write16(packet, 0x0008);
        Write16(packet, Device);
        Write16(packet, Coordinator);
        packet.WriteByte(30);
        packet.WriteByte(counter);

        // APS: unicast data.
        packet.WriteByte(0);
        packet.WriteByte(frame.DestinationEndpoint);
        Write16(packet, frame.ClusterId);
        Write16(packet, frame.ProfileId);
        packet.WriteByte(frame.SourceEndpoint);
        packet.WriteByte(counter);
        packet.Write(frame.Payload.Span);
        return packet.ToArray();
    }

    private static void Write16(Stream stream, ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Write32(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
