namespace SEFramework.Zigbee.Clusters;

/// <summary>The two sides of a cluster.</summary>
public enum ClusterSide
{
    /// <summary>Keeps the state: an input cluster of a simple descriptor.</summary>
    Server = 0,

    /// <summary>Uses it: an output cluster of a simple descriptor.</summary>
    Client = 1,
}
