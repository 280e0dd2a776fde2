namespace SEFramework.Radio.Tracing;

/// <summary>Which way a frame went.</summary>
public enum RadioFrameDirection
{
    /// <summary>From the radio to the host.</summary>
    Received,

    /// <summary>From the host to the radio.</summary>
    Sent,
}

/// <summary>Observes every frame between the host and the radio, for instance to write a trace file.</summary>
public interface IRadioTraceSink
{
    /// <summary>
    /// Takes one frame, in the order of the line. Called on the driver's own path: it must neither wait nor throw. Key material (registered keys,
    /// link, network and private keys, install codes) has been replaced by 0xFF bytes, which is no valid key.
    /// </summary>
    /// <param name="direction">Which way it went.</param>
    /// <param name="time">When it was read, or handed to the port.</param>
    /// <param name="frameData">Frame data without delimiter, length and checksum; valid during the call.</param>
    void OnFrame(RadioFrameDirection direction, DateTimeOffset time, ReadOnlySpan<byte> frameData);
}
