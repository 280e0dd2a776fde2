using System.Net;
using System.Text;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.WebServices;

namespace SEFramework.Daemon.Http;

/// <summary>Sends each request to its place: a door, a page, or a refusal that says what is there.</summary>
internal sealed partial class HttpFront
{
    private const string Get = "GET, HEAD";
    private const string Post = "POST";

    private readonly Dictionary<string, IDoor> _doors;
    private readonly Dictionary<string, IDoor>.AlternateLookup<ReadOnlySpan<char>> _doorByPath;
    private readonly Dictionary<string, IPage>.AlternateLookup<ReadOnlySpan<char>> _pageByPath;
    private readonly DoorHandler _handler;
    private readonly WebServiceHandler _services;
    private readonly GuessLimit _guesses;
    private readonly ILogger _logger;
    private readonly Func<BasicAuthentication> _authentication;

    /// <summary>Creates the front.</summary>
    /// <param name="doors">The doors.</param>
    /// <param name="pages">The pages.</param>
    /// <param name="handler">Takes requests through doors.</param>
    /// <param name="services">Takes requests to the web services.</param>
    /// <param name="guesses">Locks out who guesses passwords.</param>
    /// <param name="logger">Gets a line when an address is locked out.</param>
    /// <param name="authentication">Gives the users as they are now.</param>
    public HttpFront(
        IEnumerable<IDoor> doors,
        IEnumerable<IPage> pages,
        DoorHandler handler,
        WebServiceHandler services,
        GuessLimit guesses,
        ILogger<HttpFront> logger,
        Func<BasicAuthentication> authentication)
    {
        _doors = doors.ToDictionary(static d => d.Path, StringComparer.OrdinalIgnoreCase);
        _doorByPath = _doors.GetAlternateLookup<ReadOnlySpan<char>>();
        _pageByPath = pages.ToDictionary(static p => p.Path, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _handler = handler;
        _services = services;
        _guesses = guesses;
        _logger = logger;
        _authentication = authentication;
    }

    /// <summary>Handles a request.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value.AsSpan().TrimEnd('/');
        if (_services.Find(context.Request) is { } service)
        {
            return ServeAsync(service, context);
        }

        return _doorByPath.TryGetValue(path, out var door) ? EnterAsync(door, context)
            : _pageByPath.TryGetValue(path, out var page) ? ShowAsync(page, context)
            : RefuseAsync(context.Response, StatusCodes.Status404NotFound, $"There is nothing here. Doors: {string.Join(", ", _doors.Keys.Order(StringComparer.Ordinal))}\n");
    }

    /// <summary>
    /// Whether a page of another site made a browser send this. Browsers say where a page came from, gateway clients send no Origin. A name that
    /// was bent to this machine's address is no proof when nobody is asked for a password.
    /// </summary>
    private static bool IsFromOtherSite(HttpRequest request, Caller caller)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return false;
        }

        var host = request.Host;
        return !Uri.TryCreate(origin, UriKind.Absolute, out var from)
            || !from.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase)
            || (caller == Caller.Local && host.Host != "localhost" && !IPAddress.TryParse(host.Host, out _));
    }

    private static async Task RefuseAsync(HttpResponse response, int status, string text)
    {
        await XmlReply.SendAsync(response, status, "text/plain; charset=UTF-8", Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
    }

    private async Task EnterAsync(IDoor door, HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = Post;
            await _handler.RefuseAsync(door, context, new DoorError(
                StatusCodes.Status405MethodNotAllowed, "Method not allowed", $"Send the request with POST to {door.Path}")).ConfigureAwait(false);
            return;
        }

        var caller = await AuthenticateAsync(context).ConfigureAwait(false);
        if (caller is null)
        {
            context.Response.Headers.WWWAuthenticate = BasicAuthentication.Challenge;
            await _handler.RefuseAsync(door, context, new DoorError(
                StatusCodes.Status401Unauthorized, "Not authorized", "Send the name and password of a user of this gateway")).ConfigureAwait(false);
        }
        else if (IsFromOtherSite(context.Request, caller))
        {
            await _handler.RefuseAsync(door, context, new DoorError(
                StatusCodes.Status403Forbidden, "Not from here", "Requests made by pages of other sites are not taken")).ConfigureAwait(false);
        }
        else
        {
            await _handler.HandleAsync(door, context, caller).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(IWebService service, HttpContext context)
    {
        var caller = await AuthenticateAsync(context).ConfigureAwait(false);
        if (caller is null)
        {
            context.Response.Headers.WWWAuthenticate = BasicAuthentication.Challenge;
            await WebServiceHandler.RefuseAsync(
                context, StatusCodes.Status401Unauthorized, "Send the name and password of a user of this gateway").ConfigureAwait(false);
        }
        else if (IsFromOtherSite(context.Request, caller))
        {
            await WebServiceHandler.RefuseAsync(
                context, StatusCodes.Status403Forbidden, "Requests made by pages of other sites are not taken").ConfigureAwait(false);
        }
        else
        {
            await _services.HandleAsync(service, context, caller).ConfigureAwait(false);
        }
    }

    private async Task ShowAsync(IPage page, HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = Get;
            await RefuseAsync(context.Response, StatusCodes.Status405MethodNotAllowed, "Read this page with GET\n").ConfigureAwait(false);
        }
        else if (!page.IsPublic && await AuthenticateAsync(context).ConfigureAwait(false) is null)
        {
            context.Response.Headers.WWWAuthenticate = BasicAuthentication.Challenge;
            await RefuseAsync(context.Response, StatusCodes.Status401Unauthorized, "Send the name and password of a user of this gateway\n").ConfigureAwait(false);
        }
        else
        {
            using var output = new PooledStream();
            var status = await page.WriteAsync(output, context.RequestAborted).ConfigureAwait(false);
            await XmlReply.SendAsync(context.Response, status, page.ContentType, output.Written).ConfigureAwait(false);
        }
    }

    private async ValueTask<Caller?> AuthenticateAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var address = ClientAddress.Of(context);
        var user = BasicCredentials.TryParse(authorization, out var credentials) ? credentials.Name : string.Empty;
        if (_guesses.IsLocked(address, user))
        {
            return null;
        }

        var caller = await _authentication().AuthenticateAsync(authorization, context.RequestAborted).ConfigureAwait(false);
        if (caller is not null)
        {
            _guesses.Succeeded(address, user);
        }
        else if (authorization.Length > 0 && _guesses.Failed(address, user, authorization))
        {
            LogLocked(address);
        }

        return caller;
    }

    [LoggerMessage(52, LogLevel.Warning, "Too many wrong passwords from {Address}: it is locked out for a minute")]
    private partial void LogLocked(IPAddress address);
}
