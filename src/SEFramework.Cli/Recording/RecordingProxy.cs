using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using SEFramework.Cli.Replaying;
using SEFramework.Conformance.Recording;

namespace SEFramework.Cli.Recording;

/// <summary>Stands between a head-end and its gateway: hands everything on unchanged, and tells what went by.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    // They speak of one connection only, and there are two.
    private static readonly HashSet<string> Hops = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Expect",
    };

    private readonly WebApplication _app;
    private readonly HttpClient _gateway;
    private readonly Uri _to;
    private readonly Action<RecordedExchange> _seen;

    private RecordingProxy(WebApplication app, Uri to, string? fingerprint, Action<RecordedExchange> seen)
    {
        _app = app;
        _to = to;
        _seen = seen;
        _gateway = GatewayClient.Create(to, credential: null, fingerprint);
        _gateway.Timeout = Timeout.InfiniteTimeSpan;
        app.Run(HandOnAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts to listen.</summary>
    /// <param name="endPoint">Where; port 0 lets the system choose.</param>
    /// <param name="to">The gateway.</param>
    /// <param name="fingerprint">Fingerprint of the gateway's certificate, or null.</param>
    /// <param name="seen">Hears of each exchange, on any thread.</param>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<RecordingProxy> StartAsync(IPEndPoint endPoint, Uri to, string? fingerprint, Action<RecordedExchange> seen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(endPoint, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        var proxy = new RecordingProxy(builder.Build(), to, fingerprint, seen);
        try
        {
            await proxy._app.StartAsync(CancellationToken.None);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _gateway.Dispose();
    }

    private async Task HandOnAsync(HttpContext context)
    {
        var started = TimeProvider.System.GetUtcNow();
        var body = await ReadAsync(context);
        var path = Path(context);
        try
        {
            using var request = Request(context, path, body);
            using var response = await _gateway.SendAsync(request, context.RequestAborted);
            var reply = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
            Tell(started, context, path, body, response, reply);
            await HandBackAsync(context, response, reply);
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"The gateway is not reached: {e.Message}");
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    // As the client wrote it: a path that is taken apart and put together again may be another one.
    private static string Path(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return target.StartsWith('/') ? target : Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute.PathAndQuery : "/";
    }

    private HttpRequestMessage Request(HttpContext context, string path, byte[] body)
    {
        var address = new Uri(_to.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        if (body.Length > 0 || context.Request.ContentLength is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var (name, values) in context.Request.Headers.Where(static h => !Hops.Contains(h.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return request;
    }

    private void Tell(DateTimeOffset started, HttpContext context, string path, byte[] body, HttpResponseMessage response, byte[] reply) => _seen(new RecordedExchange(
        started,
        TimeProvider.System.GetUtcNow(),
        context.Request.Method,
        path,
        BodyText.Read(body, context.Request.ContentType, context.Request.Headers.ContentEncoding),
        (int)response.StatusCode,
        BodyText.Read(reply, response.Content.Headers.ContentType?.ToString(), string.Join(',', response.Content.Headers.ContentEncoding))));

    private static async Task HandBackAsync(HttpContext context, HttpResponseMessage response, byte[] reply)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        if (context.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = response.ReasonPhrase;
        }

        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(static h => !Hops.Contains(h.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (reply.Length > 0)
        {
            await context.Response.Body.WriteAsync(reply, context.RequestAborted);
        }
    }
}
