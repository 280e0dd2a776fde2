using FsCheck;
using FsCheck.Fluent;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Zigbee.Tests.SmartEnergy;

/// <summary>What peers of other versions send: shorter and longer payloads, strange strings, and bytes that are no command at all.</summary>
[TestClass]
public sealed class SmartEnergyToleranceTests
{
    [TestMethod]
    public void Payloads_that_lack_a_mandatory_field_are_refused_and_longer_ones_read()
    {
        foreach (var (id, (read, shortest)) in Commands.All)
        {
            for (var length = 0; length < shortest; length++)
            {
                Assert.IsNull(read(new byte[length]), $"{id} of {length} bytes");
            }

            var exact = read(new byte[shortest]);
            var longer = read(new byte[shortest + 40]);
            Assert.IsNotNull(exact, id.ToString());
            Assert.IsNotNull(longer, id.ToString());
            if (id != SmartEnergyCommandId.ReportEventStatus && id != SmartEnergyCommandId.PublishPrice)
            {
                Assert.AreEqual(exact, longer, $"{id}: what follows belongs to later versions");
            }
        }
    }

    [TestMethod]
    public void No_bytes_make_a_reader_throw_and_what_it_reads_it_writes_readably() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(20261121, 77).WithMaxTest(2000),
        Prop.ForAll<byte[]>(static bytes =>
        {
            foreach (var (id, (read, _)) in Commands.All)
            {
                if (read(bytes) is { } command)
                {
                    Assert.AreEqual(id, command.Id);
                    var writer = new ByteWriter();
                    command.Write(writer);
                    Assert.IsNotNull(read(writer.Written.Span));
                }
            }
        }));

    [TestMethod]
    [DataRow(0, 17, DisplayName = "neither type nor signature")]
    [DataRow(0, 18, DisplayName = "no signature")]
    [DataRow(7, 25, DisplayName = "a signature that is cut")]
    [DataRow(42, 60, DisplayName = "whole")]
    public void The_signature_of_a_report_may_be_cut(int signature, int length)
    {
        var writer = new ByteWriter();
        new ReportEventStatus { IssuerEventId = 5, Status = EventStatus.Completed, StatusTime = 9, SignatureType = 0 }.Write(writer);
        Assert.IsTrue(ReportEventStatus.TryRead(writer.Written.Span[..length], out var report));
        Assert.AreEqual(EventStatus.Completed, report.Status);
        Assert.AreEqual(signature, report.Signature.Length);
    }

    [TestMethod]
    public void Optional_fields_of_a_price_come_in_order_and_a_cut_one_ends_the_frame()
    {
        var price = new PublishPrice
        {
            IssuerEventId = 1,
            CurrentTime = 2,
            Currency = 978,
            DurationInMinutes = 3,
            Price = 4,
            PriceRatio = 10,
            GenerationPrice = 500,
            GenerationPriceRatio = 11,
            AlternateCostDelivered = 600,
            AlternateCostUnit = 2,
            AlternateCostTrailingDigit = 0x10,
            BlockThresholds = 3,
            PriceControl = PublishPrice.AcknowledgementRequired,
        };
        var writer = new ByteWriter();
        price.Write(writer);
        Assert.AreEqual(42, writer.Written.Length);
        Assert.IsTrue(PublishPrice.TryRead(writer.Written.Span, out var whole));
        Assert.AreEqual(price, whole);

        Assert.IsTrue(PublishPrice.TryRead(writer.Written.Span[..31], out var cut));
        Assert.AreEqual((byte)10, cut.PriceRatio);
        Assert.IsNull(cut.GenerationPrice);
        Assert.IsNull(cut.GenerationPriceRatio);

        var gap = new ByteWriter();
        (price with { GenerationPriceRatio = null }).Write(gap);
        Assert.AreEqual(33, gap.Written.Length, "a field is there only if all before are");
    }

    [TestMethod]
    public void Texts_are_cut_on_a_character_boundary()
    {
        Assert.AreEqual(11, SmartEnergyText.Length("Tarifzone 1234", 11));
        Assert.AreEqual(10, SmartEnergyText.Length("0123456789€", 11));
        Assert.AreEqual(11, SmartEnergyText.Length("012345678ä5", 11));
        var writer = new ByteWriter();
        new DisplayMessage(1, 0, 0, 5, new string('ü', 200)).Write(writer);
        Assert.IsTrue(DisplayMessage.TryRead(writer.Written.Span, out var message));
        Assert.AreEqual(new string('ü', 127), message.Text);
    }

    [TestMethod]
    public void Strings_that_are_marked_invalid_are_empty_and_those_that_are_not_UTF_8_are_kept_as_far_as_they_are()
    {
        Assert.IsTrue(DisplayMessage.TryRead(Hex.Bytes("01000000 00 00000000 0500 FF"), out var invalid));
        Assert.AreEqual("", invalid.Text);
        Assert.IsTrue(DisplayMessage.TryRead(Hex.Bytes("01000000 00 00000000 0500 03 41 C3 42"), out var broken));
        Assert.AreEqual("A\uFFFDB", broken.Text);
    }

    [TestMethod]
    public void A_profile_with_fewer_intervals_than_it_says_is_refused()
    {
        var writer = new ByteWriter();
        new GetProfileResponse(100, ProfileStatus.Success, 3, [1, 2, GetProfileResponse.InvalidInterval]).Write(writer);
        Assert.IsTrue(GetProfileResponse.TryRead(writer.Written.Span, out var profile));
        CollectionAssert.AreEqual(new[] { 1u, 2u, 0xFFFFFFu }, profile.Intervals.ToArray());
        Assert.IsFalse(GetProfileResponse.TryRead(writer.Written.Span[..^1], out _));
    }
}
