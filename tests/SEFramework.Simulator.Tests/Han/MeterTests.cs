using SEFramework.Simulator.Home;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Tests.Han;

/// <summary>The electricity meter through the module: reference 03, section 7.5; reference 05, section 6.</summary>
[TestClass]
public sealed class MeterTests
{
    [TestMethod]
    public void The_summation_grows_with_time()
    {
        using var rig = new HomeRig();
        Assert.AreEqual(1_234_567UL, Summation(rig));
        rig.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.AreEqual(1_234_567UL + 600, Summation(rig), "half an hour at 1200 W");
        rig.Time.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual(1_234_567UL + 600 + 28_800, Summation(rig));
        rig.Time.SetUtcNow(rig.Time.GetUtcNow().AddHours(-2));
        Assert.AreEqual(1_234_567UL + 600 + 28_800, Summation(rig), "a register never runs backwards");
    }

    [TestMethod]
    public void The_mandatory_attributes_are_read_in_one_frame_by_bytes()
    {
        using var rig = new HomeRig();
        Assert.AreEqual(
            "18 07 01 00 00 00 25 87 D6 12 00 00 00 00 02 00 18 00 00 03 00 30 00 01 03 00 22 01 00 00 02 03 00 22 E8 03 00 03 03 00 18 B3 06 03 00 18 00 00 04 00 2A B0 04 00",
            rig.Zcl("07 02", "10 07 00 00 00 00 02 00 03 01 03 02 03 03 03 06 03 00 04"));
    }

