using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SEFramework.Radio.Tests.XBee.Frames;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.Tests.Foreign;

/// <summary>
/// Our frame codec against the npm package xbee-api 0.6.0: what we build reads there as the same fields, and the reverse, in both API modes. The package
/// knows neither 0x24, 0xA2, 0xA4 nor 0x98, 0xA0, 0xA3, 0xFE.
/// </summary>
[TestClass]
public sealed class XBeeApiPackageTests
{
    private static readonly XBeeApiMode[] Modes = [XBeeApiMode.Unescaped, XBeeApiMode.Escaped];

    [TestMethod]
    public async Task What_we_build_reads_there_as_the_same_fields()
    {
        var random = new Random(90_002_002);
        var cases = Enumerable.Range(0, 40).SelectMany(_ => FramesOfEveryKind(random)).SelectMany(static frame => Modes.Select(mode => (Mode: mode, frame.Data, frame.Fields))).ToArray();
        var jobs = cases.Select(static item => (JsonNode)new JsonObject
        {
            ["mode"] = (int)item.Mode,
            ["parse"] = Convert.ToHexString(FrameReading.Encode(item.Mode, item.Data)),
        });
        var results = await RunAsync(jobs);
        Assert.HasCount(cases.Length, results);
        for (var i = 0; i < cases.Length; i++)
        {
            var found = results[i]!.AsArray();
            Assert.HasCount(1, found, Convert.ToHexString(cases[i].Data));
            AreEqual(cases[i].Fields, found[0]!.AsObject());
        }
    }

    [TestMethod]
    public async Task What_is_built_there_reads_here_as_the_same_fields()
    {
        var random = new Random(90_001_539);
        var cases = Enumerable.Range(0, 40)
            .SelectMany(_ => FramesOfEveryKind(random))
            .Where(static frame => (XBeeFrameType)frame.Data[0] is XBeeFrameType.AtCommand or XBeeFrameType.QueuedAtCommand
                or XBeeFrameType.RemoteAtCommand or XBeeFrameType.TransmitRequest or XBeeFrameType.ExplicitTransmit)
            .SelectMany(static frame => Modes.Select(mode => (Mode: mode, frame.Data, frame.Fields)))
            .ToArray();
        var jobs = cases.Select(static item => (JsonNode)new JsonObject { ["mode"] = (int)item.Mode, ["build"] = item.Fields.DeepClone() });
        var results = await RunAsync(jobs);
        Assert.HasCount(cases.Length, results);
        for (var i = 0; i < cases.Length; i++)
        {
            // The fields make the bytes we would have made, and our decoder finds exactly that frame.
            var line = Convert.FromHexString(results[i]!.GetValue<string>());
            FrameReading.AreEqual([FrameReading.Encode(cases[i].Mode, cases[i].Data)], [line]);
            FrameReading.AreEqual([cases[i].Data], FrameReading.ReadAll(cases[i].Mode, line));
        }
    }

    private static async Task<JsonArray> RunAsync(IEnumerable<JsonNode> jobs)
    {
        var folder = ForeignTool.RequireNodeModules("xbee-api");
        var output = await ForeignTool.RunAsync("node", [Path.Combine(folder, "codec.js")], new JsonArray([.. jobs]).ToJsonString());
        return JsonNode.Parse(output)!.AsArray();
    }

    private static void AreEqual(JsonObject expected, JsonObject actual)
    {
        foreach (var (name, value) in expected)
        {
            Assert.AreEqual(value!.ToJsonString(), actual[name]?.ToJsonString(), $"{name} of {actual.ToJsonString(new JsonSerializerOptions())}");
        }
    }

