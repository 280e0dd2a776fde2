using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Security;

namespace SEFramework.Zigbee.Tests.Security;

/// <summary>
/// Installation codes: reference 02, section 8.2. The vectors named "zigpy" are published in the test suite of zigpy, the ones named
/// "manual" use the code of Digi's ConnectPort X2 for Smart Energy manual.
/// </summary>
[TestClass]
public sealed class InstallCodeTests
{
    [TestMethod]
    [DataRow("83FED3407A93", "2B70", "CD4FA064773F46941EC986C09963D1A8", DisplayName = "48 bits")]
    [DataRow("83FED3407A939738", "C552", "A833A77434F3BFBD7A7AB97942149287", DisplayName = "64 bits")]
    [DataRow("83FED3407A939723A5C639FF", "4C12", "58C1828CF7F1C3FE29E7B1024AD84BFA", DisplayName = "96 bits")]
    [DataRow("83FED3407A939723A5C639B26916D505", "C3B5", "66B6900981E1EE3CA4206B6B861C02BB", DisplayName = "zigpy: 128 bits")]
    [DataRow("1122334455667788", "4AF7", "41618FC0C83B0E14A589954B16E31466", DisplayName = "zigpy: 64 bits")]
    [DataRow("7A939723A5C639B269161802", "819B", "F93903721685FD329D26849B90F2959A", DisplayName = "zigpy: 96 bits")]
    [DataRow("83FED3407A939723A5C639B269161802", "AEBB", "333C23686079468EB27BA24BD9C7E564", DisplayName = "zigpy: 128 bits, another")]
    [DataRow("1234567890AB", "BA9E", "18A1C023A76BF0062F50F45C6D67F04C", DisplayName = "manual: 48 bits")]
    [DataRow("112233445566", "5A60", "99FE5A277D48CD877A87907AF3F909EB", DisplayName = "48 bits, another")]
    [DataRow("A1B2C3D4E5F6A7B8", "1F9A", "3592B08F952D56DCCEDB9690415771FC", DisplayName = "64 bits, another")]
    public void Link_keys_are_derived_as_published(string code, string crc, string expected)
    {
        Assert.AreEqual(code + crc, Convert.ToHexString(InstallCode.WithCrc(Convert.FromHexString(code))));
        Assert.AreEqual(InstallCodeStatus.Valid, InstallCode.DeriveLinkKey(Convert.FromHexString(code + crc), out var key));
        Assert.AreEqual(expected, Convert.ToHexString(key));
        Assert.AreEqual(InstallCodeStatus.Valid, InstallCode.DeriveLinkKey(code + crc, out var keyOfText));
        Assert.AreEqual(expected, Convert.ToHexString(keyOfText));
    }

    [TestMethod]
    public void The_code_of_a_real_device_has_a_good_CRC() =>
        Assert.AreEqual(InstallCodeStatus.Valid, InstallCode.Check(Convert.FromHexString("C9A7D2441A711695CD62170D3328EA2B423D")));

    [TestMethod]
    [DataRow("A1B2C3D4E5F6A7B81f9a")]
    [DataRow("a1:b2:c3:d4:e5:f6:a7:b8:1f:9a")]
    [DataRow("A1B2-C3D4-E5F6-A7B8 1F9A")]
    [DataRow("0xA1B2C3D4E5F6A7B81F9A")]
    [DataRow("  0XA1B2C3D4E5F6A7B81F9A\n")]
    [DataRow("A1.B2.C3.D4.E5.F6.A7.B8.1F.9A")]
    [DataRow("\"A1 B2 C3 D4, E5 F6 A7 B8; 1F 9A\"")]
    public void Text_may_have_any_separators(string text)
    {
        Assert.AreEqual(InstallCodeStatus.Valid, InstallCode.Parse(text, out var code));
        Assert.AreEqual("A1B2C3D4E5F6A7B81F9A", Convert.ToHexString(code));
    }

    [TestMethod]
    [DataRow("1122334455667788FFFF", InstallCodeStatus.WrongCrc, DisplayName = "wrong CRC")]
    [DataRow("1122334455667788F74A", InstallCodeStatus.WrongCrc, DisplayName = "CRC high byte first")]
    [DataRow("11223344556677884A", InstallCodeStatus.WrongLength, DisplayName = "9 bytes")]
    [DataRow("1122334455667788", InstallCodeStatus.WrongCrc, DisplayName = "without its CRC it has the length of a shorter one")]
    [DataRow("83FED3407A939723A5C639B26916D505C3B500", InstallCodeStatus.WrongLength, DisplayName = "19 bytes")]
    [DataRow("A1B2C3D4E5F6A7B81F9", InstallCodeStatus.NotHexadecimal, DisplayName = "odd number of digits")]
    [DataRow("", InstallCodeStatus.NotHexadecimal)]
    [DataRow("zzz", InstallCodeStatus.NotHexadecimal)]
    [DataRow("0x", InstallCodeStatus.NotHexadecimal)]
    public void Bad_codes_are_refused_with_the_reason(string text, InstallCodeStatus expected)
    {
        Assert.AreEqual(expected, InstallCode.DeriveLinkKey(text, out var key));
        Assert.IsEmpty(key);
        Assert.AreEqual(expected, InstallCode.Parse(text, out var code));
        Assert.IsEmpty(code);
    }

    [TestMethod]
    public void A_very_long_text_is_refused() => Assert.AreEqual(InstallCodeStatus.WrongLength, InstallCode.Parse(new string('A', 1_000_000), out _));

    [TestMethod]
    public void Only_the_four_lengths_are_accepted()
    {
        for (var length = 0; length <= 20; length++)
        {
            var expected = length is 6 or 8 or 12 or 16 ? InstallCodeStatus.Valid : InstallCodeStatus.WrongLength;
            Assert.AreEqual(expected, InstallCode.Check(InstallCode.WithCrc(new byte[length])), $"{length} bytes");
        }

        Assert.AreEqual(InstallCodeStatus.WrongLength, InstallCode.Check([]));
    }

    [TestMethod]
    public void Every_changed_bit_is_noticed()
    {
        var good = Convert.FromHexString("83FED3407A939723A5C639B26916D505C3B5");
        for (var bit = 0; bit < 8 * good.Length; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(InstallCode.TryDeriveLinkKey(bad, out _), $"bit {bit}");
        }
    }

    [TestMethod]
    public void No_text_and_no_bytes_make_it_throw()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(30008UL, 7UL),
            Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text =>
            {
                var status = InstallCode.Parse(text, out var code);
                Assert.AreEqual(status == InstallCodeStatus.Valid, code.Length > 0);
            }));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(30009UL, 7UL),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
                Assert.AreEqual(InstallCode.Check(bytes) == InstallCodeStatus.Valid, InstallCode.TryDeriveLinkKey(bytes, out _))));
    }

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
