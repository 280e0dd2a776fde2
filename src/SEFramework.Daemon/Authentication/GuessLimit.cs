using System.Collections.Concurrent;
using System.Net;

namespace SEFramework.Daemon.Authentication;

/// <summary>
/// Locks out addresses from which passwords are guessed. Only different wrong credentials count: a client that polls with an old password does not
/// lock out its neighbours behind the same address.
/// </summary>
/// <param name="time">Measures how long the lock holds.</param>
internal sealed class GuessLimit(TimeProvider time)
{
    /// <summary>Different wrong credentials that lock an address out.</summary>
    public const int MaximumGuesses = 10;

    private const int MaximumAddresses = 1000;

    private readonly ConcurrentDictionary<IPAddress, Guesses> _byAddress = new();

    /// <summary>How long an address is locked out after its last wrong guess.</summary>
    public static TimeSpan LockTime { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether an address is locked out now.</summary>
    /// <param name="address">The address.</param>
    public bool IsLocked(IPAddress address) => _byAddress.TryGetValue(address, out var guesses) && guesses.IsLocked(time);

    /// <summary>Counts wrong credentials.</summary>
    /// <param name="address">Where they came from.</param>
    /// <param name="authorization">The credentials; only a hash of them is kept.</param>
    /// <returns>Whether this guess locked the address out.</returns>
    public bool Failed(IPAddress address, string authorization)
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

        return _byAddress.GetOrAdd(address, static _ => new Guesses()).Add(authorization, time);
    }

    /// <summary>Forgets the guesses of an address: somebody there knows a password.</summary>
    /// <param name="address">The address.</param>
    public void Succeeded(IPAddress address) => _byAddress.TryRemove(address, out _);

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
