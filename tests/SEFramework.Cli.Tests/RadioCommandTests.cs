using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Cli.Radios;
using SEFramework.Simulator.Home;

namespace SEFramework.Cli.Tests;

/// <summary>sefctl radio on a simulated module, as a person at a terminal sees it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RadioCommandTests
{
    [TestMethod]
    public async Task A_good_coordinator_is_said_to_be_good()
    {
        await using var module = await StartAsync(HomeDescription.Default);
        var (code, text) = await RunAsync("check", "--port", module.PortName);
        Assert.AreEqual(0, code, text);
        StringAssert.Contains(text, "It is an XBee 3 Zigbee (hardware 4247, firmware 1014), 00:13:A2:00:41:5E:00:01.");
        StringAssert.Contains(text, "As a coordinator it is in a network: channel ");
        StringAssert.Contains(text, "note    It cannot establish link keys by certificate");
        Assert.DoesNotContain("PROBLEM", text);
    }

    [TestMethod]
    public async Task A_module_with_smart_energy_firmware_has_no_such_limit()
    {
        await using var module = await StartAsync(HomeDescription.Default with { Firmware = "xbee-se-coordinator" });
        var (_, text) = await RunAsync("check", "--port", module.PortName);
        StringAssert.Contains(text, "ok      It establishes link keys by certificate itself");
    }

    [TestMethod]
    public async Task What_is_wrong_is_named_and_joining_puts_it_right()
    {
        await using var module = await StartAsync(new HomeDescription
        {
            Variant = HomeVariant.EsiRouter,
            Commissioned = false,
            ServicesInterface = new ServicesInterfaceDescription
            {
                Registered = [new RegistrationDescription { Address = "00:13:A2:00:41:5E:00:01", Key = "83FED3407A939723A5C639B26916D505C3B5" }],
            },
        });
        var (before, problems) = await RunAsync("check", "--port", module.PortName);
        Assert.AreEqual(1, before);
        StringAssert.Contains(problems, "PROBLEM EE is 0");
        StringAssert.Contains(problems, "PROBLEM ZS is 0");
        StringAssert.Contains(problems, "PROBLEM As a router it is in no network (AI 0x22)");
        Console.SetIn(new StringReader("83FED340-7A939723-A5C639B2-6916D505-C3B5\n"));
        var (joined, text) = await RunAsync("join", "--key", "--channels", "11-26", "--port", module.PortName);
        Assert.AreEqual(0, joined, text);
        StringAssert.Contains(text, "In a network as router: channel ");
        Assert.DoesNotContain("83FED340", text);
        Assert.AreEqual(0, (await RunAsync("check", "--port", module.PortName)).Code);
    }

    [TestMethod]
    public async Task Neighbours_are_read_page_by_page()
    {
        await using var module = await StartAsync(HomeDescription.Default);
        var (code, text) = await RunAsync("neighbours", "00:0C:C1:00:27:19:3A:5B", "--port", module.PortName);
        Assert.AreEqual(0, code, text);
        foreach (var neighbour in new[] { "00:13:A2:00:41:5E:00:01 0000 Coordinator", "00:0C:C1:00:27:19:3A:5C", "00:0C:C1:00:27:19:3A:5D", "00:0C:C1:00:27:19:3A:5E" })
        {
            StringAssert.Contains(text, neighbour);
        }

        var (_, endpoints) = await RunAsync("zdo", "00:0C:C1:00:27:19:3A:5B", "0005", "0000", "--port", module.PortName);
        StringAssert.StartsWith(endpoints, "81", "Active_EP_req for another address: device not found");
        var (routes, refusal) = await RunAsync("routes", "00:0C:C1:00:27:19:3A:5B", "--port", module.PortName);
        Assert.IsTrue(routes == 0 || refusal.Contains("refuses: NotSupported", StringComparison.Ordinal), refusal);
        Assert.AreEqual(1, (await RunAsync("zdo", "coordinator", "0005", "0", "--port", module.PortName)).Code);
        Assert.AreEqual(1, (await RunAsync("neighbours", "12:34", "--port", module.PortName)).Code);
    }

    [TestMethod]
    public async Task At_commands_are_passed_on_and_refusals_told()
    {
        await using var module = await StartAsync(HomeDescription.Default);
        Assert.AreEqual((0, "00\n"), await RunAsync("at", "AI", "--port", module.PortName));
        Assert.AreEqual((0, "OK\n"), await RunAsync("at", "NJ", "3C", "--port", module.PortName));
        Assert.AreEqual((0, "3C\n"), await RunAsync("at", "nj", "--port", module.PortName));
        Assert.AreEqual(1, (await RunAsync("at", "Q?", "--port", module.PortName)).Code);
        Assert.AreEqual(1, (await RunAsync("at", "NJ", "xyz", "--port", module.PortName)).Code);
    }

    [TestMethod]
    public async Task A_port_that_is_not_there_is_said_in_a_sentence()
    {
        var (code, text) = await RunAsync("check", "--port", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        Assert.AreEqual(1, code);
        StringAssert.Contains(text, "is the radio plugged in?");
    }

    [TestMethod]
    [DataRow("11", 0x0001)]
    [DataRow("26", 0x8000)]
    [DataRow("11,15, 20-24", 0x3E11)]
    [DataRow("11-26", 0xFFFF)]
    [DataRow("10", null)]
    [DataRow("27", null)]
    [DataRow("20-15", null)]
    [DataRow("", null)]
    [DataRow("1-2-3", null)]
    public void Channels_are_numbers_and_ranges(string text, int? mask)
    {
        Assert.AreEqual(mask is not null, ChannelList.TryParse(text, out var read));
        Assert.AreEqual(mask ?? read, read ?? mask);
    }

    private static async Task<SimulationHost> StartAsync(HomeDescription description) => await SimulationHost.StartAsync(
        SimulatedHome.Build(description, TimeProvider.System, NullLogger.Instance), new PortDescription.PseudoTerminal(), NullLogger.Instance);

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        await using var text = new StringWriter { NewLine = "\n" };
        Console.SetOut(text);
        Console.SetError(text);
        try
        {
            return (await RadioCommand.Create().Parse(arguments).InvokeAsync(), text.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
