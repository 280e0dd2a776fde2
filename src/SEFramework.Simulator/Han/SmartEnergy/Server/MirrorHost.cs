using SEFramework.Simulator.Han.Zcl;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;
using SEFramework.Zigbee.Clusters;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Metering;
using SEFramework.Zigbee.Zcl;
using SEFramework.Zigbee.Zcl.Foundation;

namespace SEFramework.Simulator.Han.SmartEnergy.Server;

/// <summary>
/// Metering client of an energy services interface: it keeps mirrors for meters that sleep, each an endpoint of its own which others read in
/// place of the meter. Source: reference 05, sections 6.1 and 6.2.
/// </summary>
public sealed class MirrorHost() : VirtualCluster(ClusterIds.Metering, isServer: false)
{
    private const byte FirstEndpoint = 0x20;
    private const int Capacity = 8;

    private readonly Dictionary<IeeeAddress, byte> _mirrors = [];

    /// <summary>The endpoint of the mirror of each meter that has one.</summary>
    public IReadOnlyDictionary<IeeeAddress, byte> Mirrors => _mirrors;

    /// <inheritdoc />
    public override CommandOutcome Receive(ClusterRequest request, ReadOnlySpan<byte> payload, ByteWriter answer)
    {
        SmartEnergyFrame.TryIdentify(Id, request.Header, out var id);
        if (id == SmartEnergyCommandId.RequestMirror)
        {
            return Answer(new RequestMirrorResponse(Provide(request.Sender.Address)), answer);
        }

        return id == SmartEnergyCommandId.RemoveMirror
            ? Answer(new MirrorRemoved(Remove(request.Sender.Address)), answer)
            : base.Receive(request, payload, answer);
    }

    private static CommandOutcome Answer(ISmartEnergyCommand command, ByteWriter answer)
    {
        command.Write(answer);
        return CommandOutcome.Answered(command.Id.Command);
    }

    private ushort Provide(IeeeAddress meter)
    {
        if (_mirrors.TryGetValue(meter, out var endpoint))
        {
            return endpoint;
        }

        if (_mirrors.Count == Capacity)
        {
            return RequestMirrorResponse.Refused;
        }

        endpoint = FirstEndpoint;
        while (Device.Endpoints.ContainsKey(endpoint))
        {
            endpoint++;
        }

        var mirror = new Mirror();
        Device.Add(new VirtualEndpoint(endpoint, ZigbeeProfiles.SmartEnergy, SmartEnergyDevices.MeteringDevice, mirror, new MirrorReceiver(meter, mirror)));
        _mirrors[meter] = endpoint;
        return endpoint;
    }

    private ushort Remove(IeeeAddress meter)
    {
        if (!_mirrors.Remove(meter, out var endpoint))
        {
            return RequestMirrorResponse.Refused;
        }

        Device.Remove(endpoint);
        return endpoint;
    }

    /// <summary>The server that others read.</summary>
    private sealed class Mirror() : VirtualCluster(ClusterIds.Metering, isServer: true)
    {
        // A mirrored gas meter is 0x80 where the meter itself is 1, and so on.
        private const ulong MirroredType = 0x7F;
        private const ushort MeteringDeviceType = 0x0306;

        public void Take(AttributeRecord record)
        {
            var value = record.Attribute == MeteringDeviceType && record.Value is ZclUnsigned { Value: > 0 and < MirroredType } type
                ? new ZclUnsigned(MirroredType + type.Value)
                : record.Value;
            if (Find(null, record.Attribute) is { } known && known.Type == record.Type)
            {
                known.Write(value);
            }
            else
            {
                Put(VirtualAttribute.Constant(record.Attribute, record.Type.Id, value));
            }
        }
    }

    /// <summary>The client that takes the reports of the meter.</summary>
    private sealed class MirrorReceiver(IeeeAddress meter, Mirror mirror) : VirtualCluster(ClusterIds.Metering, isServer: false)
    {
        public override void TakeReport(Peer sender, IReadOnlyList<AttributeRecord> records)
        {
            if (sender.Address == meter)
            {
                foreach (var record in records)
                {
                    mirror.Take(record);
                }
            }
        }
    }
}
