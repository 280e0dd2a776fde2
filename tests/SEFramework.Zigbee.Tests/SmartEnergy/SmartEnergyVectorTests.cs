using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Tests.SmartEnergy;

/// <summary>The frames of reference 05, section 9, and Digi's published Load Control Event, both ways.</summary>
[TestClass]
public sealed class SmartEnergyVectorTests
{
    private static readonly (ushort Cluster, string Frame, ISmartEnergyCommand Command)[] Vectors =
    [
        (0x0701, "09 21 00 2B 1A 00 00 FF 0F 00 00 00 00 00 1E 00 01 FF FF 00 80 00 80 80 FF 03",
            new LoadControlEvent { IssuerEventId = 0x1A2B, DurationInMinutes = 30, EventControl = 3 }),
        (0x0701, "09 22 00 2C 1A 00 00 03 00 07 40 3E 2D 1C 78 00 04 14 FF 28 0A 00 80 80 32 01", new LoadControlEvent
        {
            IssuerEventId = 0x1A2C,
            DeviceClass = 3,
            UtilityEnrollmentGroup = 7,
            StartTime = 0x1C2D3E40,
            DurationInMinutes = 120,
            CriticalityLevel = 4,
            CoolingTemperatureOffset = 20,
            CoolingTemperatureSetPoint = 2600,
            DutyCycle = 50,
            EventControl = LoadControlEvent.RandomizeStart,
        }),

        // The example of Digi's module manuals, 90000976 and 90002002: frame type 0x11 of an XBee SE module.
        (0x0701, "09 01 00 78 56 34 12 14 00 00 00 00 00 00 01 00 04 FF FF 00 80 00 80 80 FF 00", new LoadControlEvent
        {
            IssuerEventId = 0x12345678,
            DeviceClass = 0x14,
            DurationInMinutes = 1,
            CriticalityLevel = 4,
        }),
        (0x0701, "09 23 01 2C 1A 00 00 03 00 07 01 00 00 00 00",
            new CancelLoadControlEvent { IssuerEventId = 0x1A2C, DeviceClass = 3, UtilityEnrollmentGroup = 7, CancelControl = CancelLoadControlEvent.UseRandomization }),
        (0x0701, "09 23 01 2C 1A 00 00 03 00 07 00 40 3E 2D 1C",
            new CancelLoadControlEvent { IssuerEventId = 0x1A2C, DeviceClass = 3, UtilityEnrollmentGroup = 7, EffectiveTime = 0x1C2D3E40 }),
        (0x0701, "09 24 02 01", new CancelAllLoadControlEvents(1)),
        (0x0701, "01 23 00 2C 1A 00 00 02 5A 3E 2D 1C 04 28 0A 00 80 80 32 01 00" + new string('F', 84), new ReportEventStatus
        {
            IssuerEventId = 0x1A2C,
            Status = EventStatus.Started,
            StatusTime = 0x1C2D3E5A,
            CriticalityLevelApplied = 4,
            CoolingTemperatureSetPointApplied = 2600,
            DutyCycleApplied = 50,
            EventControl = 1,
        }),
        (0x0701, "01 25 01 00 00 00 00 00", new GetScheduledEvents(default)),
        (0x0700, "09 26 00 07 00 00 00 05 54 4F 55 2D 41 55 00 00 00 40 3E 2D 1C 00 48 03 22 31 00 00 00 00 3C 00 FB 04 00 00", Price()),
        (0x0700, "09 26 00 07 00 00 00 05 54 4F 55 2D 41 55 00 00 00 40 3E 2D 1C 00 48 03 22 31 00 00 00 00 3C 00 FB 04 00 00 FF FF FF FF FF FF",
            Price() with { PriceRatio = PublishPrice.Unused8, GenerationPrice = PublishPrice.Unused32, GenerationPriceRatio = PublishPrice.Unused8 }),
        (0x0703, "09 27 00 11 27 00 00 80 00 00 00 00 0F 00 08 48 69 20 74 68 65 72 65", new DisplayMessage(10001, 0x80, 0, 15, "Hi there")),
        (0x0703, "09 28 01 11 27 00 00 00", new CancelMessage(10001, 0)),
        (0x0703, "01 29 01 11 27 00 00 00 3F 2D 1C", new MessageConfirmation(10001, 0x1C2D3F00)),
        (0x0702, "01 2A 00 00 00 00 00 00 0C", new GetProfile(0, 0, 12)),
    ];

    [TestMethod]
    public void Commands_are_written_as_published()
    {
        foreach (var (_, frame, command) in Vectors)
        {
            var expected = Hex.Bytes(frame);
            Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(SmartEnergyFrame.Write(command, expected[1]).Span));
        }
    }

    [TestMethod]
    public void Commands_are_read_as_published()
    {
        foreach (var (cluster, frame, command) in Vectors)
        {
            var reader = new ByteReader(Hex.Bytes(frame));
            Assert.IsTrue(ZclHeader.TryRead(ref reader, out var header));
            Assert.IsTrue(SmartEnergyFrame.TryIdentify(cluster, header, out var id));
            Assert.AreEqual(command.Id, id);
            Assert.AreEqual(command, Commands.All[id].Read(reader.Rest));
        }
    }

    [TestMethod]
    public void General_and_manufacturer_specific_frames_are_no_commands_of_the_cluster()
    {
        Assert.IsFalse(SmartEnergyFrame.TryIdentify(0x0701, new ZclHeader(false, true, false, null, 1, 0), out _));
        Assert.IsFalse(SmartEnergyFrame.TryIdentify(0x0701, new ZclHeader(true, true, false, 0x101E, 1, 0), out _));
    }

    private static PublishPrice Price() => new()
    {
        ProviderId = 7,
        RateLabel = "TOU-A",
        IssuerEventId = 0x55,
        CurrentTime = 0x1C2D3E40,
        Currency = 840,
        TrailingDigitAndTier = 0x22,
        TiersAndRegisterTier = 0x31,
        DurationInMinutes = 60,
        Price = 1275,
    };
}
