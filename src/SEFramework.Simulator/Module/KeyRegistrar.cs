using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Han;
using SEFramework.Simulator.Module.At;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Security;

namespace SEFramework.Simulator.Module;

/// <summary>Carries out "register joining device" (0x24). Source: reference 07, sections 4.5 and 8.</summary>
internal sealed class KeyRegistrar(FirmwareProfile profile, AtSettings settings, ModuleNetwork node, HomeAreaNetwork network)
{
    private const int LongestInstallCode = 18;

    /// <summary>Registers a device, or without a key removes it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="kind">Read by XBee 3 only; the other firmwares take every key as a link key.</param>
    /// <param name="key">The key or install code.</param>
    /// <returns>The status of 0xA4.</returns>
    public RegistrationStatus Register(IeeeAddress device, JoiningKeyKind kind, ReadOnlySpan<byte> key)
    {
        var generation3 = profile.Family == AtFamilies.XBee3;
        var wildcard = generation3 && kind == JoiningKeyKind.InstallCode && device == IeeeAddress.Unknown;
        if (!wildcard && (device == IeeeAddress.Unknown || device == IeeeAddress.Coordinator || device == IeeeAddress.Broadcast))
        {
            return RegistrationStatus.AddressInvalid;
        }

        if (key.IsEmpty)
        {
            return node.KeepsKeys && node.Keys.Remove(device) ? RegistrationStatus.Success : RegistrationStatus.KeyNotFound;
        }

        var status = generation3 && kind == JoiningKeyKind.InstallCode ? FromInstallCode(key, out var linkKey) : FromLinkKey(key, out linkKey);
        if (status != RegistrationStatus.Success)
        {
            return status;
        }

        if (!node.Keys.Contains(device) && node.Keys.IsFull)
        {
            return node.KeepsKeys ? RegistrationStatus.KeyTableFull : RegistrationStatus.TransientKeyTableFull;
        }

        node.Keys.Register(device, linkKey, node.KeepsKeys ? null : TimeSpan.FromSeconds((ushort)settings.Number("KT")));
        network.LetDevicesJoin();
        return RegistrationStatus.Success;
    }

    private static RegistrationStatus FromLinkKey(ReadOnlySpan<byte> key, out byte[] linkKey)
    {
        linkKey = new byte[16];
        if (key.Length > linkKey.Length)
        {
            return RegistrationStatus.KeyTooLong;
        }

        // Right-aligned: the missing high bytes are zero.
        key.CopyTo(linkKey.AsSpan(linkKey.Length - key.Length));
        return key.ContainsAnyExcept((byte)0) && key.ContainsAnyExcept((byte)0xFF)
            ? RegistrationStatus.Success
            : RegistrationStatus.KeyInvalid;
    }

    // Digi's published codes carry their CRC high byte first (reference 07, section 8); which order the module hashes is not known, so
    // it is taken to be the standard's.
    private static RegistrationStatus FromInstallCode(ReadOnlySpan<byte> code, out byte[] linkKey)
    {
        linkKey = [];
        if (code.Length > LongestInstallCode)
        {
            return RegistrationStatus.KeyTooLong;
        }

        Span<byte> standard = stackalloc byte[code.Length];
        code.CopyTo(standard);
        if (standard.Length >= sizeof(ushort))
        {
            standard[^2..].Reverse();
        }

        return InstallCode.TryDeriveLinkKey(standard, out linkKey) ? RegistrationStatus.Success : RegistrationStatus.InstallCodeCrcWrong;
    }
}
