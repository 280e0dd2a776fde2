using SEFramework.Simulator.Han.Zdo;
using SEFramework.Simulator.Module.At;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Simulator.Module;

/// <summary>
/// Decides what becomes of a frame from the air: the host gets it, the module answers it, or it is dropped. AO rules. Source:
/// reference 07, sections 3, 4.3 and 6.
/// </summary>
internal sealed class ReceiveHandler(FirmwareProfile profile, AtSettings settings, IHostLink host, ZdoServer zdo)
{
    private const byte DigiDataEndpoint = 0xE8;
    private const ushort DigiDataCluster = 0x0011;
    private const ushort DeviceAnnounce = 0x0013;
    private const ushort Bind = 0x0021;
    private const ushort Unbind = 0x0022;
    private const ushort ResponseBit = 0x8000;

    // What the older firmwares leave to the host with AO=3: the descriptors of the host's own endpoints.
    private static readonly ushort[] HostDescriptors = [0x0004, 0x0005, 0x0006];

    private bool IsExplicit => profile.Ao == AoModel.Bits ? (Ao & 0x01) != 0 : Ao is 1 or 3;

    private int Ao => (int)settings.Number("AO");

    public void Receive(ApsDataIndication indication)
    {
        if (indication.DestinationEndpoint == 0 && indication.ProfileId == 0)
        {
            ReceiveZdo(indication);
        }
        else if (IsExplicit)
        {
            host.ExplicitReceive(indication);
        }
        else if (indication is { DestinationEndpoint: DigiDataEndpoint, ClusterId: DigiDataCluster })
        {
            host.Receive(indication);
        }
    }

    private void ReceiveZdo(ApsDataIndication indication)
    {
        var suppressed = profile.Ao == AoModel.Bits && (Ao & 0x20) != 0;
        if ((indication.ClusterId & ResponseBit) != 0 || indication.ClusterId == DeviceAnnounce)
        {
            if (IsExplicit && !suppressed)
            {
                host.ExplicitReceive(indication);
            }

            return;
        }

        var forHost = !suppressed && IsExplicit && IsForHost(indication.ClusterId);
        var echoed = !suppressed && IsExplicit && profile.Ao == AoModel.Bits && (Ao & 0x12) == 0x10;
        if (forHost || echoed)
        {
            host.ExplicitReceive(indication);
        }

        if (!forHost)
        {
            zdo.Receive(indication);
        }
    }

    private bool IsForHost(ushort cluster)
    {
        if (profile.Ao == AoModel.Enumerated)
        {
            return Ao == 3 && (HostDescriptors.Contains(cluster) || !zdo.Supports(cluster));
        }

        var bit = cluster is Bind or Unbind ? 0x08 : zdo.Supports(cluster) ? 0x02 : 0x04;
        return (Ao & bit) != 0;
    }
}
