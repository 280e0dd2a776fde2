namespace SEFramework.Gateway.Devices;

/// <summary>The registry entries that act on devices, read each time they are needed. Source: reference 01, section 4.1.</summary>
/// <param name="AnswerTimeout">Conversation.TX_status_timeout: also the limit for answers to the refresh.</param>
/// <param name="MaximumSequentialFailures">ZDO_Device_Manager.max_sequential_TX_failures.</param>
/// <param name="RefreshRate">ZDO_Device_Manager.refresh_rate.</param>
/// <param name="OpenJoin">Whether strangers may become known devices.</param>
public sealed record DeviceSettings(
    Func<TimeSpan> AnswerTimeout, Func<int> MaximumSequentialFailures, Func<TimeSpan> RefreshRate, Func<bool> OpenJoin);
