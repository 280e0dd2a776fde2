using SEFramework.Zigbee.Aps;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.Zcl;

/// <summary>One received ZCL frame and the way back to its sender.</summary>
/// <param name="Device">The device that received it.</param>
/// <param name="Endpoint">The endpoint it is for.</param>
/// <param name="Indication">The frame.</param>
/// <param name="Header">Its header.</param>
internal readonly record struct ZclExchange(VirtualDevice Device, VirtualEndpoint Endpoint, ApsDataIndication Indication, ZclHeader Header)
{
    /// <summary>Who sent it.</summary>
    public Peer Sender => new(Indication.Source, Indication.SourceNwk, Indication.SourceEndpoint);

    private bool IsBroadcast => Indication.Options.HasFlag(ApsReceiveOptions.Broadcast);

    /// <summary>Answers with a general command.</summary>
    public void Answer(GeneralCommand command, ReadOnlySpan<byte> payload) => Answer(isClusterCommand: false, (byte)command, payload);

    /// <summary>Answers in the sender's direction, with its sequence number and as secure as it came.</summary>
    public void Answer(bool isClusterCommand, byte command, ReadOnlySpan<byte> payload)
    {
        var frame = new ByteWriter();
        new ZclHeader(isClusterCommand, !Header.FromServer, DisableDefaultResponse: true, Header.ManufacturerCode, Header.Sequence, command).Write(frame);
        frame.Bytes(payload);
        Device.Send(new ApsDataRequest(
            Indication.Source,
            Indication.SourceNwk,
            Indication.SourceEndpoint,
            Endpoint.Id,
            Indication.ProfileId,
            Indication.ClusterId,
            frame.Written,
            Indication.Options.HasFlag(ApsReceiveOptions.ApsEncryption) ? ApsTransmitOptions.ApsEncryption : ApsTransmitOptions.None));
    }

    /// <summary>Answers with a default response if one is due: always for a failure, for success if it is wanted, never for a broadcast.</summary>
    public void Conclude(ZclStatus status)
    {
        if (IsBroadcast || (status == ZclStatus.Success && Header.DisableDefaultResponse))
        {
            return;
        }

        var payload = new ByteWriter();
        new DefaultResponse(Header.Command, (byte)status).Write(payload);
        Answer(GeneralCommand.DefaultResponse, payload.Written.Span);
    }
}
