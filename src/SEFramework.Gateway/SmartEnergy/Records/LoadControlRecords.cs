using SEFramework.Rpc.Contract.Generated;
using SEFramework.Zigbee.SmartEnergy.Drlc;

namespace SEFramework.Gateway.SmartEnergy.Records;

/// <summary>Load control events between RPC records and commands. Source: reference 04, sections 6.1 to 6.3.</summary>
internal static class LoadControlRecords
{
    public static LoadControlEvent ToCommand(LoadControlEventRecord record) => new()
    {
        IssuerEventId = record.IssuerEventId,
        DeviceClass = record.DeviceClass,
        UtilityEnrollmentGroup = record.UtilityEnrollmentGroup,
        StartTime = record.StartTime,
        DurationInMinutes = record.DurationInMinutes,
        CriticalityLevel = record.CriticalityLevel,
        CoolingTemperatureOffset = record.CoolingTemperatureOffset,
        HeatingTemperatureOffset = record.HeatingTemperatureOffset,
        CoolingTemperatureSetPoint = record.CoolingTemperatureSetPoint,
        HeatingTemperatureSetPoint = record.HeatingTemperatureSetPoint,
        AverageLoadAdjustmentPercentage = record.AverageLoadAdjustmentPercentage,
        DutyCycle = record.DutyCycle,
        EventControl = record.EventControl,
    };

    public static LoadControlEventRecord ToRecord(LoadControlEvent command) => new()
    {
        IssuerEventId = command.IssuerEventId,
        DeviceClass = command.DeviceClass,
        UtilityEnrollmentGroup = command.UtilityEnrollmentGroup,
        StartTime = command.StartTime,
        DurationInMinutes = command.DurationInMinutes,
        CriticalityLevel = command.CriticalityLevel,
        CoolingTemperatureOffset = command.CoolingTemperatureOffset,
        HeatingTemperatureOffset = command.HeatingTemperatureOffset,
        CoolingTemperatureSetPoint = command.CoolingTemperatureSetPoint,
        HeatingTemperatureSetPoint = command.HeatingTemperatureSetPoint,
        AverageLoadAdjustmentPercentage = command.AverageLoadAdjustmentPercentage,
        DutyCycle = command.DutyCycle,
        EventControl = command.EventControl,
    };

    public static CancelLoadControlEvent ToCommand(CancelLoadControlEventRecord record) => new()
    {
        IssuerEventId = record.IssuerEventId,
        DeviceClass = record.DeviceClass,
        UtilityEnrollmentGroup = record.UtilityEnrollmentGroup,
        CancelControl = record.CancelControl,
        EffectiveTime = record.EffectiveTime,
    };

    public static CancelLoadControlEventRecord ToRecord(CancelLoadControlEvent command) => new()
    {
        IssuerEventId = command.IssuerEventId,
        DeviceClass = command.DeviceClass,
        UtilityEnrollmentGroup = command.UtilityEnrollmentGroup,
        CancelControl = command.CancelControl,
        EffectiveTime = command.EffectiveTime,
    };

    public static ReportEventStatus ToCommand(ReportEventStatusRecord record) => new()
    {
        IssuerEventId = record.IssuerEventId,
        Status = (EventStatus)record.EventStatus,
        StatusTime = record.EventStatusTime,
        CriticalityLevelApplied = record.CriticalityLevelApplied,
        CoolingTemperatureSetPointApplied = record.CoolingTemperatureSetPointApplied,
        HeatingTemperatureSetPointApplied = record.HeatingTemperatureSetPointApplied,
        AverageLoadAdjustmentPercentageApplied = record.AverageLoadAdjustmentPercentageApplied,
        DutyCycleApplied = record.DutyCycleApplied,
        EventControl = record.EventControl,
        SignatureType = record.SignatureType,
        Signature = record.Signature is { Length: ReportEventStatus.SignatureLength } signature ? signature : ReportEventStatus.Unsigned,
    };

    public static ReportEventStatusRecord ToRecord(ReportEventStatus report) => new()
    {
        IssuerEventId = report.IssuerEventId,
        EventStatus = (byte)report.Status,
        EventStatusTime = report.StatusTime,
        CriticalityLevelApplied = report.CriticalityLevelApplied,
        CoolingTemperatureSetPointApplied = report.CoolingTemperatureSetPointApplied,
        HeatingTemperatureSetPointApplied = report.HeatingTemperatureSetPointApplied,
        AverageLoadAdjustmentPercentageApplied = report.AverageLoadAdjustmentPercentageApplied,
        DutyCycleApplied = report.DutyCycleApplied,
        EventControl = report.EventControl,
        SignatureType = report.SignatureType,
        Signature = report.Signature.IsEmpty ? default(ReadOnlyMemory<byte>?) : report.Signature,
    };
}
