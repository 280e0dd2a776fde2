using FsCheck;
using FsCheck.Fluent;
using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.Tests.XBee.Frames;

/// <summary>Framing on random bytes, with a fixed seed.</summary>
[TestClass]
public sealed class XBeeFrameDecoderProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20_090_626, 7).WithMaxTest(500).WithEndSize(300);

    private static Arbitrary<byte[]> FrameData => ArbMap.Default.GeneratorFor<byte[]>()
        .Where(static data => data.Length is > 0 and <= XBeeFrameFormat.MaximumFrameData).ToArbitrary();

    private static Gen<XBeeApiMode> Modes => Gen.Elements(XBeeApiMode.Unescaped, XBeeApiMode.Escaped);

    [TestMethod]
    public void What_is_encoded_is_decoded_however_it_is_cut() => Check.One(
        Fixed,
        Prop.ForAll(
            FrameData.Generator.NonEmptyListOf().SelectMany(frames => Modes.SelectMany(mode => Cuts.Select(cuts => (frames, mode, cuts)))).ToArbitrary(),
            static input =>
            {
                var line = input.frames.SelectMany(data => FrameReading.Encode(input.mode, data)).ToArray();
                var decoder = new XBeeFrameDecoder(input.mode);
                var frames = new List<byte[]>();
                foreach (var piece in Cut(line, input.cuts))
                {
                    decoder.Feed(piece, frames);
                }

                FrameReading.AreEqual(input.frames, frames);
            }));

    [TestMethod]
    public void Garbage_between_frames_loses_none_in_escaped_mode() => Check.One(
        Fixed,
        Prop.ForAll(
            FrameData.Generator.Zip(LineNoise(withDelimiters: true)).NonEmptyListOf().Zip(Cuts).ToArbitrary(),
            static input =>
            {
                var (pairs, cuts) = input;
                var line = pairs.SelectMany(static pair => pair.Item2.Concat(FrameReading.Encode(XBeeApiMode.Escaped, pair.Item1))).ToArray();
                var decoder = new XBeeFrameDecoder(XBeeApiMode.Escaped);
                var frames = new List<byte[]>();
                foreach (var piece in Cut(line, cuts))
                {
                    decoder.Feed(piece, frames);
                }

                // Noise may make up frames of its own, but every true frame must be there, in order.
                Assert.IsTrue(IsSubsequence(pairs.Select(static pair => pair.Item1), frames));
            }));

    [TestMethod]
    public void Garbage_without_delimiters_loses_no_frame_in_unescaped_mode() => Check.One(
        Fixed,
        Prop.ForAll(
            FrameData.Generator.Zip(LineNoise(withDelimiters: false)).NonEmptyListOf().Zip(Cuts).ToArbitrary(),
            static input =>
            {
                var (pairs, cuts) = input;
                var line = pairs.SelectMany(static pair => pair.Item2.Concat(FrameReading.Encode(XBeeApiMode.Unescaped, pair.Item1))).ToArray();
                var decoder = new XBeeFrameDecoder(XBeeApiMode.Unescaped);
                var frames = new List<byte[]>();
                foreach (var piece in Cut(line, cuts))
                {
                    decoder.Feed(piece, frames);
                }

                FrameReading.AreEqual(pairs.Select(static pair => pair.Item1), frames);
                Assert.AreEqual(pairs.Sum(static pair => pair.Item2.Length), decoder.DiscardedBytes);
            }));

    [TestMethod]
    public void Any_bytes_are_accounted_for_and_never_throw() => Check.One(
        Fixed,
        Prop.ForAll(
            LineNoise(withDelimiters: true).Zip(Cuts).ToArbitrary(),
            static input =>
            {
                var (line, cuts) = input;
                var unescaped = new XBeeFrameDecoder(XBeeApiMode.Unescaped);
                var escaped = new XBeeFrameDecoder(XBeeApiMode.Escaped);
                var frames = new List<byte[]>();
                foreach (var piece in Cut(line, cuts))
                {
                    unescaped.Feed(piece, frames);
                    escaped.Feed(piece, []);
                }

                while (unescaped.IsInsideFrame)
                {
                    unescaped.Resynchronize();
                    unescaped.Feed([], frames);
                }

                var inFrames = frames.Sum(static frame => frame.Length + XBeeFrameFormat.Overhead);
                Assert.AreEqual(line.Length, inFrames + unescaped.DiscardedBytes);
            }));

    private static Gen<int[]> Cuts => Gen.Choose(1, 40).NonEmptyListOf().Select(static list => list.ToArray());

    /// <summary>Bytes with many delimiters, escapes, short lengths and frame types, or without any delimiter.</summary>
    private static Gen<byte[]> LineNoise(bool withDelimiters)
    {
        var any = Gen.Choose(0, 255).Select(static value => (byte)value);
        var telling = Gen.Elements<byte>(0x7E, 0x7D, 0x00, 0x01, 0x02, 0x11, 0x13, 0x5D, 0x5E, 0x88, 0x8A, 0x91);
        return Gen.OneOf(any, telling).Where(value => withDelimiters || value != XBeeFrameFormat.Delimiter).ArrayOf();
    }

    private static IEnumerable<byte[]> Cut(byte[] line, int[] cuts)
    {
        var position = 0;
        for (var i = 0; position < line.Length; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], line.Length - position);
            yield return line[position..(position + length)];
            position += length;
        }
    }

    private static bool IsSubsequence(IEnumerable<byte[]> expected, IEnumerable<byte[]> actual)
    {
        using var rest = actual.GetEnumerator();
        foreach (var frame in expected)
        {
            do
            {
                if (!rest.MoveNext())
                {
                    return false;
                }
            }
            while (!rest.Current.AsSpan().SequenceEqual(frame));
        }

        return true;
    }
}
