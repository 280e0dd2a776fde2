using SEFramework.Gateway.SavedFiles;

namespace SEFramework.Gateway.Tests.SavedFiles;

/// <summary>The original's saved files: reference 01, section 4.2.</summary>
[TestClass]
public sealed class LineFormatTests
{
    [TestMethod]
    [DataRow("00:11:22:33:aa:bb:cc:dd", "00:11:22:33:AA:BB:CC:DD")]
    [DataRow("00:11:22", null)]
    public void Devices(string line, string? written) => Check(LineFormats.Devices, line, written);

    [TestMethod]
    [DataRow("SE_EnergyServicePortal 0x5E", "SE_EnergyServicePortal 0x5E")]
    [DataRow("ZCL_Endpoint 33 0x104 5 1", "ZCL_Endpoint 0x21 0x0104 0x0005 0x1")]
    [DataRow("ZCL_Endpoint", null)]
    [DataRow("ZCL_Endpoint 0x100", null)]
    [DataRow("ZCL_Endpoint 0x21 what", null)]
    [DataRow("ZCL_Endpoint 1 2 3 4 5", null)]
    [DataRow("ZCL_Endpoint 1 0x10000", null)]
    [DataRow("ZCL_Endpoint 1 2 0x10000", null)]
    [DataRow("ZCL_Endpoint 1 2 3 0x10", null)]
    [DataRow("ZCL_Endpoint -1", null)]
    [DataRow("ZCL_Endpoint 0xFFFFFFFF", null)]
    public void Endpoints(string line, string? written) => Check(LineFormats.Endpoints, line, written);

    [TestMethod]
    [DataRow("ZCL_Cluster 0x5E 1 0x0200", "ZCL_Cluster 0x5E 1 0x0200")]
    [DataRow("ZCL_Cluster 94 0 513 True", "ZCL_Cluster 0x5E 0 0x0201 True")]
    [DataRow("ZCL_Cluster 94 0 513 None", "ZCL_Cluster 0x5E 0 0x0201")]
    [DataRow("ZCL_BasicCluster_server 0x5E", "ZCL_BasicCluster_server 0x5E")]
    [DataRow("ZCL_Cluster 0x5E 2 0x0200", null)]
    [DataRow("ZCL_Cluster 0x5E 1 0x10000", null)]
    [DataRow("ZCL_Cluster 0x5E 1 0x0200 Maybe", null)]
    [DataRow("ZCL_Cluster 0x5E 1 0x0200 True more", null)]
    [DataRow("ZCL_Cluster", null)]
    public void Clusters(string line, string? written) => Check(LineFormats.Clusters, line, written);

    [TestMethod]
    [DataRow("Cluster.disable_APS_encryption bool False", "Cluster.disable_APS_encryption bool False")]
    [DataRow("Some.text str two words", "Some.text str two words")]
    [DataRow("Some.text str", "Some.text str ")]
    [DataRow("Some.entry", "Some.entry")]
    [DataRow("Some.entry int", null)]
    public void Settings(string line, string? written) => Check(LineFormats.Settings, line, written);

    [TestMethod]
    public async Task Comments_and_lines_that_cannot_be_read_stay_where_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("seframework-test");
        try
        {
            var path = Path.Combine(folder.FullName, "devices.ini");
            await File.WriteAllTextAsync(path, "# known devices\r\n00:11:22:33:AA:BB:CC:DD\r\nrubbish\r\n\r\n");
            var list = SavedList.Read(folder.FullName, LineFormats.Devices);
            CollectionAssert.AreEqual(new[] { "rubbish" }, list.BadLines.ToArray());
            await list.AddAsync(new SavedDevice(new Zigbee.Addressing.IeeeAddress(0x0013A20040112233)));
            Assert.AreEqual(
                "# known devices\n00:11:22:33:AA:BB:CC:DD\nrubbish\n\n00:13:A2:00:40:11:22:33\n", await File.ReadAllTextAsync(path));
            Assert.AreEqual(1, await list.RemoveAsync(d => d.Address.Value == 0x00112233AABBCCDD));
            Assert.AreEqual(1, SavedList.Read(folder.FullName, LineFormats.Devices).Items.Count());
            Assert.AreEqual(1, folder.GetFiles().Length, "no temporary file is left");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Check<T>(LineFormat<T> format, string line, string? written)
        where T : class
    {
        var item = format.TryParse(line);
        Assert.AreEqual(written, item is null ? null : format.Format(item));
        if (item is not null)
        {
            Assert.AreEqual(item, format.TryParse(format.Format(item)));
        }
    }
}
