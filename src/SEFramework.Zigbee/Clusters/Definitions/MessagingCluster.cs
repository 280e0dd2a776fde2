using static SEFramework.Zigbee.Clusters.Definitions.Rows;
using static SEFramework.Zigbee.Clusters.SmartEnergyVersion;

namespace SEFramework.Zigbee.Clusters.Definitions;

/// <summary>Messaging; it has no attributes. Source: reference 05, sections 2 and 5.</summary>
internal static class MessagingCluster
{
    public static readonly ClusterDefinition Definition = new(
        ClusterIds.Messaging,
        "Messaging",
        needsLinkKey: true,
        serverAttributes: [],
        clientAttributes: [],
        commands:
        [
            FromServer(0x00, "DisplayMessage"),
            FromServer(0x01, "CancelMessage"),
            FromServer(0x02, "DisplayProtectedMessage", V12),
            FromServer(0x03, "CancelAllMessages", V12),
            FromClient(0x00, "GetLastMessage"),
            FromClient(0x01, "MessageConfirmation"),
            FromClient(0x02, "GetMessageCancellation", V12),
        ]);
}
