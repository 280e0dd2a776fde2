using SEFramework.Radio.XBee.Link;

namespace SEFramework.Radio.Tests.XBee.Link;

/// <summary>Numbers in AT values: reference 07, section 4.1.</summary>
[TestClass]
public sealed class AtNumberTests
{
    [TestMethod]
    [DataRow(0UL, "00")]
    [DataRow(1UL, "01")]
    [DataRow(255UL, "FF")]
    [DataRow(256UL, "0100")]
    [DataRow(0x12CUL, "012C")]
    [DataRow(0x123456UL, "123456")]
    [DataRow(0x0013A20012345678UL, "13A20012345678")]
    [DataRow(ulong.MaxValue, "FFFFFFFFFFFFFFFF")]
    public void A_number_is_written_without_leading_zero_bytes_and_read_back(ulong number, string hex)
    {
        Assert.AreEqual(hex, Convert.ToHexString(AtNumber.Write(number)));
        Assert.IsTrue(AtNumber.TryRead(Convert.FromHexString(hex), out var read));
        Assert.AreEqual(number, read);
    }

    [TestMethod]
    public void Leading_zero_bytes_do_not_matter()
    {
        Assert.IsTrue(AtNumber.TryRead([0, 0, 0, 7], out var read));
        Assert.AreEqual(7UL, read);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(9)]
    public void Anything_but_1_to_8_bytes_is_no_number(int length) => Assert.IsFalse(AtNumber.TryRead(new byte[length], out _));
}
