using Microsoft.Extensions.Logging;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.Diagnostics;

/// <summary>What the driver logs. Never key material.</summary>
internal static partial class RadioLog
{
    [LoggerMessage(1, LogLevel.Information, "Radio port {Port} is open")]
    public static partial void PortOpen(ILogger logger, string port);

    [LoggerMessage(
        2,
        LogLevel.Information,
        "Radio is ready: {Name} {Address}, hardware {Hardware:X4}, firmware {Firmware:X4}, joined {Joined}, channel {Channel}, PAN {PanId:X4}")]
    public static partial void Ready(
        ILogger logger, string name, IeeeAddress address, ushort hardware, uint firmware, bool joined, byte channel, ushort panId);

    [LoggerMessage(3, LogLevel.Warning, "Radio on {Port} is lost, it is looked for from now on: {Reason}")]
    public static partial void Lost(ILogger logger, string port, string reason);

    [LoggerMessage(4, LogLevel.Debug, "Radio on {Port} is still lost: {Reason}. Next attempt in {Delay}")]
    public static partial void StillLost(ILogger logger, string port, string reason, TimeSpan delay);

    [LoggerMessage(5, LogLevel.Warning, "Radio reset itself (modem status {Status}); configuring it again")]
    public static partial void Reset(ILogger logger, XBeeModemStatus status);

    [LoggerMessage(6, LogLevel.Information, "Radio setting {Command} was {Old:X}, set to {New:X}")]
    public static partial void SettingChanged(ILogger logger, AtCommandName command, ulong old, ulong @new);

    [LoggerMessage(7, LogLevel.Warning, "Radio setting {Command} is {Value:X}: {Consequence}")]
    public static partial void SettingDoubtful(ILogger logger, AtCommandName command, ulong value, string consequence);

    [LoggerMessage(8, LogLevel.Warning, "Radio refuses {Command}: {Reason}")]
    public static partial void SettingRefused(ILogger logger, AtCommandName command, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Radio hardware {Hardware:X4} with firmware {Firmware:X4} is not known; it is treated as {Name}")]
    public static partial void UnknownModule(ILogger logger, ushort hardware, uint firmware, string name);

    [LoggerMessage(10, LogLevel.Information, "Radio modem status {Status}")]
    public static partial void ModemStatus(ILogger logger, XBeeModemStatus status);

    [LoggerMessage(11, LogLevel.Warning, "Bytes from the radio were damaged ({Reason}); further ones are only counted")]
    public static partial void BadFrame(ILogger logger, string reason);

    [LoggerMessage(12, LogLevel.Warning, "Frame of type 0x{Type:X2} from the radio is malformed; further ones are only counted")]
    public static partial void MalformedFrame(ILogger logger, byte type);

    [LoggerMessage(13, LogLevel.Information, "Frame of type 0x{Type:X2} from the radio is {Reason}; further ones are only counted")]
    public static partial void UnexpectedFrame(ILogger logger, byte type, string reason);

    [LoggerMessage(14, LogLevel.Debug, "Radio does not answer {Command}, attempt {Attempt}")]
    public static partial void NoAnswer(ILogger logger, AtCommandName command, int attempt);

    [LoggerMessage(15, LogLevel.Information, "Radio does not answer API frames; trying command mode")]
    public static partial void TryingCommandMode(ILogger logger);

    [LoggerMessage(16, LogLevel.Error, "A radio trace sink failed and is not called again")]
    public static partial void TraceFailed(ILogger logger, Exception exception);

    [LoggerMessage(17, LogLevel.Error, "The radio driver failed unexpectedly; it starts over")]
    public static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(18, LogLevel.Warning, "Received frames are dropped: their reader does not keep up")]
    public static partial void ReceptionDropped(ILogger logger);

    [LoggerMessage(19, LogLevel.Information, "Radio setting {Command} is written: {Value:X}")]
    public static partial void SettingWritten(ILogger logger, AtCommandName command, ulong value);

    [LoggerMessage(20, LogLevel.Information, "A preconfigured link key is written to the radio")]
    public static partial void LinkKeyWritten(ILogger logger);

    [LoggerMessage(21, LogLevel.Error, "The radio trace {Path} ends here: {Reason}")]
    public static partial void TraceFileFailed(ILogger logger, string path, string reason);
}
