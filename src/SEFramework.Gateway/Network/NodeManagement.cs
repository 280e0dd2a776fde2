using SEFramework.Gateway.Zdo;
using SEFramework.Radio;

namespace SEFramework.Gateway.Network;

/// <summary>Has the radio do what other nodes ask of the gateway. Source: reference 02, section 10; reference 07, section 6.</summary>
/// <param name="radio">The radio.</param>
public sealed class NodeManagement(IZigbeeRadio radio) : INodeManagement
{
    private const byte LongestPermission = 254;

    /// <inheritdoc />
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await radio.ResetNetworkAsync(wholeNetwork: false, cancellationToken);
        }
        catch (RadioException)
        {
            // A radio that does not answer is in no network.
        }
    }

    /// <inheritdoc />
    public async Task<bool> PermitJoiningAsync(byte seconds, CancellationToken cancellationToken)
    {
        try
        {
            await radio.PermitJoiningAsync(TimeSpan.FromSeconds(Math.Min(seconds, LongestPermission)), cancellationToken);
            return true;
        }
        catch (RadioException)
        {
            return false;
        }
    }
}
