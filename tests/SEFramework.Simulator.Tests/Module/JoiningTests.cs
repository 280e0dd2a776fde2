using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;
using SEFramework.Testing;

namespace SEFramework.Simulator.Tests.Module;

/// <summary>A factory-fresh module joins the network of a foreign trust centre, reference 07, sections 5, 7 and 8.</summary>
[TestClass]
public sealed class JoiningTests
{
    private const string ModuleAddress = "00:13:A2:00:41:5E:00:01";

    // Published code and key (reference 02, section 8.2).
    private const string InstallCode = "83FED3407A939738C552";
    private const string Key = "A8 33 A7 74 34 F3 BF BD 7A 7A B9 79 42 14 92 87";

    [TestMethod]
    [DataRow("xbee3-zigbee", "02", "8A 02")]
    [DataRow("xbee-s2c-zb", "02", "8A 02")]
    [DataRow("xbee-se-router", "08", "8A 02,8A 10")]
    public void It_joins_with_the_key_of_an_installation_code_that_the_trust_centre_knows(string firmware, string eo, string statuses)
    {
        using var rig = new JoiningRig(firmware, registered: InstallCode);
        rig.Configure(eo, Key);
        CollectionAssert.AreEqual(statuses.Split(','), rig.Statuses());
        Assert.AreEqual("00", rig.At("AI"));
        Assert.AreEqual("00 00 00 00 12 34 56 78", rig.At("OP"));
        Assert.AreEqual("16", rig.At("CH"));
        Assert.AreNotEqual("FF FE", rig.At("MY"));
        Assert.IsTrue(rig.Home.Module.Node.HasLinkKey);
        Assert.AreEqual("00 00", rig.At("MP"));
    }

    [TestMethod]
    [DataRow("xbee3-zigbee", "02", "AF", "AD")]
    [DataRow("xbee-s2c-zb", "02", "27", "27")]
    [DataRow("xbee-se-router", "08", "27", "27")]
    public void A_wrong_key_and_a_module_that_is_not_registered_are_told_apart_as_far_as_the_firmware_does(string firmware, string eo, string wrong, string refused)
    {
        using var rig = new JoiningRig(firmware, registered: InstallCode);
        rig.Configure(eo, "11 22");
        Assert.AreEqual(wrong, rig.At("AI"));
        rig.Command($"unregister module");
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual(refused, rig.At("AI"));
        Assert.IsFalse(rig.Home.Module.Node.IsListening);
        rig.Command($"register module {InstallCode}");
        rig.Set("KY", Key);
        Assert.AreEqual("00", rig.At("AI"));
    }

    [TestMethod]
    [DataRow("ID", "AB CD", "22", "00")]
    [DataRow("SC", "07 FF", "22", "FF FF")]
    [DataRow("ZS", "01", "22", "02")]
    [DataRow("II", "00 01", "22", "FF FF")]
    [DataRow("EE", "00", "27", "01")]
    public void Settings_that_do_not_fit_the_network_keep_it_out_and_AI_says_why(string command, string value, string indication, string right)
    {
        using var rig = new JoiningRig("xbee3-zigbee", registered: InstallCode);
        rig.Queue(command, value);
        rig.Configure("02", Key, except: command);
        Assert.AreEqual(indication, rig.At("AI"));
        rig.Set(command, right);
        Assert.AreEqual("00", rig.At("AI"));
    }

    [TestMethod]
    public void Outside_the_join_window_it_waits_until_the_window_opens_and_the_window_closes_by_itself()
    {
        using var rig = new JoiningRig("xbee-se-router", registered: InstallCode);
        rig.Command("permit-joining 0");
        rig.Configure("08", Key);
        Assert.AreEqual("23", rig.At("AI"));
        rig.Command("permit-joining 4");
        rig.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.IsFalse(rig.Home.Network.IsJoiningOpen, "the window was shorter than the module's next attempt");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual("23", rig.At("AI"));
        rig.Command("permit-joining 60");
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual("00", rig.At("AI"));
    }

