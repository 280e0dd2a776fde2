using SEFramework.Simulator.Han;
using SEFramework.Simulator.Han.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;

namespace SEFramework.Simulator.Commands;

/// <summary>A load control event that a device knows.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="Status">The last status that was reported.</param>
/// <param name="IsOptedOut">Whether the user is out.</param>
/// <param name="Start">When it starts or started, without randomisation.</param>
/// <param name="End">When it ends or would have ended, without randomisation.</param>
/// <param name="IsOver">Whether it has ended or was refused.</param>
public sealed record LoadControlState(uint EventId, EventStatus Status, bool IsOptedOut, DateTimeOffset Start, DateTimeOffset End, bool IsOver);

/// <summary>A price that a device knows.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="ProviderId">Provider.</param>
/// <param name="RateLabel">Name of the rate.</param>
/// <param name="Price">The price as a number, without the digits after the point taken into account.</param>
/// <param name="Start">From when it is valid.</param>
/// <param name="IsCurrent">Whether it is the price shown now.</param>
public sealed record PriceState(uint EventId, uint ProviderId, string RateLabel, uint Price, DateTimeOffset Start, bool IsCurrent);

/// <summary>The message that a device knows.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsShown">Whether it is on the display.</param>
/// <param name="IsConfirmed">Whether the user has confirmed it.</param>
public sealed record MessageState(uint MessageId, string Text, bool IsShown, bool IsConfirmed);

/// <summary>What a device does now, load control events taken into account.</summary>
/// <param name="FollowedEvent">The event it follows, or null.</param>
/// <param name="CoolingSetPoint">Set point for cooling, 0.01 degrees C; null for a device without.</param>
/// <param name="HeatingSetPoint">Set point for heating, 0.01 degrees C; null for a device without.</param>
/// <param name="DutyCycle">Share of time for which its load may be on, percent; null for a device without.</param>
public sealed record LoadState(uint? FollowedEvent, short? CoolingSetPoint, short? HeatingSetPoint, byte? DutyCycle);

/// <summary>What a device knows from the servers of the network.</summary>
/// <param name="Load">What it does now; null for a device that takes no part in load control.</param>
/// <param name="LoadControl">Its load control events; the last that are over first. Null for a device that takes no part.</param>
/// <param name="Prices">Its prices, null for a device without.</param>
/// <param name="Message">Its message, or null.</param>
public sealed record SmartEnergyState(
    LoadState? Load, IReadOnlyList<LoadControlState>? LoadControl, IReadOnlyList<PriceState>? Prices, MessageState? Message)
{
    internal static SmartEnergyState? Of(VirtualDevice device)
    {
        var loadControl = device.ClustersOf<LoadControlClient>().FirstOrDefault();
        var prices = device.ClustersOf<PriceClient>().FirstOrDefault();
        var messaging = device.ClustersOf<MessagingClient>().FirstOrDefault();
        return loadControl is null && prices is null && messaging is null
            ? null
            : new SmartEnergyState(
                loadControl is null
                    ? null
                    : new LoadState(loadControl.Active?.Details.IssuerEventId, loadControl.CoolingSetPoint, loadControl.HeatingSetPoint, loadControl.DutyCycle),
                loadControl is null ? null : [.. loadControl.Ended.Select(static entry => Of(entry, isOver: true)), .. loadControl.Events.Select(static entry => Of(entry, isOver: false))],
                prices is null ? null : [.. prices.Prices.Select(price => Of(price, prices.Current == price))],
                messaging?.Message is { } message
                    ? new MessageState(message.Details.MessageId, message.Details.Text, messaging.IsShown, message.IsConfirmed)
                    : null);
    }

    private static LoadControlState Of(LoadControlEntry entry, bool isOver) =>
        new(entry.Details.IssuerEventId, entry.Status, entry.IsOptedOut, entry.Start, entry.End, isOver);

    private static PriceState Of(PriceEntry price, bool isCurrent) => new(
        price.Details.IssuerEventId, price.Details.ProviderId, price.Details.RateLabel, price.Details.Price, price.Start, isCurrent);
}
