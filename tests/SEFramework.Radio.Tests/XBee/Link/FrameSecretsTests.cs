using SEFramework.Radio.Tests.XBee.Frames;
using SEFramework.Radio.XBee.Link;

namespace SEFramework.Radio.Tests.XBee.Link;

/// <summary>Where keys are in frames: reference 07, sections 4.1, 4.5 and 7.</summary>
[TestClass]
public sealed class FrameSecretsTests
{
    [TestMethod]
    [DataRow("24 05 00 13 A2 00 41 22 33 44 FF FE 00 01 02", 13)]
    [DataRow("08 01 4B 59 01 02", 4)]
    [DataRow("09 01 4E 4B 01 02", 4)]
    [DataRow("08 01 5A 56 01 02", 4)]
    [DataRow("88 01 49 3F 00 01 02", 5)]
    [DataRow("17 01 00 13 A2 00 41 22 33 44 FF FE 02 4B 59 01 02", 15)]
    [DataRow("97 01 00 13 A2 00 41 22 33 44 FF FE 4B 59 00 01 02", 15)]
    public void Key_material_is_found(string hex, int start) => Assert.AreEqual(start, FrameSecrets.StartOfSecret(Hex.Bytes(hex)));

    [TestMethod]
    [DataRow("")]
    [DataRow("24")]
    [DataRow("24 05 00 13 A2 00 41 22 33 44 FF FE 00")]
    [DataRow("08 01 4B 59")]
    [DataRow("08 01 4E 4A 78")]
    [DataRow("88 01 4B 59 00")]
    [DataRow("88 01 4B")]
    [DataRow("17 01 00 13 A2 00 41 22 33 44 FF FE 02 44 37 01")]
    [DataRow("91 4B 59 01 02")]
    public void Nothing_else_is(string hex) => Assert.AreEqual(Hex.Bytes(hex).Length, FrameSecrets.StartOfSecret(Hex.Bytes(hex)));
}
