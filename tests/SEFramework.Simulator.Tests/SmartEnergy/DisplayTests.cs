using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Tests.SmartEnergy;

/// <summary>Prices and messages on an in-premise display, reference 05, sections 4, 5 and 9.</summary>
[TestClass]
public sealed class DisplayTests
{
    private static readonly HomeDescription OneDisplay = new()
    {
        Devices = [new DeviceDescription { Kind = DeviceKind.Display, Address = HomeRig.MeterAddress }],
    };

    // The example of reference 05, section 9: provider 7, "TOU-A", event 0x55, from now on for an hour, 12.75.
    private const string Price = "09 26 00 07 00 00 00 05 54 4F 55 2D 41 55 00 00 00 40 3E 2D 1C 00 48 03 22 31 00 00 00 00 3C 00 FB 04 00 00";

    // The example of reference 05, section 9: message 10001, to be confirmed, from now on for 15 minutes.
    private const string Message = "09 27 00 11 27 00 00 80 00 00 00 00 0F 00 08 48 69 20 74 68 65 72 65";

    [TestMethod]
    public void A_price_is_shown_until_it_is_over()
    {
        using var rig = new HomeRig(OneDisplay);
        Assert.AreEqual("10 26 0B 00 00", Send(rig, "07 00", Price).Single());
        var price = State(rig).Prices!.Single();
        Assert.AreEqual("TOU-A", price.RateLabel);
        Assert.AreEqual(1275u, price.Price);
        Assert.IsTrue(price.IsCurrent);
        rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsEmpty(State(rig).Prices!);
    }

    [TestMethod]
    public void A_price_that_asks_for_it_is_acknowledged()
    {
        using var rig = new HomeRig(OneDisplay);
        var frames = Send(rig, "07 00", Price + " FF FF FF FF FF FF FF FF FF FF FF FF FF 01");
        Assert.AreEqual("01 26 02 07 00 00 00 55 00 00 00 C0 7F 74 2D 01", frames.Single());
    }

    [TestMethod]
    [DataRow("56", true, DisplayName = "a larger event id takes the place of the older price")]
    [DataRow("54", false, DisplayName = "a smaller one is dropped")]
    [DataRow("55", false, DisplayName = "the same one is dropped")]
    public void Of_prices_that_overlap_the_larger_event_id_wins(string id, bool wins)
    {
        using var rig = new HomeRig(OneDisplay);
        Send(rig, "07 00", Price);
        Send(rig, "07 00", Price.Replace("41 55 00", $"41 {id} 00", StringComparison.Ordinal).Replace("FB 04", "FB 05", StringComparison.Ordinal));
        Assert.AreEqual(wins ? 0x5FBu : 0x4FBu, State(rig).Prices!.Single().Price);
    }

    [TestMethod]
    public void The_next_price_waits_for_its_time()
    {
        using var rig = new HomeRig(OneDisplay);
        Send(rig, "07 00", Price);
        Send(rig, "07 00", "09 27 00 07 00 00 00 00 57 00 00 00 40 3E 2D 1C 00 48 03 22 31 D0 8D 74 2D FF FF 01 00 00 00");
        Assert.AreEqual(0x55u, State(rig).Prices!.Single(static price => price.IsCurrent).EventId);
        rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.AreEqual(0x57u, State(rig).Prices!.Single(static price => price.IsCurrent).EventId);
        rig.Time.Advance(TimeSpan.FromDays(100));
        Assert.AreEqual(0x57u, State(rig).Prices!.Single(static price => price.IsCurrent).EventId, "until changed");
    }

    [TestMethod]
    public void A_block_period_is_acknowledged()
    {
        using var rig = new HomeRig(OneDisplay);
        var frames = Send(rig, "07 00", "09 28 01 07 00 00 00 58 00 00 00 00 00 00 00 3C 00 00 01");
        Assert.AreEqual("01 28 02 07 00 00 00 58 00 00 00 C0 7F 74 2D 01", frames.Single());
    }

    [TestMethod]
    public void A_message_is_confirmed_once_when_its_user_does()
    {
        using var rig = new HomeRig(OneDisplay);
        var commands = new HomeCommands(rig.Home);
        Send(rig, "07 03", Message);
        Assert.AreEqual("Hi there", State(rig).Message!.Text);
        Assert.ThrowsExactly<HomeCommandException>(() => commands.Execute("confirm-message display 10002"));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        commands.Execute("confirm-message display 10001");
        Assert.AreEqual("01 00 01 11 27 00 00 C5 7F 74 2D", Payloads(rig).Single());
        Assert.IsTrue(State(rig).Message!.IsConfirmed);
        Assert.AreEqual(HomeCommandError.NotPossible, Assert.ThrowsExactly<HomeCommandException>(() => commands.Execute("confirm-message display")).Error);
        rig.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.IsNull(State(rig).Message);
    }

