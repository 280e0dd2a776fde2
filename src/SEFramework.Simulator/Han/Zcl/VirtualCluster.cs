using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>
/// One side of a cluster on a virtual endpoint: a table of attributes, and in derived classes its commands.
/// </summary>
/// <param name="id">Cluster id.</param>
/// <param name="isServer">Server side; otherwise client side.</param>
/// <param name="attributes">Its attributes.</param>
public class VirtualCluster(ushort id, bool isServer, params IEnumerable<VirtualAttribute> attributes)
{
    private readonly SortedDictionary<(ushort Manufacturer, ushort Id), VirtualAttribute> _attributes =
        new(attributes.ToDictionary(static attribute => (attribute.ManufacturerCode ?? 0, attribute.Id)));

    private VirtualDevice? _device;
    private VirtualEndpoint? _endpoint;

    /// <summary>Cluster id.</summary>
    public ushort Id { get; } = id;

    /// <summary>Server side; otherwise client side.</summary>
    public bool IsServer { get; } = isServer;

    /// <summary>Its attributes in the order of manufacturer and id.</summary>
    public IEnumerable<VirtualAttribute> Attributes => _attributes.Values;

    /// <summary>Finds an attribute, or null.</summary>
    /// <param name="manufacturer">Manufacturer code of the frame, or null.</param>
    /// <param name="attribute">Attribute id.</param>
    public VirtualAttribute? Find(ushort? manufacturer, ushort attribute) => _attributes.GetValueOrDefault((manufacturer ?? 0, attribute));

    /// <summary>The device it is on.</summary>
    /// <exception cref="InvalidOperationException">Its endpoint was not added to a device.</exception>
    protected VirtualDevice Device => _device ?? throw new InvalidOperationException("The cluster is not on a device.");

    /// <summary>The device's time.</summary>
    protected DateTimeOffset Now => Device.Network.Scheduler.Now;

    /// <summary>It gets its place on a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="endpoint">Its endpoint.</param>
    internal void Attach(VirtualDevice device, VirtualEndpoint endpoint)
    {
        _device = device;
        _endpoint = endpoint;
    }

    /// <summary>The device has left its network or lost its power: what the network told it is forgotten.</summary>
    public virtual void Forget()
    {
    }

    /// <summary>Whether <see cref="Ask"/> asks anything.</summary>
    public virtual bool HasQuestions => false;

    /// <summary>Asks a server for what it has for the device; only some clients have something to ask.</summary>
    /// <param name="server">The server.</param>
    public virtual void Ask(Peer server)
    {
    }

    /// <summary>Hears a report of another node.</summary>
    /// <param name="sender">Who reports.</param>
    /// <param name="records">The attributes with their values.</param>
    public virtual void TakeReport(Peer sender, IReadOnlyList<AttributeRecord> records)
    {
    }

    /// <summary>Hears the answer to a reading of attributes.</summary>
    /// <param name="sender">Who answers.</param>
    /// <param name="records">The attributes with their values.</param>
    public virtual void TakeAnswer(Peer sender, IReadOnlyList<ReadAttributeStatus> records)
    {
    }

    /// <summary>Carries out a command of the cluster that needs to know its sender.</summary>
    /// <param name="request">The command.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="answer">Takes the payload of an answer.</param>
    public virtual CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer) => Handle(request.Header, payload, answer);

    /// <summary>Carries out a command of the cluster; the base class has none.</summary>
    /// <param name="header">Header of the frame.</param>
    /// <param name="payload">What follows.</param>
    /// <param name="answer">Takes the payload of an answer.</param>
    public virtual CommandOutcome Handle(ZclHeader header, ReadOnlySpan<byte> payload, ByteWriter answer) =>
        CommandOutcome.Failed(ZclStatus.UnsupportedClusterCommand);

    /// <summary>Adds an attribute, or puts it in the place of one of the same id.</summary>
    /// <param name="attribute">The attribute.</param>
    protected void Put(VirtualAttribute attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        _attributes[(attribute.ManufacturerCode ?? 0, attribute.Id)] = attribute;
    }

    /// <summary>Sends a command of the cluster, protected as the profile demands.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="command">The command.</param>
    /// <param name="sequence">Sequence number of the command it answers, or null for a new one.</param>
    protected void Send(Peer to, ISmartEnergyCommand command, byte? sequence = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!Device.IsSilent)
        {
            SendFrame(to, SmartEnergyFrame.Write(command, sequence ?? Device.NextSequence()));
        }
    }

    /// <summary>Sends a whole ZCL frame of the cluster, protected as the profile demands.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="frame">The frame.</param>
    protected void SendFrame(Peer to, ReadOnlyMemory<byte> frame)
    {
        var encrypted = Device.HasLinkKey && ClusterLibrary.Find(Id) is { NeedsLinkKey: true };
        Device.Send(new ApsDataRequest(
            to.Address,
            to.Nwk,
            to.Endpoint,
            _endpoint!.Id,
            _endpoint.ProfileId,
            Id,
            frame,
            encrypted ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None));
    }
}

/// <summary>What became of a command: an answer with a command id of the cluster, or a status for a default response.</summary>
/// <param name="Status">Status of the default response.</param>
/// <param name="AnswerCommand">Command id of the answer, or null.</param>
/// <param name="IsAnsweredApart">Whether the cluster answers with frames of its own, so that no default response is due.</param>
public readonly record struct CommandOutcome(ZclStatus Status, byte? AnswerCommand, bool IsAnsweredApart = false)
{
    /// <summary>Done, and answered with frames that the cluster sends itself.</summary>
    public static CommandOutcome AnsweredApart => new(ZclStatus.Success, null, true);

    /// <summary>Done, without an answer of its own.</summary>
    public static CommandOutcome Done => new(ZclStatus.Success, null);

    /// <summary>Not done.</summary>
    /// <param name="status">Why not.</param>
    public static CommandOutcome Failed(ZclStatus status) => new(status, null);

    /// <summary>Answered by a command of the cluster.</summary>
    /// <param name="command">Its id.</param>
    public static CommandOutcome Answered(byte command) => new(ZclStatus.Success, command);
}
