using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Values;

namespace SEFramework.Rpc.Tests.Values;

/// <summary>Spelling of scalars: reference 01, sections 2.2 and 2.3.</summary>
[TestClass]
public sealed class RpcTextTests
{
    [TestMethod]
    [DataRow("0", "0x0")]
    [DataRow("3", "0x3")]
    [DataRow("187", "0xBB")]
    [DataRow("-32768", "-0x8000")]
    [DataRow("-1", "-0x1")]
    [DataRow("4294967295", "0xFFFFFFFF")]
    [DataRow("18446744073709551615", "0xFFFFFFFFFFFFFFFF")]
    [DataRow("18446744073709551616", "0x10000000000000000")]
    [DataRow("88962710306127702866241727433142015", "0x112233445566778899AABBCCDDEEFF")]
    public void Integers_are_written_in_upper_case_hex_without_padding(string value, string expected) =>
        Assert.AreEqual(expected, RpcText.FormatInt(BigInteger.Parse(value, CultureInfo.InvariantCulture)));

    [TestMethod]
    [DataRow("12", 12)]
    [DataRow(" 0x5E\n", 94)]
    [DataRow("0X5e", 94)]
    [DataRow("-0x8000", -32768)]
    [DataRow("+7", 7)]
    [DataRow("0xFF", 255)]
    [DataRow("007", 7)]
    public void Integers_are_read_decimal_or_hex(string text, int expected)
    {
        Assert.IsTrue(RpcText.TryParseInt(text, out var value));
        Assert.AreEqual(new BigInteger(expected), value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    [DataRow("0x")]
    [DataRow("x12")]
    [DataRow("1.0")]
    [DataRow("--1")]
    [DataRow("1 2")]
    [DataRow("0x1G")]
    [DataRow("12abc")]
    public void What_is_no_integer_is_refused(string text) => Assert.IsFalse(RpcText.TryParseInt(text, out _));

    [TestMethod]
    public void Numbers_of_absurd_length_are_not_numbers() =>
        Assert.IsInstanceOfType<RpcString>(RpcText.Infer(new string('9', 1_000_000)));

    [TestMethod]
    public void Every_integer_reads_back_as_written()
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<BigInteger>(),
            value => RpcText.TryParseInt(RpcText.FormatInt(value), out var back) && back == value);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20001L, 7UL), property);
    }

    [TestMethod]
    public void Every_finite_float_reads_back_as_written_without_exponent()
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<double>().Filter(double.IsFinite),
            value =>
            {
                var text = RpcText.FormatFloat(value);
                return !text.Contains('E', StringComparison.OrdinalIgnoreCase) && text.Contains('.', StringComparison.Ordinal)
                    && double.Parse(text, CultureInfo.InvariantCulture).Equals(value);
            });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20002L, 7UL), property);
    }

    [TestMethod]
    [DataRow(1.0, "1.0")]
    [DataRow(-0.25, "-0.25")]
    [DataRow(1e21, "1000000000000000000000.0")]
    [DataRow(1.5e-7, "0.00000015")]
    [DataRow(double.NaN, "nan")]
    [DataRow(double.NegativeInfinity, "-inf")]
    public void Floats_are_plain_decimals(double value, string expected) => Assert.AreEqual(expected, RpcText.FormatFloat(value));

    [TestMethod]
    [DataRow(1361000766000L, "1361000766.0")]
    [DataRow(1361000766180L, "1361000766.18")]
    [DataRow(1361000766100L, "1361000766.1")]
    [DataRow(1361000766009L, "1361000766.0")]
    [DataRow(946684800000L, "946684800.0")]
    public void Time_stamps_look_like_python_floats(long milliseconds, string expected) =>
        Assert.AreEqual(expected, RpcText.FormatTimestamp(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)));

    [TestMethod]
    [DataRow("TRUE", typeof(RpcBool))]
    [DataRow("false", typeof(RpcBool))]
    [DataRow("1", typeof(RpcInt))]
    [DataRow("0x10", typeof(RpcInt))]
    [DataRow("1.0", typeof(RpcFloat))]
    [DataRow("TOU-A", typeof(RpcString))]
    [DataRow("", typeof(RpcString))]
    public void Untyped_text_is_bool_then_int_then_float_then_text(string text, Type expected) =>
        Assert.AreEqual(expected, RpcText.Infer(text).GetType());

    [TestMethod]
    [DataRow("00:1C:DA:00:05:0A:3B:7E", "00:1C:DA:00:05:0A:3B:7E")]
    [DataRow(" 001cda00050a3b7e ", "00:1C:DA:00:05:0A:3B:7E")]
    [DataRow("00-1c-da-00-05-0a-3b-7e", "00:1C:DA:00:05:0A:3B:7E")]
    [DataRow("7D:84", "7D:84")]
    public void Addresses_are_read_with_or_without_separators(string text, string expected)
    {
        Assert.IsTrue(MacAddress.TryParse(text, out var address));
        Assert.AreEqual(expected, address.ToString());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("00:1C:DA:00:05:0A:3B")]
    [DataRow("00:1C:DA:00:05:0A:3B:7E:00")]
    [DataRow("00:1C:DA:00:05:0A:3B:7G")]
    [DataRow("0:01C:DA:00:05:0A:3B:7E")]
    [DataRow(":001CDA00050A3B7E")]
    public void What_is_no_address_is_refused(string text) => Assert.IsFalse(MacAddress.TryParse(text, out _));

    [TestMethod]
    [DataRow("00FF", true)]
    [DataRow("00 ff\n10", true)]
    [DataRow("0x0102", true)]
    [DataRow("", true)]
    [DataRow("0", false)]
    [DataRow("0G", false)]
    public void Base16_takes_blanks_and_prefix(string text, bool accepted) => Assert.AreEqual(accepted, RpcText.TryParseBase16(text, out _));

    [TestMethod]
    public void Base64_is_decoded()
    {
        Assert.IsTrue(RpcText.TryParse(RpcType.Base64, "AAEC/w==", out var value));
        CollectionAssert.AreEqual(new byte[] { 0, 1, 2, 255 }, ((RpcBytes)value).Value.ToArray());
        Assert.IsFalse(RpcText.TryParse(RpcType.Base64, "not base 64!", out _));
    }
}
