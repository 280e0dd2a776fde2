using System.Diagnostics.CodeAnalysis;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.SmartEnergy.Price;

/// <summary>
/// Publish Price: 28 bytes and the rate label, then optional fields, each there only if all before are. Source: reference 05, section 4.1.
/// </summary>
public sealed record PublishPrice : ISmartEnergyCommand<PublishPrice>
{
    /// <summary>Most bytes of a rate label.</summary>
    public const int MostLabelBytes = 11;

    /// <summary>Provider, price and ratio values that say "not used".</summary>
    public const uint Unused32 = 0xFFFFFFFF;

    /// <summary>Ratio that says "not used".</summary>
    public const byte Unused8 = 0xFF;

    /// <summary>Price control bit, since 1.1: the price is to be acknowledged.</summary>
    public const byte AcknowledgementRequired = 0x01;

    /// <summary>Provider; 0xFFFFFFFF for not used.</summary>
    public uint ProviderId { get; init; } = Unused32;

    /// <summary>Name of the rate; cut to 11 bytes of UTF-8 when written.</summary>
    public string RateLabel { get; init; } = "";

    /// <summary>Identifies the price; a larger one is newer.</summary>
    public required uint IssuerEventId { get; init; }

    /// <summary>The server's time when it was sent, in seconds since 2000-01-01 UTC.</summary>
    public required uint CurrentTime { get; init; }

    /// <summary>Unit of the commodity, as in Metering's UnitOfMeasure.</summary>
    public byte UnitOfMeasure { get; init; }

    /// <summary>Currency, ISO 4217.</summary>
    public required ushort Currency { get; init; }

    /// <summary>High nibble: digits after the point; low nibble: price tier, 0 for none.</summary>
    public byte TrailingDigitAndTier { get; init; }

    /// <summary>High nibble: number of tiers; low nibble: register tier, 0 for none.</summary>
    public byte TiersAndRegisterTier { get; init; }

    /// <summary>Start in seconds since 2000-01-01 UTC; 0 for now.</summary>
    public uint StartTime { get; init; }

    /// <summary>Duration in minutes; 0xFFFF for until changed.</summary>
    public required ushort DurationInMinutes { get; init; }

    /// <summary>The price in the currency's base unit, shifted by the trailing digits.</summary>
    public required uint Price { get; init; }

    /// <summary>Ratio to the normal price in tenths; 0xFF for not used. Optional.</summary>
    public byte? PriceRatio { get; init; }

    /// <summary>Price for what the home delivers; 0xFFFFFFFF for not used. Optional.</summary>
    public uint? GenerationPrice { get; init; }

    /// <summary>Ratio of the generation price in tenths; 0xFF for not used. Optional; the last field of Smart Energy 1.0.</summary>
    public byte? GenerationPriceRatio { get; init; }

    /// <summary>Alternate cost, such as carbon dioxide; 0xFFFFFFFF for not used. Optional, since 1.1.</summary>
    public uint? AlternateCostDelivered { get; init; }

    /// <summary>Unit of the alternate cost; 0xFF for not used. Optional, since 1.1.</summary>
    public byte? AlternateCostUnit { get; init; }

    /// <summary>Digits of the alternate cost after the point, in the high nibble; 0xFF for not used. Optional, since 1.1.</summary>
    public byte? AlternateCostTrailingDigit { get; init; }

    /// <summary>Number of block thresholds; 0xFF for not used. Optional, since 1.1.</summary>
    public byte? BlockThresholds { get; init; }

    /// <summary>Price control, see <see cref="AcknowledgementRequired"/>. Optional, since 1.1.</summary>
    public byte? PriceControl { get; init; }

    /// <inheritdoc />
    public SmartEnergyCommandId Id => SmartEnergyCommandId.PublishPrice;

    /// <inheritdoc />
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PublishPrice? command)
    {
        var reader = new ByteReader(payload);
        command = null;
        if (!reader.TryReadUInt32(out var provider) || !SmartEnergyText.TryRead(ref reader, out var label) || !reader.TryReadUInt32(out var id)
            || !reader.TryReadUInt32(out var now) || !reader.TryReadByte(out var unit) || !reader.TryReadUInt16(out var currency)
            || !reader.TryReadByte(out var trailing) || !reader.TryReadByte(out var tiers) || !reader.TryReadUInt32(out var start)
            || !reader.TryReadUInt16(out var duration) || !reader.TryReadUInt32(out var price))
        {
            return false;
        }

        command = new PublishPrice
        {
            ProviderId = provider,
            RateLabel = label,
            IssuerEventId = id,
            CurrentTime = now,
            UnitOfMeasure = unit,
            Currency = currency,
            TrailingDigitAndTier = trailing,
            TiersAndRegisterTier = tiers,
            StartTime = start,
            DurationInMinutes = duration,
            Price = price,
            PriceRatio = OptionalByte(ref reader),
            GenerationPrice = OptionalUInt32(ref reader),
            GenerationPriceRatio = OptionalByte(ref reader),
            AlternateCostDelivered = OptionalUInt32(ref reader),
            AlternateCostUnit = OptionalByte(ref reader),
            AlternateCostTrailingDigit = OptionalByte(ref reader),
            BlockThresholds = OptionalByte(ref reader),
            PriceControl = OptionalByte(ref reader),
        };
        return true;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        writer.UInt32(ProviderId);
        SmartEnergyText.Write(writer, RateLabel, MostLabelBytes);
        writer.UInt32(IssuerEventId)
            .UInt32(CurrentTime)
            .Byte(UnitOfMeasure)
            .UInt16(Currency)
            .Byte(TrailingDigitAndTier)
            .Byte(TiersAndRegisterTier)
            .UInt32(StartTime)
            .UInt16(DurationInMinutes)
            .UInt32(Price);
        WriteOptional(writer);
    }

    // A field that is cut short ends the frame: what follows cannot be there either.
    private static byte? OptionalByte(ref ByteReader reader) => reader.TryReadByte(out var value) ? value : null;

    private static uint? OptionalUInt32(ref ByteReader reader)
    {
        if (reader.TryReadUInt32(out var value))
        {
            return value;
        }

        reader.TryReadBytes(reader.Remaining, out _);
        return null;
    }

    // The first missing field ends the frame.
    private void WriteOptional(ByteWriter writer)
    {
        ReadOnlySpan<(ulong? Value, int Width)> fields =
        [
            (PriceRatio, 1), (GenerationPrice, 4), (GenerationPriceRatio, 1), (AlternateCostDelivered, 4), (AlternateCostUnit, 1),
            (AlternateCostTrailingDigit, 1), (BlockThresholds, 1), (PriceControl, 1),
        ];
        foreach (var (value, width) in fields)
        {
            if (value is not { } number)
            {
                return;
            }

            writer.Unsigned(number, width);
        }
    }
}
