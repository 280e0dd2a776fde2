namespace SEFramework.Simulator.Tests.Han;

/// <summary>ZDO answers of a virtual device through the module, by bytes: reference 02, sections 9 to 12.</summary>
[TestClass]
public sealed class ZdoTests
{
    [TestMethod]
    public void A_commissioned_device_announces_itself_when_the_network_is_formed()
    {
        using var rig = new HomeRig(formed: false);
        foreach (var setting in new[] { "41 4F 01", "5A 53 02", "45 45 01", "43 45 01" })
        {
            rig.Home.Module.Input(Wire.Frame("09 00 " + setting));
        }

        var frames = rig.Exchange("08 00 41 43");
        Assert.Contains($"91 {rig.MeterAddresses} 00 00 00 13 00 00 02 00 {rig.MeterNwkLittleEndian} 44 33 22 11 00 C1 0C 00 8E", frames);
    }

    [TestMethod]
    public void Match_Desc_by_unicast_and_broadcast_finds_key_establishment()
    {
        using var rig = new HomeRig();
        Assert.AreEqual($"23 00 {rig.MeterNwkLittleEndian} 01 01", rig.Zdo("00 06", $"23 {rig.MeterNwkLittleEndian} 09 01 02 00 08 00 00 00"));
        var frames = rig.Exchange("11 09 00 00 00 00 00 00 FF FF FF FE 00 00 00 06 00 00 00 00 23 FD FF 09 01 01 00 08 00");
        CollectionAssert.AreEqual(
            new[] { "8B 09 FF FD 00 00 00", $"91 {rig.MeterAddresses} 00 00 80 06 00 00 01 23 00 {rig.MeterNwkLittleEndian} 01 01" }, frames);
    }

    [TestMethod]
    public void Match_Desc_without_a_match_is_an_empty_list_for_a_unicast_and_silence_for_a_broadcast()
    {
        using var rig = new HomeRig();
        Assert.AreEqual($"23 00 {rig.MeterNwkLittleEndian} 00", rig.Zdo("00 06", $"23 {rig.MeterNwkLittleEndian} 09 01 01 01 07 00"));
        Assert.AreEqual($"24 00 {rig.MeterNwkLittleEndian} 00", rig.Zdo("00 06", $"24 {rig.MeterNwkLittleEndian} 04 01 01 00 08 00"));
        Assert.HasCount(1, rig.Exchange("11 09 00 00 00 00 00 00 FF FF FF FE 00 00 00 06 00 00 00 00 23 FD FF 09 01 01 01 07 00"));
    }

    [TestMethod]
    public void Node_Desc_is_a_mains_powered_router()
    {
        using var rig = new HomeRig();
        Assert.AreEqual($"11 00 {rig.MeterNwkLittleEndian} 01 40 8E 34 12 52 FF 00 00 00 FF 00 00", rig.Zdo("00 02", $"11 {rig.MeterNwkLittleEndian}"));
    }

    [TestMethod]
    public void Power_Desc_is_mains_and_full()
    {
        using var rig = new HomeRig();
        Assert.AreEqual($"12 00 {rig.MeterNwkLittleEndian} 10 C1", rig.Zdo("00 03", $"12 {rig.MeterNwkLittleEndian}"));
    }

    [TestMethod]
    public void Active_EP_lists_the_endpoint()
    {
        using var rig = new HomeRig();
        Assert.AreEqual($"13 00 {rig.MeterNwkLittleEndian} 01 01", rig.Zdo("00 05", $"13 {rig.MeterNwkLittleEndian}"));
    }

    [TestMethod]
    public void Simple_Desc_is_a_metering_device()
    {
        using var rig = new HomeRig();
        Assert.AreEqual(
            $"14 00 {rig.MeterNwkLittleEndian} 14 01 09 01 01 05 00 04 00 00 03 00 02 07 00 08 02 0A 00 00 08",
            rig.Zdo("00 04", $"14 {rig.MeterNwkLittleEndian} 01"));
    }

    [TestMethod]
    [DataRow("00", "82")]
    [DataRow("F1", "82")]
    [DataRow("02", "83")]
    public void Simple_Desc_of_no_endpoint_fails(string endpoint, string status)
    {
        using var rig = new HomeRig();
        Assert.AreEqual($"14 {status} {rig.MeterNwkLittleEndian} 00", rig.Zdo("00 04", $"14 {rig.MeterNwkLittleEndian} {endpoint}"));
    }

