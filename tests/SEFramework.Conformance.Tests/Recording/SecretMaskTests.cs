using System.Text;
using System.Xml.Linq;
using SEFramework.Conformance.Recording;
using SEFramework.Zigbee.Security;

namespace SEFramework.Conformance.Tests.Recording;

/// <summary>What is masked keeps its form, is the same everywhere, and is not what it was.</summary>
[TestClass]
public sealed class SecretMaskTests
{
    private const string Meter = "00:0C:C1:00:27:19:3A:5B";
    private const string Mask = "02:00:00:00:00:00:00:01";

    private readonly SecretMask _mask = new();

    [TestMethod]
    [DataRow("00:0C:C1:00:27:19:3A:5B", "02:00:00:00:00:00:00:01", DisplayName = "with colons")]
    [DataRow("00-0C-C1-00-27-19-3A-5B", "02-00-00-00-00-00-00-01", DisplayName = "with hyphens")]
    [DataRow("[00:0c:c1:00:27:19:3a:5b]!", "[02:00:00:00:00:00:00:01]!", DisplayName = "of the target zigbee")]
    [DataRow("Device 00:0C:C1:00:27:19:3A:5B is gone", "Device 02:00:00:00:00:00:00:01 is gone", DisplayName = "in a sentence")]
    [DataRow("000CC10027193A5B", "0200000000000001", DisplayName = "without separators")]
    [DataRow("0x000cc10027193a5b", "0x0200000000000001", DisplayName = "as a number")]
    [DataRow("015B3A192700C10C00FF", "010100000000000002FF", DisplayName = "on the air, the last byte first")]
    [DataRow("/ws/XbeeCore/00:0C:C1:00:27:19:3A:5B?x=1", "/ws/XbeeCore/02:00:00:00:00:00:00:01?x=1", DisplayName = "in a path")]
    [DataRow("FF:FF:FF:FF:FF:FF:FF:FF 00:00:00:00:00:00:00:00", "FF:FF:FF:FF:FF:FF:FF:FF 00:00:00:00:00:00:00:00", DisplayName = "everybody and nobody stay")]
    [DataRow("0B:64 and 2026-11-21", "0B:64 and 2026-11-21", DisplayName = "what is none stays")]
    public void Addresses_in_all_forms(string text, string masked)
    {
        _mask.Learn($"the meter is {Meter}");
        Assert.AreEqual(masked, _mask.Mask(text));
    }

    [TestMethod]
    public void Ethernet_address_and_device_id_of_a_gateway_stay_together()
    {
        Assert.AreEqual("00000000-00000000-020000FF-FF000001", _mask.Mask("00000000-00000000-00409DFF-FF1A2B3C"));
        Assert.AreEqual("02:00:00:00:00:01", _mask.Mask("00:40:9D:1A:2B:3C"));
    }

    [TestMethod]
    public void An_installation_code_becomes_another_good_one_and_the_same_everywhere()
    {
        var element = XElement.Parse(
            """
            <x><installation_code type="string">83FE-D340-7A93-9738-C552</installation_code><link_key type="base16">00112233445566778899AABBCCDDEEFF</link_key>
            <installation_code type="base64">g/7TQHqTlzjFUg==</installation_code><link_key type="int">0x00112233445566778899aabbccddeeff</link_key></x>
            """);
        _mask.Mask(element);
        var codes = element.Elements("installation_code").Select(static e => e.Value).ToArray();
        var keys = element.Elements("link_key").Select(static e => e.Value).ToArray();
        Assert.AreNotEqual("83FED3407A939738C552", codes[0]);
        Assert.AreEqual(InstallCodeStatus.Valid, InstallCode.Check(Convert.FromHexString(codes[0])));
        Assert.AreEqual(codes[0], Convert.ToHexString(Convert.FromBase64String(codes[1])));
        Assert.AreNotEqual("00112233445566778899AABBCCDDEEFF", keys[0]);
        Assert.AreEqual("0x" + keys[0], keys[1]);
    }

    [TestMethod]
    public void Files_in_base_64_are_masked_inside()
    {
        var file = Convert.ToBase64String("mac = 00:0C:C1:00:27:19:3A:5B\n"u8);
        var element = XElement.Parse($"<get_file name=\"devices.ini\"><data>{file}</data></get_file>");
        _mask.Mask(element);
        CollectionAssert.AreEqual(Encoding.ASCII.GetBytes($"mac = {Mask}\n"), Convert.FromBase64String(element.Element("data")!.Value));
    }

    [TestMethod]
    public void Passwords_are_never_written_masked_or_not()
    {
        var exchange = new RecordedExchange(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            "POST",
            "/UE/rci?password=open-sesame",
            "<rci_request><set_setting><user password=\"open-sesame\"><newpass>open-sesame</newpass><password>open-sesame</password></user></set_setting></rci_request>",
            200,
            "<rci_reply><set_setting><password>open-sesame</password></set_setting></rci_reply>");
        Assert.DoesNotContain("open-sesame", SessionComposer.Compose([exchange], new RecordingOptions()).ToString());
        Assert.DoesNotContain("open-sesame", SessionComposer.Compose([exchange], new RecordingOptions { Mask = new SecretMask() }).ToString());
    }
}
