using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.SmartEnergy;

/// <summary>A price in the memory of a device.</summary>
/// <param name="Details">The price.</param>
/// <param name="Start">From when it is valid.</param>
/// <param name="End">Until when; the end of time for "until changed".</param>
public sealed record PriceEntry(PublishPrice Details, DateTimeOffset Start, DateTimeOffset End);

/// <summary>Price client: keeps the prices it is told, and acknowledges those that ask for it. Source: reference 05, section 4.</summary>
public sealed class PriceClient : VirtualCluster
{
    private const ushort UntilChanged = 0xFFFF;
    private const int Capacity = 24;
    private const byte AcknowledgeBlockPeriod = 0x01;

    private readonly List<PriceEntry> _prices = [];

    /// <summary>Creates it.</summary>
    public PriceClient()
        : base(
            ClusterIds.Price,
            isServer: false,
            VirtualAttribute.Writable(0x0000, ZclTypeId.UInt8, 5, 60),
            VirtualAttribute.Writable(0x0001, ZclTypeId.UInt8, 15, 60),
            VirtualAttribute.Constant(0x0002, ZclTypeId.Enum8, 0))
    {
    }

    /// <summary>The prices it holds that are not over, by start.</summary>
    public IEnumerable<PriceEntry> Prices => _prices.Where(price => price.End > Now).OrderBy(static price => price.Start);

    /// <summary>The price shown now, or null.</summary>
    public PriceEntry? Current => _prices.Where(price => price.Start <= Now && price.End > Now).MaxBy(static price => price.Start);

    /// <summary>The block period it was told last, or null.</summary>
    public PublishBlockPeriod? BlockPeriod { get; private set; }

    /// <inheritdoc />
    public override bool HasQuestions => true;

    /// <inheritdoc />
    public override void Ask(Peer server)
    {
        Send(server, new GetCurrentPrice(GetCurrentPrice.ReceiverOnWhenIdle));
        Send(server, new GetScheduledPrices(new ScheduleQuery(0, 0)));
    }

    /// <inheritdoc />
    public override void Forget()
    {
        _prices.Clear();
        BlockPeriod = null;
    }

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.PublishPrice)
        {
            return PublishPrice.TryRead(payload, out var price) ? Accept(price, request) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.PublishBlockPeriod)
        {
            return PublishBlockPeriod.TryRead(payload, out var period) ? Accept(period, request) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        return base.Receive(request, payload, answer);
    }

    private CommandOutcome Accept(PublishPrice price, ClusterRequest request)
    {
        var isWanted = (price.PriceControl.GetValueOrDefault() & PublishPrice.AcknowledgementRequired) != 0;
        Keep(price);
        if (!isWanted)
        {
            return CommandOutcome.Done;
        }

        Acknowledge(request, price.ProviderId, price.IssuerEventId, price.PriceControl!.Value);
        return CommandOutcome.AnsweredApart;
    }

    private CommandOutcome Accept(PublishBlockPeriod period, ClusterRequest request)
    {
        if (BlockPeriod is null || period.ProviderId != BlockPeriod.ProviderId || period.IssuerEventId > BlockPeriod.IssuerEventId)
        {
            BlockPeriod = period;
        }

        if ((period.Control & AcknowledgeBlockPeriod) == 0)
        {
            return CommandOutcome.Done;
        }

        Acknowledge(request, period.ProviderId, period.IssuerEventId, period.Control);
        return CommandOutcome.AnsweredApart;
    }

    private void Acknowledge(ClusterRequest request, uint provider, uint eventId, byte control) =>
        Send(request.Sender, new PriceAcknowledgement(provider, eventId, UtcTime.FromMoment(Now), control), request.Header.Sequence);

    // Prices of a commodity do not overlap: the larger event id wins, and the older ones go whole.
    private void Keep(PublishPrice price)
    {
        _prices.RemoveAll(entry => entry.End <= Now);
        var start = price.StartTime == 0 ? Now : UtcTime.ToMoment(price.StartTime);
        var end = price.DurationInMinutes == UntilChanged ? DateTimeOffset.MaxValue : start.AddMinutes(price.DurationInMinutes);
        var overlapped = _prices
            .Where(entry => entry.Details.ProviderId == price.ProviderId && entry.Details.UnitOfMeasure == price.UnitOfMeasure && start < entry.End && entry.Start < end)
            .ToList();
        if (end <= Now || overlapped.Exists(entry => entry.Details.IssuerEventId >= price.IssuerEventId))
        {
            return;
        }

        _prices.RemoveAll(overlapped.Contains);
        if (_prices.Count < Capacity)
        {
            _prices.Add(new PriceEntry(price, start, end));
        }
    }
}
