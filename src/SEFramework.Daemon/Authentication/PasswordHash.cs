using System.Globalization;
using System.Security.Cryptography;

namespace SEFramework.Daemon.Authentication;

/// <summary>Hashes of passwords by PBKDF2 with HMAC-SHA-512, as text: pbkdf2-sha512$ITERATIONS$SALT$HASH, salt and hash in base 64.</summary>
public static class PasswordHash
{
    /// <summary>Iterations of new hashes.</summary>
    public const int DefaultIterations = 210_000;

    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int LeastIterations = 1_000;
    private const int MostIterations = 5_000_000;

    /// <summary>Hashes a password with a salt of its own.</summary>
    /// <param name="password">The password.</param>
    /// <param name="iterations">1000 to 5000000; more is slower for everybody, attackers included.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is out of range.</exception>
    public static string Create(string password, int iterations = DefaultIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, LeastIterations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MostIterations);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, iterations))}");
    }

    /// <summary>Whether a text has the form of a hash.</summary>
    /// <param name="hash">The text.</param>
    public static bool IsWellFormed(string hash) => TryParse(hash, out _, out _, out _);

    /// <summary>Whether a password is the one that was hashed; compared in constant time.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="password">The password.</param>
    /// <returns>False too when <paramref name="hash"/> is not a hash.</returns>
    public static bool Verify(string hash, string password) =>
        TryParse(hash, out var iterations, out var salt, out var expected)
        && CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), expected);

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    private static bool TryParse(string hash, out int iterations, out byte[] salt, out byte[] expected)
    {
        (iterations, salt, expected) = (0, [], []);
        var parts = hash.Split('$');
        return parts.Length == 4
            && parts[0] == Scheme
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out iterations)
            && iterations is >= LeastIterations and <= MostIterations
            && TryDecode(parts[2], out salt) && salt.Length >= 8
            && TryDecode(parts[3], out expected) && expected.Length == HashBytes;
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        var buffer = new byte[text.Length];
        var ok = Convert.TryFromBase64String(text, buffer, out var length);
        bytes = ok ? buffer[..length] : [];
        return ok;
    }
}
