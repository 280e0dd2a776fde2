using SEFramework.Testing;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Zigbee.Tests.Judges;

/// <summary>ZDO frames as tshark sees them.</summary>
[TestClass]
public sealed class TsharkZdoTests
{
    private static readonly IeeeAddress Meter = IeeeAddress.Parse("00:13:A2:00:11:22:33:44");
    private static readonly IeeeAddress Gateway = IeeeAddress.Parse("11:22:33:44:55:66:77:88");
    private static readonly NwkAddress Nwk = new(0x7D84);

    [TestMethod]
    public async Task Requests_are_understood()
    {
        (string Info, IZdoRequest Request)[] requests =
        [
            ("Network Address Request, Address: 00:13:a2:00:11:22:33:44", new NwkAddressRequest(Meter)),
            ("Network Address Request", new NwkAddressRequest(Meter, 1, 2)),
            ("Extended Address Request, Nwk Addr: 0x7d84", new IeeeAddressRequest(Nwk)),
            ("Node Descriptor Request, Nwk Addr: 0x7d84", new DescriptorRequest(ZdoCluster.NodeDescriptor, Nwk)),
            ("Power Descriptor Request, Nwk Addr: 0x7d84", new DescriptorRequest(ZdoCluster.PowerDescriptor, Nwk)),
            ("Simple Descriptor Request, Nwk Addr: 0x7d84, Endpoint: 10", new SimpleDescriptorRequest(Nwk, 0x0A)),
            ("Active Endpoint Request, Nwk Addr: 0x7d84", new DescriptorRequest(ZdoCluster.ActiveEndpoints, Nwk)),
            ("Match Descriptor Request, Nwk Addr: 0x7d84, Profile: 0x0109", new MatchDescriptorsRequest(Nwk, 0x0109, [0x0800, 0x0000], [0x000A])),
            ("Device Announcement, Nwk Addr: 0x7d84", new DeviceAnnounce(Nwk, Meter, 0x8E)),
            ("Bind Request", new BindRequest(ZdoCluster.Bind, Meter, 0x0A, 0x0702, null, Gateway, 0x5E)),
            ("Bind Request", new BindRequest(ZdoCluster.Bind, Meter, 0x0A, 0x0702, 0xF00D, default, 0)),
            ("Unbind Request", new BindRequest(ZdoCluster.Unbind, Meter, 0x0A, 0x0702, null, Gateway, 0x5E)),
            ("Link Quality Request", new TableRequest(ZdoCluster.ManagementLqi, 3)),
            ("Routing Table Request", new TableRequest(ZdoCluster.ManagementRouting, 4)),
            ("Binding Table Request", new TableRequest(ZdoCluster.ManagementBind, 5)),
            ("Leave Request, Device: 00:13:a2:00:11:22:33:44", new LeaveRequest(Meter)),
            ("Permit Join Request", new PermitJoiningRequest(0xFE, true)),
            ("Network Update Request", NetworkUpdateRequest.Scan(0x07FFF800, 3, 2)),
            ("Network Update Request", NetworkUpdateRequest.ToChannel(15, 7)),
            ("Network Update Request", NetworkUpdateRequest.ToSettings(0x07FFF800, 8, NwkAddress.Coordinator)),
        ];
        var frames = requests.Select(static (row, i) => AirFrame.Zdo((ushort)row.Request.Cluster, ZdoFrame.Write((byte)i, row.Request)));
        var verdicts = await TsharkJudge.JudgeAsync([.. frames]);
        for (var i = 0; i < requests.Length; i++)
        {
            verdicts[i].AssertGood(requests[i].Info);
        }
    }

    [TestMethod]
    public async Task Responses_are_understood()
    {
        var node = new NodeDescriptor(NodeType.Router, false, false, 0, 8, 0x8E, 0x101E, 0x52, 0x00FF, 0, 0x00FF, 0);
        var simple = new SimpleDescriptor(0x0A, 0x0109, 0x0501, 0, [0x0000, 0x0003, 0x0702], [0x000A]);
        var neighbour = new NeighbourRecord(
            0xDD000000000000AA, Meter, Nwk, NodeType.Router, NeighbourFlag.Yes, NeighbourRelationship.Sibling, NeighbourFlag.No, 1, 200);
        (string Info, ZdoCluster Cluster, IZdoResponse Response)[] responses =
        [
            ("Network Address Response, Status: Success", ZdoCluster.NwkAddress, new AddressResponse(ZdoStatus.Success, Meter, Nwk)),
            ("Network Address Response", ZdoCluster.NwkAddress, new AddressResponse(ZdoStatus.Success, Meter, Nwk) { Associated = new AssociatedDevices(0, [Nwk, new NwkAddress(1)]) }),
            ("Extended Address Response", ZdoCluster.IeeeAddress, new AddressResponse(ZdoStatus.Success, Meter, Nwk)),
            ("Node Descriptor Response", ZdoCluster.NodeDescriptor, new DescriptorResponse<NodeDescriptor>(ZdoStatus.Success, Nwk, node)),
            ("Node Descriptor Response", ZdoCluster.NodeDescriptor, new DescriptorResponse<NodeDescriptor>(ZdoStatus.DeviceNotFound, Nwk, null)),
            ("Power Descriptor Response", ZdoCluster.PowerDescriptor, new DescriptorResponse<PowerDescriptor>(ZdoStatus.Success, Nwk, new PowerDescriptor(0, 1, 1, 12))),
            ("Simple Descriptor Response", ZdoCluster.SimpleDescriptor, new DescriptorResponse<SimpleDescriptor>(ZdoStatus.Success, Nwk, simple)),
            ("Active Endpoint Response", ZdoCluster.ActiveEndpoints, new EndpointsResponse(ZdoStatus.Success, Nwk, [0x0A, 0x5E])),
            ("Match Descriptor Response", ZdoCluster.MatchDescriptors, new EndpointsResponse(ZdoStatus.Success, Nwk, [0x0A])),
            ("Bind Response, Status: Success", ZdoCluster.Bind, new StatusResponse(ZdoStatus.Success)),
            ("Unbind Response, Status: No Entry", ZdoCluster.Unbind, new StatusResponse(ZdoStatus.NoEntry)),
            ("Link Quality Response", ZdoCluster.ManagementLqi, new TableResponse<NeighbourRecord>(ZdoStatus.Success, 2, 0, [neighbour, neighbour])),
            ("Routing Table Response", ZdoCluster.ManagementRouting, new TableResponse<RouteRecord>(ZdoStatus.Success, 1, 0, [new RouteRecord(Nwk, RouteStatus.Active, false, true, true, Nwk)])),
            ("Binding Table Response", ZdoCluster.ManagementBind, new TableResponse<BindingRecord>(ZdoStatus.Success, 2, 0, [new BindingRecord(Meter, 0x0A, 0x0702, null, Gateway, 0x5E), new BindingRecord(Meter, 0x0A, 0x0702, 1, default, 0)])),
            ("Leave Response, Status: Success", ZdoCluster.ManagementLeave, new StatusResponse(ZdoStatus.Success)),
            ("Permit Join Response, Status: Success", ZdoCluster.ManagementPermitJoining, new StatusResponse(ZdoStatus.Success)),
        ];
        var frames = responses.Select(static (row, i) => AirFrame.Zdo(ZdoFrame.ResponseTo(row.Cluster), ZdoFrame.Write((byte)i, row.Response)));
        var verdicts = await TsharkJudge.JudgeAsync([.. frames]);
        for (var i = 0; i < responses.Length; i++)
        {
            verdicts[i].AssertGood(responses[i].Info);
        }
    }
}
