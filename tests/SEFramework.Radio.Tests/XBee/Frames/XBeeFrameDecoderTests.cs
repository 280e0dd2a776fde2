using System.Buffers;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tests.XBee.Frames;

/// <summary>Framing: reference 07, section 2.</summary>
[TestClass]
public sealed class XBeeFrameDecoderTests
{
    [TestMethod]
    [DynamicData(nameof(GoldenVectors.Rows), typeof(GoldenVectors))]
    public void A_known_frame_is_read_and_written_in_both_modes(GoldenVector vector)
    {
        FrameReading.AreEqual([vector.FrameData.ToArray()], FrameReading.ReadAll(XBeeApiMode.Unescaped, vector.Unescaped));
        FrameReading.AreEqual([vector.FrameData.ToArray()], FrameReading.ReadAll(XBeeApiMode.Escaped, vector.Escaped));
        CollectionAssert.AreEqual(vector.Unescaped, FrameReading.Encode(XBeeApiMode.Unescaped, vector.FrameData));
        CollectionAssert.AreEqual(vector.Escaped, FrameReading.Encode(XBeeApiMode.Escaped, vector.FrameData));
    }

    [TestMethod]
    [DynamicData(nameof(GoldenVectors.Rows), typeof(GoldenVectors))]
    public void A_known_frame_is_read_however_it_is_cut(GoldenVector vector)
    {
        foreach (var (mode, line) in new[] { (XBeeApiMode.Unescaped, vector.Unescaped), (XBeeApiMode.Escaped, vector.Escaped) })
        {
            for (var first = 0; first <= line.Length; first++)
            {
                for (var second = first; second <= line.Length; second++)
                {
                    var decoder = new XBeeFrameDecoder(mode);
                    var frames = new List<byte[]>();
                    decoder.Feed(line.AsSpan(..first), frames);
                    decoder.Feed(line.AsSpan(first..second), frames);
                    Assert.HasCount(second == line.Length ? 1 : 0, frames);
                    decoder.Feed(line.AsSpan(second..), frames);
                    FrameReading.AreEqual([vector.FrameData.ToArray()], frames);
                    Assert.IsFalse(decoder.IsInsideFrame);
                    Assert.AreEqual(0, decoder.DiscardedBytes);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(XBeeApiMode.Unescaped)]
    [DataRow(XBeeApiMode.Escaped)]
    public void All_known_frames_in_a_row_are_read_byte_by_byte(XBeeApiMode mode)
    {
        var decoder = new XBeeFrameDecoder(mode);
        var frames = new List<byte[]>();
        foreach (var value in GoldenVectors.All.SelectMany(vector => mode == XBeeApiMode.Escaped ? vector.Escaped : vector.Unescaped))
        {
            decoder.Feed([value], frames);
        }

        FrameReading.AreEqual(GoldenVectors.All.Select(static vector => vector.FrameData.ToArray()), frames);
    }

    [TestMethod]
    public void A_sequence_of_segments_is_read_and_used_up()
    {
        var first = new Segment(Hex.Bytes("7E 00 04 08 01"), null);
        var last = new Segment(Hex.Bytes("6C 7E 00 02 8A 06 6F 7E 00"), new Segment(Hex.Bytes("41 49"), first));
        var sequence = new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        var decoder = new XBeeFrameDecoder(XBeeApiMode.Unescaped);
        Assert.IsTrue(decoder.TryRead(ref sequence, out var frame));
        Assert.AreEqual("08014149", Convert.ToHexString(frame));
        Assert.IsTrue(decoder.TryRead(ref sequence, out frame));
        Assert.AreEqual("8A06", Convert.ToHexString(frame));
        Assert.IsFalse(decoder.TryRead(ref sequence, out _));
        Assert.IsTrue(sequence.IsEmpty);
        Assert.IsTrue(decoder.IsInsideFrame);
    }

    [TestMethod]
    public void Behind_a_false_delimiter_the_frame_is_found_byte_by_byte()
    {
        // The delimiter in front makes 7E7E the length: impossible.
        FrameReading.AreEqual([Hex.Bytes("8A06")], FrameReading.ReadAll(XBeeApiMode.Unescaped, Hex.Bytes("7E 7E 00 02 8A 06 6F")));
        var decoder = new XBeeFrameDecoder(XBeeApiMode.Unescaped);
        var frames = new List<byte[]>();
        decoder.Feed(Hex.Bytes("7E 00 05 7E 00 02 8A 06 6F"), frames);
        FrameReading.AreEqual([Hex.Bytes("8A06")], frames);
        Assert.AreEqual(1, decoder.ChecksumErrors);
        Assert.AreEqual(3, decoder.DiscardedBytes);
    }

    [TestMethod]
    public void Several_frames_inside_a_false_candidate_are_all_found_in_order()
    {
        var line = Hex.Bytes("7E 00 14 7E 00 02 8A 06 6F 7E 00 03 A4 05 00 56 7E 00 04 08 01 41 49 6C");
        FrameReading.AreEqual([Hex.Bytes("8A06"), Hex.Bytes("A40500"), Hex.Bytes("08014149")], FrameReading.ReadAll(XBeeApiMode.Unescaped, line));
    }

    [TestMethod]
    public void A_stuck_candidate_is_given_up_on_request()
    {
        var decoder = new XBeeFrameDecoder(XBeeApiMode.Unescaped);
        var frames = new List<byte[]>();
        decoder.Feed(Hex.Bytes("7E 01 00 7E 00 02 8A 06 6F"), frames);
        Assert.IsEmpty(frames);
        Assert.IsTrue(decoder.IsInsideFrame);
        decoder.Resynchronize();
        decoder.Feed([], frames);
        FrameReading.AreEqual([Hex.Bytes("8A06")], frames);
        Assert.IsFalse(decoder.IsInsideFrame);
        Assert.AreEqual(1, decoder.TruncatedFrames);
    }

    [TestMethod]
    [DataRow(XBeeApiMode.Unescaped)]
    [DataRow(XBeeApiMode.Escaped)]
    public void What_is_given_up_or_forgotten_does_not_come_back(XBeeApiMode mode)
    {
        var decoder = new XBeeFrameDecoder(mode);
        var frames = new List<byte[]>();
        decoder.Resynchronize();
        Assert.AreEqual(0, decoder.TruncatedFrames);
        decoder.Feed(Hex.Bytes("7E 00 1E 11 07"), frames);
        decoder.Resynchronize();
        Assert.AreEqual(1, decoder.TruncatedFrames);
        Assert.AreEqual(5, decoder.DiscardedBytes);
        decoder.Feed(Hex.Bytes("7E 00 1E"), frames);
        decoder.Reset();
        Assert.AreEqual(8, decoder.DiscardedBytes);
        Assert.IsFalse(decoder.IsInsideFrame);
        decoder.Feed(Hex.Bytes("7E 00 02 8A 06 6F"), frames);
        FrameReading.AreEqual([Hex.Bytes("8A06")], frames);
    }

    [TestMethod]
    public void A_typed_frame_is_encoded_into_a_writer()
    {
        var writer = new ArrayBufferWriter<byte>();
        XBeeFrameEncoder.Encode(new ModemStatusFrame { Status = XBeeModemStatus.CoordinatorStarted }, XBeeApiMode.Escaped, writer);
        XBeeFrameEncoder.Encode(new ModemStatusFrame { Status = XBeeModemStatus.ConfigurationChangedWhileJoining }, XBeeApiMode.Escaped, writer);
        Assert.AreEqual("7E00028A066F7E00028A7D3164", Convert.ToHexString(writer.WrittenSpan));
    }

    [TestMethod]
    public void A_bare_delimiter_starts_a_new_frame_in_escaped_mode()
    {
        var decoder = new XBeeFrameDecoder(XBeeApiMode.Escaped);
        var frames = new List<byte[]>();
        decoder.Feed(Hex.Bytes("7E 00 1E 11 07 7D 7E 00 02 8A 06 6F"), frames);
        FrameReading.AreEqual([Hex.Bytes("8A06")], frames);
        Assert.AreEqual(1, decoder.TruncatedFrames);
        Assert.AreEqual(0, decoder.ChecksumErrors);
    }

    [TestMethod]
    public void A_wrong_checksum_costs_one_frame_in_escaped_mode()
    {
        var decoder = new XBeeFrameDecoder(XBeeApiMode.Escaped);
        var frames = new List<byte[]>();
        decoder.Feed(Hex.Bytes("7E 00 02 8A 06 6E 7E 00 02 8A 02 73"), frames);
        FrameReading.AreEqual([Hex.Bytes("8A02")], frames);
        Assert.AreEqual(1, decoder.ChecksumErrors);
    }

    [TestMethod]
    [DataRow(XBeeApiMode.Unescaped, "7E 00 00 FF")]
    [DataRow(XBeeApiMode.Unescaped, "7E 01 81 FF")]
    [DataRow(XBeeApiMode.Unescaped, "7E FF FF FF")]
    [DataRow(XBeeApiMode.Escaped, "7E 00 00 FF")]
    [DataRow(XBeeApiMode.Escaped, "7E 01 81 FF")]
    [DataRow(XBeeApiMode.Escaped, "7E FF FF FF")]
    public void An_impossible_length_is_no_frame(XBeeApiMode mode, string garbage)
    {
        var decoder = new XBeeFrameDecoder(mode);
        var frames = new List<byte[]>();
        decoder.Feed([.. Hex.Bytes(garbage), .. Hex.Bytes("7E 00 02 8A 06 6F")], frames);
        FrameReading.AreEqual([Hex.Bytes("8A06")], frames);
        Assert.AreEqual(1, decoder.LengthErrors);
        Assert.AreEqual(4, decoder.DiscardedBytes);
    }

    [TestMethod]
    [DataRow(XBeeApiMode.Unescaped)]
    [DataRow(XBeeApiMode.Escaped)]
    public void The_longest_frame_passes(XBeeApiMode mode)
    {
        var data = Enumerable.Range(0, XBeeFrameFormat.MaximumFrameData).Select(static i => (byte)i).ToArray();
        FrameReading.AreEqual([data, data], FrameReading.ReadAll(mode, [.. FrameReading.Encode(mode, data), .. FrameReading.Encode(mode, data)]));
    }

    [TestMethod]
    public void Another_mode_drops_the_unfinished_frame()
    {
        var decoder = new XBeeFrameDecoder(XBeeApiMode.Unescaped);
        var frames = new List<byte[]>();
        decoder.Feed(Hex.Bytes("7E 00 1E 11"), frames);
        decoder.Mode = XBeeApiMode.Escaped;
        Assert.IsFalse(decoder.IsInsideFrame);
        decoder.Feed(Hex.Bytes("7E 00 07 8B 0A 7D 5D 84 00 BB 00 AE"), frames);
        FrameReading.AreEqual([Hex.Bytes("8B0A7D8400BB00")], frames);
    }

    [TestMethod]
    [DataRow(XBeeApiMode.Unescaped)]
    [DataRow(XBeeApiMode.Escaped)]
    public void Reading_a_frame_allocates_nothing(XBeeApiMode mode)
    {
        var line = GoldenVectors.All.SelectMany(vector => mode == XBeeApiMode.Escaped ? vector.Escaped : vector.Unescaped).ToArray();
        var decoder = new XBeeFrameDecoder(mode);
        Assert.AreEqual((GoldenVectors.All.Length, 5), Count(decoder, line));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Count(decoder, line);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void The_encoder_refuses_what_does_not_fit()
    {
        Assert.ThrowsExactly<ArgumentException>(() => XBeeFrameEncoder.Encode([], XBeeApiMode.Unescaped, new byte[10]));
        Assert.ThrowsExactly<ArgumentException>(() => XBeeFrameEncoder.Encode([0x8A, 0x06], XBeeApiMode.Unescaped, new byte[5]));
        Assert.ThrowsExactly<ArgumentException>(() => XBeeFrameEncoder.Encode(new byte[65536], XBeeApiMode.Unescaped, new byte[70000]));
    }

    private static (int Frames, int Transmissions) Count(XBeeFrameDecoder decoder, ReadOnlySpan<byte> line)
    {
        var frames = 0;
        var transmissions = 0;
        while (decoder.TryRead(ref line, out var frameData))
        {
            frames++;
            transmissions += ExplicitTransmitFrame.TryRead(frameData, out var frame) && frame.Payload.Length > 0 ? 1 : 0;
        }

        return (frames, transmissions);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? previous)
        {
            Memory = bytes;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
