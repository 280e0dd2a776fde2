using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Daemon.Authentication;

/// <summary>
/// HTTP Basic authentication on every request, as clients of the original do it. Without users nobody is asked: the daemon then listens on
/// loopback only. Source: reference 01, section 1.7.
/// </summary>
internal sealed class BasicAuthentication
{
    private const string Realm = "Basic realm=\"SEFramework\", charset=\"UTF-8\"";
    private const string CallerKey = "SEFramework.Caller";
    private const int MaximumRemembered = 256;

    private readonly Dictionary<string, UserOptions> _users;

    // A password is hashed slowly once; after that its keyed digest is remembered, so that a polling client does not cost a hash per request.
    private readonly ConcurrentDictionary<string, string> _remembered = new(StringComparer.Ordinal);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public BasicAuthentication(IEnumerable<UserOptions> users) => _users = users.ToDictionary(u => u.Name, StringComparer.Ordinal);

    internal static string CallerOf(HttpContext context) => context.Items[CallerKey] as string ?? string.Empty;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (_users.Count == 0)
        {
            await next(context);
            return;
        }

        if (await FindUserAsync(context.Request.Headers.Authorization.ToString()) is not { } user)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = Realm;
            context.Response.ContentLength = 0;
            return;
        }

        context.Items[CallerKey] = user.Name;
        await next(context);
    }

    private async Task<UserOptions?> FindUserAsync(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var digest = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(header)));
        if (_remembered.TryGetValue(digest, out var known))
        {
            return _users[known];
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var credentials = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        var user = credentials.Length == 2 ? _users.GetValueOrDefault(credentials[0]) : null;

        // An unknown name costs as much as a wrong password: nobody learns which names exist.
        var hash = user?.PasswordHash ?? _users.Values.First().PasswordHash;
        var matches = await Task.Run(() => PasswordHash.Verify(hash, credentials.Length == 2 ? credentials[1] : string.Empty));
        if (user is null || !matches)
        {
            return null;
        }

        if (_remembered.Count >= MaximumRemembered)
        {
            _remembered.Clear();
        }

        _remembered[digest] = user.Name;
        return user;
    }
}

/// <summary>The authenticated caller of a request.</summary>
internal static class CallerExtensions
{
    /// <summary>Name of the user, or empty when nobody is asked.</summary>
    public static string Caller(this HttpContext context) => BasicAuthentication.CallerOf(context);
}
