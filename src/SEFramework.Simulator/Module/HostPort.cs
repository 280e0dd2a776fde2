using System.Buffers;
using Microsoft.Extensions.Logging;
using SEFramework.Radio;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Faults;
using SEFramework.Simulator.Scheduling;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Module;

/// <summary>
/// The module's end of the serial line: bytes become frames for the handler, answers become bytes for the host, in the mode that AP
/// selects. The faults of the line act here. Source: reference 07, section 2.
/// </summary>
internal sealed partial class HostPort(SimulationScheduler scheduler, ILogger logger) : IHostLink
{
    private readonly XBeeFrameDecoder _decoder = new(XBeeApiMode.Unescaped);
    private readonly ArrayBufferWriter<byte> _line = new(XBeeFrameFormat.MaximumFrameData);
    // Counts the times without power: what was on the line before belongs to nobody.
    private int _session;
    private bool _powered;
    private bool _framed;

    /// <summary>Receives the bytes for the host.</summary>
    public Action<byte[]>? Output { get; set; }

    /// <summary>Takes the frames of the host.</summary>
    public HostFrameHandler? Handler { get; set; }

    /// <summary>Takes the bytes of the host while AP selects no frames.</summary>
    public CommandMode? Commands { get; set; }

    public LineFaults ToHost { get; } = new();

    public LineFaults FromHost { get; } = new();

    public void PowerUp(byte apiMode)
    {
        _powered = true;
        _decoder.Reset();
        SetMode(apiMode);
    }

    public void PowerDown()
    {
        _powered = false;
        _session++;
        Commands?.Reset();
    }

    public void SetMode(byte apiMode)
    {
        _framed = apiMode is 1 or 2;
        if (_framed)
        {
            _decoder.Mode = (XBeeApiMode)apiMode;
        }
    }

    public void Input(byte[] data)
    {
        var session = _session;
        scheduler.Schedule(FromHost.Delay, () =>
        {
            if (session == _session)
            {
                Accept(data);
            }
        });
    }

    public void AtResponse(byte frameId, AtCommandName command, AtStatus status, ReadOnlySpan<byte> value) =>
        Send(new AtResponseFrame { FrameId = frameId, Command = command, RawStatus = (byte)status, Value = value });

    public void RemoteAtResponse(byte frameId, IeeeAddress source, NwkAddress nwk, AtCommandName command, AtStatus status) =>
        Send(new RemoteAtResponseFrame { FrameId = frameId, Source = source, SourceNwk = nwk, Command = command, RawStatus = (byte)status });

    public void ModemStatus(XBeeModemStatus status)
    {
        LogModemStatus(status);
        Send(new ModemStatusFrame { Status = status });
    }

    public void TransmitStatus(byte frameId, NwkAddress nwk, TransmitStatus status, XBeeDiscoveryStatus discovery) =>
        Send(new TransmitStatusFrame { FrameId = frameId, DestinationNwk = nwk, Delivery = status, Discovery = discovery });

    public void ExplicitReceive(ApsDataIndication indication) => Send(new ExplicitReceiveFrame
    {
        Source = indication.Source,
        SourceNwk = indication.SourceNwk,
        SourceEndpoint = indication.SourceEndpoint,
        DestinationEndpoint = indication.DestinationEndpoint,
        ClusterId = indication.ClusterId,
        ProfileId = indication.ProfileId,
        Options = ToXBee(indication.Options),
        Payload = indication.Payload.Span,
    });

    public void Receive(ApsDataIndication indication) => Send(new ReceiveFrame
    {
        Source = indication.Source,
        SourceNwk = indication.SourceNwk,
        Options = ToXBee(indication.Options),
        Payload = indication.Payload.Span,
    });

    public void RegistrationStatus(byte frameId, RegistrationStatus status) =>
        Send(new RegisterJoiningDeviceStatusFrame { FrameId = frameId, Status = status });

    public void DeviceAuthenticated(IeeeAddress device, NwkAddress nwk) => Send(new DeviceAuthenticatedFrame { Device = device, DeviceNwk = nwk });

    /// <summary>Puts any frame on the line.</summary>
    public void SendFrame(ReadOnlySpan<byte> frameData)
    {
        if (_powered && _framed)
        {
            _line.ResetWrittenCount();
            XBeeFrameEncoder.Encode(frameData, _decoder.Mode, _line);
            Emit(_line.WrittenSpan);
        }
    }

    /// <summary>Puts bytes on the line that are no frame.</summary>
    public void SendText(ReadOnlySpan<byte> text) => Emit(text);

    private static XBeeReceiveOptions ToXBee(ApsReceiveOptions options)
    {
        var result = XBeeReceiveOptions.None;
        result |= options.HasFlag(ApsReceiveOptions.Acknowledged) ? XBeeReceiveOptions.Acknowledged : 0;
        result |= options.HasFlag(ApsReceiveOptions.Broadcast) ? XBeeReceiveOptions.Broadcast : 0;
        result |= options.HasFlag(ApsReceiveOptions.ApsEncryption) ? XBeeReceiveOptions.ApsEncryption : 0;
        result |= options.HasFlag(ApsReceiveOptions.FromEndDevice) ? XBeeReceiveOptions.FromEndDevice : 0;
        return result;
    }

    private void Accept(byte[] data)
    {
        if (!_powered)
        {
            return;
        }

        ReadOnlySpan<byte> input = FromHost.Apply(scheduler, data);
        while (_powered && _framed && _decoder.TryRead(ref input, out var frameData))
        {
            Handler?.Handle(frameData);
        }

        if (_powered && !_framed && !input.IsEmpty)
        {
            Commands?.Accept(input);
        }
    }

    private void Send<TFrame>(scoped in TFrame frame)
        where TFrame : IXBeeFrame<TFrame>, allows ref struct
    {
        // Without framing the module has no way to say any of this.
        if (!_powered || !_framed)
        {
            return;
        }

        _line.ResetWrittenCount();
        XBeeFrameEncoder.Encode(frame, _decoder.Mode, _line);
        Emit(_line.WrittenSpan);
    }

    private void Emit(ReadOnlySpan<byte> bytes)
    {
        var data = ToHost.Apply(scheduler, bytes);
        var session = _session;
        if (data.Length > 0)
        {
            scheduler.Schedule(ToHost.Delay, () =>
            {
                if (session == _session)
                {
                    Output?.Invoke(data);
                }
            });
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The virtual module reports modem status {Status}")]
    private partial void LogModemStatus(XBeeModemStatus status);
}
