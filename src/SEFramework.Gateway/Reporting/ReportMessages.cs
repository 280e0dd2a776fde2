using System.Globalization;
using SEFramework.Gateway.Interfaces;
using SEFramework.Gateway.Responses;
using SEFramework.Rpc.Contract.Generated;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// What clients are told about reports: one attribute_report per attribute, and a key event when a report is missed or when a device reports too
/// much. Source: reference 03, section 3.2 (the key events are inferred).
/// </summary>
/// <param name="reporter">Takes the messages.</param>
public sealed class ReportMessages(MessageReporter reporter)
{
    /// <summary>Hands on an attribute.</summary>
    /// <param name="path">Where it comes from.</param>
    /// <param name="isOwn">Whether the gateway reports an attribute of its own.</param>
    /// <param name="record">The attribute.</param>
    public Task ReportAsync(ReportPath path, bool isOwn, AttributeRecord record)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(record);
        return reporter.SendAsync(new AttributeReportMessage
        {
            ClusterId = path.ClusterId,
            ServerOrClient = (byte)(path.DeviceIsClient ? 1 : 0),
            ProfileId = path.ProfileId,
            SourceEndpointId = path.DeviceEndpoint,
            DestinationEndpointId = isOwn ? null : path.Endpoint,
            SourceAddress = isOwn ? null : new MacAddress(path.Device.Value),
            ManufacturerCode = path.ManufacturerCode,
            Record = new AttributeReportRecord
            {
                AttributeId = record.Attribute,
                AttributeType = record.Type.Id,
                Value = ZclValues.ToRpc(record.Type, record.Value),
            },
        });
    }

    /// <summary>Says that a report did not come; only for the first one in a row.</summary>
    /// <param name="path">Where it should have come from.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="reason">Why.</param>
    public Task MissedAsync(ReportPath path, ushort attribute, string reason)
    {
        ArgumentNullException.ThrowIfNull(path);
        return reporter.ReportAsync(
            "Report Missed",
            ("mac", path.Device.ToString()),
            ("cluster", string.Create(CultureInfo.InvariantCulture, $"0x{path.ClusterId:X4}")),
            ("attribute", string.Create(CultureInfo.InvariantCulture, $"0x{attribute:X4}")),
            ("reason", reason));
    }

    /// <summary>Says that reports of a device are dropped from now on.</summary>
    /// <param name="device">The device.</param>
    public Task FloodAsync(IeeeAddress device) => reporter.ReportAsync("Report Storm", ("mac", device.ToString()));
}
