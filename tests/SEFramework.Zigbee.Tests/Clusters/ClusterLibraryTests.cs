using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Tests.Clusters;

/// <summary>The tables of clusters against rows typed from reference 03, section 6 and reference 05, sections 1 to 7.</summary>
[TestClass]
public sealed class ClusterLibraryTests
{
    private const ClusterSide Server = ClusterSide.Server;
    private const ClusterSide Client = ClusterSide.Client;

    [TestMethod]
    [DataRow(0x0000, "Basic", 13, 0, 1, false)]
    [DataRow(0x0003, "Identify", 1, 0, 3, false)]
    [DataRow(0x000A, "Time", 10, 0, 0, true)]
    [DataRow(0x0700, "Price", 15 + 15 + 4 + 7 + 256, 3, 6, true)]
    [DataRow(0x0701, "DemandResponseAndLoadControl", 0, 4, 5, true)]
    [DataRow(0x0702, "Metering", 16 + 30 + 4 + 9 + 9 + 1 + 4 + 256 + 6, 0, 8, true)]
    [DataRow(0x0703, "Messaging", 0, 0, 7, true)]
    [DataRow(0x0800, "KeyEstablishment", 1, 1, 8, false)]
    public void Clusters_are_complete(int id, string name, int serverAttributes, int clientAttributes, int commands, bool needsLinkKey)
    {
        var cluster = ClusterLibrary.Find((ushort)id)!;
        Assert.AreEqual(name, cluster.Name);
        Assert.HasCount(serverAttributes, cluster.ServerAttributes);
        Assert.HasCount(clientAttributes, cluster.ClientAttributes);
        Assert.HasCount(commands, cluster.Commands);
        Assert.AreEqual(needsLinkKey, cluster.NeedsLinkKey);
    }

    [TestMethod]
    public void There_are_no_others()
    {
        Assert.AreEqual("0 3 A 700 701 702 703 800", string.Join(' ', ClusterLibrary.All.Select(static cluster => cluster.Id.ToString("X"))));
        Assert.IsNull(ClusterLibrary.Find(0x0704));
        Assert.IsNull(ClusterLibrary.FindAttribute(0x0704, Server, 0));
        Assert.IsNull(ClusterLibrary.FindAttribute(ClusterIds.Time, Client, 0));
    }