    [TestMethod]
    [DataRow("00 02")]
    [DataRow("00 03")]
    public void Descriptors_of_somebody_else_are_not_known(string cluster)
    {
        using var rig = new HomeRig();
        Assert.AreEqual("15 81 34 12", rig.Zdo(cluster, "15 34 12"));
    }

    [TestMethod]
    public void Addresses_are_found_both_ways()
    {
        using var rig = new HomeRig();
        var both = $"44 33 22 11 00 C1 0C 00 {rig.MeterNwkLittleEndian}";
        Assert.AreEqual($"16 00 {both}", rig.Zdo("00 00", "16 44 33 22 11 00 C1 0C 00 00 00"));
        Assert.AreEqual($"17 00 {both}", rig.Zdo("00 01", $"17 {rig.MeterNwkLittleEndian} 00 00"));
        Assert.AreEqual($"18 00 {both} 00 00", rig.Zdo("00 01", $"18 {rig.MeterNwkLittleEndian} 01 00"));
        Assert.AreEqual($"19 80 {both}", rig.Zdo("00 01", $"19 {rig.MeterNwkLittleEndian} 02 00"));
        Assert.AreEqual("1A 81 44 33 22 11 00 C1 0C 77 FF FF", rig.Zdo("00 00", "1A 44 33 22 11 00 C1 0C 77 00 00"));
    }

    [TestMethod]
    public void An_address_search_by_broadcast_is_answered_by_its_owner_alone()
    {
        using var rig = new HomeRig();
        var frames = rig.Exchange("11 00 00 00 00 00 00 00 FF FF FF FD 00 00 00 00 00 00 00 00 16 44 33 22 11 00 C1 0C 00 00 00");
        Assert.HasCount(1, frames);
        Assert.IsEmpty(rig.Exchange("11 00 00 00 00 00 00 00 FF FF FF FD 00 00 00 00 00 00 00 00 16 44 33 22 11 00 C1 0C 77 00 00"));
    }

    [TestMethod]
    public void The_neighbour_table_names_the_gateway()
    {
        using var rig = new HomeRig();
        var answer = rig.Zdo("00 31", "20 00");
        Assert.StartsWith("20 00 01 00 01 ", answer);
        Assert.HasCount(5 + 22, Wire.Bytes(answer));
        Assert.Contains("01 00 5E 41 00 A2 13 00 00 00 04 ", answer);
        Assert.AreEqual("21 00 01 01 00", rig.Zdo("00 31", "21 01"));
    }

