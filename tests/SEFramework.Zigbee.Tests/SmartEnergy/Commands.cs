using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Zigbee.Tests.SmartEnergy;

/// <summary>Tries to read a payload as one kind of command; null when it refuses.</summary>
internal delegate ISmartEnergyCommand? CommandReader(ReadOnlySpan<byte> payload);

/// <summary>All kinds of commands, each with its reader.</summary>
internal static class Commands
{
    /// <summary>Reader and shortest payload of each kind.</summary>
    public static readonly IReadOnlyDictionary<SmartEnergyCommandId, (CommandReader Read, int Shortest)> All =
        new Dictionary<SmartEnergyCommandId, (CommandReader, int)>
        {
            [SmartEnergyCommandId.LoadControlEvent] = (Read<LoadControlEvent>, 23),
            [SmartEnergyCommandId.CancelLoadControlEvent] = (Read<CancelLoadControlEvent>, 12),
            [SmartEnergyCommandId.CancelAllLoadControlEvents] = (Read<CancelAllLoadControlEvents>, 1),
            [SmartEnergyCommandId.ReportEventStatus] = (Read<ReportEventStatus>, 17),
            [SmartEnergyCommandId.GetScheduledEvents] = (Read<GetScheduledEvents>, 5),
            [SmartEnergyCommandId.PublishPrice] = (Read<PublishPrice>, 28),
            [SmartEnergyCommandId.PublishBlockPeriod] = (Read<PublishBlockPeriod>, 16),
            [SmartEnergyCommandId.GetCurrentPrice] = (Read<GetCurrentPrice>, 1),
            [SmartEnergyCommandId.GetScheduledPrices] = (Read<GetScheduledPrices>, 5),
            [SmartEnergyCommandId.PriceAcknowledgement] = (Read<PriceAcknowledgement>, 13),
            [SmartEnergyCommandId.GetBlockPeriods] = (Read<GetBlockPeriods>, 5),
            [SmartEnergyCommandId.DisplayMessage] = (Read<DisplayMessage>, 12),
            [SmartEnergyCommandId.CancelMessage] = (Read<CancelMessage>, 5),
            [SmartEnergyCommandId.GetLastMessage] = (Read<GetLastMessage>, 0),
            [SmartEnergyCommandId.MessageConfirmation] = (Read<MessageConfirmation>, 8),
            [SmartEnergyCommandId.GetProfile] = (Read<GetProfile>, 6),
            [SmartEnergyCommandId.GetProfileResponse] = (Read<GetProfileResponse>, 7),
            [SmartEnergyCommandId.RequestFastPollMode] = (Read<RequestFastPollMode>, 2),
            [SmartEnergyCommandId.RequestFastPollModeResponse] = (Read<RequestFastPollModeResponse>, 5),
            [SmartEnergyCommandId.RequestMirror] = (Read<RequestMirror>, 0),
            [SmartEnergyCommandId.RequestMirrorResponse] = (Read<RequestMirrorResponse>, 2),
            [SmartEnergyCommandId.RemoveMirror] = (Read<RemoveMirror>, 0),
            [SmartEnergyCommandId.MirrorRemoved] = (Read<MirrorRemoved>, 2),
        };

    private static ISmartEnergyCommand? Read<T>(ReadOnlySpan<byte> payload)
        where T : class, ISmartEnergyCommand<T> => T.TryRead(payload, out var command) ? command : null;
}
