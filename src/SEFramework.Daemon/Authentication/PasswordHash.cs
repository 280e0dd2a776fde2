using System.Globalization;
using System.Security.Cryptography;

namespace SEFramework.Daemon.Authentication;

/// <summary>Hashes of passwords: pbkdf2-sha256$ITERATIONS$SALT$HASH, salt and hash in base 64.</summary>
public static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Hashes a password with a salt of its own.</summary>
    /// <param name="password">The password.</param>
    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Iterations))}");
    }

    /// <summary>Whether a text has the form of a hash.</summary>
    /// <param name="hash">The text.</param>
    public static bool IsWellFormed(string hash) => TryParse(hash, out _, out _, out _);

    /// <summary>Whether a password is the one that was hashed; takes the same time either way.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="password">The password.</param>
    public static bool Verify(string hash, string password) =>
        TryParse(hash, out var iterations, out var salt, out var expected)
        && CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), expected);

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes);

    private static bool TryParse(string hash, out int iterations, out byte[] salt, out byte[] expected)
    {
        (iterations, salt, expected) = (0, [], []);
        var parts = hash.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out iterations)
            || iterations < 1000)
        {
            return false;
        }

        var saltBuffer = new byte[parts[2].Length];
        var hashBuffer = new byte[parts[3].Length];
        if (!Convert.TryFromBase64String(parts[2], saltBuffer, out var saltLength)
            || !Convert.TryFromBase64String(parts[3], hashBuffer, out var hashLength) || hashLength != HashBytes)
        {
            return false;
        }

        salt = saltBuffer[..saltLength];
        expected = hashBuffer[..hashLength];
        return true;
    }
}
