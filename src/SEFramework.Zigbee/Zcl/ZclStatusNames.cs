using System.Collections.Frozen;

namespace SEFramework.Zigbee.Zcl;

/// <summary>The names of status values as they are printed. Source: reference 03, section 7.4.</summary>
public static class ZclStatusNames
{
    /// <summary>
    /// Status of Digi's own, beyond the 8 bits of the air: a conversation got no answer in time. Source: reference 03, section 7.4.
    /// </summary>
    public const int ConversationTimeout = 0x202;

    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [(int)ZclStatus.Success] = "SUCCESS",
        [(int)ZclStatus.Failure] = "FAILURE",
        [(int)ZclStatus.NotAuthorized] = "NOT_AUTHORIZED",
        [(int)ZclStatus.ReservedFieldNotZero] = "RESERVED_FIELD_NOT_ZERO",
        [(int)ZclStatus.MalformedCommand] = "MALFORMED_COMMAND",
        [(int)ZclStatus.UnsupportedClusterCommand] = "UNSUP_CLUSTER_COMMAND",
        [(int)ZclStatus.UnsupportedGeneralCommand] = "UNSUP_GENERAL_COMMAND",
        [(int)ZclStatus.UnsupportedManufacturerClusterCommand] = "UNSUP_MANUF_CLUSTER_COMMAND",
        [(int)ZclStatus.UnsupportedManufacturerGeneralCommand] = "UNSUP_MANUF_GENERAL_COMMAND",
        [(int)ZclStatus.InvalidField] = "INVALID_FIELD",
        [(int)ZclStatus.UnsupportedAttribute] = "UNSUPPORTED_ATTRIBUTE",
        [(int)ZclStatus.InvalidValue] = "INVALID_VALUE",
        [(int)ZclStatus.ReadOnly] = "READ_ONLY",
        [(int)ZclStatus.InsufficientSpace] = "INSUFFICIENT_SPACE",
        [(int)ZclStatus.DuplicateExists] = "DUPLICATE_EXISTS",
        [(int)ZclStatus.NotFound] = "NOT_FOUND",
        [(int)ZclStatus.UnreportableAttribute] = "UNREPORTABLE_ATTRIBUTE",
        [(int)ZclStatus.InvalidDataType] = "INVALID_DATA_TYPE",
        [(int)ZclStatus.InvalidSelector] = "INVALID_SELECTOR",
        [(int)ZclStatus.WriteOnly] = "WRITE_ONLY",
        [(int)ZclStatus.InconsistentStartupState] = "INCONSISTENT_STARTUP_STATE",
        [(int)ZclStatus.DefinedOutOfBand] = "DEFINED_OUT_OF_BAND",
        [(int)ZclStatus.Inconsistent] = "INCONSISTENT",
        [(int)ZclStatus.ActionDenied] = "ACTION_DENIED",
        [(int)ZclStatus.Timeout] = "TIMEOUT",
        [(int)ZclStatus.Abort] = "ABORT",
        [(int)ZclStatus.InvalidImage] = "INVALID_IMAGE",
        [(int)ZclStatus.WaitForData] = "WAIT_FOR_DATA",
        [(int)ZclStatus.NoImageAvailable] = "NO_IMAGE_AVAILABLE",
        [(int)ZclStatus.RequireMoreImage] = "REQUIRE_MORE_IMAGE",
        [(int)ZclStatus.NotificationPending] = "NOTIFICATION_PENDING",
        [(int)ZclStatus.HardwareFailure] = "HARDWARE_FAILURE",
        [(int)ZclStatus.SoftwareFailure] = "SOFTWARE_FAILURE",
        [(int)ZclStatus.CalibrationError] = "CALIBRATION_ERROR",
        [(int)ZclStatus.UnsupportedCluster] = "UNSUPPORTED_CLUSTER",
        [ConversationTimeout] = "CONVERSATION_TIMEOUT",
    }.ToFrozenDictionary();

    /// <summary>The name of a status, or null when it has none.</summary>
    /// <param name="status">A ZCL status, or <see cref="ConversationTimeout"/>.</param>
    public static string? Find(int status) => Names.GetValueOrDefault(status);
}
