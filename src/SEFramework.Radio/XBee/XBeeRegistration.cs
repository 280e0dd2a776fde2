using SEFramework.Radio.XBee.Frames;
using SEFramework.Radio.XBee.Link;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Radio.XBee;

/// <summary>Link keys of joining devices. Always option 0 with a key derived by the host, which every firmware understands alike. Source: reference 07,
/// sections 4.5 and 8.</summary>
internal static class XBeeRegistration
{
    private const int KeyLength = 16;

    /// <summary>Registers a key.</summary>
    /// <exception cref="ArgumentException">The key has not 1 to 16 bytes.</exception>
    /// <exception cref="RadioException">The module did not answer or refused.</exception>
    public static Task RegisterAsync(
        XBeeLink link, XBeeRadioOptions options, IeeeAddress device, ReadOnlyMemory<byte> linkKey, CancellationToken cancellationToken) =>
        linkKey.Length is >= 1 and <= KeyLength
            ? ExecuteAsync(link, options, device, linkKey, cancellationToken)
            : throw new ArgumentException("A link key has 1 to 16 bytes.", nameof(linkKey));

    /// <summary>Removes a key.</summary>
    /// <exception cref="RadioException">The module did not answer or refused.</exception>
    public static Task UnregisterAsync(XBeeLink link, XBeeRadioOptions options, IeeeAddress device, CancellationToken cancellationToken) =>
        ExecuteAsync(link, options, device, default, cancellationToken);

    private static async Task ExecuteAsync(
        XBeeLink link, XBeeRadioOptions options, IeeeAddress device, ReadOnlyMemory<byte> linkKey, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.CommandAttempts; attempt++)
        {
            var pending = await link.BeginAsync(
                XBeeFrameType.RegisterJoiningDeviceStatus, default, options.CommandTimeout, cancellationToken).ConfigureAwait(false);
            Send(link, pending.FrameId, device, linkKey.Span);
            var reply = await pending.Reply.WaitAsync(cancellationToken).ConfigureAwait(false);
            switch (reply.Kind)
            {
                case FrameReplyKind.Answered when (RegistrationStatus)reply.Status == RegistrationStatus.Success:
                    return;
                case FrameReplyKind.Answered:
                    var what = linkKey.IsEmpty ? "deregistration" : "registration";
                    throw new RadioException($"The radio refuses the {what} of {device}: {Explain(reply.Status)}.");
                case FrameReplyKind.Lost:
                    throw new RadioException("The connection to the radio was lost.");
                default:
                    continue;
            }
        }

        throw new RadioException($"The radio did not answer the registration of {device}.");
    }

    /// <summary>Sends the key right-aligned to its full length; none at all to deregister.</summary>
    private static void Send(XBeeLink link, byte frameId, IeeeAddress device, ReadOnlySpan<byte> linkKey)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        key.Clear();
        linkKey.CopyTo(key[(KeyLength - linkKey.Length)..]);
        link.Send(new RegisterJoiningDeviceFrame
        {
            FrameId = frameId,
            Registrant = device,
            RegistrantNwk = NwkAddress.Unknown,
            Kind = JoiningKeyKind.LinkKey,
            Key = linkKey.IsEmpty ? default : key,
        });
        key.Clear();
    }

    private static string Explain(byte status) => (RegistrationStatus)status switch
    {
        RegistrationStatus.KeyTooLong => "the key is too long",
        RegistrationStatus.TransientKeyTableFull =>
            "the transient key table is full; wait until joining devices have joined or their keys have expired",
        RegistrationStatus.AddressNotFound => "the address is not in the key table",
        RegistrationStatus.KeyInvalid => "the key is invalid; all zero and all ones are reserved",
        RegistrationStatus.AddressInvalid => "the address is invalid",
        RegistrationStatus.KeyTableFull => "the key table is full; deregister devices that are gone",
        RegistrationStatus.InstallCodeCrcWrong => "the CRC of the install code is wrong",
        RegistrationStatus.KeyNotFound => "the key was not found",
        _ => $"status 0x{status:X2}",
    };
}