    [TestMethod]
    public void Routes_are_none()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("21 00 00 00 00", rig.Zdo("00 32", "21 00"));
    }

    [TestMethod]
    public void Bind_and_unbind_keep_the_table()
    {
        using var rig = new HomeRig();
        const string Binding = "44 33 22 11 00 C1 0C 00 01 02 07 03 01 00 5E 41 00 A2 13 00 5E";
        Assert.AreEqual("30 88", rig.Zdo("00 22", "30 " + Binding));
        Assert.AreEqual("31 00", rig.Zdo("00 21", "31 " + Binding));
        Assert.AreEqual("32 00", rig.Zdo("00 21", "32 " + Binding));
        Assert.HasCount(1, rig.Meter.Bindings.Entries);
        Assert.AreEqual("33 00", rig.Zdo("00 22", "33 " + Binding));
        Assert.IsEmpty(rig.Meter.Bindings.Entries);
        Assert.AreEqual("34 82", rig.Zdo("00 21", "34 44 33 22 11 00 C1 0C 00 02 02 07 03 01 00 5E 41 00 A2 13 00 5E"), "no such endpoint");
        Assert.AreEqual("35 84", rig.Zdo("00 21", "35 44 33 22 11 00 C1 0C 99 01 02 07 03 01 00 5E 41 00 A2 13 00 5E"), "not its table");
        Assert.AreEqual("36 84", rig.Zdo("00 21", "36 44 33 22 11 00 C1 0C 00 01 02 07 01 34 12"), "groups");
        Assert.AreEqual("37 80", rig.Zdo("00 21", "37 44 33"), "cut short");
    }

    [TestMethod]
    public void The_binding_table_is_read_page_by_page()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("2F 00 00 00 00", rig.Zdo("00 33", "2F 00"));
        const string Start = "44 33 22 11 00 C1 0C 00 01 02 07 03 01 00 5E 41 00 A2 13 00";
        for (var i = 1; i <= 3; i++)
        {
            rig.Zdo("00 21", $"31 {Start} {i:X2}");
        }

        Assert.AreEqual($"32 00 03 00 02 {Start} 01 {Start} 02", rig.Zdo("00 33", "32 00"));
        Assert.AreEqual($"33 00 03 02 01 {Start} 03", rig.Zdo("00 33", "33 02"));
    }

    [TestMethod]
    public void A_full_binding_table_says_so()
    {
        using var rig = new HomeRig();
        for (var i = 0; i < 16; i++)
        {
            Assert.AreEqual("31 00", rig.Zdo("00 21", $"31 44 33 22 11 00 C1 0C 00 01 02 07 03 01 00 5E 41 00 A2 13 00 {i:X2}"));
        }

        Assert.AreEqual("31 8C", rig.Zdo("00 21", "31 44 33 22 11 00 C1 0C 00 01 02 07 03 01 00 5E 41 00 A2 13 00 77"));
    }

    [TestMethod]
    public void Mgmt_Leave_is_answered_and_obeyed()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("21 81", rig.Zdo("00 34", "21 44 33 22 11 00 C1 0C 99 00"), "another device");
        Assert.IsTrue(rig.Meter.IsListening);
        Assert.AreEqual("21 00", rig.Zdo("00 34", "21 44 33 22 11 00 C1 0C 00 00"));
        Assert.IsFalse(rig.Meter.IsListening);
        CollectionAssert.AreEqual(
            new[] { "8B 05 FF FD 00 24 01" }, rig.Exchange("11 05 00 0C C1 00 11 22 33 44 FF FE 00 00 00 05 00 00 00 00 01 00 00"));
    }

    [TestMethod]
    public void Mgmt_Permit_Joining_opens_the_device_and_a_broadcast_is_not_answered()
    {
        using var rig = new HomeRig();
        Assert.AreEqual("22 00", rig.Zdo("00 36", "22 0A 01"));
        Assert.IsTrue(rig.Meter.IsPermittingJoining);
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.IsFalse(rig.Meter.IsPermittingJoining);
        Assert.IsEmpty(rig.Exchange("11 00 00 00 00 00 00 00 FF FF FF FC 00 00 00 36 00 00 00 00 23 0A 01"));
        Assert.IsTrue(rig.Meter.IsPermittingJoining);
    }

    [TestMethod]
    [DataRow("00 11")]
    [DataRow("00 38")]
    public void What_is_not_supported_says_so(string cluster)
    {
        using var rig = new HomeRig();
        Assert.AreEqual("40 84", rig.Zdo(cluster, "40 00 00"));
    }

    [TestMethod]
    [DataRow("00 00", "41 80")]
    [DataRow("00 02", "41 80")]
    [DataRow("00 04", "41 80")]
    [DataRow("00 06", "41 80")]
    [DataRow("00 31", "41 80")]
    [DataRow("00 34", "41 80")]
    [DataRow("00 36", "41 80")]
    public void Requests_cut_short_are_refused(string cluster, string expected)
    {
        using var rig = new HomeRig();
        Assert.AreEqual(expected, rig.Zdo(cluster, "41"));
        Assert.AreEqual(string.Empty, rig.Zdo(cluster, string.Empty));
    }

    [TestMethod]
    public void The_module_answers_for_itself_with_AO_1()
    {
        using var rig = new HomeRig();
        rig.Exchange("08 01 41 4F 01");
        var heard = new TestNode(rig.Home.Network, 0x000CC10011223399, 0x4321);
        rig.Home.Network.Add(heard);
        heard.Send(new(rig.Home.Module.Node.Address, rig.Home.Module.Node.Nwk, 0, 0, 0, 0x0005, Wire.Bytes("77 00 00")));
        Assert.AreEqual("77 00 00 00 02 E6 E8", Wire.Text(heard.Heard[0].Payload.Span));
        Assert.AreEqual((ushort)0x8005, heard.Heard[0].ClusterId);
        heard.Send(new(rig.Home.Module.Node.Address, rig.Home.Module.Node.Nwk, 0, 0, 0, 0x0021, Wire.Bytes("78 00")));
        Assert.AreEqual("78 84", Wire.Text(heard.Heard[1].Payload.Span));
        Assert.IsEmpty(rig.Take());
    }
}
