using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Daemon.Authentication;

/// <summary>
/// HTTP Basic authentication on every request, as clients of the original do it. Without users nobody is asked: the daemon then listens on
/// loopback addresses only. Source: reference 01, section 1.7.
/// </summary>
public sealed class BasicAuthentication : IDisposable
{
    /// <summary>Value of the WWW-Authenticate header.</summary>
    public const string Challenge = "Basic realm=\"SEFramework\", charset=\"UTF-8\"";

    private const int MostRemembered = 256;
    private const int MostWaiting = 64;

    /// <summary>
    /// Outcomes by keyed digest of the header, so that a polling client does not cost a slow hash per request, with the right password or with a
    /// wrong one. The key lives in this process only.
    /// </summary>
    private readonly ConcurrentDictionary<string, Caller?> _remembered = new(StringComparer.Ordinal);
    private readonly byte[] _key;
    private readonly Dictionary<string, UserOptions> _users;
    private readonly string _decoyHash;

    /// <summary>One slow hash at a time: guessing passwords may use up one core, not the machine.</summary>
    private readonly SemaphoreSlim _hashing = new(1, 1);
    private int _waiting;

    /// <summary>Creates it for a set of users.</summary>
    /// <param name="users">The users; empty: nobody is asked.</param>
    public BasicAuthentication(IEnumerable<UserOptions> users)
    {
        _users = users.ToDictionary(static u => u.Name, StringComparer.Ordinal);

        // Without users the cryptographic library, some megabytes of it, is not even loaded.
        _key = _users.Count == 0 ? [] : RandomNumberGenerator.GetBytes(32);
        _decoyHash = _users.Values.FirstOrDefault()?.PasswordHash ?? string.Empty;
    }

    /// <summary>How many slow hashes were computed; for tests.</summary>
    internal int HashesComputed { get; private set; }

    /// <summary>Who sends a request.</summary>
    /// <param name="authorization">Value of the Authorization header; empty when there is none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The caller, or null when the client has to name a user and give the right password.</returns>
    public ValueTask<Caller?> AuthenticateAsync(string authorization, CancellationToken cancellationToken)
    {
        if (_users.Count == 0)
        {
            return ValueTask.FromResult<Caller?>(Caller.Local);
        }

        if (authorization.Length == 0)
        {
            return ValueTask.FromResult<Caller?>(null);
        }

        var digest = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(authorization)));
        return _remembered.TryGetValue(digest, out var known)
            ? ValueTask.FromResult(known)
            : new ValueTask<Caller?>(VerifyAsync(authorization, digest, cancellationToken));
    }

    /// <inheritdoc />
    public void Dispose() => _hashing.Dispose();

    private async Task<Caller?> VerifyAsync(string authorization, string digest, CancellationToken cancellationToken)
    {
        if (!BasicCredentials.TryParse(authorization, out var credentials))
        {
            return null;
        }

        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            // Whoever guesses this fast is refused unheard; a client that knows its password is let in at its next try.
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _hashing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Somebody with the same header may have been first.
                if (!_remembered.TryGetValue(digest, out var caller))
                {
                    caller = await Task.Run(() => Verify(credentials), CancellationToken.None).ConfigureAwait(false);
                    Remember(digest, caller);
                }

                return caller;
            }
            finally
            {
                _hashing.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private Caller? Verify(BasicCredentials credentials)
    {
        // An unknown name costs as much as a wrong password, so that nobody learns which names exist.
        var user = _users.GetValueOrDefault(credentials.Name);
        HashesComputed++;
        return PasswordHash.Verify(user?.PasswordHash ?? _decoyHash, credentials.Password) && user is not null
            ? new Caller(user.Name, user.Role == UserRole.Operate)
            : null;
    }

    private void Remember(string digest, Caller? caller)
    {
        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear();
        }

        _remembered[digest] = caller;
    }
}
