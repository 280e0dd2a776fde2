using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Radio.XBee;

/// <summary>Direct access to the AT commands of an XBee, for tools and for those parts of the original that show them to their clients.</summary>
public interface IXBeeCommands
{
    /// <summary>Executes one local AT command; a value is applied at once.</summary>
    /// <param name="command">Two ASCII characters.</param>
    /// <param name="value">The value, big-endian; empty to query or to act.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">The name has not two ASCII characters.</exception>
    /// <exception cref="RadioException">The radio did not answer.</exception>
    Task<XBeeCommandResult> ExecuteCommandAsync(string command, ReadOnlyMemory<byte> value, CancellationToken cancellationToken);
}

/// <summary>What an XBee answered to an AT command. Source: reference 07, section 4.1.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Value">The value, big-endian; empty for a command that set one or was refused.</param>
public readonly record struct XBeeCommandResult(AtStatus Status, ReadOnlyMemory<byte> Value);
