using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SEFramework.Zigbee.Security;

/// <summary>The AES-128 Matyas-Meyer-Oseas hash of ZigBee. Source: reference 02, section 8.2.</summary>
public static class MatyasMeyerOseas
{
    /// <summary>Length of a hash, bytes.</summary>
    public const int HashLength = 16;

    /// <summary>Longest message of the short padding form, bytes.</summary>
    public const int MaximumLength = 0x1FFF;

    /// <summary>Hashes a message.</summary>
    /// <param name="message">At most <see cref="MaximumLength"/> bytes.</param>
    /// <returns>16 bytes.</returns>
    /// <exception cref="ArgumentException">The message is too long.</exception>
    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        if (message.Length > MaximumLength)
        {
            throw new ArgumentException($"A message of at most {MaximumLength} bytes can be hashed.", nameof(message));
        }

        // The message, a set bit, zeros, and the length in bits at the end of the last block.
        var padded = new byte[(message.Length + 1 + sizeof(ushort) + HashLength - 1) / HashLength * HashLength];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(padded.AsSpan(padded.Length - sizeof(ushort)), (ushort)(8 * message.Length));

        var hash = new byte[HashLength];
        Span<byte> encrypted = stackalloc byte[HashLength];
        using var aes = Aes.Create();
        for (var offset = 0; offset < padded.Length; offset += HashLength)
        {
            var block = padded.AsSpan(offset, HashLength);
            aes.Key = hash;
#pragma warning disable CA5358 // One block at a time is what the hash is made of.
            aes.EncryptEcb(block, encrypted, PaddingMode.None);
#pragma warning restore CA5358
            for (var i = 0; i < HashLength; i++)
            {
                hash[i] = (byte)(encrypted[i] ^ block[i]);
            }
        }

        return hash;
    }
}
