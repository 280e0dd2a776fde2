using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.Rci;

/// <summary>Who the gateway is, for those who ask over RCI or DeviceCore.</summary>
/// <param name="Id">Device id.</param>
internal sealed record DeviceIdentity(DeviceId Id)
{
    /// <summary>Kind of device.</summary>
    public const string Product = "SEFramework";

    /// <summary>Who made it.</summary>
    public const string Company = "SEFramework.Net";

    /// <summary>Version of the software.</summary>
    public static string Firmware { get; } = typeof(DeviceIdentity).Assembly.GetName().Version?.ToString(3) ?? string.Empty;

    /// <summary>The Ethernet address that the device id was made from; empty when it was not made from one.</summary>
    public string Mac
    {
        get
        {
            var digits = Id.ToString().Replace("-", string.Empty, StringComparison.Ordinal);
            return digits.StartsWith("0000000000000000", StringComparison.Ordinal) && digits[22..26] == "FFFF"
                ? string.Join(':', (digits[16..22] + digits[26..]).Chunk(2).Select(static pair => new string(pair)))
                : string.Empty;
        }
    }
}
