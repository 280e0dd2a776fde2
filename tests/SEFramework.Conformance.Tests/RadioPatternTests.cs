using SEFramework.Conformance.Comparison;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Tests;

/// <summary>Radio frames as sessions write them.</summary>
[TestClass]
public sealed class RadioPatternTests
{
    // A ZCL frame for cluster 0x0702 of endpoint 1, from 0x5E.
    private static readonly byte[] Sent = Convert.FromHexString("110B000CC10027193A5B1A2B5E01070201090020" + "0042000603");

    private readonly Dictionary<string, string> _variables = [];

    [TestMethod]
    [DataRow("00 42 00 06 03")]
    [DataRow("0042000603")]
    [DataRow("00 .. 00 *")]
    [DataRow("*")]
    [DataRow("\n  00 {{capture tsn}} 00 06 03 *\n")]
    public void Payload_matches(string bytes) => Assert.IsTrue(new RadioPattern(_variables).Matches(Frame(bytes), Sent));

    [TestMethod]
    [DataRow("00 42 00 06")]
    [DataRow("00 42 00 06 03 00")]
    [DataRow("00 42 00 06 04")]
    [DataRow("")]
    public void Payload_differs(string bytes) => Assert.IsFalse(new RadioPattern(_variables).Matches(Frame(bytes), Sent));

    [TestMethod]
    public void Addressing_that_is_written_counts()
    {
        var pattern = new RadioPattern(_variables);
        var whole = Frame("*") with { Device = "00:0C:C1:00:27:19:3A:5B", ProfileId = 0x0109, GatewayEndpoint = 0x5E, DeviceEndpoint = 1 };
        Assert.IsTrue(pattern.Matches(whole, Sent));
        Assert.IsFalse(pattern.Matches(whole with { ClusterId = 0x0701 }, Sent));
        Assert.IsFalse(pattern.Matches(whole with { Device = "00:0C:C1:00:27:19:3A:5C" }, Sent));
        Assert.IsFalse(pattern.Matches(whole with { ProfileId = 0x0104 }, Sent));
        Assert.IsFalse(pattern.Matches(whole with { GatewayEndpoint = 1 }, Sent));
        Assert.IsFalse(pattern.Matches(whole with { DeviceEndpoint = 2 }, Sent));
        Assert.IsFalse(pattern.Matches(whole, [0x08, 0x01, 0x41, 0x50]));
        Assert.IsTrue(pattern.Matches(whole with { ClusterId = null, Bytes = "08 01 41 50" }, [0x08, 0x01, 0x41, 0x50]));
    }

    [TestMethod]
    public void What_goes_out_is_answered_with_its_own_sequence_number()
    {
        var pattern = new RadioPattern(_variables);
        Assert.IsTrue(pattern.Matches(Frame("00 {{capture tsn}} *"), Sent));
        var answer = pattern.Make(Frame("18 {{=tsn}} 01 06 03 00 18 00") with { Device = "000CC10027193A5B", ProfileId = 0x0109, GatewayEndpoint = 0x5E, DeviceEndpoint = 1 });
        Assert.AreEqual("91000CC10027193A5BFFFE015E0702010921" + "1842010603001800", Convert.ToHexString(answer));
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("* 00")]
    [DataRow("00 xx")]
    [DataRow("{{=nothing}}")]
    public void What_cannot_be_read_is_said(string bytes) =>
        Assert.ThrowsExactly<FormatException>(() => new RadioPattern(_variables).Matches(Frame(bytes), Sent));

    [TestMethod]
    [DataRow("..")]
    [DataRow("*")]
    [DataRow("00")]
    public void What_comes_in_has_to_be_whole(string bytes) => Assert.ThrowsExactly<FormatException>(() => new RadioPattern(_variables).Make(Frame(bytes)));

    private static RadioFrame Frame(string bytes) => new(bytes, null, 0x0702, null, null, null, Encrypted: true);
}
