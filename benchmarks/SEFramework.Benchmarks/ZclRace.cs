using System.Diagnostics;
using System.Globalization;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Benchmarks;

/// <summary>
/// Read Attributes Responses of four records, parsed and built, here and by zigbee-herdsman in the same run on the same machine. Source of the frame:
/// reference 03, section 7.5.
/// </summary>
internal static class ZclRace
{
    private const int Batch = 1000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>Runs the race and prints its result.</summary>
    /// <param name="root">Folder of the solution.</param>
    public static async Task<int> RunAsync(string root)
    {
        var frame = Frame();
        var hex = Convert.ToHexString(frame);
        var start = new ProcessStartInfo(
            "node",
            [Path.Combine(root, "tests", "foreign", "herdsman", "bench.js"), hex, Duration.TotalSeconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var line = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync("zigbee-herdsman is not installed: run tests/foreign/install.");
            return 1;
        }

        var there = line.Split(' ').Select(static word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var records = Records();
        Print("walk through the records", Measure(() => Walk(frame)), there[0]);
        Print("read the records as objects", Measure(() => Read(frame)), there[0]);
        Print("build from records", Measure(() => Build(records).Length), there[1]);
        return 0;
    }

    private static ReadAttributeStatus[] Records() =>
    [
        new(0x0000, 0, ZclDataType.Get(ZclTypeId.UInt8 + 5), new ZclUnsigned(1_234_567)),
        new(0x0300, 0, ZclDataType.Get(ZclTypeId.Enum8), new ZclUnsigned(0)),
        new(0x0400, 0, ZclDataType.Get(ZclTypeId.Int8 + 2), new ZclSigned(-450)),
        new(0x0777, (byte)ZclStatus.UnsupportedAttribute, null, null),
    ];

    private static byte[] Frame() => Build(Records()).ToArray();

    private static long Walk(byte[] frame)
    {
        var reader = new ByteReader(frame);
        ZclHeader.TryRead(ref reader, out var header);
        var sum = (long)header.Sequence;
        var records = new AttributeStatusEnumerator(reader.Rest);
        while (records.MoveNext())
        {
            var record = records.Current;
            if (record.HasValue)
            {
                sum += record.Value.TryGetUnsigned(out var unsigned) ? (long)unsigned : record.Value.TryGetSigned(out var signed) ? signed : 0;
            }
        }

        return sum;
    }

    private static long Read(byte[] frame)
    {
        var reader = new ByteReader(frame);
        ZclHeader.TryRead(ref reader, out var header);
        ReadAttributeStatus.TryReadAll(reader.Rest, out var records);
        return header.Sequence + records.Count;
    }

    private static ReadOnlyMemory<byte> Build(ReadAttributeStatus[] records)
    {
        var writer = new ByteWriter();
        new ZclHeader(IsClusterCommand: false, FromServer: true, DisableDefaultResponse: true, null, 1, (byte)GeneralCommand.ReadAttributesResponse).Write(writer);
        foreach (var record in records)
        {
            record.Write(writer);
        }

        return writer.Written;
    }

    private static (double PerSecond, double Bytes) Measure(Func<long> action)
    {
        var (rate, bytes, sum) = (0.0, 0.0, 0L);

        // Once to warm up, once to count.
        foreach (var limit in new[] { Duration / 2, Duration })
        {
            var (count, before, start) = (0L, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(start) < limit)
            {
                for (var i = 0; i < Batch; i++)
                {
                    sum += action();
                }

                count += Batch;
            }

            rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / count;
        }

        return sum == 0 ? throw new InvalidOperationException("Nothing was read.") : (rate, bytes);
    }

    private static void Print(string what, (double PerSecond, double Bytes) here, double there) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {here.PerSecond / 1e6:F2} million per second, {here.Bytes:F0} bytes each; zigbee-herdsman {there / 1e6:F3} million; ratio {here.PerSecond / there:F0}"));
}
