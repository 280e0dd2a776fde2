namespace SEFramework.Gateway.Registry;

/// <summary>Names of the registry entries that the gateway reads; their definitions are in api-schema/registry.xml.</summary>
public static class RegistryNames
{
    /// <summary>Longest wait of a synchronous request, seconds.</summary>
    public const string SynchronousTimeout = "RPC_Manager.synchronous_request_timeout";

    /// <summary>How many asynchronous responses may wait.</summary>
    public const string MaximumResponses = "RPC_Manager.max_buffered_responses";

    /// <summary>Whether asynchronous responses become files.</summary>
    public const string UsePush = "RPC_Manager.use_push";

    /// <summary>When responses become files: immediately, or a cron string.</summary>
    public const string PushSchedule = "RPC_Manager.push_schedule";

    /// <summary>Lowest severity of the messages that are sent.</summary>
    public const string SeverityThreshold = "RPC_General_Interface.debug_rpc_severity";

    /// <summary>Whether responses carry a time stamp.</summary>
    public const string ResponseTimestamps = "RPC_Manager.enable_response_timestamps";

    /// <summary>Wait for a transmit status, and for the answers to the refresh, seconds.</summary>
    public const string TransmitStatusTimeout = "Conversation.TX_status_timeout";

    /// <summary>Wait for the answer of a device, seconds.</summary>
    public const string ConversationTimeout = "Conversation.default_timeout";

    /// <summary>Failed transmissions in a row that make a device inactive.</summary>
    public const string MaximumFailures = "ZDO_Device_Manager.max_sequential_TX_failures";

    /// <summary>Period of the refresh, seconds.</summary>
    public const string RefreshRate = "ZDO_Device_Manager.refresh_rate";

    /// <summary>Whether strangers may become known devices.</summary>
    public const string OpenJoin = "ZDO_Device_Manager.open_join";

    /// <summary>Whether all joiners have one link key.</summary>
    public const string GlobalLinkKey = "ZDO_Device_Manager.global_link_key";

    /// <summary>Where the time comes from: auto, NTP, ZCL or none.</summary>
    public const string TimeSyncType = "Time_Synchronizer.sync_type";

    /// <summary>How often the time is synchronised again, seconds.</summary>
    public const string TimeSyncPeriod = "Time_Synchronizer.sync_period";

    /// <summary>Whether the operating system's clock is trusted.</summary>
    public const string EnableNtp = "Time_Synchronizer.enable_NTP";

    /// <summary>Whether APS encryption is off for all clusters.</summary>
    public const string DisableApsEncryption = "Cluster.disable_APS_encryption";

    /// <summary>Whether frames with a wrong direction bit reach the side of the cluster that exists.</summary>
    public const string DirectionBitCorrection = "ZCL_Endpoint.enable_direction_bit_correction";
}
