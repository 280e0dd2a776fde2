using SEFramework.Gateway.Hosting;
using SEFramework.Radio;

namespace SEFramework.Daemon.Monitoring;

/// <summary>Tells whether the gateway's loop answers and what the radio is: 200 when the loop answers, 503 when it does not.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="radio">Its radio.</param>
/// <param name="time">Drives the patience.</param>
internal sealed class HealthEndpoint(GatewayHost gateway, IZigbeeRadio radio, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/healthz", async context =>
    {
        var alive = await IsAliveAsync(context.RequestAborted);
        var information = radio.Information;
        context.Response.StatusCode = alive ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await using var buffer = new MemoryStream();
        await using (var json = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("status", alive ? "ok" : "hung");
            json.WriteString("variant", gateway.Variant.Name);
            json.WriteString("radio", information?.Name ?? "not found");
            json.WriteString("radioAddress", information?.Address.ToString());
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.Length;
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    });

    private async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gateway.Loop.PingAsync().WaitAsync(Patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
