using System.Globalization;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Gateway.Conversations;

/// <summary>The other side of a conversation, as error texts name it. Source: reference 01, section 2.7; reference 03, section 8.</summary>
/// <param name="Device">Extended address.</param>
/// <param name="Endpoint">Endpoint of the device.</param>
/// <param name="ProfileId">Profile.</param>
/// <param name="ClusterId">Cluster.</param>
public readonly record struct ConversationPeer(IeeeAddress Device, byte Endpoint, ushort ProfileId, ushort ClusterId)
{
    /// <summary>The peer that a frame goes to.</summary>
    /// <param name="request">The frame.</param>
    public static ConversationPeer Of(ApsDataRequest request) =>
        new(request.Destination, request.DestinationEndpoint, request.ProfileId, request.ClusterId);

    /// <summary>The tuple as the texts of the contract name its parts: hexadecimal without padding, as clients know it.</summary>
    internal (string Name, string Value)[] Placeholders =>
        [("mac", Device.ToString()), ("endpoint", Hex(Endpoint)), ("profile", Hex(ProfileId)), ("cluster", Hex(ClusterId))];

    private static string Hex(int value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:X}");
}
