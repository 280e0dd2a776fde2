using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.Zcl;

namespace SEFramework.Simulator.Han.SmartEnergy.Server;

/// <summary>Messaging server; it has one message at a time. Source: reference 05, section 5.</summary>
public sealed class MessagingServer() : ServiceCluster(ClusterIds.Messaging)
{
    private const ushort UntilChanged = 0xFFFF;

    private DisplayMessage? _message;
    private DateTimeOffset _end;

    /// <summary>The message, or null.</summary>
    public DisplayMessage? Message => _end > Now ? _message : null;

    /// <inheritdoc />
    protected override IEnumerable<ISmartEnergyCommand> Current
    {
        get
        {
            if (Message is { } message)
            {
                yield return message.StartTime == 0 && message.DurationInMinutes != UntilChanged
                    ? message with { DurationInMinutes = MinutesLeft(_end) }
                    : message;
            }
        }
    }

    /// <summary>Sends a message, which takes the place of the one before.</summary>
    /// <param name="message">The message.</param>
    public void Issue(DisplayMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var start = message.StartTime == 0 ? Now : UtcTime.ToMoment(message.StartTime);
        _message = message;
        _end = message.DurationInMinutes == UntilChanged ? DateTimeOffset.MaxValue : start.AddMinutes(message.DurationInMinutes);
        Publish(message);
    }

    /// <summary>Cancels a message.</summary>
    /// <param name="cancel">Which; clients hear of it even if the server has no such message.</param>
    public void Cancel(CancelMessage cancel)
    {
        ArgumentNullException.ThrowIfNull(cancel);
        if (_message?.MessageId == cancel.MessageId)
        {
            _message = null;
        }

        Publish(cancel);
    }

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.GetLastMessage)
        {
            return SendAll(request.Sender, Current, request.Header.Sequence);
        }

        if (id == SmartEnergyCommandId.MessageConfirmation)
        {
            return MessageConfirmation.TryRead(payload, out var confirmation)
                ? TakeDown(request, nameof(MessageConfirmation), confirmation.MessageId, UtcTime.ToMoment(confirmation.ConfirmationTime).ToString("u", System.Globalization.CultureInfo.InvariantCulture))
                : CommandOutcome.Failed(ZclStatus.MalformedCommand);
        }

        return base.Receive(request, payload, answer);
    }
}
