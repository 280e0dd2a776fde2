using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Control;

/// <summary>
/// The remote control of a simulated home: POST command lines to <c>/</c>, GET <c>/</c> for the state as JSON, GET <c>/commands</c> for help. It
/// listens on loopback only, and refuses pages of a browser, for everybody who can reach it may do anything to the home.
/// </summary>
public sealed partial class ControlPort : IAsyncDisposable
{
    private const int LongestBody = 64 * 1024;

    private readonly WebApplication _app;
    private readonly SimulatedHome _home;
    private readonly HomeCommands _commands;

    private ControlPort(WebApplication app, SimulatedHome home)
    {
        _app = app;
        _home = home;
        _commands = new HomeCommands(home);
        app.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Reads "ADDRESS:PORT" or "PORT", which is on 127.0.0.1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="endPoint">The place; port 0 lets the system choose.</param>
    /// <returns>False when it is neither, or the address is not a loopback address.</returns>
    public static bool TryParse(string text, out IPEndPoint? endPoint)
    {
        ArgumentNullException.ThrowIfNull(text);

        // The last colon of an IPv6 address without brackets is none before a port.
        var hasPort = text.StartsWith('[') || text.Count(static c => c == ':') == 1;
        endPoint = ushort.TryParse(text, out var port) ? new IPEndPoint(IPAddress.Loopback, port)
            : text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) && ushort.TryParse(text.AsSpan("localhost:".Length), out port)
                ? new IPEndPoint(IPAddress.Loopback, port)
            : hasPort && IPEndPoint.TryParse(text, out var parsed) && IPAddress.IsLoopback(parsed.Address) ? parsed
            : null;
        return endPoint is not null;
    }

    /// <summary>Opens the control port of a home.</summary>
    /// <param name="home">The home; it has to live longer than the port.</param>
    /// <param name="endPoint">Where to listen; a loopback address.</param>
    /// <param name="loggers">Make the loggers.</param>
    /// <exception cref="ArgumentException">The address is not a loopback address.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<ControlPort> StartAsync(SimulatedHome home, IPEndPoint endPoint, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(endPoint);
        if (!IPAddress.IsLoopback(endPoint.Address))
        {
            throw new ArgumentException("The control port has no users, so it listens on loopback addresses only.", nameof(endPoint));
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Listen(endPoint, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(loggers);
        var port = new ControlPort(builder.Build(), home);
        try
        {
            await port._app.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await port.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = port._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        port.EndPoint = new IPEndPoint(endPoint.Address, new Uri(address).Port);
        var logger = loggers.CreateLogger<ControlPort>();
        LogListening(logger, port.EndPoint);
        return port;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, Encoding.UTF8, context.RequestAborted);
    }

    private static Task WriteErrorAsync(HttpContext context, int status, int line, string error, string message)
    {
        var problem = JsonSerializer.Serialize(new { line, error, message }, JsonSerializerOptions.Web);
        return WriteAsync(context, status, "application/json; charset=utf-8", problem + "\n");
    }

    private Task AnswerAsync(HttpContext context)
    {
        // A page from elsewhere that a browser on this machine shows could reach the port otherwise.
        if (context.Request.Headers.Origin.Count > 0)
        {
            return WriteErrorAsync(context, StatusCodes.Status403Forbidden, 0, "forbidden", "The control port is not for pages of a browser.");
        }

        return (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/") => WriteAsync(context, StatusCodes.Status200OK, "application/json; charset=utf-8", HomeState.Of(_home).ToJson() + "\n"),
            ("GET", "/commands") => WriteAsync(
                context,
                StatusCodes.Status200OK,
                "text/plain; charset=utf-8",
                string.Concat(HomeCommands.Help.Select(static command => $"{command.Usage}\n    {command.Help}\n"))),
            ("POST", "/") => ExecuteAsync(context),
            (_, "/" or "/commands") => WriteErrorAsync(context, StatusCodes.Status405MethodNotAllowed, 0, "method", "GET / or /commands, or POST command lines to /."),
            _ => WriteErrorAsync(context, StatusCodes.Status404NotFound, 0, "path", "There are / and /commands."),
        };
    }

    private async Task ExecuteAsync(HttpContext context)
    {
        string body;
        try
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            await WriteErrorAsync(context, e.StatusCode, 0, "body", e.Message).ConfigureAwait(false);
            return;
        }

        var lines = body.Split('\n');
        var done = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            try
            {
                _commands.Execute(line);
                done++;
            }
            catch (HomeCommandException e)
            {
                await WriteErrorAsync(context, StatusCodes.Status400BadRequest, i + 1, JsonNamingPolicy.CamelCase.ConvertName(e.Error.ToString()), e.Message)
                    .ConfigureAwait(false);
                return;
            }
        }

        await WriteAsync(context, StatusCodes.Status200OK, "application/json; charset=utf-8", $"{{\"done\":{done}}}\n").ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Commands to the simulated home are taken at http://{EndPoint}/")]
    private static partial void LogListening(ILogger logger, IPEndPoint endPoint);
}
