using SEFramework.Simulator.Han.Devices;
using SEFramework.Simulator.Home;

namespace SEFramework.Gateway.Tests.Network;

/// <summary>A gas meter that sleeps keeps a mirror at the gateway: reference 05, sections 6.1 and 6.2.</summary>
[TestClass]
public sealed class MirrorTests
{
    private const string Meter = "00:0C:C1:00:27:19:3A:60";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private static readonly HomeDescription WithGasMeter = new()
    {
        Devices = [new DeviceDescription { Kind = DeviceKind.GasMeter, Address = Meter, InitialWattHours = 123_456, PollSeconds = 3 }],
    };

    [TestMethod]
    public async Task What_the_meter_says_is_read_in_its_place_over_restarts_until_it_gives_the_mirror_up()
    {
        await using var network = await NetworkFixture.StartAsync(WithGasMeter);
        await JoinedAsync(network);
        await CommandAsync(network, "mirror gas-meter", static mirror => mirror == 0xA0);

        // A mirrored gas meter in cubic metres, and its reading.
        var values = await ReadUntilAsync(network, static v => v[2] is not null);
        Assert.AreEqual("0x80", values[0]);
        Assert.AreEqual("0x1", values[1]);
        var first = values[2];
        Assert.Contains("0xA0", await EndpointsAsync(network));
        Assert.DoesNotContain("attribute_report", (await network.DrainAsync()).Select(static r => r.Name.LocalName), "nobody asked to be told");

        // It follows the meter, and survives a restart with what it knew some minutes before.
        await ReadUntilAsync(network, v => v[2] != first, TimeSpan.FromMinutes(1));
        await network.RestartAsync();
        values = await ReadAsync(network);
        Assert.AreEqual("0x80", values[0]);
        Assert.IsNotNull(values[2]);
        await JoinedAsync(network);
        var second = values[2];
        await ReadUntilAsync(network, v => v[2] != second, TimeSpan.FromMinutes(1));

        await CommandAsync(network, "unmirror gas-meter", static mirror => mirror is null);
        Assert.DoesNotContain("0xA0", await EndpointsAsync(network));
        await network.RestartAsync();
        Assert.DoesNotContain("0xA0", await EndpointsAsync(network));
    }

    [TestMethod]
    [DataRow("<remove_endpoint synchronous='true'><endpoint_id>0xA0</endpoint_id></remove_endpoint>")]
    [DataRow($"<remove_device synchronous='true'><device_address type='MAC'>{Meter}</device_address></remove_device>")]
    public async Task The_mirror_ends_with_its_endpoint_or_its_meter(string request)
    {
        await using var network = await NetworkFixture.StartAsync(WithGasMeter);
        await JoinedAsync(network);
        await CommandAsync(network, "mirror gas-meter", static mirror => mirror == 0xA0);
        var refused = await network.RpcAsync("<add_cluster synchronous='true'><cluster_class>ZCL_Cluster</cluster_class><endpoint_id>0xA0</endpoint_id><server_or_client>0</server_or_client><cluster_id>0x0006</cluster_id></add_cluster>");
        StringAssert.Contains(refused.ToString(), "mirror");
        await network.UntilAsync(async () =>
        {
            // More than once where the meter had asked more than once.
            await network.RpcAsync(request);
            if ((await EndpointsAsync(network)).Contains("0xA0"))
            {
                return null;
            }

            await network.RestartAsync();
            var left = await EndpointsAsync(network);
            return left.Contains("0xA0") ? null : left;
        });
    }

    private static byte? Mirror(NetworkFixture network) => network.Device(0).ClustersOf<MeteringCluster>().Single().MirrorEndpoint;

    /// <summary>The meter asks again until it has what it wants: where simulated time runs fast a frame may be lost.</summary>
    private static Task CommandAsync(NetworkFixture network, string command, Func<byte?, bool> condition)
    {
        var asked = DateTimeOffset.MinValue;
        return network.UntilAsync(
            () =>
            {
                if (condition(Mirror(network)))
                {
                    return true;
                }

                if (network.Time.GetUtcNow() - asked > TimeSpan.FromMinutes(2))
                {
                    asked = network.Time.GetUtcNow();
                    network.Command(command);
                }

                return false;
            },
            Step);
    }

    private static async Task JoinedAsync(NetworkFixture network) => await network.UntilAsync(async () =>
    {
        await network.PassAsync(Step);
        var response = await network.RpcAsync("<get_device_information synchronous='true'/>");
        return response.Descendants("item").FirstOrDefault(static i => i.Element("addr_extended")?.Value == Meter && i.Element("discovery_status")?.Value == "0x1");
    });

    private static async Task<IReadOnlyList<string>> EndpointsAsync(NetworkFixture network)
    {
        // After a restart the gateway knows itself as soon as the radio answers.
        var own = await network.UntilAsync(async () =>
            (await network.RpcAsync("<get_device_information synchronous='true'/>")).Descendants("item").FirstOrDefault(static i => i.Element("addr_extended")?.Value is { } address && address != Meter));
        return [.. own.Descendants("endpoint_id").Select(static e => e.Value)];
    }

    /// <summary>Device type, unit and reading of the mirror; null where there is none yet.</summary>
    private static async Task<IReadOnlyList<string?>> ReadAsync(NetworkFixture network)
    {
        var response = await network.RpcAsync(
            "<read_attributes synchronous='true'><destination_endpoint_id>0xA0</destination_endpoint_id><cluster_id>0x0702</cluster_id><server_or_client>0</server_or_client><record_list type='list'>"
            + "<item type='ReadAttributeRecord'><attribute_id>0x0306</attribute_id></item><item type='ReadAttributeRecord'><attribute_id>0x0300</attribute_id></item>"
            + "<item type='ReadAttributeRecord'><attribute_id>0</attribute_id></item></record_list></read_attributes>");
        return [.. response.Descendants("item").Select(static i => i.Element("status")!.Value == "0x0" ? i.Element("value")!.Value : null)];
    }

    private static Task<IReadOnlyList<string?>> ReadUntilAsync(NetworkFixture network, Func<IReadOnlyList<string?>, bool> condition, TimeSpan? step = null) => network.UntilAsync(async () =>
    {
        await network.PassAsync(step ?? Step);
        var values = await ReadAsync(network);
        return values.Count == 3 && condition(values) ? values : null;
    });
}
