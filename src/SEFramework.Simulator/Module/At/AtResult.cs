using SEFramework.Radio.XBee.Frames;

namespace SEFramework.Simulator.Module.At;

/// <summary>What became of an AT command.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Value">The value of the answer.</param>
/// <param name="After">What happens once the answer is on the line; null if nothing.</param>
internal readonly record struct AtResult(AtStatus Status, ReadOnlyMemory<byte> Value = default, Action? After = null);

/// <summary>What AT commands start outside the settings and the network node.</summary>
internal interface IModuleActions
{
    /// <summary>FR.</summary>
    void SoftReset();

    /// <summary>NR: leave, and form or join again.</summary>
    /// <param name="wholeNetwork">Whether all nodes are told to leave.</param>
    void ResetNetwork(bool wholeNetwork);

    /// <summary>CB2: the ZDO broadcast that opens joining at all routers.</summary>
    /// <param name="seconds">1 to 255.</param>
    void BroadcastPermitJoining(byte seconds);

    /// <summary>AP.</summary>
    /// <param name="mode">0, 1, 2 or 4.</param>
    void SetApiMode(byte mode);
}
