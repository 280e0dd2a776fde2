using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.SmartEnergy;

/// <summary>A message in the memory of a device.</summary>
/// <param name="Details">The message.</param>
/// <param name="Server">Who sent it.</param>
/// <param name="Start">From when it is shown.</param>
/// <param name="End">Until when; the end of time for "until changed".</param>
public sealed record MessageEntry(DisplayMessage Details, Peer Server, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Whether its user has confirmed it.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Whether its sender wants a confirmation.</summary>
    public bool WantsConfirmation => (Details.Control & DisplayMessage.ConfirmationRequired) != 0;
}

/// <summary>Messaging client: shows one message, and confirms it when its user does. Source: reference 05, section 5.</summary>
public sealed class MessagingClient() : VirtualCluster(ClusterIds.Messaging, isServer: false)
{
    private const ushort UntilChanged = 0xFFFF;

    private MessageEntry? _message;

    /// <summary>The message that it shows or will show, or null.</summary>
    public MessageEntry? Message => _message is { } message && message.End > Now ? message : null;

    /// <summary>Whether the message is on the display now.</summary>
    public bool IsShown => Message is { } message && message.Start <= Now;

    /// <inheritdoc />
    public override bool HasQuestions => true;

    /// <inheritdoc />
    public override void Ask(Peer server) => Send(server, new GetLastMessage());

    /// <inheritdoc />
    public override void Forget() => _message = null;

    /// <summary>The user confirms the message.</summary>
    /// <param name="messageId">The message, or null for whatever is shown.</param>
    /// <returns>False when it is not shown, wants no confirmation, or has one.</returns>
    public bool Confirm(uint? messageId)
    {
        if (!IsShown || _message is not { WantsConfirmation: true, IsConfirmed: false } message || (messageId ?? message.Details.MessageId) != message.Details.MessageId)
        {
            return false;
        }

        _message = message with { IsConfirmed = true };
        Send(message.Server, new MessageConfirmation(message.Details.MessageId, UtcTime.FromMoment(Now)));
        return true;
    }

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.DisplayMessage)
        {
            return DisplayMessage.TryRead(payload, out var message) ? Show(message, request) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        if (id == SmartEnergyCommandId.CancelMessage)
        {
            return CancelMessage.TryRead(payload, out var cancel) ? Cancel(cancel, request) : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        return base.Receive(request, payload, answer);
    }

    private CommandOutcome Show(DisplayMessage message, ClusterRequest request)
    {
        var start = message.StartTime == 0 ? Now : UtcTime.ToMoment(message.StartTime);
        var end = message.DurationInMinutes == UntilChanged ? DateTimeOffset.MaxValue : start.AddMinutes(message.DurationInMinutes);
        var isAgain = _message?.Details.MessageId == message.MessageId;
        _message = new MessageEntry(message, request.Sender, start, end) { IsConfirmed = isAgain && _message!.IsConfirmed };
        return CommandOutcome.Done;
    }

    private CommandOutcome Cancel(CancelMessage cancel, ClusterRequest request)
    {
        if (_message?.Details.MessageId != cancel.MessageId)
        {
            return CommandOutcome.Done;
        }

        _message = null;
        if ((cancel.Control & DisplayMessage.ConfirmationRequired) == 0)
        {
            return CommandOutcome.Done;
        }

        // Smart Energy 1.0 lets the cancel itself be confirmed; nobody is asked for that.
        Send(request.Sender, new MessageConfirmation(cancel.MessageId, UtcTime.FromMoment(Now)), request.Header.Sequence);
        return CommandOutcome.AnsweredApart;
    }
}
