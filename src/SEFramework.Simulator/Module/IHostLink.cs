using SEFramework.Radio;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Module;

/// <summary>What the module says to its host, without the framing. Source: reference 07, sections 3 and 4.</summary>
internal interface IHostLink
{
    /// <summary>0x88.</summary>
    void AtResponse(byte frameId, AtCommandName command, AtStatus status, ReadOnlySpan<byte> value);

    /// <summary>0x97.</summary>
    void RemoteAtResponse(byte frameId, IeeeAddress source, NwkAddress nwk, AtCommandName command, AtStatus status);

    /// <summary>0x8A.</summary>
    void ModemStatus(XBeeModemStatus status);

    /// <summary>0x8B.</summary>
    void TransmitStatus(byte frameId, NwkAddress nwk, TransmitStatus status, XBeeDiscoveryStatus discovery);

    /// <summary>0x91.</summary>
    void ExplicitReceive(ApsDataIndication indication);

    /// <summary>0x90.</summary>
    void Receive(ApsDataIndication indication);

    /// <summary>0xA4.</summary>
    void RegistrationStatus(byte frameId, RegistrationStatus status);

    /// <summary>0xA2.</summary>
    void DeviceAuthenticated(IeeeAddress device, NwkAddress nwk);
}
