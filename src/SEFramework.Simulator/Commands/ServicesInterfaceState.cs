using SEFramework.Simulator.Han.SmartEnergy.Server;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Commands;

/// <summary>Something that a client told the energy services interface.</summary>
/// <param name="Time">When it came in.</param>
/// <param name="From">Extended address of the client.</param>
/// <param name="Kind">Name of the command.</param>
/// <param name="Id">Event or message it is about.</param>
/// <param name="Detail">What it says of it.</param>
public sealed record ReplyState(DateTimeOffset Time, string From, string Kind, uint Id, string Detail);

/// <summary>The energy services interface of a home in which the gateway is a router.</summary>
/// <param name="Address">Extended address.</param>
/// <param name="Events">Ids of the load control events that are not over.</param>
/// <param name="Prices">Ids of the prices that are not over.</param>
/// <param name="MessageId">Id of its message, or null.</param>
/// <param name="Replies">What clients said, oldest first.</param>
public sealed record ServicesInterfaceState(
    string Address, IReadOnlyList<uint> Events, IReadOnlyList<uint> Prices, uint? MessageId, IReadOnlyList<ReplyState> Replies)
{
    internal static ServicesInterfaceState? Of(SimulatedHome home) => home.ServicesInterface is not { } esi ? null : new ServicesInterfaceState(
        esi.Address.ToString(),
        [.. esi.ClustersOf<LoadControlServer>().SelectMany(static server => server.Events).Select(static details => details.IssuerEventId)],
        [.. esi.ClustersOf<PriceServer>().SelectMany(static server => server.Prices).Select(static price => price.Details.IssuerEventId)],
        esi.ClustersOf<MessagingServer>().Select(static server => server.Message?.MessageId).FirstOrDefault(),
        [.. esi.ClustersOf<ServiceCluster>()
            .SelectMany(static server => server.Replies)
            .OrderBy(static reply => reply.Time)
            .Select(static reply => new ReplyState(reply.Time, reply.From.ToString(), reply.Kind, reply.Id, reply.Detail))]);
}