    [TestMethod]
    public void Unknown_attributes_are_said_to_be_unsupported()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("18 08 01 77 77 86 00 03 00 30 00", rig.Zcl("07 02", "10 08 00 77 77 00 03"));
        Assert.AreEqual("1C 1E 10 08 01 00 00 86", rig.Zcl("07 02", "14 1E 10 08 00 00 00"), "a manufacturer's attribute");
    }

    [TestMethod]
    public void An_answer_that_would_be_too_long_leaves_records_out()
    {
        using var rig = new HomeRig();
        var answer = Wire.Bytes(rig.Zcl("07 02", "10 08 00" + string.Concat(Enumerable.Repeat(" 00 00", 100))));
        Assert.HasCount(3 + (24 * 10), answer);
        answer = Wire.Bytes(rig.Zcl("07 02", "10 09 08" + string.Concat(Enumerable.Repeat(" 00 00 00", 80))));
        Assert.HasCount(3 + (60 * 4), answer);
    }

    [TestMethod]
    public void Without_APS_encryption_the_meter_refuses()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("18 07 0B 00 7E", rig.Zcl("07 02", "10 07 00 00 00", options: "00"));
        Assert.AreEqual("18 07 01 07 00 00 30 01", rig.Zcl("00 00", "10 07 00 07 00", options: "00"), "Basic needs none");
    }

    [TestMethod]
    public void A_meter_may_be_made_to_accept_everything()
    {
        using var rig = new HomeRig(new HomeDescription { Devices = [new DeviceDescription { Address = HomeRig.MeterAddress, RequireApsEncryption = false }] });
        Assert.StartsWith("18 07 01 00 03 00 30 00", rig.Zcl("07 02", "10 07 00 00 03", options: "00"));
    }

    [TestMethod]
    public void The_answer_is_as_secure_as_the_question_and_comes_from_the_same_endpoint()
    {
        using var rig = new HomeRig();
        var frames = rig.Exchange($"11 00 {rig.MeterAddresses} 5E 01 07 02 01 09 00 20 10 07 00 00 03");
        CollectionAssert.AreEqual(new[] { $"91 {rig.MeterAddresses} 01 5E 07 02 01 09 21 18 07 01 00 03 00 30 00" }, frames);
    }

    [TestMethod]
    [DataRow("07 02", "11 09 7F", "18 09 0B 7F 81", DisplayName = "unknown command of the cluster")]
    [DataRow("07 02", "10 09 33", "18 09 0B 33 82", DisplayName = "unknown general command")]
    [DataRow("07 01", "10 09 00 00 00", "18 09 0B 00 C3", DisplayName = "no such cluster")]
    [DataRow("07 02", "18 09 00 00 00", "10 09 0B 00 C3", DisplayName = "no such side of the cluster")]
    [DataRow("07 02", "10 09 00 00", "18 09 0B 00 80", DisplayName = "cut short")]
    [DataRow("07 02", "10 09 0B 00 86", "", DisplayName = "a default response is never answered")]
    [DataRow("07 02", "10 09 01", "", DisplayName = "nor is a response")]
    [DataRow("07 02", "10", "", DisplayName = "no header")]
    [DataRow("07 02", "12 09 00", "", DisplayName = "reserved frame type")]
    public void What_cannot_be_done_ends_in_a_default_response(string cluster, string frame, string expected)
    {
        using var rig = new HomeRig();
        Assert.AreEqual(expected, rig.Zcl(cluster, frame));
    }

    [TestMethod]
    public void Other_endpoints_and_profiles_hear_nothing()
    {
        using var rig = new HomeRig();
        Assert.AreEqual(string.Empty, rig.Ask("5E 02", "00 00", "01 09", "10 07 00 00 00"));
        Assert.AreEqual(string.Empty, rig.Ask("5E 01", "00 00", "01 04", "10 07 00 00 00"));
        Assert.StartsWith("18 07 01", rig.Ask("5E FF", "00 00", "01 09", "10 07 00 00 00"));
    }

    [TestMethod]
    public void Identify_runs_down()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("18 03 0B 00 00", rig.Zcl("00 03", "01 03 00 14 00"));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual("18 04 01 00 00 00 21 0F 00", rig.Zcl("00 03", "10 04 00 00 00"));
        Assert.AreEqual("19 05 00 0F 00", rig.Zcl("00 03", "01 05 01"));
        rig.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.AreEqual("18 06 0B 01 00", rig.Zcl("00 03", "01 06 01"));
        Assert.AreEqual("18 07 0B 00 80", rig.Zcl("00 03", "01 07 00 14"));
    }

    [TestMethod]
    public void The_load_profile_is_newest_first()
    {
        using var rig = new HomeRig();
        rig.Time.Advance(TimeSpan.FromMinutes(20));

        // 12:15 on the day of the test, three quarters of an hour at 1200 W.
        var end = (uint)(new DateTimeOffset(2024, 3, 1, 12, 15, 0, TimeSpan.Zero) - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
        var time = Wire.Text(BitConverter.GetBytes(end));
        Assert.AreEqual($"19 2A 00 {time} 00 03 03 2C 01 00 2C 01 00 2C 01 00", rig.Zcl("07 02", "01 2A 00 00 00 00 00 00 03"));
        Assert.AreEqual($"19 2B 00 {time} 00 03 01 00 00 00", rig.Zcl("07 02", "01 2B 00 01 00 00 00 00 01"), "nothing was fed in");
    }

    [TestMethod]
    [DataRow("02 00 00 00 00 01", "00 00 00 00 01 03 00", DisplayName = "undefined channel")]
    [DataRow("00 FE FF FF FF 01", "00 00 00 00 03 03 00", DisplayName = "end time in the future")]
    [DataRow("00 00 00 00 00 00", "00 00 00 00 05 03 00", DisplayName = "no periods")]
    public void The_load_profile_has_its_statuses(string request, string expected)
    {
        using var rig = new HomeRig();
        Assert.AreEqual("19 2A 00 " + expected, rig.Zcl("07 02", "01 2A 00 " + request));
    }

    [TestMethod]
    public void More_periods_than_fit_are_cut()
    {
        using var rig = new HomeRig();
        var answer = Wire.Bytes(rig.Zcl("07 02", "01 2A 00 00 00 00 00 00 FF"));
        Assert.AreEqual(0x04, answer[7]);
        Assert.AreEqual(24, answer[9]);
        Assert.HasCount(10 + (24 * 3), answer);
    }

    [TestMethod]
    public void Day_counters_and_time_are_the_meter_s_own()
    {
        using var rig = new HomeRig();
        var values = Read(rig, 0x0401, 0x0403, 0x0007, 0x0001);
        Assert.AreEqual(new ZclUnsigned(14_400), values[0x0401]);
        Assert.AreEqual(new ZclUnsigned(28_800), values[0x0403]);
        Assert.AreEqual(new ZclUnsigned(762_609_600), values[0x0007]);
        Assert.AreEqual(new ZclUnsigned(0), values[0x0001]);
    }

    [TestMethod]
    [DataRow(1e12)]
    [DataRow(-1e12)]
    public void A_load_beyond_all_measure_stays_within_its_types(double watts)
    {
        using var rig = new HomeRig(new HomeDescription
        {
            Devices = [new DeviceDescription { Address = HomeRig.MeterAddress, LoadWatts = [.. Enumerable.Repeat(watts, 24)], LoadVariation = 0 }],
        });
        rig.Time.Advance(TimeSpan.FromDays(30));
        var values = Read(rig, 0x0000, 0x0001, 0x0400, 0x0401, 0x0403);
        Assert.AreEqual(new ZclSigned(watts > 0 ? 0x7FFFFF : -0x7FFFFF), values[0x0400]);
        Assert.AreEqual(new ZclUnsigned(watts > 0 ? 0xFFFFFEUL : 0), values[0x0403]);
        Assert.StartsWith("19 2A 00", rig.Zcl("07 02", "01 2A 00 00 00 00 00 00 03"));
    }

    private static ulong Summation(HomeRig rig) => ((ZclUnsigned)Read(rig, 0x0000)[0x0000]).Value;

    private static Dictionary<ushort, ZclValue> Read(HomeRig rig, params ushort[] attributes)
    {
        var request = new ByteWriter();
        new ZclHeader(false, false, true, null, 0x42, (byte)GeneralCommand.ReadAttributes).Write(request);
        ReadAttributes.Write(request, attributes);
        var reader = new ByteReader(Wire.Bytes(rig.Zcl("07 02", Wire.Text(request.Written.Span))));
        Assert.IsTrue(ZclHeader.TryRead(ref reader, out var header));
        Assert.AreEqual((byte)GeneralCommand.ReadAttributesResponse, header.Command);
        Assert.AreEqual(0x42, header.Sequence);
        Assert.IsTrue(ReadAttributeStatus.TryReadAll(reader.Rest, out var records));
        Assert.HasCount(attributes.Length, records);
        return records.ToDictionary(static record => record.Attribute, static record => record.Value!);
    }
}
