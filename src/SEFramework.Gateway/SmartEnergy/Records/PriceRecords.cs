using SEFramework.Rpc.Contract.Generated;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Gateway.SmartEnergy.Records;

/// <summary>Prices between RPC records and commands. Source: reference 04, section 6.9; the tail of Smart Energy 1.0 is always sent.</summary>
internal static class PriceRecords
{
    public static PublishPrice ToCommand(PublishPriceRecord record, uint now) => new()
    {
        ProviderId = record.ProviderId,
        RateLabel = record.RateLabel,
        IssuerEventId = record.IssuerEventId,
        CurrentTime = now,
        UnitOfMeasure = record.UnitOfMeasure,
        Currency = record.Currency,
        TrailingDigitAndTier = record.PriceTrailingDigitAndPriceTier,
        TiersAndRegisterTier = record.NumberOfPriceTiersAndRegisterTier,
        StartTime = record.StartTime,
        DurationInMinutes = record.DurationInMinutes,
        Price = record.Price,
        PriceRatio = record.PriceRatio,
        GenerationPrice = record.GenerationPrice,
        GenerationPriceRatio = record.GenerationPriceRatio,
    };

    public static PublishPriceRecord ToRecord(PublishPrice command) => new()
    {
        ProviderId = command.ProviderId,
        RateLabel = command.RateLabel,
        IssuerEventId = command.IssuerEventId,
        UtcTime = command.CurrentTime,
        Currency = command.Currency,
        PriceTrailingDigitAndPriceTier = command.TrailingDigitAndTier,
        NumberOfPriceTiersAndRegisterTier = command.TiersAndRegisterTier,
        StartTime = command.StartTime,
        DurationInMinutes = command.DurationInMinutes,
        Price = command.Price,
        UnitOfMeasure = command.UnitOfMeasure,
        PriceRatio = command.PriceRatio ?? PublishPrice.Unused8,
        GenerationPrice = command.GenerationPrice ?? PublishPrice.Unused32,
        GenerationPriceRatio = command.GenerationPriceRatio ?? PublishPrice.Unused8,
    };
}
