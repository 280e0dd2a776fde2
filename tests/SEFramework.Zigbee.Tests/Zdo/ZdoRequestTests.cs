using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Zigbee.Tests.Zdo;

/// <summary>ZDO requests: reference 02, section 10; the match broadcast is printed in reference 07, section 4.7. The bytes are laid out by hand.</summary>
[TestClass]
public sealed class ZdoRequestTests
{
    private static readonly IeeeAddress Meter = IeeeAddress.Parse("00:13:A2:00:11:22:33:44");
    private static readonly IeeeAddress Gateway = IeeeAddress.Parse("11:22:33:44:55:66:77:88");
    private static readonly NwkAddress Nwk = new(0x7D84);

    public static IEnumerable<object[]> Requests =>
    [
        [new NwkAddressRequest(Meter, 1, 2), "4433221100A21300 01 02"],
        [new IeeeAddressRequest(Nwk), "847D 00 00"],
        [new DescriptorRequest(ZdoCluster.NodeDescriptor, Nwk), "847D"],
        [new DescriptorRequest(ZdoCluster.PowerDescriptor, Nwk), "847D"],
        [new DescriptorRequest(ZdoCluster.ActiveEndpoints, Nwk), "847D"],
        [new SimpleDescriptorRequest(Nwk, 0x0A), "847D 0A"],
        [new MatchDescriptorsRequest(Nwk, 0x0109, [0x0800, 0x0000], [0x000A]), "847D 0901 02 0008 0000 01 0A00"],
        [new MatchDescriptorsRequest(NwkAddress.BroadcastRxOnWhenIdle, 0x0109, [0x0800], []), "FDFF 0901 01 0008 00"],
        [new DeviceAnnounce(Nwk, Meter, 0x8E), "847D 4433221100A21300 8E"],
        [new BindRequest(ZdoCluster.Bind, Meter, 0x0A, 0x0702, null, Gateway, 0x5E), "4433221100A21300 0A 0207 03 8877665544332211 5E"],
        [new BindRequest(ZdoCluster.Unbind, Meter, 0x0A, 0x0702, 0xF00D, default, 0), "4433221100A21300 0A 0207 01 0DF0"],
        [new TableRequest(ZdoCluster.ManagementLqi, 3), "03"],
        [new TableRequest(ZdoCluster.ManagementRouting, 4), "04"],
        [new TableRequest(ZdoCluster.ManagementBind, 5), "05"],
        [new LeaveRequest(Meter), "4433221100A21300 00"],
        [new PermitJoiningRequest(0xFE, true), "FE 01"],
        [NetworkUpdateRequest.Scan(0x07FFF800, 3, 2), "00F8FF07 03 02"],
        [NetworkUpdateRequest.ToChannel(15, 7), "00800000 FE 07"],
        [NetworkUpdateRequest.ToSettings(0x07FFF800, 8, NwkAddress.Coordinator), "00F8FF07 FF 08 0000"],
    ];

    [TestMethod]
    [DynamicData(nameof(Requests))]
    public void Requests_are_written_and_read(object request, string fields)
    {
        var bytes = Hex.Bytes(fields);
        var expected = (IZdoRequest)request;
        Assert.AreEqual(Convert.ToHexString(bytes), Hex.Of(expected.Write));
        Assert.IsTrue(TryRead(expected.Cluster, bytes, out var read));
        Assert.AreEqual(expected.Cluster, read!.Cluster);
        Assert.AreEqual(Convert.ToHexString(bytes), Hex.Of(read.Write));
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            Assert.IsFalse(TryRead(expected.Cluster, bytes.AsSpan(0, cut), out _), $"cut at {cut}");
        }
    }

    [TestMethod]
    public void No_bytes_make_a_decoder_throw_and_what_is_read_is_written_alike()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        {
            foreach (var cluster in Enum.GetValues<ZdoCluster>())
            {
                if (TryRead(cluster, bytes, out var request) && cluster != ZdoCluster.ManagementPermitJoining)
                {
                    // Bytes behind the fields are of later versions and of no interest.
                    var written = Hex.Of(request!.Write);
                    Assert.AreEqual(written, Convert.ToHexString(bytes.AsSpan(0, written.Length / 2)));
                }
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60).WithReplay(30007UL, 7UL), property);
    }

    private static bool TryRead(ZdoCluster cluster, ReadOnlySpan<byte> fields, out IZdoRequest? request)
    {
        request = cluster switch
        {
            ZdoCluster.NwkAddress => NwkAddressRequest.TryRead(fields, out var read) ? read : null,
            ZdoCluster.IeeeAddress => IeeeAddressRequest.TryRead(fields, out var read) ? read : null,
            ZdoCluster.NodeDescriptor or ZdoCluster.PowerDescriptor or ZdoCluster.ActiveEndpoints =>
                DescriptorRequest.TryRead(cluster, fields, out var read) ? read : null,
            ZdoCluster.SimpleDescriptor => SimpleDescriptorRequest.TryRead(fields, out var read) ? read : null,
            ZdoCluster.MatchDescriptors => MatchDescriptorsRequest.TryRead(fields, out var read) ? read : null,
            ZdoCluster.DeviceAnnounce => DeviceAnnounce.TryRead(fields, out var read) ? read : null,
            ZdoCluster.Bind or ZdoCluster.Unbind => BindRequest.TryRead(cluster, fields, out var read) ? read : null,
            ZdoCluster.ManagementLqi or ZdoCluster.ManagementRouting or ZdoCluster.ManagementBind =>
                TableRequest.TryRead(cluster, fields, out var read) ? read : null,
            ZdoCluster.ManagementLeave => LeaveRequest.TryRead(fields, out var read) ? read : null,
            ZdoCluster.ManagementPermitJoining => PermitJoiningRequest.TryRead(fields, out var read) ? read : null,
            ZdoCluster.ManagementNetworkUpdate => NetworkUpdateRequest.TryRead(fields, out var read) ? read : null,
            _ => throw new ArgumentOutOfRangeException(nameof(cluster)),
        };
        return request is not null;
    }
}
