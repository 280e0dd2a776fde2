using System.Net;
using SEFramework.Daemon.Rci;

namespace SEFramework.Daemon.Tests.Rci;

/// <summary>The machine's network from the tables of the kernel.</summary>
[TestClass]
public sealed class MachineNetworkTests
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("seframework-network");

    [TestCleanup]
    public void Delete() => _root.Delete(recursive: true);

    [TestMethod]
    public void Mask_gateway_and_name_server_are_those_of_the_address()
    {
        Write("proc/self/net/route", """
            Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
            wlan0	00000000	0100A8C0	0003	0	0	600	00000000	0	0	0
            eth0	00000000	FE01A8C0	0003	0	0	100	00000000	0	0	0
            eth0	0001A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
            eth0	0000A8C0	00000000	0001	0	0	100	0000FFFF	0	0	0
            nonsense
            """);
        Write("etc/resolv.conf", "# made by somebody\nsearch example\nnameserver 192.168.1.53\nnameserver 192.168.1.54\n");
        var network = MachineNetwork.Read(IPAddress.Parse("192.168.1.7"), _root.FullName);
        Assert.AreEqual("255.255.255.0", network.Mask?.ToString());
        Assert.AreEqual("192.168.1.254", network.Gateway?.ToString());
        Assert.AreEqual("192.168.1.53", network.NameServer?.ToString());
    }

    [TestMethod]
    public void Without_tables_and_without_an_address_there_is_nothing_and_no_fault()
    {
        var network = MachineNetwork.Read(null, _root.FullName);
        Assert.AreEqual(new MachineNetwork(null, null, null, null), network);
    }

    [TestMethod]
    [DataRow("2026-11-07T08:15:00Z", "Sat Nov  7 08:15:00 2026")]
    [DataRow("2009-09-28T10:59:38Z", "Mon Sep 28 10:59:38 2009")]
    public void Times_are_written_as_C_does(string time, string expected) =>
        Assert.AreEqual(expected, DeviceGroups.FormatTime(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
