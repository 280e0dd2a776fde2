using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Endpoints;

/// <summary>Attributes of one of the gateway's clusters that stand in no table: somebody else supplies them, and nobody else writes them.</summary>
public interface ISuppliedAttributes
{
    /// <summary>The attributes that there are now, in no particular order.</summary>
    IReadOnlyCollection<AttributeRecord> All { get; }

    /// <summary>Finds an attribute, or null.</summary>
    /// <param name="attribute">Attribute id.</param>
    AttributeRecord? Find(ushort attribute);
}
