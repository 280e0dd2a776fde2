using SEFramework.Simulator.Lines;

namespace SEFramework.Simulator.Tests.Lines;

[TestClass]
public sealed class PtyLineTests
{
    [TestMethod]
    public async Task A_link_points_to_the_terminal_and_goes_with_it()
    {
        var folder = Directory.CreateTempSubdirectory("sef-pty");
        try
        {
            var link = Path.Combine(folder.FullName, "ttyXBee");
            var line = await PtyLine.OpenAsync(link);
            Assert.AreEqual(link, line.PortName);
            Assert.IsTrue(File.Exists(new FileInfo(link).LinkTarget));
            await line.DisposeAsync();
            Assert.IsNull(new FileInfo(link).LinkTarget);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public async Task An_old_link_is_replaced_and_a_newer_one_is_not_removed()
    {
        var folder = Directory.CreateTempSubdirectory("sef-pty");
        try
        {
            var link = Path.Combine(folder.FullName, "ttyXBee");
            await using var first = await PtyLine.OpenAsync(link);
            await using var second = await PtyLine.OpenAsync(link);
            var target = new FileInfo(link).LinkTarget;
            await first.DisposeAsync();
            Assert.AreEqual(target, new FileInfo(link).LinkTarget);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public async Task A_file_of_that_name_is_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("sef-pty");
        try
        {
            var file = Path.Combine(folder.FullName, "precious");
            await File.WriteAllTextAsync(file, "data");
            await Assert.ThrowsExactlyAsync<IOException>(() => PtyLine.OpenAsync(file));
            Assert.AreEqual("data", await File.ReadAllTextAsync(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public async Task Without_a_link_the_port_is_the_terminal_itself()
    {
        await using var line = await PtyLine.OpenAsync(null);
        Assert.StartsWith("/dev/pts/", line.PortName);
    }
}
