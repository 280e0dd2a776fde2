using System.Reflection;
using System.Text.Json;
using SEFramework.Daemon.Http;
using SEFramework.Gateway.Hosting;
using SEFramework.Radio;

namespace SEFramework.Daemon.Monitoring;

/// <summary>
/// The page /healthz: whether the gateway's loop gets round, whether the database answers, what the radio does. 200 when loop and database
/// answer, else 503; a lost radio alone is "degraded", because the gateway still answers its clients.
/// </summary>
/// <param name="gateway">The gateway.</param>
/// <param name="radio">Its radio.</param>
/// <param name="time">Drives the patience.</param>
internal sealed class HealthPage(GatewayHost gateway, IZigbeeRadio radio, TimeProvider time) : IPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Version of the daemon.</summary>
    public static string Version { get; } =
        typeof(HealthPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <inheritdoc />
    public string Path => "/healthz";

    /// <inheritdoc />
    public string ContentType => "application/json";

    /// <inheritdoc />
    public bool IsPublic => true;

    /// <inheritdoc />
    public async Task<int> WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        var loop = AnswersAsync(PingAsync(), cancellationToken);
        var storage = AnswersAsync(gateway.CheckStorageAsync(), cancellationToken);
        var alive = await loop.ConfigureAwait(false);
        var stored = await storage.ConfigureAwait(false);
        var information = radio.Information;
        var network = gateway.Network;

        await using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("status", !alive || !stored ? "failed" : network is { Joined: true } ? "ok" : "degraded");
            json.WriteString("version", Version);
            json.WriteString("variant", gateway.Variant.Name);
            json.WriteString("loop", alive ? "alive" : "hung");
            json.WriteString("storage", stored ? "answers" : "does not answer");
            json.WriteStartObject("radio");
            json.WriteString("state", State(information, network));
            if (information is not null)
            {
                json.WriteString("name", information.Name);
                json.WriteString("address", information.Address.ToString());
            }

            if (network is { Joined: true })
            {
                json.WriteNumber("channel", network.Channel);
                json.WriteString("panId", $"0x{network.PanId:X4}");
                json.WriteString("extendedPanId", $"0x{network.ExtendedPanId:X16}");
                json.WriteBoolean("coordinator", network.IsCoordinator);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return alive && stored ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>What the radio does, in a few words.</summary>
    /// <param name="information">The radio, or null.</param>
    /// <param name="network">Its network, or null.</param>
    public static string State(RadioInformation? information, NetworkInformation? network) =>
        information is null ? "not answering" : network is null ? "lost" : network.Joined ? "joined" : "not joined";

    private async Task<bool> PingAsync()
    {
        await gateway.Loop.PingAsync().ConfigureAwait(false);
        return true;
    }

    private async Task<bool> AnswersAsync(Task<bool> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or ObjectDisposedException)
        {
            return false;
        }
    }
}
