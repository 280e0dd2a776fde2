using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.SmartEnergy.Records;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Interfaces;

/// <summary>
/// Records as the payload of a ZCL command: each class is laid out as ZCL or Smart Energy have it, a list is one behind the other. Source: reference 03,
/// sections 4.2, 7.2 and 7.5; reference 04, section 6.
/// </summary>
/// <param name="clock">The time of published prices.</param>
/// <param name="target">Lends the types of attributes that are not given.</param>
/// <param name="manufacturer">Manufacturer of the attributes, or null.</param>
internal sealed class RecordPayload(GatewayClock clock, ResolvedTarget target, ushort? manufacturer)
{
    private static readonly Dictionary<string, Func<RecordPayload, RpcStruct, ByteWriter, bool>> Layouts = new(StringComparer.Ordinal)
    {
        [ReadAttributeRecord.WireName] = static (_, fields, to) => Done(to.UInt16(ReadAttributeRecord.FromStruct(fields).AttributeId)),
        [ReadAttributeStatusRecord.WireName] = static (_, fields, to) =>
        {
            var r = ReadAttributeStatusRecord.FromStruct(fields);
            var type = r.AttributeType is { } id ? ZclDataType.Find(id) : null;
            var value = type is null || r.Value is null ? null : ZclValues.FromRpc(type, r.Value);
            return (r.Status != (byte)ZclStatus.Success || value is not null) && Done(() => new ReadAttributeStatus(r.AttributeId, r.Status, type, value).Write(to));
        },
        [WriteAttributeRecord.WireName] = static (payload, fields, to) =>
        {
            var r = WriteAttributeRecord.FromStruct(fields);
            return payload.TryWriteAttribute(r.AttributeId, r.AttributeType, r.Value, to);
        },
        [WriteAttributeResponseRecord.WireName] = static (_, fields, to) =>
        {
            var r = WriteAttributeResponseRecord.FromStruct(fields);
            return Done(to.Byte(r.Status).UInt16(r.AttributeId));
        },
        [AttributeReportRecord.WireName] = static (payload, fields, to) =>
        {
            var r = AttributeReportRecord.FromStruct(fields);
            return payload.TryWriteAttribute(r.AttributeId, r.AttributeType, r.Value, to);
        },
        [AttributeInformationRecord.WireName] = static (_, fields, to) =>
        {
            var r = AttributeInformationRecord.FromStruct(fields);
            return Done(to.UInt16(r.AttributeId).Byte(r.AttributeType));
        },
        [AttributeReportingConfigurationRecord.WireName] = static (payload, fields, to) =>
            payload.Configuration(AttributeReportingConfigurationRecord.FromStruct(fields)) is { } configuration && Done(() => configuration.Write(to)),
        [AttributeReportingConfigurationResponseRecord.WireName] = static (_, fields, to) =>
        {
            var r = AttributeReportingConfigurationResponseRecord.FromStruct(fields);
            return Done(to.Byte(r.Status).Byte(r.Direction ?? 0).UInt16(r.AttributeId));
        },
        [StopReportingRecord.WireName] = static (payload, fields, to) => payload.Configuration(new AttributeReportingConfigurationRecord
        {
            AttributeId = StopReportingRecord.FromStruct(fields).AttributeId,
            MaxInterval = ReportingConfiguration.Stop,
        }) is { } stop && Done(() => stop.Write(to)),
        [ReadReportingConfigurationRecord.WireName] = static (_, fields, to) =>
            Done(to.Byte((byte)ReportingDirection.Send).UInt16(ReadReportingConfigurationRecord.FromStruct(fields).AttributeId)),
        [LoadControlEventRecord.WireName] = static (_, fields, to) => Write(LoadControlRecords.ToCommand(LoadControlEventRecord.FromStruct(fields)), to),
        [CancelLoadControlEventRecord.WireName] = static (_, fields, to) => Write(LoadControlRecords.ToCommand(CancelLoadControlEventRecord.FromStruct(fields)), to),
        [ReportEventStatusRecord.WireName] = static (_, fields, to) => Write(LoadControlRecords.ToCommand(ReportEventStatusRecord.FromStruct(fields)), to),
        [GetScheduledEventsRecord.WireName] = static (_, fields, to) =>
        {
            var r = GetScheduledEventsRecord.FromStruct(fields);
            return Write(new GetScheduledEvents(new ScheduleQuery(r.StartTime, r.NumberOfEvents)), to);
        },
        [GetScheduledPricesRecord.WireName] = static (_, fields, to) =>
        {
            var r = GetScheduledPricesRecord.FromStruct(fields);
            return Write(new GetScheduledPrices(new ScheduleQuery(r.StartTime, r.NumberOfEvents)), to);
        },
        [DisplayMessageRecord.WireName] = static (_, fields, to) => Write(MessageRecords.ToCommand(DisplayMessageRecord.FromStruct(fields)), to),
        [CancelMessageRecord.WireName] = static (_, fields, to) => Write(MessageRecords.ToCommand(CancelMessageRecord.FromStruct(fields)), to),
        [MessageConfirmationRecord.WireName] = static (payload, fields, to) =>
        {
            var r = MessageConfirmationRecord.FromStruct(fields);
            return Write(new MessageConfirmation(r.MessageId, r.ConfirmationTime ?? payload.Now), to);
        },
        [PublishPriceRecord.WireName] = static (payload, fields, to) =>
            Write(PriceRecords.ToCommand(PublishPriceRecord.FromStruct(fields), payload.Now), to),
    };