    [TestMethod]
    public void AI_shows_scanning_joining_and_the_wait_for_the_link_key()
    {
        using var rig = new JoiningRig("xbee3-zigbee", registered: InstallCode, lifelike: true);
        rig.Configure("02", Key);
        Assert.AreEqual("FF", rig.At("AI"));
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.AreEqual("40", rig.At("AI"));
        Assert.AreNotEqual("FF FE", rig.At("MY"));
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.AreEqual("00", rig.At("AI"));
    }

    [TestMethod]
    public void A_trust_centre_of_the_first_years_gives_no_link_key_and_the_module_leaves()
    {
        using var rig = new JoiningRig("xbee3-zigbee", registered: InstallCode, exchangesLinkKeys: false);
        rig.Configure("02", Key);
        Assert.AreEqual("44", rig.At("AI"));
        CollectionAssert.AreEqual(new[] { "8A 02", "8A 03" }, rig.Statuses());
        rig.Set("EO", "00");
        Assert.AreEqual("00", rig.At("AI"), "without EO bit 1 it asks for none");
    }

    [TestMethod]
    public void With_DC_bit_0_an_XBee_3_joins_with_its_own_installation_code()
    {
        using var rig = new JoiningRig("xbee3-zigbee", registered: null);
        var printed = rig.At("I?").Split(' ');
        rig.Command($"register module {string.Concat(printed[..16])}{printed[17]}{printed[16]}");
        rig.Configure("02", "11 22");
        Assert.AreEqual("AF", rig.At("AI"));
        rig.Set("DC", "00 01");
        rig.Exchange("08 01 4E 52 00");
        Assert.AreEqual("00", rig.At("AI"));
    }

    [TestMethod]
    public void It_keeps_its_network_over_a_reset_and_leaves_on_NR()
    {
        using var rig = new JoiningRig("xbee-se-router", registered: InstallCode);
        rig.Configure("08", Key);
        rig.Exchange("08 01 57 52");
        var address = rig.At("MY");
        rig.Command("permit-joining 0");
        rig.Exchange("08 00 46 52");
        CollectionAssert.AreEqual(new[] { "8A 02", "8A 10", "8A 01", "8A 02" }, rig.Statuses());
        Assert.AreEqual(address, rig.At("MY"));
        Assert.AreEqual("00", rig.At("AI"));
        rig.Exchange("08 00 4E 52 00");
        CollectionAssert.AreEqual(new[] { "8A 03" }, rig.Statuses());
        Assert.AreEqual("23", rig.At("AI"));
        Assert.AreEqual("FF FE", rig.At("MY"));
    }

    [TestMethod]
    public void The_trust_centre_expels_it_and_it_looks_for_a_network_again()
    {
        using var rig = new JoiningRig("xbee-se-router", registered: InstallCode);
        rig.Configure("08", Key);
        rig.Statuses();
        rig.Command("unregister module");
        rig.Command("register 00:0C:C1:00:11:22:33:44 00112233445566778899AABBCCDDEEFF");
        rig.Command("expel module");
        CollectionAssert.AreEqual(new[] { "8A 03" }, rig.Statuses());
        Assert.AreEqual("FF", rig.At("AI"));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual("27", rig.At("AI"));
    }

    [TestMethod]
    public void It_opens_its_own_window_when_the_coordinator_says_so()
    {
        using var rig = new JoiningRig("xbee3-zigbee", registered: InstallCode);
        rig.Queue("NJ", "00");
        rig.Configure("02", Key);
        Assert.IsFalse(rig.Home.Module.Node.IsPermittingJoining);
        rig.Command("permit-joining 30");
        Assert.IsTrue(rig.Home.Module.Node.IsPermittingJoining);
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.IsFalse(rig.Home.Module.Node.IsPermittingJoining);
    }

