using SEFramework.Radio;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Simulator.Han;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Module;

/// <summary>A frame the host wants sent (0x11), as it was on the serial line.</summary>
/// <param name="FrameId">0 asks for no status.</param>
/// <param name="Request">The frame in ZigBee terms.</param>
/// <param name="Multicast">Option 0x08: the 16-bit address is a group.</param>
/// <param name="Indirect">Option 0x04: the destination comes from the binding table.</param>
internal readonly record struct HostTransmission(byte FrameId, ApsDataRequest Request, bool Multicast, bool Indirect);

/// <summary>Carries out transmit requests, and gives the verdicts that a module itself decides. Source: reference 07, sections 4.2 and 9.</summary>
internal sealed class TransmitHandler(FirmwareProfile profile, ModuleNetwork node, HomeAreaNetwork network, IHostLink host)
{
    // What 0x8B carries as the address of a broadcast or a failure.
    private static readonly NwkAddress NoAddress = new(0xFFFD);

    public void Transmit(HostTransmission transmission)
    {
        var (frameId, request, multicast, indirect) = transmission;
        if (Refuse(request, multicast, indirect) is { } refusal)
        {
            Report(frameId, NoAddress, refusal, XBeeDiscoveryStatus.None);
            return;
        }

        if (multicast)
        {
            // No virtual device is a member of a group; the module cannot know that.
            Report(frameId, NoAddress, TransmitStatus.Success, XBeeDiscoveryStatus.None);
            return;
        }

        network.Transmit(node, request, result =>
        {
            var discovery = result.Status switch
            {
                TransmitStatus.Success when result.DestinationNwk.IsUnicast && result.DestinationNwk != request.DestinationNwk => XBeeDiscoveryStatus.Address,
                TransmitStatus.AddressNotFound => XBeeDiscoveryStatus.Address,
                TransmitStatus.RouteNotFound => XBeeDiscoveryStatus.Route,
                _ => XBeeDiscoveryStatus.None,
            };
            Report(frameId, result.DestinationNwk.IsUnicast ? result.DestinationNwk : NoAddress, result.Status, discovery);
        });
    }

    private TransmitStatus? Refuse(ApsDataRequest request, bool multicast, bool indirect)
    {
        var broadcast = multicast || request.Destination == IeeeAddress.Broadcast || (!request.DestinationNwk.IsUnicast && request.DestinationNwk != NwkAddress.Unknown);
        var encrypted = request.Options.HasFlag(ApsTransmitOptions.ApsEncryption);
        if (!node.IsListening)
        {
            return TransmitStatus.NotJoined;
        }

        if (indirect)
        {
            return TransmitStatus.InvalidBindingIndex;
        }

        if (encrypted && !node.IsSecured)
        {
            return TransmitStatus.ApsEncryptionWithoutSecurity;
        }

        if (request.Payload.Length > PayloadLimits.Of(profile, node.IsSecured, broadcast, encrypted))
        {
            return TransmitStatus.PayloadTooLarge;
        }

        return IsSelf(request) ? TransmitStatus.SelfAddressed : null;
    }

    private bool IsSelf(ApsDataRequest request) =>
        request.Destination == node.Address
        || (request.Destination == IeeeAddress.Coordinator && node.IsCoordinator)
        || (request.Destination == IeeeAddress.Unknown && request.DestinationNwk == node.Nwk);

    private void Report(byte frameId, NwkAddress nwk, TransmitStatus status, XBeeDiscoveryStatus discovery)
    {
        if (frameId != 0)
        {
            host.TransmitStatus(frameId, nwk, status, discovery);
        }
    }
}
