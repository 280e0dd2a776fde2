using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>Response to NWK_addr_req and IEEE_addr_req. Source: reference 02, section 10.</summary>
/// <param name="Status">Outcome.</param>
/// <param name="Address">Extended address.</param>
/// <param name="Nwk">Network address.</param>
public sealed record AddressResponse(ZdoStatus Status, IeeeAddress Address, NwkAddress Nwk) : IZdoResponse
{
    /// <summary>The devices below it, as answer to an extended request; otherwise null.</summary>
    public AssociatedDevices? Associated { get; init; }

    /// <summary>Reads the fields. A list of associated devices that is cut short is left out: what was asked for stands before it.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="response">The response.</param>
    public static bool TryRead(ReadOnlySpan<byte> fields, out AddressResponse? response)
    {
        var reader = new ByteReader(fields);
        response = reader.TryReadByte(out var status) && reader.TryReadIeee(out var address) && reader.TryReadNwk(out var nwk)
            ? new AddressResponse((ZdoStatus)status, address, nwk) { Associated = AssociatedDevices.Read(ref reader) }
            : null;
        return response is not null;
    }

    /// <inheritdoc />
    public void Write(ByteWriter writer)
    {
        writer.Byte((byte)Status).Ieee(Address).Nwk(Nwk);
        Associated?.Write(writer);
    }
}

/// <summary>The devices associated with another. Source: reference 02, section 10.</summary>
/// <param name="StartIndex">Index of the first one listed.</param>
/// <param name="Devices">Their network addresses.</param>
public sealed record AssociatedDevices(byte StartIndex, IReadOnlyList<NwkAddress> Devices)
{
    internal static AssociatedDevices? Read(ref ByteReader reader)
    {
        // Without devices the start index may be left out.
        if (!reader.TryReadByte(out var count) || (!reader.TryReadByte(out var start) && count > 0) || !reader.TryReadUInt16s(count, out var devices))
        {
            return null;
        }

        return new AssociatedDevices(start, Array.ConvertAll(devices, static nwk => new NwkAddress(nwk)));
    }

    internal void Write(ByteWriter writer)
    {
        writer.Count(Devices.Count).Byte(StartIndex);
        foreach (var device in Devices)
        {
            writer.Nwk(device);
        }
    }
}
