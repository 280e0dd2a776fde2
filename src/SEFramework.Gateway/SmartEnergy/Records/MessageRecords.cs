using SEFramework.Rpc.Contract.Generated;
using SEFramework.Zigbee.SmartEnergy.Messaging;

namespace SEFramework.Gateway.SmartEnergy.Records;

/// <summary>Messages between RPC records and commands. Source: reference 04, sections 6.6 to 6.8.</summary>
internal static class MessageRecords
{
    public static DisplayMessage ToCommand(DisplayMessageRecord record) =>
        new(record.MessageId, record.MessageControl, record.StartTime, record.DurationInMinutes, record.Message);

    public static DisplayMessageRecord ToRecord(DisplayMessage command, byte? cancelControl = null) => new()
    {
        MessageId = command.MessageId,
        MessageControl = command.Control,
        CancelMessageControl = cancelControl,
        StartTime = command.StartTime,
        DurationInMinutes = command.DurationInMinutes,
        Message = command.Text,
    };

    public static CancelMessage ToCommand(CancelMessageRecord record) => new(record.MessageId, record.MessageControl);

    public static CancelMessageRecord ToRecord(CancelMessage command) => new() { MessageId = command.MessageId, MessageControl = command.Control };

    public static MessageConfirmationRecord ToRecord(MessageConfirmation command) =>
        new() { MessageId = command.MessageId, ConfirmationTime = command.ConfirmationTime };
}
