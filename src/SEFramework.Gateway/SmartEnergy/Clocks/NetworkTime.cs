using SEFramework.Gateway.Clock;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Registry;
using SEFramework.Gateway.SmartEnergy.Transport;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.SmartEnergy.Clocks;

/// <summary>
/// Reads the time from the time servers of the network. Used on the gateway's loop only. Source: reference 01, section 4.5; reference 05, section
/// 6.3.
/// </summary>
/// <param name="messenger">Carries the frames.</param>
/// <param name="sender">Knows the time servers of active devices.</param>
/// <param name="endpoints">The gateway's endpoints.</param>
/// <param name="registry">Has the time-out and the switch of the encryption.</param>
public sealed class NetworkTime(ApsMessenger messenger, SmartEnergySender sender, LocalEndpointTable endpoints, GatewayRegistry registry)
{
    private const ushort TimeAttribute = 0x0000;
    private const ushort StatusAttribute = 0x0001;
    private const ulong Master = 0x01;
    private const ulong Synchronized = 0x02;
    private const ulong Superseding = 0x08;

    /// <summary>Asks the time servers of active devices.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The time of the best of them, or null when none has a time that is right.</returns>
    public async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken)
    {
        if (endpoints.All.FirstOrDefault(static e => e.Find(ClusterIds.Time, isClient: true) is not null) is not { } endpoint)
        {
            return null;
        }

        (DateTimeOffset Time, ulong Rank)? best = null;
        foreach (var peer in sender.Peers(ClusterIds.Time, ClusterSide.Server))
        {
            if (await AskAsync(endpoint, peer, cancellationToken) is { } answer && (best is null || answer.Rank > best.Value.Rank))
            {
                best = answer;
            }
        }

        return best?.Time;
    }

    private async Task<(DateTimeOffset Time, ulong Rank)?> AskAsync(LocalEndpoint endpoint, SmartEnergyPeer peer, CancellationToken cancellationToken)
    {
        var sequence = messenger.NextSequence();
        var writer = new ByteWriter();
        new ZclHeader(false, false, false, null, sequence, (byte)GeneralCommand.ReadAttributes).Write(writer);
        ReadAttributes.Write(writer, [TimeAttribute, StatusAttribute]);
        var encrypts = endpoint.Encrypts(endpoint.Find(ClusterIds.Time, isClient: true)!) && !registry.Boolean(RegistryNames.DisableApsEncryption);
        var request = new ApsDataRequest(
            peer.Device,
            peer.Nwk,
            peer.Endpoint,
            endpoint.Id,
            peer.ProfileId,
            ClusterIds.Time,
            writer.Written,
            encrypts ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None);
        try
        {
            var answer = await messenger.ConverseAsync(
                request,
                new ExpectedAnswer(peer.Device, peer.Nwk, peer.Endpoint, ClusterIds.Time, payload => IsAnswer(payload, sequence)),
                registry.Seconds(RegistryNames.ConversationTimeout),
                cancellationToken);
            return Decode(answer.Payload.Span);
        }
        catch (ConversationException)
        {
            // Another server may answer.
            return null;
        }
    }

    private static bool IsAnswer(ReadOnlySpan<byte> payload, byte sequence)
    {
        var reader = new ByteReader(payload);
        return ZclHeader.TryRead(ref reader, out var header)
            && header is { IsClusterCommand: false, Command: (byte)GeneralCommand.ReadAttributesResponse or (byte)GeneralCommand.DefaultResponse }
            && header.Sequence == sequence;
    }

    // A server that has its time from elsewhere and is not synchronised does not know it.
    private static (DateTimeOffset Time, ulong Rank)? Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);
        if (!ZclHeader.TryRead(ref reader, out var header) || header.Command != (byte)GeneralCommand.ReadAttributesResponse)
        {
            return null;
        }

        ReadAttributeStatus.TryReadAll(reader.Rest, out var records);
        var status = Number(records, StatusAttribute) ?? Master;
        return Number(records, TimeAttribute) is { } time and not GatewayTime.InvalidUtc2000 && (status & (Master | Synchronized)) != 0
            && GatewayTime.TryFromUtc2000((long)time, out var moment)
                ? (moment, status & (Superseding | Master))
                : null;
    }

    private static ulong? Number(IReadOnlyList<ReadAttributeStatus> records, ushort attribute) =>
        records.FirstOrDefault(r => r.Attribute == attribute)?.Value is ZclUnsigned number ? number.Value : null;
}
