using SEFramework.Zigbee.Clusters;

namespace SEFramework.Zigbee.SmartEnergy;

/// <summary>Tells the commands of the Smart Energy clusters apart. Source: reference 05, section 2.</summary>
/// <param name="ClusterId">Cluster.</param>
/// <param name="SentBy">The side that sends it; the two sides count separately.</param>
/// <param name="Command">Command id.</param>
public readonly record struct SmartEnergyCommandId(ushort ClusterId, ClusterSide SentBy, byte Command)
{
    /// <summary>Price server: Publish Price.</summary>
    public static readonly SmartEnergyCommandId PublishPrice = Server(ClusterIds.Price, 0x00);

    /// <summary>Price server, since 1.1: Publish Block Period.</summary>
    public static readonly SmartEnergyCommandId PublishBlockPeriod = Server(ClusterIds.Price, 0x01);

    /// <summary>Price client: Get Current Price.</summary>
    public static readonly SmartEnergyCommandId GetCurrentPrice = Client(ClusterIds.Price, 0x00);

    /// <summary>Price client: Get Scheduled Prices.</summary>
    public static readonly SmartEnergyCommandId GetScheduledPrices = Client(ClusterIds.Price, 0x01);

    /// <summary>Price client: Price Acknowledgement.</summary>
    public static readonly SmartEnergyCommandId PriceAcknowledgement = Client(ClusterIds.Price, 0x02);

    /// <summary>Price client, since 1.1: Get Block Period(s).</summary>
    public static readonly SmartEnergyCommandId GetBlockPeriods = Client(ClusterIds.Price, 0x03);

    /// <summary>Load control server: Load Control Event.</summary>
    public static readonly SmartEnergyCommandId LoadControlEvent = Server(ClusterIds.DemandResponseAndLoadControl, 0x00);

    /// <summary>Load control server: Cancel Load Control Event.</summary>
    public static readonly SmartEnergyCommandId CancelLoadControlEvent = Server(ClusterIds.DemandResponseAndLoadControl, 0x01);

    /// <summary>Load control server: Cancel All Load Control Events.</summary>
    public static readonly SmartEnergyCommandId CancelAllLoadControlEvents = Server(ClusterIds.DemandResponseAndLoadControl, 0x02);

    /// <summary>Load control client: Report Event Status.</summary>
    public static readonly SmartEnergyCommandId ReportEventStatus = Client(ClusterIds.DemandResponseAndLoadControl, 0x00);

    /// <summary>Load control client: Get Scheduled Events.</summary>
    public static readonly SmartEnergyCommandId GetScheduledEvents = Client(ClusterIds.DemandResponseAndLoadControl, 0x01);

    /// <summary>Metering server: Get Profile Response.</summary>
    public static readonly SmartEnergyCommandId GetProfileResponse = Server(ClusterIds.Metering, 0x00);

    /// <summary>Metering server: Request Mirror.</summary>
    public static readonly SmartEnergyCommandId RequestMirror = Server(ClusterIds.Metering, 0x01);

    /// <summary>Metering server: Remove Mirror.</summary>
    public static readonly SmartEnergyCommandId RemoveMirror = Server(ClusterIds.Metering, 0x02);

    /// <summary>Metering server, since 1.1: Request Fast Poll Mode Response.</summary>
    public static readonly SmartEnergyCommandId RequestFastPollModeResponse = Server(ClusterIds.Metering, 0x03);

    /// <summary>Metering client: Get Profile.</summary>
    public static readonly SmartEnergyCommandId GetProfile = Client(ClusterIds.Metering, 0x00);

    /// <summary>Metering client: Request Mirror Response.</summary>
    public static readonly SmartEnergyCommandId RequestMirrorResponse = Client(ClusterIds.Metering, 0x01);

    /// <summary>Metering client: Mirror Removed.</summary>
    public static readonly SmartEnergyCommandId MirrorRemoved = Client(ClusterIds.Metering, 0x02);

    /// <summary>Metering client, since 1.1: Request Fast Poll Mode.</summary>
    public static readonly SmartEnergyCommandId RequestFastPollMode = Client(ClusterIds.Metering, 0x03);

    /// <summary>Messaging server: Display Message.</summary>
    public static readonly SmartEnergyCommandId DisplayMessage = Server(ClusterIds.Messaging, 0x00);

    /// <summary>Messaging server: Cancel Message.</summary>
    public static readonly SmartEnergyCommandId CancelMessage = Server(ClusterIds.Messaging, 0x01);

    /// <summary>Messaging client: Get Last Message.</summary>
    public static readonly SmartEnergyCommandId GetLastMessage = Client(ClusterIds.Messaging, 0x00);

    /// <summary>Messaging client: Message Confirmation.</summary>
    public static readonly SmartEnergyCommandId MessageConfirmation = Client(ClusterIds.Messaging, 0x01);

    private static SmartEnergyCommandId Server(ushort cluster, byte command) => new(cluster, ClusterSide.Server, command);

    private static SmartEnergyCommandId Client(ushort cluster, byte command) => new(cluster, ClusterSide.Client, command);
}
