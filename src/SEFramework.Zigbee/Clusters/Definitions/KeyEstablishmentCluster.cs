using static SEFramework.Zigbee.Clusters.Definitions.Rows;
using T = SEFramework.Zigbee.Zcl.ZclTypeId;

namespace SEFramework.Zigbee.Clusters.Definitions;

/// <summary>Key establishment; both sides have the attribute and may end the exchange. Source: reference 05, sections 2, 7 and 10.</summary>
internal static class KeyEstablishmentCluster
{
    private const int CertificateBasedK163 = 0x0001;

    public static readonly ClusterDefinition Definition = new(
        ClusterIds.KeyEstablishment,
        "KeyEstablishment",
        needsLinkKey: false,
        serverAttributes: Suites(),
        clientAttributes: Suites(),
        commands:
        [
            FromClient(0x00, "InitiateKeyEstablishmentRequest"),
            FromClient(0x01, "EphemeralDataRequest"),
            FromClient(0x02, "ConfirmKeyDataRequest"),
            FromClient(0x03, "TerminateKeyEstablishment"),
            FromServer(0x00, "InitiateKeyEstablishmentResponse"),
            FromServer(0x01, "EphemeralDataResponse"),
            FromServer(0x02, "ConfirmKeyDataResponse"),
            FromServer(0x03, "TerminateKeyEstablishment"),
        ]);

    private static IEnumerable<AttributeDefinition> Suites() =>
        [R(0x0000, "KeyEstablishmentSuite", T.Enum16).Mandatory().StartsWith(CertificateBasedK163)];
}
