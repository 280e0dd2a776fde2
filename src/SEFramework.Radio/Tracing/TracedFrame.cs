namespace SEFramework.Radio.Tracing;

/// <summary>One frame of a trace.</summary>
/// <param name="Time">When it was read, or handed to the port.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="FrameData">Frame data without delimiter, length and checksum; keys in it are masked.</param>
public sealed record TracedFrame(DateTimeOffset Time, RadioFrameDirection Direction, ReadOnlyMemory<byte> FrameData);
