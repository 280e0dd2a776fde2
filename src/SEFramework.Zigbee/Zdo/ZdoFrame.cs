using SEFramework.Zigbee.Bytes;

namespace SEFramework.Zigbee.Zdo;

/// <summary>What all ZDO frames share: profile 0, endpoint 0, a sequence number in front. Source: reference 02, section 10.</summary>
public static class ZdoFrame
{
    /// <summary>Profile of ZDO.</summary>
    public const ushort ProfileId = 0x0000;

    /// <summary>Endpoint of ZDO.</summary>
    public const byte Endpoint = 0;

    /// <summary>Bit that makes a response of a request.</summary>
    public const ushort ResponseBit = 0x8000;

    /// <summary>Splits a payload into sequence number and fields.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="fields">What follows.</param>
    /// <returns>False for an empty payload.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> payload, out byte sequence, out ReadOnlySpan<byte> fields)
    {
        sequence = payload.IsEmpty ? (byte)0 : payload[0];
        fields = payload.IsEmpty ? default : payload[1..];
        return !payload.IsEmpty;
    }

    /// <summary>Cluster of the response to a request.</summary>
    /// <param name="request">Cluster of the request.</param>
    public static ushort ResponseTo(ZdoCluster request) => (ushort)((ushort)request | ResponseBit);

    /// <summary>Makes the payload of a request: sequence number and fields.</summary>
    /// <param name="sequence">Sequence number; the response repeats it.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentException">A list in the request is longer than its length field can say.</exception>
    public static ReadOnlyMemory<byte> Write(byte sequence, IZdoRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var writer = new ByteWriter().Byte(sequence);
        request.Write(writer);
        return writer.Written;
    }

    /// <summary>Makes the payload of a response: sequence number and fields.</summary>
    /// <param name="sequence">Sequence number of the request.</param>
    /// <param name="response">The response.</param>
    /// <exception cref="ArgumentException">A list in the response is longer than its length field can say.</exception>
    public static ReadOnlyMemory<byte> Write(byte sequence, IZdoResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var writer = new ByteWriter().Byte(sequence);
        response.Write(writer);
        return writer.Written;
    }
}
