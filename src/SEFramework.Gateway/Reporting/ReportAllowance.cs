using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Reporting;

/// <summary>
/// Bounds what one device may report, so that a device gone wrong does not push the responses of all others out of the queue. Used on the gateway's
/// loop only. The numbers are this software's own.
/// </summary>
/// <param name="time">Measures.</param>
public sealed class ReportAllowance(TimeProvider time)
{
    /// <summary>Attributes that a device may report at once.</summary>
    public const int Burst = 240;

    /// <summary>Attributes per second that it may report in the long run.</summary>
    public const int PerSecond = 4;

    private readonly Dictionary<IeeeAddress, Allowance> _devices = [];

    /// <summary>Counts a reported attribute.</summary>
    /// <param name="device">Whose.</param>
    /// <param name="beganToDrop">Whether it is the first one that is too much.</param>
    /// <returns>Whether it may pass.</returns>
    public bool Take(IeeeAddress device, out bool beganToDrop)
    {
        beganToDrop = false;
        var now = time.GetTimestamp();
        if (!_devices.TryGetValue(device, out var allowance))
        {
            _devices[device] = allowance = new Allowance { Left = Burst, At = now };
        }

        allowance.Left = Math.Min(Burst, allowance.Left + (time.GetElapsedTime(allowance.At, now).TotalSeconds * PerSecond));
        allowance.At = now;
        if (allowance.Left < 1)
        {
            beganToDrop = !allowance.IsDropping;
            allowance.IsDropping = true;
            return false;
        }

        // The storm is over when half of the allowance is back: until then nobody needs to hear of it again.
        allowance.IsDropping &= allowance.Left < Burst / 2;
        allowance.Left--;
        return true;
    }

    /// <summary>Forgets a device.</summary>
    /// <param name="device">The device.</param>
    public void Forget(IeeeAddress device) => _devices.Remove(device);

    private sealed class Allowance
    {
        public double Left { get; set; }

        public long At { get; set; }

        public bool IsDropping { get; set; }
    }
}
