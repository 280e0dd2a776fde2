using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.SmartEnergy.Server;

/// <summary>Price server. Source: reference 05, section 4.2.</summary>
public sealed class PriceServer() : ServiceCluster(ClusterIds.Price)
{
    private const ushort UntilChanged = 0xFFFF;

    private readonly List<PriceEntry> _prices = [];

    /// <summary>The prices that are not over, by start.</summary>
    public IEnumerable<PriceEntry> Prices => _prices.Where(price => price.End > Now).OrderBy(static price => price.Start);

    /// <inheritdoc />
    protected override IEnumerable<ISmartEnergyCommand> Current => Prices.Select(Again);

    /// <summary>Publishes a price; of those it overlaps, the ones with smaller event ids go.</summary>
    /// <param name="price">The price.</param>
    public void Issue(PublishPrice price)
    {
        ArgumentNullException.ThrowIfNull(price);
        var start = price.StartTime == 0 ? Now : UtcTime.ToMoment(price.StartTime);
        var end = price.DurationInMinutes == UntilChanged ? DateTimeOffset.MaxValue : start.AddMinutes(price.DurationInMinutes);
        _prices.RemoveAll(entry => entry.End <= Now
            || (entry.Details.ProviderId == price.ProviderId && start < entry.End && entry.Start < end && entry.Details.IssuerEventId <= price.IssuerEventId));
        _prices.Add(new PriceEntry(price, start, end));
        Publish(price with { CurrentTime = UtcTime.FromMoment(Now) });
    }

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.GetCurrentPrice)
        {
            return GetCurrentPrice.TryRead(payload, out _)
                ? SendAll(request.Sender, Prices.Where(price => price.Start <= Now).TakeLast(1).Select(Again), request.Header.Sequence)
                : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.GetScheduledPrices)
        {
            return GetScheduledPrices.TryRead(payload, out var wanted)
                ? SendAll(request.Sender, Select(wanted.Query, Prices, static price => price.End).Select(Again), request.Header.Sequence)
                : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.PriceAcknowledgement)
        {
            return PriceAcknowledgement.TryRead(payload, out var acknowledgement)
                ? TakeDown(request, nameof(PriceAcknowledgement), acknowledgement.IssuerEventId, $"provider {acknowledgement.ProviderId}")
                : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        return id == SmartEnergyCommandId.GetBlockPeriods ? CommandOutcome.Failed(ZclStatus.NotFound) : base.Receive(request, payload, answer);
    }

    private PublishPrice Again(PriceEntry entry)
    {
        var price = entry.Details with { CurrentTime = UtcTime.FromMoment(Now) };
        return price.StartTime == 0 && price.DurationInMinutes != UntilChanged ? price with { DurationInMinutes = MinutesLeft(entry.End) } : price;
    }
}
