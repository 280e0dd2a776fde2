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

    /// <summary>The tuple as clients know it: (00:0C:C1:00:11:22:33:44, 0x1, 0x109, 0x701).</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"({Device}, 0x{Endpoint:X}, 0x{ProfileId:X}, 0x{ClusterId:X})");
}
