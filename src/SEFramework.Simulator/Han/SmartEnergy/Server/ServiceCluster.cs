using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.SmartEnergy;

namespace SEFramework.Simulator.Han.SmartEnergy.Server;

/// <summary>What a client told a server: a report, an acknowledgement, a confirmation.</summary>
/// <param name="Time">When it came in.</param>
/// <param name="From">Extended address of the client.</param>
/// <param name="Kind">Name of the command.</param>
/// <param name="Id">Event or message it is about.</param>
/// <param name="Detail">What it says of it.</param>
public sealed record ClientReply(DateTimeOffset Time, IeeeAddress From, string Kind, uint Id, string Detail);

/// <summary>A server cluster of an energy services interface: what it has for its clients it sends to each of them, and to those that join or come
/// back. Source: reference 05, sections 3.4, 4.2 and 5.</summary>
/// <param name="id">Cluster id.</param>
public abstract class ServiceCluster(ushort id) : VirtualCluster(id, isServer: true)
{
    private const int MostReplies = 200;

    private readonly Queue<ClientReply> _replies = [];
    private ClientDirectory? _clients;

    /// <summary>The last things that clients said, oldest first.</summary>
    public IReadOnlyCollection<ClientReply> Replies => _replies;

    /// <summary>What a client needs to know that knows nothing.</summary>
    protected abstract IEnumerable<ISmartEnergyCommand> Current { get; }

    /// <summary>It learns who its clients are.</summary>
    /// <param name="clients">Knows them.</param>
    internal void Use(ClientDirectory clients) => _clients = clients;

    /// <summary>A node has joined or come back.</summary>
    /// <param name="node">The node.</param>
    internal void Welcome(INetworkNode node)
    {
        if (Current.Any())
        {
            _clients?.Reach(node, Id, peer => SendAll(peer, Current));
        }
    }

    /// <summary>Sends a command to each client.</summary>
    /// <param name="command">The command.</param>
    protected void Publish(ISmartEnergyCommand command) => _clients?.Reach(Id, peer => Send(peer, command));

    /// <summary>Sends commands to one client.</summary>
    /// <param name="peer">The client.</param>
    /// <param name="commands">The commands.</param>
    /// <param name="sequence">Sequence number of the request they answer, or null.</param>
    /// <returns>Answered apart, or not found when there are none.</returns>
    protected CommandOutcome SendAll(Peer peer, IEnumerable<ISmartEnergyCommand> commands, byte? sequence = null)
    {
        var any = false;
        foreach (var command in commands.ToArray())
        {
            any = true;
            Send(peer, command, sequence);
        }

        return any ? CommandOutcome.AnsweredApart : CommandOutcome.Failed(SEFramework.Zigbee.Zcl.ZclStatus.NotFound);
    }

    /// <summary>Takes down what a client said.</summary>
    /// <param name="request">Its command.</param>
    /// <param name="kind">Name of the command.</param>
    /// <param name="about">Event or message it is about.</param>
    /// <param name="detail">What it says of it.</param>
    protected CommandOutcome TakeDown(ClusterRequest request, string kind, uint about, string detail)
    {
        _replies.Enqueue(new ClientReply(Now, request.Sender.Address, kind, about, detail));
        if (_replies.Count > MostReplies)
        {
            _replies.Dequeue();
        }

        return CommandOutcome.Done;
    }

    /// <summary>Which of some events a query wants: those whose end is not before its start, as many as it says.</summary>
    /// <typeparam name="T">Kind of event.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="events">The events in their order.</param>
    /// <param name="end">Reads the end of an event.</param>
    protected IEnumerable<T> Select<T>(ScheduleQuery query, IEnumerable<T> events, Func<T, DateTimeOffset> end)
    {
        var from = query.StartTime == 0 ? Now : UtcTime.ToMoment(query.StartTime);
        var found = events.Where(candidate => end(candidate) >= from && end(candidate) > Now);
        return query.MostEvents == 0 ? found : found.Take(query.MostEvents);
    }

    /// <summary>The minutes that are left of something that began when it was sent first.</summary>
    /// <param name="end">When it ends.</param>
    protected ushort MinutesLeft(DateTimeOffset end) => (ushort)Math.Clamp(Math.Ceiling((end - Now).TotalMinutes), 1, ushort.MaxValue - 1);
}