    /// <summary>One frame of every kind both know, with random contents, and its fields under the package's names.</summary>
    private static List<(byte[] Data, JsonObject Fields)> FramesOfEveryKind(Random random)
    {
        var id = (byte)random.Next(1, 256);
        var address = new IeeeAddress((ulong)random.NextInt64());
        var nwk = new NwkAddress((ushort)random.Next(0x10000));
        var command = new AtCommandName(string.Concat((char)random.Next('A', 'Z'), (char)random.Next('O', 'Z')));
        var payload = new byte[random.Next(1, 100)];
        random.NextBytes(payload);
        var options = (byte)random.Next(1, 256);
        var (sourceEndpoint, destinationEndpoint) = ((byte)random.Next(256), (byte)random.Next(256));
        var (cluster, profile) = ((ushort)random.Next(0x10000), (ushort)random.Next(0x10000));
        var status = (byte)random.Next(256);
        var radius = (byte)random.Next(1, 256);
        return
        [
            (Write(new AtCommandFrame { FrameId = id, Command = command, Value = payload }), new JsonObject
            {
                ["type"] = 0x08, ["id"] = id, ["command"] = command.ToString(), ["commandParameter"] = Convert.ToHexString(payload),
            }),
            (Write(new AtCommandFrame { FrameId = id, Command = command, Value = payload, Queued = true }), new JsonObject
            {
                ["type"] = 0x09, ["id"] = id, ["command"] = command.ToString(), ["commandParameter"] = Convert.ToHexString(payload),
            }),
            (Write(new AtResponseFrame { FrameId = id, Command = command, RawStatus = status, Value = payload }), new JsonObject
            {
                ["type"] = 0x88, ["id"] = id, ["command"] = command.ToString(), ["commandStatus"] = status, ["commandData"] = Convert.ToHexString(payload),
            }),
            (Write(new RemoteAtCommandFrame
            {
                FrameId = id, Destination = address, DestinationNwk = nwk, Options = (RemoteAtOptions)options, Command = command, Value = payload,
            }), new JsonObject
            {
                ["type"] = 0x17, ["id"] = id, ["destination64"] = Hex16(address), ["destination16"] = Hex4(nwk.Value), ["remoteCommandOptions"] = options,
                ["command"] = command.ToString(), ["commandParameter"] = Convert.ToHexString(payload),
            }),
            (Write(new RemoteAtResponseFrame { FrameId = id, Source = address, SourceNwk = nwk, Command = command, RawStatus = status, Value = payload }), new JsonObject
            {
                ["type"] = 0x97, ["id"] = id, ["remote64"] = Hex16(address), ["remote16"] = Hex4(nwk.Value), ["command"] = command.ToString(),
                ["commandStatus"] = status, ["commandData"] = Convert.ToHexString(payload),
            }),
            (Write(new TransmitRequestFrame
            {
                FrameId = id, Destination = address, DestinationNwk = nwk, BroadcastRadius = radius, Options = (XBeeTransmitOptions)options, Payload = payload,
            }), new JsonObject
            {
                ["type"] = 0x10, ["id"] = id, ["destination64"] = Hex16(address), ["destination16"] = Hex4(nwk.Value), ["broadcastRadius"] = radius,
                ["options"] = options, ["data"] = Convert.ToHexString(payload),
            }),
            (Write(new ExplicitTransmitFrame
            {
                FrameId = id, Destination = address, DestinationNwk = nwk, SourceEndpoint = sourceEndpoint, DestinationEndpoint = destinationEndpoint,
                ClusterId = cluster, ProfileId = profile, BroadcastRadius = radius, Options = (XBeeTransmitOptions)options, Payload = payload,
            }), new JsonObject
            {
                ["type"] = 0x11, ["id"] = id, ["destination64"] = Hex16(address), ["destination16"] = Hex4(nwk.Value), ["sourceEndpoint"] = sourceEndpoint,
                ["destinationEndpoint"] = destinationEndpoint, ["clusterId"] = cluster, ["profileId"] = profile, ["broadcastRadius"] = radius,
                ["options"] = options, ["data"] = Convert.ToHexString(payload),
            }),
            (Write(new TransmitStatusFrame
            {
                FrameId = id, DestinationNwk = nwk, Retries = radius, Delivery = (TransmitStatus)status, Discovery = (XBeeDiscoveryStatus)options,
            }), new JsonObject
            {
                ["type"] = 0x8B, ["id"] = id, ["remote16"] = Hex4(nwk.Value), ["transmitRetryCount"] = radius, ["deliveryStatus"] = status, ["discoveryStatus"] = options,
            }),
            (Write(new ModemStatusFrame { Status = (XBeeModemStatus)status }), new JsonObject { ["type"] = 0x8A, ["modemStatus"] = status }),
            (Write(new ReceiveFrame { Source = address, SourceNwk = nwk, Options = (XBeeReceiveOptions)options, Payload = payload }), new JsonObject
            {
                ["type"] = 0x90, ["remote64"] = Hex16(address), ["remote16"] = Hex4(nwk.Value), ["receiveOptions"] = options, ["data"] = Convert.ToHexString(payload),
            }),
            (Write(new ExplicitReceiveFrame
            {
                Source = address, SourceNwk = nwk, SourceEndpoint = sourceEndpoint, DestinationEndpoint = destinationEndpoint, ClusterId = cluster,
                ProfileId = profile, Options = (XBeeReceiveOptions)options, Payload = payload,
            }), new JsonObject
            {
                ["type"] = 0x91, ["remote64"] = Hex16(address), ["remote16"] = Hex4(nwk.Value), ["sourceEndpoint"] = Hex2(sourceEndpoint),
                ["destinationEndpoint"] = Hex2(destinationEndpoint), ["clusterId"] = Hex4(cluster), ["profileId"] = Hex4(profile),
                ["receiveOptions"] = options, ["data"] = Convert.ToHexString(payload),
            }),
            (Write(new NodeIdentificationFrame
            {
                Sender = address, SenderNwk = nwk, Options = (XBeeReceiveOptions)options, NodeNwk = nwk, Node = address,
                NodeIdentifier = Encoding.ASCII.GetBytes(command.ToString()), ParentNwk = new NwkAddress(cluster), DeviceType = sourceEndpoint,
                SourceEvent = (NodeIdentificationEvent)destinationEndpoint, ProfileId = profile, ManufacturerId = cluster,
            }), new JsonObject
            {
                ["type"] = 0x95, ["sender64"] = Hex16(address), ["sender16"] = Hex4(nwk.Value), ["receiveOptions"] = options, ["remote16"] = Hex4(nwk.Value),
                ["remote64"] = Hex16(address), ["nodeIdentifier"] = command.ToString(), ["remoteParent16"] = Hex4(cluster), ["deviceType"] = sourceEndpoint,
                ["sourceEvent"] = destinationEndpoint, ["digiProfileID"] = Hex4(profile), ["digiManufacturerID"] = Hex4(cluster),
            }),
            (Write(new RouteRecordFrame
            {
                Source = address, SourceNwk = nwk, Options = (XBeeReceiveOptions)options, Hops = [(byte)(cluster >> 8), (byte)cluster, (byte)(profile >> 8), (byte)profile],
            }), new JsonObject
            {
                ["type"] = 0xA1, ["remote64"] = Hex16(address), ["remote16"] = Hex4(nwk.Value), ["receiveOptions"] = options, ["hopCount"] = 2,
                ["addresses"] = new JsonArray(cluster, profile),
            }),
        ];
    }

    private static byte[] Write<TFrame>(scoped in TFrame frame)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        var data = new byte[frame.Length];
        frame.Write(data);
        return data;
    }

    private static string Hex16(IeeeAddress address) => address.Value.ToString("x16", CultureInfo.InvariantCulture);

    private static string Hex4(ushort value) => value.ToString("x4", CultureInfo.InvariantCulture);

    private static string Hex2(byte value) => value.ToString("x2", CultureInfo.InvariantCulture);
}
