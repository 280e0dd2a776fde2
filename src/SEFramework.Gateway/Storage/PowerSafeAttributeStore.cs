namespace SEFramework.Gateway.Storage;

/// <summary>Which attribute of the gateway's own endpoints.</summary>
/// <param name="Endpoint">Endpoint id.</param>
/// <param name="ClusterId">Cluster id.</param>
/// <param name="IsClient">Whether it belongs to the client side.</param>
/// <param name="ManufacturerCode">Manufacturer code, or 0 for an attribute of the specification.</param>
/// <param name="AttributeId">Attribute id.</param>
public readonly record struct PowerSafeAttributeKey(byte Endpoint, ushort ClusterId, bool IsClient, ushort ManufacturerCode, ushort AttributeId);

/// <summary>The saved value of an attribute.</summary>
/// <param name="DataType">ZCL data type.</param>
/// <param name="Value">The value as ZCL encodes it.</param>
public sealed record PowerSafeValue(byte DataType, ReadOnlyMemory<byte> Value);

/// <summary>
/// The attributes of the gateway's own clusters that differ from their defaults and outlive a restart. Source: reference 01, section 4.3.
/// </summary>
/// <param name="database">Where they are.</param>
public sealed class PowerSafeAttributeStore(GatewayDatabase database)
{
    /// <summary>Reads all that is saved.</summary>
    public Task<Dictionary<PowerSafeAttributeKey, PowerSafeValue>> LoadAsync() => database.RunAsync(static connection =>
    {
        var found = new Dictionary<PowerSafeAttributeKey, PowerSafeValue>();
        using var command = GatewayDatabase.Command(connection, "SELECT endpoint, cluster, side, manufacturer, id, type, value FROM attribute");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var key = new PowerSafeAttributeKey(
                (byte)reader.GetInt64(0), (ushort)reader.GetInt64(1), reader.GetInt64(2) != 0, (ushort)reader.GetInt64(3), (ushort)reader.GetInt64(4));
            found[key] = new PowerSafeValue((byte)reader.GetInt64(5), reader.GetFieldValue<byte[]>(6));
        }

        return found;
    });

    /// <summary>Saves a value; it is on disk when this comes back.</summary>
    /// <param name="key">The attribute.</param>
    /// <param name="value">Its value.</param>
    public Task SaveAsync(PowerSafeAttributeKey key, PowerSafeValue value) => database.ExecuteAsync(
        "INSERT INTO attribute (endpoint, cluster, side, manufacturer, id, type, value) VALUES (@0, @1, @2, @3, @4, @5, @6) "
        + "ON CONFLICT DO UPDATE SET type = excluded.type, value = excluded.value",
        key.Endpoint,
        key.ClusterId,
        key.IsClient,
        key.ManufacturerCode,
        key.AttributeId,
        value.DataType,
        value.Value.ToArray());

    /// <summary>Forgets the saved value: the attribute has its default again.</summary>
    /// <param name="key">The attribute.</param>
    public Task RemoveAsync(PowerSafeAttributeKey key) => database.ExecuteAsync(
        "DELETE FROM attribute WHERE endpoint = @0 AND cluster = @1 AND side = @2 AND manufacturer = @3 AND id = @4",
        key.Endpoint,
        key.ClusterId,
        key.IsClient,
        key.ManufacturerCode,
        key.AttributeId);
}
