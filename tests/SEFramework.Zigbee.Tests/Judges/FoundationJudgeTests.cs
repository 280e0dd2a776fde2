using System.Globalization;
using System.Text.Json.Nodes;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Zigbee.Tests.Judges;

/// <summary>
/// General commands with random attribute lists of a fixed seed against two codecs that nobody here wrote, zigbee-herdsman and zigpy, in both
/// directions: what we build reads there as the same words, and the words make there the bytes that we build.
/// </summary>
[TestClass]
public sealed class FoundationJudgeTests
{
    private const int FramesOfEachKind = 60;
    private const int RecordsOfAFrame = 5;

    // What both know and agree on. The times of day and dates are structures there; structures, sets and bags have no words of their own; half-precision
    // numbers are not known to zigbee-herdsman, and this zigpy counts the elements of an array in one byte, where ZCL has two.
    private static readonly byte[] CommonTypes =
    [
        .. Enumerable.Range(ZclTypeId.Data8, 8).Concat(Enumerable.Range(ZclTypeId.Bitmap8, 8)).Concat(Enumerable.Range(ZclTypeId.UInt8, 8)).Concat(Enumerable.Range(ZclTypeId.Int8, 8)).Select(static id => (byte)id),
        ZclTypeId.Boolean, ZclTypeId.Enum8, ZclTypeId.Enum16, ZclTypeId.Single, ZclTypeId.Double, ZclTypeId.OctetString, ZclTypeId.CharacterString, ZclTypeId.LongOctetString,
        ZclTypeId.LongCharacterString, ZclTypeId.UtcTime, ZclTypeId.ClusterId, ZclTypeId.AttributeId, ZclTypeId.BacnetObjectId, ZclTypeId.IeeeAddress, ZclTypeId.Key128,
    ];

    private static readonly GeneralCommand[] Commands =
    [
        GeneralCommand.ReadAttributes, GeneralCommand.ReadAttributesResponse, GeneralCommand.WriteAttributes, GeneralCommand.WriteAttributesUndivided,
        GeneralCommand.WriteAttributesResponse, GeneralCommand.WriteAttributesNoResponse, GeneralCommand.ConfigureReporting, GeneralCommand.ConfigureReportingResponse,
        GeneralCommand.ReadReportingConfiguration, GeneralCommand.ReportAttributes, GeneralCommand.DefaultResponse, GeneralCommand.DiscoverAttributes,
        GeneralCommand.DiscoverAttributesResponse,
    ];

    [TestMethod]
    public async Task Zigbee_herdsman_reads_and_builds_the_same_frames()
    {
        var folder = ForeignTool.RequireNodeModules("herdsman");

        // It cannot say whether a signed number of 64 bits is analogue, and builds the one success of Configure Reporting Response with bytes that it does not read.
        var abilities = new Abilities([.. CommonTypes, ZclTypeId.Array], static type => type != ZclTypeId.Int8 + 7, ["a", "Z", " ", "7", "é", "€"]);
        await JudgeAsync("node", Path.Combine(folder, "codec.js"), abilities, static words => words["command"]!.GetValue<string>() != "7" || words["records"]![0]!["status"]!.GetValue<string>() != "0");
    }