    [TestMethod]
    public void A_message_for_later_is_shown_later_and_replaces_the_one_before()
    {
        using var rig = new HomeRig(OneDisplay);
        Send(rig, "07 03", Message);
        Send(rig, "07 03", "09 28 00 12 27 00 00 00 FC 7F 74 2D FF FF 03 6E 65 77");
        Assert.IsFalse(State(rig).Message!.IsShown);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsTrue(State(rig).Message!.IsShown);
        Assert.AreEqual("new", State(rig).Message!.Text);
        Assert.ThrowsExactly<HomeCommandException>(() => new HomeCommands(rig.Home).Execute("confirm-message display"), "it asks for no confirmation");
    }

    [TestMethod]
    [DataRow("09 29 01 11 27 00 00 00", "10 29 0B 01 00", true)]
    [DataRow("09 29 01 11 27 00 00 80", "01 29 01 11 27 00 00 C0 7F 74 2D", true)]
    [DataRow("09 29 01 12 27 00 00 80", "10 29 0B 01 00", false)]
    public void A_cancelled_message_goes(string cancel, string answer, bool goes)
    {
        using var rig = new HomeRig(OneDisplay);
        Send(rig, "07 03", Message);
        Assert.AreEqual(answer, Send(rig, "07 03", cancel).Single());
        Assert.AreEqual(goes, State(rig).Message is null);
    }

    [TestMethod]
    [DataRow("07 00", "09 26 00 07 00", "10 26 0B 00 80")]
    [DataRow("07 00", "09 26 01 07 00", "10 26 0B 01 80")]
    [DataRow("07 00", "09 26 7F", "10 26 0B 7F 81")]
    [DataRow("07 01", "09 26 00 07 00", "10 26 0B 00 80")]
    [DataRow("07 01", "09 26 01 07 00", "10 26 0B 01 80")]
    [DataRow("07 01", "09 26 02", "10 26 0B 02 80")]
    [DataRow("07 03", "09 26 00 07", "10 26 0B 00 80")]
    [DataRow("07 03", "09 26 01", "10 26 0B 01 80")]
    [DataRow("07 03", "09 26 02", "10 26 0B 02 81")]
    public void Malformed_and_unknown_commands_get_a_default_response(string cluster, string zcl, string answer)
    {
        using var rig = new HomeRig(OneDisplay);
        Assert.AreEqual(answer, Send(rig, cluster, zcl).Single());
    }

    [TestMethod]
    public void Ask_looks_for_servers_and_asks_them()
    {
        using var rig = new HomeRig(OneDisplay);
        new HomeCommands(rig.Home).Execute("ask display");
        var searches = rig.Take().Where(static frame => frame.Contains(" 00 00 00 06 00 00 ", StringComparison.Ordinal)).ToList();
        Assert.HasCount(4, searches);

        // The host answers for its endpoint 0x5E, as the host of an AO=7 module does.
        foreach (var search in searches)
        {
            rig.Home.Module.Input(Wire.Frame($"11 00 {rig.MeterAddresses} 00 00 80 06 00 00 00 00 {search.Split(' ')[18]} 00 00 00 01 5E"));
        }

        CollectionAssert.AreEquivalent(
            new[] { "00 01", "01 00 00 00 00 00", "01 00 00 00 00 00", "00", "00 00 00 01 00" },
            Payloads(rig).Where(static payload => payload.StartsWith("01 ", StringComparison.Ordinal) || payload.StartsWith("10 ", StringComparison.Ordinal)).Select(static payload => payload[6..]).ToArray());
    }

    private static SmartEnergyState State(HomeRig rig) => HomeState.Of(rig.Home).Devices[0].SmartEnergy!;

    private static List<string> Send(HomeRig rig, string cluster, string zcl)
    {
        rig.Home.Module.Input(Wire.Frame($"11 00 {rig.MeterAddresses} 5E 01 {cluster} 01 09 00 20 {zcl}"));
        return Payloads(rig);
    }

    private static List<string> Payloads(HomeRig rig) => [.. rig.Take().Select(static frame => frame[(18 * 3)..])];
}