    [TestMethod]
    [DataRow(0x0000, Server, 0x0004, "ManufacturerName", 0x42, AttributeAccess.Read)]
    [DataRow(0x0000, Server, 0x0010, "LocationDescription", 0x42, AttributeAccess.ReadWrite)]
    [DataRow(0x0003, Server, 0x0000, "IdentifyTime", 0x21, AttributeAccess.ReadWrite)]
    [DataRow(0x000A, Server, 0x0000, "Time", 0xE2, AttributeAccess.ReadWrite)]
    [DataRow(0x000A, Server, 0x0001, "TimeStatus", 0x18, AttributeAccess.ReadWrite)]
    [DataRow(0x000A, Server, 0x0002, "TimeZone", 0x2B, AttributeAccess.ReadWrite)]
    [DataRow(0x000A, Server, 0x0003, "DstStart", 0x23, AttributeAccess.ReadWrite)]
    [DataRow(0x000A, Server, 0x0005, "DstShift", 0x2B, AttributeAccess.ReadWrite)]
    [DataRow(0x000A, Server, 0x0007, "LocalTime", 0x23, AttributeAccess.Read)]
    [DataRow(0x000A, Server, 0x0009, "ValidUntilTime", 0xE2, AttributeAccess.ReadWrite)]
    [DataRow(0x0700, Server, 0x0000, "Tier1PriceLabel", 0x41, AttributeAccess.ReadWrite)]
    [DataRow(0x0700, Server, 0x000E, "Tier15PriceLabel", 0x41, AttributeAccess.ReadWrite)]
    [DataRow(0x0700, Server, 0x010E, "Block15Threshold", 0x25, AttributeAccess.Read)]
    [DataRow(0x0700, Server, 0x0201, "BlockPeriodDuration", 0x22, AttributeAccess.Read)]
    [DataRow(0x0700, Server, 0x0301, "StandingCharge", 0x23, AttributeAccess.Read)]
    [DataRow(0x0700, Server, 0x0400, "NoTierBlock1Price", 0x23, AttributeAccess.Read)]
    [DataRow(0x0700, Server, 0x0412, "Tier1Block3Price", 0x23, AttributeAccess.Read)]
    [DataRow(0x0700, Server, 0x04FF, "Tier15Block16Price", 0x23, AttributeAccess.Read)]
    [DataRow(0x0700, Client, 0x0001, "PriceDecreaseRandomizeMinutes", 0x20, AttributeAccess.ReadWrite)]
    [DataRow(0x0701, Client, 0x0000, "UtilityEnrollmentGroup", 0x20, AttributeAccess.ReadWrite)]
    [DataRow(0x0701, Client, 0x0003, "DeviceClassValue", 0x21, AttributeAccess.ReadWrite)]
    [DataRow(0x0702, Server, 0x0000, "CurrentSummationDelivered", 0x25, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0006, "PowerFactor", 0x28, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x000F, "ProfileIntervalPeriod", 0x30, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0100, "CurrentTier1SummationDelivered", 0x25, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x010B, "CurrentTier6SummationReceived", 0x25, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0200, "Status", 0x18, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0300, "UnitOfMeasure", 0x30, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0302, "Divisor", 0x22, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0308, "MeterSerialNumber", 0x41, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0400, "InstantaneousDemand", 0x2A, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0406, "CurrentPartialProfileIntervalStartTimeReceived", 0xE2, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0603, "NumberOfDemandSubintervals", 0x20, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0721, "CurrentTier2Block2SummationDelivered", 0x25, AttributeAccess.Read)]
    [DataRow(0x0702, Server, 0x0801, "ElectricityAlarmMask", 0x1B, AttributeAccess.ReadWrite)]
    [DataRow(0x0800, Client, 0x0000, "KeyEstablishmentSuite", 0x31, AttributeAccess.Read)]
    public void Attributes_are_as_in_the_references(int cluster, ClusterSide side, int id, string name, int type, AttributeAccess access)
    {
        var attribute = ClusterLibrary.FindAttribute((ushort)cluster, side, (ushort)id)!;
        Assert.AreEqual(name, attribute.Name);
        Assert.AreEqual(type, attribute.Type.Id);
        Assert.AreEqual(access, attribute.Access);
    }

    [TestMethod]
    [DataRow(0x0702, Server, "0000 0200 0300 0303 0306")]
    [DataRow(0x0701, Client, "0000 0001 0002 0003")]
    [DataRow(0x000A, Server, "0000 0001")]
    [DataRow(0x0700, Server, "")]
    public void Mandatory_attributes(int cluster, ClusterSide side, string ids) => Assert.AreEqual(
        ids, string.Join(' ', ClusterLibrary.Find((ushort)cluster)!.AttributesOf(side).Where(static a => a.IsMandatory).Select(static a => a.Id.ToString("X4"))));

    [TestMethod]
    [DataRow(0x0701, Client, 0x0001, 30)]
    [DataRow(0x0701, Client, 0x0002, 30)]
    [DataRow(0x0700, Client, 0x0000, 5)]
    [DataRow(0x0700, Client, 0x0001, 15)]
    [DataRow(0x0702, Server, 0x000A, 30)]
    [DataRow(0x0702, Server, 0x000B, 5)]
    [DataRow(0x0702, Server, 0x0500, 24)]
    [DataRow(0x0800, Server, 0x0000, 1)]
    [DataRow(0x000A, Server, 0x0000, 0xFFFFFFFF)]
    public void Values_to_start_with(int cluster, ClusterSide side, int id, long value) =>
        Assert.AreEqual(new ZclUnsigned((ulong)value), ClusterLibrary.FindAttribute((ushort)cluster, side, (ushort)id)!.Default);

