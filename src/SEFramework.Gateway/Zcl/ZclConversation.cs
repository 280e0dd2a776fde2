using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Registry;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Gateway.Zcl;

/// <summary>A command to a cluster of a device.</summary>
/// <param name="Target">Whom it is for.</param>
/// <param name="IsClusterCommand">Command of the cluster; otherwise a general command.</param>
/// <param name="Command">Command id.</param>
/// <param name="ManufacturerCode">Manufacturer, or null.</param>
/// <param name="Payload">Bytes behind the ZCL header.</param>
public sealed record ZclCommand(ResolvedTarget Target, bool IsClusterCommand, byte Command, ushort? ManufacturerCode, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Whether the frame is APS encrypted; null for the setting of the sending cluster.</summary>
    public bool? ApsEncryption { get; init; }

    /// <summary>Whether the device shall not answer with a default response.</summary>
    public bool DisableDefaultResponse { get; init; }
}

/// <summary>The answer to a command.</summary>
/// <param name="Header">Its ZCL header.</param>
/// <param name="Payload">Bytes behind it.</param>
/// <param name="IsApsEncrypted">Whether the frame was APS encrypted.</param>
/// <param name="Peer">With whom this was, for the texts of errors.</param>
public sealed record ZclAnswer(ZclHeader Header, ReadOnlyMemory<byte> Payload, bool IsApsEncrypted, ConversationPeer Peer)
{
    /// <summary>Whether it is a default response.</summary>
    public bool IsDefaultResponse => Header is { IsClusterCommand: false, Command: (byte)GeneralCommand.DefaultResponse };

    /// <summary>Fails when the device refused with a default response.</summary>
    /// <exception cref="ConversationException">It did.</exception>
    public void ThrowIfRefused()
    {
        if (IsDefaultResponse && DefaultResponse.TryRead(Payload.Span, out var refusal) && refusal.Status != (byte)ZclStatus.Success)
        {
            throw ConversationException.Refused(Peer, refusal.Status);
        }
    }
}

/// <summary>The one way of ZCL commands to devices: header, encryption, waiting for the answer. Source: reference 03, sections 0.2 and 4.2.</summary>
/// <param name="messenger">Carries the frames.</param>
/// <param name="registry">Has the encryption switch and the time-out.</param>
public sealed class ZclConversation(ApsMessenger messenger, GatewayRegistry registry)
{
    /// <summary>Sends a command that nobody answers.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">It was not delivered.</exception>
    public Task SendAsync(ZclCommand command, CancellationToken cancellationToken) => messenger.SendAsync(Frame(command, Header(command)), cancellationToken);

    /// <summary>Sends a command and waits for its answer: a frame of the same transaction that is wanted, or a default response.</summary>
    /// <param name="command">The command.</param>
    /// <param name="wanted">Which frames of the transaction are the answer; null takes any.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">It was not delivered, or no answer came in time.</exception>
    public async Task<ZclAnswer> AskAsync(ZclCommand command, Func<ZclHeader, bool>? wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var header = Header(command);
        var frame = Frame(command, header);
        var expected = new ExpectedAnswer(
            command.Target.Address,
            command.Target.Device?.Nwk ?? NwkAddress.Unknown,
            command.Target.DestinationEndpoint,
            command.Target.ClusterId,
            payload => IsAnswer(payload, header, wanted));
        var indication = await messenger.ConverseAsync(frame, expected, registry.Seconds(RegistryNames.ConversationTimeout), cancellationToken);
        var reader = new ByteReader(indication.Payload.Span);
        ZclHeader.TryRead(ref reader, out var answer);
        return new ZclAnswer(
            answer,
            indication.Payload[^reader.Rest.Length..],
            indication.Options.HasFlag(ApsReceiveOptions.ApsEncryption),
            ConversationPeer.Of(frame));
    }

    // Devices count their own transactions: what they begin may have the same number.
    private bool IsAnswer(ReadOnlySpan<byte> payload, ZclHeader asked, Func<ZclHeader, bool>? wanted)
    {
        var reader = new ByteReader(payload);
        if (!ZclHeader.TryRead(ref reader, out var header)
            || header.Sequence != asked.Sequence
            || (header.FromServer == asked.FromServer && !registry.Boolean(RegistryNames.DirectionBitCorrection)))
        {
            return false;
        }

        return header is { IsClusterCommand: false, Command: (byte)GeneralCommand.DefaultResponse }
            ? reader.Rest.IsEmpty || reader.Rest[0] == asked.Command
            : header is not { IsClusterCommand: false, Command: (byte)GeneralCommand.ReportAttributes } && wanted?.Invoke(header) != false;
    }

    private ZclHeader Header(ZclCommand command) => new(
        command.IsClusterCommand,
        FromServer: command.Target.TargetIsClient,
        command.DisableDefaultResponse,
        command.ManufacturerCode,
        messenger.NextSequence(),
        command.Command);

    private ApsDataRequest Frame(ZclCommand command, ZclHeader header)
    {
        var payload = new ByteWriter();
        header.Write(payload);
        payload.Bytes(command.Payload.Span);
        var target = command.Target;
        var encrypts = command.ApsEncryption ?? (target.ApsEncryption && !registry.Boolean(RegistryNames.DisableApsEncryption));
        return new ApsDataRequest(
            target.Address,
            target.Device?.Nwk ?? NwkAddress.Unknown,
            target.DestinationEndpoint,
            target.SourceEndpoint,
            target.ProfileId,
            target.ClusterId,
            payload.Written.ToArray(),
            encrypts ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None);
    }
}
