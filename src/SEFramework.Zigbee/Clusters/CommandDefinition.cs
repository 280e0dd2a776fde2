namespace SEFramework.Zigbee.Clusters;

/// <summary>A command of a cluster.</summary>
/// <param name="Id">Command id; the two sides count separately.</param>
/// <param name="Name">Name, in the spelling of ZigBee without blanks.</param>
/// <param name="SentBy">The side that sends it.</param>
/// <param name="Since">The version of the profile it came with.</param>
public sealed record CommandDefinition(byte Id, string Name, ClusterSide SentBy, SmartEnergyVersion Since = SmartEnergyVersion.V10);
