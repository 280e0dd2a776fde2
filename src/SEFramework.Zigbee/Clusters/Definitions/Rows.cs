using SEFramework.Zigbee.Zcl;

namespace SEFramework.Zigbee.Clusters.Definitions;

/// <summary>Writes the rows of the attribute tables shortly.</summary>
internal static class Rows
{
    /// <summary>An attribute that can be read.</summary>
    public static AttributeDefinition R(ushort id, string name, byte type, SmartEnergyVersion since = SmartEnergyVersion.V10) =>
        new(id, name, ZclDataType.Get(type)) { Since = since };

    /// <summary>An attribute that can be read and written.</summary>
    public static AttributeDefinition Rw(ushort id, string name, byte type, SmartEnergyVersion since = SmartEnergyVersion.V10) =>
        R(id, name, type, since) with { Access = AttributeAccess.ReadWrite };

    /// <summary>Every device with the cluster has it.</summary>
    public static AttributeDefinition Mandatory(this AttributeDefinition row) => row with { IsMandatory = true };

    /// <summary>The number it starts with.</summary>
    public static AttributeDefinition StartsWith(this AttributeDefinition row, long value) =>
        row with
        {
            Default = row.Type.Kind switch
            {
                ZclKind.Boolean => new ZclBoolean((byte)value),
                ZclKind.Signed => new ZclSigned(value),
                _ => new ZclUnsigned((ulong)value),
            },
        };

    /// <summary>It starts empty.</summary>
    public static AttributeDefinition StartsEmpty(this AttributeDefinition row) =>
        row with { Default = row.Type.Kind == ZclKind.Text ? new ZclText("") : new ZclOctets(default) };

    /// <summary>It starts with the value that means "not valid".</summary>
    public static AttributeDefinition StartsInvalid(this AttributeDefinition row) => row with { Default = ZclValue.InvalidOf(row.Type) };

    /// <summary>The numbers it may have.</summary>
    public static AttributeDefinition Within(this AttributeDefinition row, long minimum, long maximum) => row with { Range = (minimum, maximum) };

    /// <summary>The most bytes of its string.</summary>
    public static AttributeDefinition AtMost(this AttributeDefinition row, int bytes) => row with { MaximumLength = bytes };

    /// <summary>A command that the client sends.</summary>
    public static CommandDefinition FromClient(byte id, string name, SmartEnergyVersion since = SmartEnergyVersion.V10) =>
        new(id, name, ClusterSide.Client, since);

    /// <summary>A command that the server sends.</summary>
    public static CommandDefinition FromServer(byte id, string name, SmartEnergyVersion since = SmartEnergyVersion.V10) =>
        new(id, name, ClusterSide.Server, since);
}
