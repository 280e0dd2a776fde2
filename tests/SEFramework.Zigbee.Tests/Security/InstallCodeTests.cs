using SEFramework.Zigbee.Security;

namespace SEFramework.Zigbee.Tests.Security;

/// <summary>Vectors of reference 02, section 8.2; those marked are published in zigpy's test suite.</summary>
[TestClass]
public sealed class InstallCodeTests
{
    [TestMethod]
    [DataRow("83FED3407A932B70", "CD4FA064773F46941EC986C09963D1A8")]
    [DataRow("83FED3407A939738C552", "A833A77434F3BFBD7A7AB97942149287")]
    [DataRow("83FED3407A939723A5C639FF4C12", "58C1828CF7F1C3FE29E7B1024AD84BFA")]
    [DataRow("83FED3407A939723A5C639B26916D505C3B5", "66B6900981E1EE3CA4206B6B861C02BB", DisplayName = "zigpy: 128 bits")]
    [DataRow("11223344556677884AF7", "41618FC0C83B0E14A589954B16E31466", DisplayName = "zigpy: 64 bits")]
    [DataRow("7A939723A5C639B269161802819B", "F93903721685FD329D26849B90F2959A", DisplayName = "zigpy: 96 bits")]
    [DataRow("83FED3407A939723A5C639B269161802AEBB", "333C23686079468EB27BA24BD9C7E564", DisplayName = "zigpy: 128 bits, another")]
    [DataRow("1234567890ABBA9E", "18A1C023A76BF0062F50F45C6D67F04C")]
    public void Link_keys_are_derived_as_published(string code, string expected)
    {
        Assert.IsTrue(InstallCode.TryDeriveLinkKey(Convert.FromHexString(code), out var key));
        Assert.AreEqual(expected, Convert.ToHexString(key));
    }

    [TestMethod]
    [DataRow("1122334455667788FFFF", DisplayName = "wrong CRC")]
    [DataRow("1122334455667788F74A", DisplayName = "CRC high byte first")]
    [DataRow("11223344556677884A", DisplayName = "length 9")]
    [DataRow("", DisplayName = "empty")]
    public void Bad_codes_are_refused(string code) => Assert.IsFalse(InstallCode.TryDeriveLinkKey(Convert.FromHexString(code), out _));

    [TestMethod]
    public void The_CRC_has_the_published_check_value() => Assert.AreEqual((ushort)0x906E, InstallCode.Crc("123456789"u8));

    [TestMethod]
    [DataRow("C0", "AE3A102A28D43EE0D4A09E22788B206C")]
    [DataRow("C0C1C2C3C4C5C6C7C8C9CACBCCCDCECF", "A7977E88BC0B61E8210827109A228F2D")]
    public void The_hash_has_the_published_values(string message, string expected) =>
        Assert.AreEqual(expected, Convert.ToHexString(MatyasMeyerOseas.Hash(Convert.FromHexString(message))));

    [TestMethod]
    public void A_message_beyond_the_length_field_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => MatyasMeyerOseas.Hash(new byte[MatyasMeyerOseas.MaximumLength + 1]));
}
