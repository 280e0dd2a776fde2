using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee.Link;

/// <summary>Receives what the module reports by itself. Called on the link's read loop, in the order of the line; must not wait.</summary>
internal interface IXBeeLinkObserver
{
    /// <summary>Takes one frame that is no reply.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="frameData">The frame data, valid during the call.</param>
    /// <returns>What to count it as.</returns>
    FrameFate OnReport(XBeeFrameType type, ReadOnlySpan<byte> frameData);
}

/// <summary>What became of a received frame.</summary>
internal enum FrameFate
{
    /// <summary>Somebody took it.</summary>
    Used,

    /// <summary>It is of a known type that the driver has no use for.</summary>
    Unused,

    /// <summary>Its type is not known.</summary>
    UnknownType,

    /// <summary>Nobody waits for this reply.</summary>
    Unmatched,

    /// <summary>It is too short for its type or contradicts itself.</summary>
    Malformed,
}
