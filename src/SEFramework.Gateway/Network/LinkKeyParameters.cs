using System.Numerics;
using SEFramework.Rpc.Messages;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Security;

namespace SEFramework.Gateway.Network;

/// <summary>
/// Link keys and installation codes as requests give them. The texts of refusals never repeat what was given. Source: reference 02, section 8.1.
/// </summary>
public static class LinkKeyParameters
{
    private const int KeyLength = 16;

    /// <summary>The link key of a request: that of <c>link_key</c>, else that of <c>installation_code</c>, else null.</summary>
    /// <param name="request">Name of the request, for the text of a refusal.</param>
    /// <param name="linkKey">Value of link_key, or null.</param>
    /// <param name="installationCode">Value of installation_code, or null.</param>
    /// <returns>16 bytes in the order in which a key is written.</returns>
    /// <exception cref="RpcException">What is given is no key and no code.</exception>
    public static byte[]? Read(string request, RpcValue? linkKey, RpcValue? installationCode) => (linkKey, installationCode) switch
    {
        ({ } key, _) => ReadKey(request, key),
        (null, { } code) => ReadCode(request, code),
        _ => null,
    };

    private static byte[] ReadKey(string request, RpcValue value)
    {
        var key = value switch
        {
            RpcBytes { Value.Length: KeyLength } bytes => bytes.Value.ToArray(),
            RpcInt { Value: var number } when number.Sign >= 0 && number.GetByteCount(isUnsigned: true) <= KeyLength => RightAligned(number),
            _ => throw Refuse(request, "link_key", "a link key has 128 bits: 32 hexadecimal digits, 16 bytes, or an integer of at most 128 bits"),
        };

        // The radio reserves both and would refuse them.
        return key.AsSpan().ContainsAnyExcept((byte)0x00) && key.AsSpan().ContainsAnyExcept((byte)0xFF)
            ? key
            : throw Refuse(request, "link_key", "all zero and all ones are reserved and cannot be a link key");
    }

    private static byte[] ReadCode(string request, RpcValue value)
    {
        byte[] key = [];
        var status = value switch
        {
            RpcString text => InstallCode.DeriveLinkKey(text.Value, out key),
            RpcBytes bytes => InstallCode.DeriveLinkKey(bytes.Value.Span, out key),
            _ => InstallCodeStatus.NotHexadecimal,
        };
        return status switch
        {
            InstallCodeStatus.Valid => key,
            InstallCodeStatus.WrongCrc => throw Refuse(
                request, "installation_code", "the CRC of the installation code is wrong; its low byte has to stand first, and leading zeros have to be there"),
            InstallCodeStatus.WrongLength => throw Refuse(
                request, "installation_code", "an installation code has 6, 8, 12 or 16 bytes and two bytes of CRC: 16, 20, 28 or 36 hexadecimal digits"),
            _ => throw Refuse(request, "installation_code", "an installation code is an even number of hexadecimal digits"),
        };
    }

    private static byte[] RightAligned(BigInteger number)
    {
        var key = new byte[KeyLength];
        number.TryWriteBytes(key.AsSpan(KeyLength - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return key;
    }

    private static RpcException Refuse(string request, string parameter, string problem) => StatusText.Failure(
        RpcErrorKind.InvalidParameters, "Bad Parameter", ("request", request), ("parameter", parameter), ("problem", problem));
}