    [TestMethod]
    public async Task Zigpy_reads_and_builds_the_same_frames()
    {
        const string Python = "/usr/bin/python3";
        ForeignTool.Require(
            File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/zigpy"), "zigpy is not installed: run tests/foreign/install (Debian: python3-zigpy).");

        // It counts the characters of a text, not its bytes.
        var abilities = new Abilities([.. CommonTypes, ZclTypeId.Half], static _ => true, ["a", "Z", " ", "7"]);
        await JudgeAsync(Python, Path.Combine(ForeignTool.RepositoryRoot, "tests", "foreign", "zigpy", "codec.py"), abilities, static _ => true);
    }

    private static async Task JudgeAsync(string program, string script, Abilities abilities, Func<JsonObject, bool> isBuilt)
    {
        var maker = new FrameMaker(new Random(9_002_0530), abilities);
        var frames = Commands.SelectMany(command => Enumerable.Range(0, FramesOfEachKind).Select(_ => maker.Make(command))).ToArray();
        var jobs = new JsonArray(
        [
            .. frames.Select(static f => new JsonObject { ["parse"] = f.Bytes }),
            .. frames.Select(static f => new JsonObject { ["build"] = f.Words.DeepClone() }),
        ]);
        var results = JsonNode.Parse(await ForeignTool.RunAsync(program, [script], jobs.ToJsonString()))!.AsArray();
        Assert.HasCount(2 * frames.Length, results);
        for (var i = 0; i < frames.Length; i++)
        {
            var read = results[i]!;
            Assert.IsTrue(JsonNode.DeepEquals(Spoken(frames[i].Words), read), $"{frames[i].Bytes}\nhere:  {Spoken(frames[i].Words).ToJsonString()}\nthere: {read.ToJsonString()}");
            if (isBuilt(frames[i].Words))
            {
                Assert.AreEqual(frames[i].Bytes, results[frames.Length + i]!.GetValue<string>(), frames[i].Words.ToJsonString());
            }
        }
    }

    /// <summary>The words of a frame without the hint that only building needs.</summary>
    private static JsonNode Spoken(JsonObject words)
    {
        var spoken = words.DeepClone();
        foreach (var record in spoken["records"]!.AsArray())
        {
            record!.AsObject().Remove("itemType");
        }

        return spoken;
    }

    /// <summary>What a judge can do.</summary>
    private sealed record Abilities(byte[] Types, Func<int, bool> IsReportable, string[] Letters);

    private sealed class FrameMaker(Random random, Abilities abilities)
    {
        public (string Bytes, JsonObject Words) Make(GeneralCommand command)
        {
            ushort? manufacturer = random.Next(3) == 0 ? (ushort)random.Next(1, ushort.MaxValue) : null;
            var header = new ZclHeader(false, random.Next(2) == 0, random.Next(2) == 0, manufacturer, (byte)random.Next(256), (byte)command);
            var writer = new ByteWriter();
            header.Write(writer);
            var records = new JsonArray();
            Payload(command, writer, records);
            var words = new JsonObject
            {
                ["sequence"] = Text(header.Sequence),
                ["manufacturer"] = manufacturer is { } code ? Text(code) : "",
                ["fromServer"] = header.FromServer ? "true" : "false",
                ["disableDefaultResponse"] = header.DisableDefaultResponse ? "true" : "false",
                ["command"] = Text((byte)command),
                ["records"] = records,
            };
            return (Convert.ToHexString(writer.Written.Span), words);
        }

        private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

        private void Payload(GeneralCommand command, ByteWriter writer, JsonArray records)
        {
            var count = random.Next(1, RecordsOfAFrame + 1);
            switch (command)
            {
                case GeneralCommand.ReadAttributes:
                    var wanted = Enumerable.Range(0, count).Select(_ => Attribute()).ToArray();
                    ReadAttributes.Write(writer, wanted);
                    Array.ForEach(wanted, id => records.Add(new JsonObject { ["attribute"] = Text(id) }));
                    break;
                case GeneralCommand.ReadAttributesResponse:
                    Repeat(count, () => Read(writer, records));
                    break;
                case GeneralCommand.WriteAttributesResponse:
                    var failures = Enumerable.Range(0, random.Next(0, 4)).Select(_ => new WriteAttributeStatus(Failure(), Attribute())).ToArray();
                    WriteAttributeStatus.WriteAll(writer, failures);
                    Array.ForEach(failures, f => records.Add(new JsonObject { ["status"] = Text(f.Status), ["attribute"] = Text(f.Attribute) }));
                    AllWell(records);
                    break;
                case GeneralCommand.ConfigureReporting:
                    Repeat(count, () => Configuration(writer, records));
                    break;
                case GeneralCommand.ConfigureReportingResponse:
                    var refused = Enumerable.Range(0, random.Next(0, 4)).Select(_ => new ReportingStatus(Failure(), Direction(), Attribute())).ToArray();
                    ReportingStatus.WriteAll(writer, refused);
                    Array.ForEach(refused, f => records.Add(new JsonObject { ["status"] = Text(f.Status), ["direction"] = Text((byte)f.Direction), ["attribute"] = Text(f.Attribute) }));
                    AllWell(records);
                    break;
                case GeneralCommand.ReadReportingConfiguration:
                    Repeat(count, () =>
                    {
                        var record = new ReadReportingConfiguration(Direction(), Attribute());
                        record.Write(writer);
                        records.Add(new JsonObject { ["direction"] = Text((byte)record.Direction), ["attribute"] = Text(record.Attribute) });
                    });
                    break;
                case GeneralCommand.DefaultResponse:
                    var refusal = new DefaultResponse((byte)random.Next(256), Failure());
                    refusal.Write(writer);
                    records.Add(new JsonObject { ["command"] = Text(refusal.Command), ["status"] = Text(refusal.Status) });
                    break;
                case GeneralCommand.DiscoverAttributes:
                    var discover = new DiscoverAttributes(Attribute(), (byte)random.Next(256));
                    discover.Write(writer);
                    records.Add(new JsonObject { ["first"] = Text(discover.First), ["maximum"] = Text(discover.Maximum) });
                    break;
                case GeneralCommand.DiscoverAttributesResponse:
                    var found = new DiscoverAttributesResponse(random.Next(2) == 0, [.. Enumerable.Range(0, count).Select(_ => new AttributeInformation(Attribute(), Type().Id))]);
                    found.Write(writer);
                    records.Add(new JsonObject { ["complete"] = found.IsComplete ? "1" : "0" });
                    foreach (var attribute in found.Attributes)
                    {
                        records.Add(new JsonObject { ["attribute"] = Text(attribute.Attribute), ["type"] = Text(attribute.Type) });
                    }

                    break;
                default:
                    Repeat(count, () =>
                    {
                        var (type, value, words) = Value();
                        var record = new AttributeRecord(Attribute(), type, value);
                        record.Write(writer);
                        words.Insert(0, "attribute", Text(record.Attribute));
                        records.Add(words);
                    });
                    break;
            }
        }

        private static void Repeat(int count, Action action)
        {
            for (var i = 0; i < count; i++)
            {
                action();
            }
        }

        private static void AllWell(JsonArray records)
        {
            if (records.Count == 0)
            {
                records.Add(new JsonObject { ["status"] = "0" });
            }
        }

        private void Read(ByteWriter writer, JsonArray records)
        {
            var attribute = Attribute();
            if (random.Next(4) == 0)
            {
                var status = Failure();
                new ReadAttributeStatus(attribute, status, null, null).Write(writer);
                records.Add(new JsonObject { ["attribute"] = Text(attribute), ["status"] = Text(status) });
                return;
            }

            var (type, value, words) = Value();
            new ReadAttributeStatus(attribute, 0, type, value).Write(writer);
            words.Insert(0, "status", "0");
            words.Insert(0, "attribute", Text(attribute));
            records.Add(words);
        }

        private void Configuration(ByteWriter writer, JsonArray records)
        {
            var (attribute, direction) = (Attribute(), Direction());
            var words = new JsonObject { ["direction"] = Text((byte)direction), ["attribute"] = Text(attribute) };
            if (direction == ReportingDirection.Receive)
            {
                var timeout = Attribute();
                new ReportingConfiguration(direction, attribute, null, 0, 0, null, timeout).Write(writer);
                words["timeout"] = Text(timeout);
            }
            else
            {
                var (type, value, described) = Value();
                while (!abilities.IsReportable(type.Id))
                {
                    (type, value, described) = Value();
                }

                var (minimum, maximum) = (Attribute(), Attribute());
                new ReportingConfiguration(direction, attribute, type, minimum, maximum, type.IsAnalog ? value : null, 0).Write(writer);
                words["type"] = Text(type.Id);
                words["minimum"] = Text(minimum);
                words["maximum"] = Text(maximum);
                if (type.IsAnalog)
                {
                    words["change"] = described["value"]!.DeepClone();
                }
            }

            records.Add(words);
        }

        // 0xFF01 is read as a structure of one maker by zigbee-herdsman.
        private ushort Attribute() => (ushort)random.Next(0, 0xFF00);

        private ReportingDirection Direction() => random.Next(2) == 0 ? ReportingDirection.Send : ReportingDirection.Receive;

        private byte Failure() => (byte)random.Next((byte)ZclStatus.MalformedCommand, (byte)ZclStatus.ReadOnly + 1);

        private ZclDataType Type() => ZclDataType.Get(abilities.Types[random.Next(abilities.Types.Length)]);

        private (ZclDataType Type, ZclValue Value, JsonObject Words) Value()
        {
            var type = Type();
            var (value, words) = Value(type);
            var record = new JsonObject { ["type"] = Text(type.Id), ["value"] = words };
            if (value is ZclArray array)
            {
                record["itemType"] = Text(array.ItemType.Id);
            }

            return (type, value, record);
        }

        private (ZclValue Value, JsonNode Words) Value(ZclDataType type)
        {
            switch (type.Kind)
            {
                case ZclKind.Unsigned:
                    // The largest value is the invalid one: it is a number like any other here.
                    var number = random.Next(8) == 0 ? type.AllOnes : (ulong)random.NextInt64(long.MinValue, long.MaxValue) & type.AllOnes;
                    return (new ZclUnsigned(number), Text(number));
                case ZclKind.Signed:
                    var signed = random.NextInt64(long.MinValue, long.MaxValue) >> (64 - (8 * type.Width));
                    return (new ZclSigned(signed), Text(signed));
                case ZclKind.Boolean:
                    var bit = (byte)random.Next(2);
                    return (new ZclBoolean(bit), Text(bit));
                case ZclKind.Float:
                    var real = random.Next(-1000, 1000) / 8.0;
                    return (new ZclFloat(real), real.ToString("R", CultureInfo.InvariantCulture));
                case ZclKind.Text:
                    var text = string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => abilities.Letters[random.Next(abilities.Letters.Length)]));
                    return (new ZclText(text), text);
                case ZclKind.Ieee:
                    var address = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
                    return (new ZclIeee(new IeeeAddress(address)), address.ToString("X16", CultureInfo.InvariantCulture));
                case ZclKind.Array:
                    var itemType = ZclDataType.Get((byte)(ZclTypeId.UInt8 + random.Next(4)));
                    var items = Enumerable.Range(0, random.Next(0, 4)).Select(_ => (ulong)random.NextInt64() & itemType.AllOnes).ToArray();
                    return (new ZclArray(itemType, [.. items.Select(static i => new ZclUnsigned(i))]), new JsonArray([.. items.Select(static i => (JsonNode)Text(i))]));
                default:
                    var bytes = new byte[type.Kind == ZclKind.Key ? 16 : random.Next(1, 12)];
                    random.NextBytes(bytes);
                    return (new ZclOctets(bytes), Convert.ToHexString(bytes));
            }
        }
    }
}
