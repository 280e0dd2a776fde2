using System.Text;
using SEFramework.Simulator.Module;

namespace SEFramework.Simulator.Tests.Module;

/// <summary>The text command mode of a module whose AP is not set yet, reference 07, section 2.</summary>
[TestClass]
public sealed class CommandModeTests
{
    [TestMethod]
    public void Silence_plus_plus_plus_silence_enters_and_ATAP2_brings_frames()
    {
        using var rig = new ModuleRig(apiMode: 0);
        Assert.AreEqual(string.Empty, Type(rig, "+++"));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual("OK\r", Text(rig));
        Assert.AreEqual("OK\r", Type(rig, "ATAP2\r"));
        Assert.AreEqual("OK\r", Type(rig, "atwr\r"));
        Assert.AreEqual("OK\r", Type(rig, "ATCN\r"));
        rig.Module.Input(Wire.Bytes("7E 00 04 08 01 41 50 65"));
        Assert.AreEqual("7E 00 06 88 01 41 50 00 02 E3", rig.TakeLine());
    }

    [TestMethod]
    public void Frames_are_not_understood_before()
    {
        using var rig = new ModuleRig(apiMode: 0);
        rig.Module.Input(Wire.Bytes("7E 00 04 08 01 41 50 65"));
        Assert.AreEqual(string.Empty, rig.TakeLine());
    }

    [TestMethod]
    public void Values_are_read_and_set_in_hexadecimal_and_applied_at_the_end()
    {
        using var rig = Entered();
        Assert.AreEqual("1014\r", Type(rig, "ATVR\r"));
        Assert.AreEqual("0\r", Type(rig, "AT ZS\r".Replace(" ", string.Empty, StringComparison.Ordinal)));
        Assert.AreEqual("OK\r", Type(rig, "ATNT 5A\r"));
        Assert.AreEqual("5A\r", Type(rig, "ATNT\r"));
        Assert.AreEqual("OK\r", Type(rig, "ATNIgateway\r"));
        Assert.AreEqual("gateway\r", Type(rig, "ATNI\r"));
        Assert.AreEqual("OK\r", Type(rig, "ATCN\r"));
    }

    [TestMethod]
    [DataRow("ATQQ\r")]
    [DataRow("ATNTxyz\r")]
    [DataRow("ATZS9\r")]
    [DataRow("hello\r")]
    [DataRow("AT\r")]
    public void Nonsense_is_an_error(string line)
    {
        using var rig = Entered();
        Assert.AreEqual("ERROR\r", Type(rig, line));
    }

    [TestMethod]
    public void The_escape_needs_silence_before_and_after()
    {
        using var rig = new ModuleRig(apiMode: 0);
        Type(rig, "x+++");
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.AreEqual(string.Empty, Text(rig));
        Type(rig, "+++");
        rig.Time.Advance(TimeSpan.FromMilliseconds(999));
        Type(rig, "x");
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.AreEqual(string.Empty, Text(rig));
    }

    [TestMethod]
    public void The_mode_ends_by_itself_after_ten_seconds()
    {
        using var rig = Entered();
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.AreEqual(string.Empty, Type(rig, "ATVR\r"));
    }

    [TestMethod]
    public void API_only_firmware_has_no_such_mode()
    {
        using var rig = new ModuleRig(FirmwareProfile.XBeeSeCoordinator);
        rig.Take();
        Type(rig, "+++");
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.AreEqual(string.Empty, Text(rig));
        Assert.AreEqual("03", rig.At("AP", "00"));
    }

    [TestMethod]
    public void Escaped_frames_are_understood_and_sent_after_AP_2()
    {
        using var rig = new ModuleRig(apiMode: 2);
        rig.Module.Input(Wire.Bytes("7E 00 04 08 7D 31 41 50 55"));
        Assert.AreEqual("7E 00 06 88 7D 31 41 50 00 02 D3", rig.TakeLine());
    }

    [TestMethod]
    public void The_answer_to_AP_still_comes_in_the_old_mode()
    {
        using var rig = new ModuleRig();
        rig.Module.Input(Wire.Frame("08 11 41 50 02"));
        Assert.AreEqual(Wire.Text(Wire.Frame("88 11 41 50 00")), rig.TakeLine());
        rig.Module.Input(Wire.Bytes("7E 00 04 08 7D 31 41 50 55"));
        Assert.AreEqual("7E 00 06 88 7D 31 41 50 00 02 D3", rig.TakeLine());
    }

    private static ModuleRig Entered()
    {
        var rig = new ModuleRig(apiMode: 0);
        Type(rig, "+++");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual("OK\r", Text(rig));
        return rig;
    }

    private static string Type(ModuleRig rig, string text)
    {
        rig.Module.Input(Encoding.ASCII.GetBytes(text));
        return Text(rig);
    }

    private static string Text(ModuleRig rig)
    {
        var line = rig.TakeLine();
        return Encoding.ASCII.GetString(Wire.Bytes(line));
    }
}
