using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SEFramework.Daemon.Authentication;

/// <summary>
/// Locks out addresses from which passwords of a user are guessed; networks of IPv6 count as one address. Only different wrong credentials count: a client that polls with an old password does not
/// lock out its neighbours behind the same address.
/// </summary>
/// <param name="time">Measures how long the lock holds.</param>
internal sealed class GuessLimit(TimeProvider time)
{
    /// <summary>Different wrong credentials that lock an address out.</summary>
    public const int MaximumGuesses = 10;

    private const int MaximumAddresses = 1000;

    private const int NetworkBytes = 8;

    private readonly ConcurrentDictionary<(IPAddress Network, string User), Guesses> _byAddress = new();

    /// <summary>How long an address is locked out after its last wrong guess.</summary>
    public static TimeSpan LockTime { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a user is locked out at an address now.</summary>
    /// <param name="address">The address.</param>
    /// <param name="user">The user's name.</param>
    public bool IsLocked(IPAddress address, string user) => _byAddress.TryGetValue((NetworkOf(address), user), out var guesses) && guesses.IsLocked(time);

    /// <summary>Counts wrong credentials.</summary>
    /// <param name="address">Where they came from.</param>
    /// <param name="user">The user's name in them.</param>
    /// <param name="authorization">The credentials; only a hash of them is kept.</param>
    /// <returns>Whether this guess locked the address out.</returns>
    public bool Failed(IPAddress address, string user, string authorization)
    {
        if (_byAddress.Count >= MaximumAddresses)
        {
            foreach (var (old, guesses) in _byAddress)
            {
                if (guesses.IsOver(time))
                {
                    _byAddress.TryRemove(old, out _);
                }
            }
        }

        return _byAddress.GetOrAdd((NetworkOf(address), user), static _ => new Guesses()).Add(authorization, time);
    }

    /// <summary>Forgets the guesses for a user at an address: somebody there knows the password.</summary>
    /// <param name="address">The address.</param>
    /// <param name="user">The user's name.</param>
    public void Succeeded(IPAddress address, string user) => _byAddress.TryRemove((NetworkOf(address), user), out _);

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Guesses
    {
        private readonly HashSet<int> _hashes = [];
        private readonly Lock _gate = new();
        private long _last;

        public bool IsOver(TimeProvider time)
        {
            lock (_gate)
            {
                return time.GetElapsedTime(_last) >= LockTime;
            }
        }

        public bool IsLocked(TimeProvider time)
        {
            lock (_gate)
            {
                return _hashes.Count >= MaximumGuesses && time.GetElapsedTime(_last) < LockTime;
            }
        }

        public bool Add(string authorization, TimeProvider time)
        {
            lock (_gate)
            {
                if (_hashes.Count > 0 && time.GetElapsedTime(_last) >= LockTime)
                {
                    _hashes.Clear();
                }

                // Hashes of texts are made with a key of this process: they tell nothing about a password.
                var isNew = _hashes.Count < MaximumGuesses && _hashes.Add(authorization.GetHashCode(StringComparison.Ordinal));
                if (isNew)
                {
                    _last = time.GetTimestamp();
                }

                return isNew && _hashes.Count == MaximumGuesses;
            }
        }
    }
}
