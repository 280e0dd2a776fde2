using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Module.At;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Module;

/// <summary>Hands each frame of the host to the part of the module it is for; frames that are no request are ignored. Source: reference 07,
/// sections 3 and 4.</summary>
internal sealed class HostFrameHandler(AtProcessor at, TransmitHandler transmitter, KeyRegistrar registrar, IHostLink host)
{
    private const byte DigiDataEndpoint = 0xE8;
    private const ushort DigiDataCluster = 0x0011;
    private const ushort DigiProfile = 0xC105;

    /// <summary>Carries out one frame.</summary>
    /// <param name="frameData">Frame data, the type first.</param>
    public void Handle(ReadOnlySpan<byte> frameData)
    {
        switch ((XBeeFrameType)frameData[0])
        {
            case XBeeFrameType.AtCommand or XBeeFrameType.QueuedAtCommand when AtCommandFrame.TryRead(frameData, out var command):
                Handle(command);
                break;
            case XBeeFrameType.RemoteAtCommand when RemoteAtCommandFrame.TryRead(frameData, out var remote):
                Handle(remote);
                break;
            case XBeeFrameType.ExplicitTransmit when ExplicitTransmitFrame.TryRead(frameData, out var transmit):
                Handle(transmit);
                break;
            case XBeeFrameType.TransmitRequest when TransmitRequestFrame.TryRead(frameData, out var data):
                Handle(data);
                break;
            case XBeeFrameType.RegisterJoiningDevice when RegisterJoiningDeviceFrame.TryRead(frameData, out var registration):
                Handle(registration);
                break;
        }
    }

    private static ApsTransmitOptions ToAps(XBeeTransmitOptions options)
    {
        var result = ApsTransmitOptions.None;
        result |= options.HasFlag(XBeeTransmitOptions.ApsEncryption) ? ApsTransmitOptions.ApsEncryption : 0;
        result |= options.HasFlag(XBeeTransmitOptions.DisableRetries) ? ApsTransmitOptions.NoAcknowledgement : 0;
        result |= options.HasFlag(XBeeTransmitOptions.ExtendedTimeout) ? ApsTransmitOptions.ExtendedTimeout : 0;
        return result;
    }

    private void Handle(AtCommandFrame frame)
    {
        var result = at.Execute(frame.Command.ToString(), frame.Value, frame.Queued);
        if (frame.FrameId != 0)
        {
            host.AtResponse(frame.FrameId, frame.Command, result.Status, result.Value.Span);
        }

        result.After?.Invoke();
    }

    private void Handle(RemoteAtCommandFrame frame)
    {
        // None of the virtual devices is an XBee, so nobody answers.
        if (frame.FrameId != 0)
        {
            host.RemoteAtResponse(frame.FrameId, frame.Destination, frame.DestinationNwk, frame.Command, AtStatus.TransmitFailure);
        }
    }

    private void Handle(ExplicitTransmitFrame frame)
    {
        var request = new ApsDataRequest(
            frame.Destination,
            frame.DestinationNwk,
            frame.DestinationEndpoint,
            frame.SourceEndpoint,
            frame.ProfileId,
            frame.ClusterId,
            frame.Payload.ToArray(),
            ToAps(frame.Options),
            frame.BroadcastRadius);
        transmitter.Transmit(new HostTransmission(
            frame.FrameId, request, frame.Options.HasFlag(XBeeTransmitOptions.Multicast), frame.Options.HasFlag(XBeeTransmitOptions.Indirect)));
    }

    private void Handle(TransmitRequestFrame frame)
    {
        var request = new ApsDataRequest(
            frame.Destination,
            frame.DestinationNwk,
            DigiDataEndpoint,
            DigiDataEndpoint,
            DigiProfile,
            DigiDataCluster,
            frame.Payload.ToArray(),
            ToAps(frame.Options),
            frame.BroadcastRadius);
        transmitter.Transmit(new HostTransmission(frame.FrameId, request, frame.Options.HasFlag(XBeeTransmitOptions.Multicast), Indirect: false));
    }

    private void Handle(RegisterJoiningDeviceFrame frame)
    {
        var status = registrar.Register(frame.Registrant, frame.Kind, frame.Key);
        if (frame.FrameId != 0)
        {
            host.RegistrationStatus(frame.FrameId, status);
        }
    }
}