    [TestMethod]
    [DataRow("expel meter", true)]
    [DataRow("expel meter rejoin", false)]
    public void A_device_is_expelled_for_good_or_to_come_back(string command, bool stays)
    {
        using var rig = new JoiningRig("xbee3-zigbee", registered: InstallCode);
        rig.Command(command);
        Assert.AreEqual(stays, !rig.Home.Devices[0].IsListening);
    }

    [TestMethod]
    public void Registration_may_be_required_of_everybody()
    {
        using var rig = new JoiningRig("xbee3-zigbee", registered: null, requireRegistration: true);
        rig.Configure("02", Key);
        Assert.AreEqual("AD", rig.At("AI"));
    }

    private sealed class JoiningRig : IDisposable
    {
        private readonly List<byte> _line = [];
        private readonly List<string> _statuses = [];
        private readonly HomeCommands _commands;

        public JoiningRig(string firmware, string? registered, bool lifelike = false, bool exchangesLinkKeys = true, bool requireRegistration = false)
        {
            Home = SimulatedHome.Build(
                new HomeDescription
                {
                    Variant = HomeVariant.EsiRouter,
                    Firmware = firmware,
                    Commissioned = false,
                    Lifelike = lifelike,
                    ServicesInterface = new ServicesInterfaceDescription
                    {
                        Channel = 22,
                        ExtendedPanId = "12345678",
                        ExchangesLinkKeys = exchangesLinkKeys,
                        RequireRegistration = requireRegistration,
                        Registered = registered is null ? [] : [new RegistrationDescription { Address = ModuleAddress, Key = registered }],
                    },
                    Devices = [new DeviceDescription { Address = "00:0C:C1:00:11:22:33:44" }],
                },
                Time,
                NullLogger.Instance);
            _commands = new HomeCommands(Home);
            Home.Module.Output = _line.AddRange;
            Home.Module.PowerOn();
            Time.Advance(TimeSpan.FromSeconds(1));
            Exchange("08 00 41 50 01");
            _statuses.Clear();
        }

        public ManualTimeProvider Time { get; } = new();

        public SimulatedHome Home { get; }

        public void Command(string line) => _commands.Execute(line);

        /// <summary>Sets what an installer of a router sets, reference 07, section 8, and applies it at once.</summary>
        public void Configure(string eo, string key, string? except = null)
        {
            foreach (var (command, value) in new[] { ("SC", "FF FF"), ("ZS", "02"), ("EE", "01"), ("EO", eo), ("KY", key), ("AO", "01") })
            {
                if (command != except)
                {
                    Queue(command, value);
                }
            }

            Exchange("08 00 41 43");
        }

        public void Queue(string command, string value) => Exchange($"09 00 {Name(command)} {value}");

        public void Set(string command, string value) => Exchange($"08 00 {Name(command)} {value}");

        /// <summary>Reads a value; the status has to be OK.</summary>
        public string At(string command)
        {
            var answer = Exchange($"08 52 {Name(command)}").First(static frame => frame.StartsWith("88 52", StringComparison.Ordinal));
            Assert.AreEqual("00", answer[12..14]);
            return answer[15..];
        }

        /// <summary>Modem statuses since the last look, without those of the join window.</summary>
        public string[] Statuses()
        {
            Collect();
            string[] result = [.. _statuses.Where(static status => status is not ("8A 43" or "8A 44"))];
            _statuses.Clear();
            return result;
        }

        public List<string> Exchange(string dataHex)
        {
            Home.Module.Input(Wire.Frame(dataHex));
            return Collect();
        }

        public void Dispose() => Home.Dispose();

        private static string Name(string command) => Wire.Text(System.Text.Encoding.ASCII.GetBytes(command));

        private List<string> Collect()
        {
            var frames = Wire.Frames([.. _line]);
            _line.Clear();
            _statuses.AddRange(frames.Where(static frame => frame.StartsWith("8A", StringComparison.Ordinal)));
            return frames;
        }
    }
}
