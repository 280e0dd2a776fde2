using System.Globalization;
using SEFramework.Gateway.Storage;
using SEFramework.Radio;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Gateway.Network;

/// <summary>What clients set about the network to form or join; what nobody set is null and stays as it is in the radio. Source: reference 02, section 6.</summary>
public sealed record NetworkConfiguration
{
    /// <summary>Seconds between attempts to join, unless set. The value of the manual's sample; that it is the default is inferred.</summary>
    public const int DefaultJoinAttemptInterval = 120;

    /// <summary>Network to form or join; 0 is any.</summary>
    public ulong? ExtendedPanId { get; init; }

    /// <summary>Channels: bit 0 is channel 11, bit 15 is channel 26.</summary>
    public ushort? ChannelMask { get; init; }

    /// <summary>Seconds between attempts to join; 0 makes none.</summary>
    public int JoinAttemptInterval { get; init; } = DefaultJoinAttemptInterval;

    /// <summary>Preconfigured link key, 16 bytes.</summary>
    public ReadOnlyMemory<byte>? LinkKey { get; init; }

    /// <summary>The radio that has all this; any other one has to be given it first.</summary>
    public IeeeAddress? AppliedTo { get; init; }

    /// <summary>Whether somebody set something that the radio has to have.</summary>
    public bool IsSet => ExtendedPanId is not null || ChannelMask is not null || LinkKey is not null;

    /// <summary>The settings for a radio. Its link key is among them only if it does not have it yet: writing it makes the radio leave.</summary>
    /// <param name="isCoordinator">The gateway's role.</param>
    /// <param name="radio">The radio.</param>
    public NetworkSettings For(bool isCoordinator, IeeeAddress radio) => new(
        isCoordinator,
        ExtendedPanId,
        ChannelMask ?? (isCoordinator ? null : ushort.MaxValue),
        AppliedTo == radio ? null : LinkKey);
}

/// <summary>Keeps the <see cref="NetworkConfiguration"/> in the database. Used on the gateway's loop only.</summary>
public sealed class NetworkConfigurationStore
{
    private const string Prefix = "network.";

    private readonly GatewayDatabase _database;

    private NetworkConfigurationStore(GatewayDatabase database, NetworkConfiguration current)
    {
        _database = database;
        Current = current;
    }

    /// <summary>The configuration in force.</summary>
    public NetworkConfiguration Current { get; private set; }

    /// <summary>Reads what is stored.</summary>
    /// <param name="database">Where it is.</param>
    public static async Task<NetworkConfigurationStore> LoadAsync(GatewayDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var values = await database.RunAsync(static connection =>
        {
            var found = new Dictionary<string, string>();
            using var command = GatewayDatabase.Command(connection, "SELECT name, value FROM setting WHERE name LIKE 'network.%'");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found[reader.GetString(0)[Prefix.Length..]] = reader.GetString(1);
            }

            return found;
        });
        return new NetworkConfigurationStore(database, Read(values));
    }

    /// <summary>Keeps a configuration; it is on disk when this comes back.</summary>
    /// <param name="configuration">The configuration.</param>
    public async Task SaveAsync(NetworkConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var values = Write(configuration);
        await _database.RunAsync(connection =>
        {
            using (var delete = GatewayDatabase.Command(connection, "DELETE FROM setting WHERE name LIKE 'network.%'"))
            {
                delete.ExecuteNonQuery();
            }

            foreach (var (name, value) in values)
            {
                using var insert = GatewayDatabase.Command(connection, "INSERT INTO setting (name, value) VALUES (@0, @1)", Prefix + name, value);
                insert.ExecuteNonQuery();
            }

            return values.Count;
        });
        Current = configuration;
    }

    private static NetworkConfiguration Read(Dictionary<string, string> values) => new()
    {
        ExtendedPanId = values.TryGetValue("extended_pan_id", out var pan) ? ulong.Parse(pan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : null,
        ChannelMask = values.TryGetValue("channel_mask", out var mask) ? ushort.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : null,
        JoinAttemptInterval = values.TryGetValue("join_attempt_interval", out var interval)
            ? int.Parse(interval, CultureInfo.InvariantCulture)
            : NetworkConfiguration.DefaultJoinAttemptInterval,
        LinkKey = values.TryGetValue("link_key", out var key) ? new ReadOnlyMemory<byte>(Convert.FromHexString(key)) : default(ReadOnlyMemory<byte>?),
        AppliedTo = values.TryGetValue("applied_to", out var radio) ? new IeeeAddress(ulong.Parse(radio, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) : null,
    };

    private static Dictionary<string, string> Write(NetworkConfiguration configuration)
    {
        var values = new Dictionary<string, string>
        {
            ["join_attempt_interval"] = configuration.JoinAttemptInterval.ToString(CultureInfo.InvariantCulture),
        };
        if (configuration.ExtendedPanId is { } pan)
        {
            values["extended_pan_id"] = pan.ToString("X16", CultureInfo.InvariantCulture);
        }

        if (configuration.ChannelMask is { } mask)
        {
            values["channel_mask"] = mask.ToString("X4", CultureInfo.InvariantCulture);
        }

        if (configuration.LinkKey is { } key)
        {
            values["link_key"] = Convert.ToHexString(key.Span);
        }

        if (configuration.AppliedTo is { } radio)
        {
            values["applied_to"] = radio.Value.ToString("X16", CultureInfo.InvariantCulture);
        }

        return values;
    }
}