    [TestMethod]
    public void Ids_rise_and_every_value_to_start_with_is_allowed()
    {
        foreach (var cluster in ClusterLibrary.All)
        {
            foreach (var side in Enum.GetValues<ClusterSide>())
            {
                var attributes = cluster.AttributesOf(side);
                Assert.IsTrue(attributes.Zip(attributes.Skip(1)).All(static pair => pair.First.Id < pair.Second.Id), cluster.ToString());
                foreach (var attribute in attributes.Where(static attribute => attribute.Default is not null))
                {
                    Assert.IsTrue(attribute.Accepts(attribute.Default!), $"{cluster}: {attribute.Name}");
                }
            }
        }
    }

    [TestMethod]
    public void Values_out_of_range_are_not_accepted()
    {
        var minutes = ClusterLibrary.FindAttribute(ClusterIds.DemandResponseAndLoadControl, Client, 0x0001)!;
        Assert.IsTrue(minutes.Accepts(new ZclUnsigned(60)));
        Assert.IsFalse(minutes.Accepts(new ZclUnsigned(61)));
        Assert.IsFalse(minutes.Accepts(new ZclSigned(1)));

        var zone = ClusterLibrary.FindAttribute(ClusterIds.Time, Server, 0x0002)!;
        Assert.IsTrue(zone.Accepts(new ZclSigned(-86400)));
        Assert.IsFalse(zone.Accepts(new ZclSigned(-86401)));
        Assert.IsFalse(zone.Accepts(new ZclSigned(86401)));

        var label = ClusterLibrary.FindAttribute(ClusterIds.Price, Server, 0x0000)!;
        Assert.IsTrue(label.Accepts(new ZclOctets(new byte[12])));
        Assert.IsFalse(label.Accepts(new ZclOctets(new byte[13])));

        var location = ClusterLibrary.FindAttribute(ClusterIds.Basic, Server, 0x0010)!;
        Assert.IsTrue(location.Accepts(new ZclText("ééééllllllll")));
        Assert.IsFalse(location.Accepts(new ZclText("ééééééééé")), "18 bytes");

        var enabled = ClusterLibrary.FindAttribute(ClusterIds.Basic, Server, 0x0012)!;
        Assert.IsFalse(enabled.Accepts(new ZclBoolean(2)));
    }

    [TestMethod]
    [DataRow(0x0700, Server, 0x00, "PublishPrice", SmartEnergyVersion.V10)]
    [DataRow(0x0700, Client, 0x02, "PriceAcknowledgement", SmartEnergyVersion.V10)]
    [DataRow(0x0700, Client, 0x03, "GetBlockPeriods", SmartEnergyVersion.V11)]
    [DataRow(0x0701, Server, 0x02, "CancelAllLoadControlEvents", SmartEnergyVersion.V10)]
    [DataRow(0x0701, Client, 0x00, "ReportEventStatus", SmartEnergyVersion.V10)]
    [DataRow(0x0702, Server, 0x01, "RequestMirror", SmartEnergyVersion.V10)]
    [DataRow(0x0702, Client, 0x03, "RequestFastPollMode", SmartEnergyVersion.V11)]
    [DataRow(0x0703, Client, 0x01, "MessageConfirmation", SmartEnergyVersion.V10)]
    [DataRow(0x0800, Client, 0x00, "InitiateKeyEstablishmentRequest", SmartEnergyVersion.V10)]
    [DataRow(0x0800, Server, 0x03, "TerminateKeyEstablishment", SmartEnergyVersion.V10)]
    public void Commands_are_as_in_the_references(int cluster, ClusterSide sentBy, int id, string name, SmartEnergyVersion since)
    {
        var command = ClusterLibrary.Find((ushort)cluster)!.FindCommand(sentBy, (byte)id)!;
        Assert.AreEqual((name, since), (command.Name, command.Since));
    }
}
