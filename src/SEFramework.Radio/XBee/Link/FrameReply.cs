using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee.Link;

/// <summary>How waiting for a reply ended.</summary>
internal enum FrameReplyKind
{
    /// <summary>The module replied.</summary>
    Answered,

    /// <summary>It did not reply in time.</summary>
    TimedOut,

    /// <summary>The connection was lost, or the module reset.</summary>
    Lost,
}

/// <summary>The module's reply to a frame with a frame id.</summary>
/// <param name="Kind">How waiting ended.</param>
/// <param name="Status">Status byte, as the frame type has it.</param>
/// <param name="Value">Value of an AT response.</param>
/// <param name="Nwk">Network address of a transmit status.</param>
internal readonly record struct FrameReply(FrameReplyKind Kind, byte Status = 0, ReadOnlyMemory<byte> Value = default, NwkAddress Nwk = default);