    private uint Now => GatewayTime.ToAirUtc2000(clock.Now);

    /// <summary>Lays out a record or a list of records.</summary>
    /// <param name="value">The record or the list.</param>
    /// <param name="bytes">The payload.</param>
    /// <param name="problem">Why there is none, or null.</param>
    public bool TryWrite(RpcValue value, out byte[] bytes, out string? problem)
    {
        var writer = new ByteWriter();
        problem = value switch
        {
            RpcRecord record => Append(record, writer),
            RpcList list => list.Items.Select(item => item is RpcRecord record ? Append(record, writer) : "a list as payload has records only").FirstOrDefault(static p => p is not null),
            _ => "give bytes in base16 or base64, a record or a list of records",
        };
        bytes = problem is null ? writer.Written.ToArray() : [];
        return problem is null;
    }

    private static bool Done(ByteWriter written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return true;
    }

    private static bool Done(Action write)
    {
        write();
        return true;
    }

    private static bool Write(ISmartEnergyCommand command, ByteWriter to) => Done(() => command.Write(to));

    private string? Append(RpcRecord record, ByteWriter to) =>
        !Layouts.TryGetValue(record.ClassName, out var layout) ? $"a record of the class '{record.ClassName}' has no layout in a ZCL frame"
        : layout(this, record.Fields, to) ? null
        : $"a record of the class '{record.ClassName}' lacks the type of its attribute, or has a value that does not fit it";

    private ZclDataType? Type(byte id, ushort attribute) =>
        id != ZclDataType.UnknownId ? ZclDataType.Find(id)
        : manufacturer is null ? ClusterLibrary.FindAttribute(target.ClusterId, target.TargetIsClient ? ClusterSide.Client : ClusterSide.Server, attribute)?.Type
        : null;

    private bool TryWriteAttribute(ushort attribute, byte typeId, RpcValue given, ByteWriter to)
    {
        if (Type(typeId, attribute) is not { } type || ZclValues.FromRpc(type, given) is not { } value)
        {
            return false;
        }

        new AttributeRecord(attribute, type, value).Write(to);
        return true;
    }

    private ReportingConfiguration? Configuration(AttributeReportingConfigurationRecord r)
    {
        if (r.Direction == (byte)ReportingDirection.Receive)
        {
            return new ReportingConfiguration(ReportingDirection.Receive, r.AttributeId, null, 0, 0, null, r.Timeout);
        }

        if (Type(r.AttributeType, r.AttributeId) is not { } type)
        {
            return null;
        }

        var change = type.IsAnalog ? ZclValues.FromRpc(type, r.ReportableChange) : null;
        return type.IsAnalog && change is null
            ? null
            : new ReportingConfiguration(ReportingDirection.Send, r.AttributeId, type, r.MinInterval, r.MaxInterval, change, 0);
    }
}
