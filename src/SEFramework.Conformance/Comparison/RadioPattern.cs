using System.Globalization;
using System.Text.RegularExpressions;
using SEFramework.Conformance.Sessions;
using SEFramework.Radio.XBee.Frames;
using SEFramework.Zigbee.Addressing;

namespace SEFramework.Conformance.Comparison;

/// <summary>Compares and makes radio frames as sessions write them; session.xsd says how.</summary>
/// <param name="variables">What was captured so far; captures are added.</param>
public sealed partial class RadioPattern(IDictionary<string, string> variables)
{
    /// <summary>Whether a frame that went out is the expected one.</summary>
    /// <param name="expected">The expected frame.</param>
    /// <param name="frameData">Frame data of the serial line.</param>
    /// <exception cref="FormatException">The expected frame is not well formed.</exception>
    public bool Matches(RadioFrame expected, ReadOnlySpan<byte> frameData)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (expected.ClusterId is not { } cluster)
        {
            return Matches(expected.Bytes, frameData);
        }

        return ExplicitTransmitFrame.TryRead(frameData, out var frame)
            && frame.ClusterId == cluster
            && (expected.ProfileId ?? frame.ProfileId) == frame.ProfileId
            && (expected.GatewayEndpoint ?? frame.SourceEndpoint) == frame.SourceEndpoint
            && (expected.DeviceEndpoint ?? frame.DestinationEndpoint) == frame.DestinationEndpoint
            && (expected.Device is not { } device || Address(device) == frame.Destination)
            && Matches(expected.Bytes, frame.Payload);
    }

    /// <summary>Makes the frame data of a frame that comes in.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="FormatException">It is not well formed, or lacks what a reception has.</exception>
    public byte[] Make(RadioFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var bytes = new List<byte>();
        foreach (var part in Parts(frame.Bytes))
        {
            bytes.Add(part.Groups["byte"].Success ? Hex(part.Value)
                : part.Groups["use"].Success ? Hex(Captured(part.Groups["use"].Value))
                : throw new FormatException($"'{part.Value}' does not say which byte comes in"));
        }

        if (frame.ClusterId is not { } cluster)
        {
            return bytes.Count > 0 ? [.. bytes] : throw new FormatException("a frame has at least its type");
        }

        if (frame is not { Device: { } device, ProfileId: { } profile, GatewayEndpoint: { } gateway, DeviceEndpoint: { } endpoint })
        {
            throw new FormatException("a frame that comes in with a cluster needs device, profile, gateway-endpoint and device-endpoint");
        }

        var reception = new ExplicitReceiveFrame
        {
            Source = Address(device),
            SourceNwk = NwkAddress.Unknown,
            SourceEndpoint = endpoint,
            DestinationEndpoint = gateway,
            ClusterId = cluster,
            ProfileId = profile,
            Options = XBeeReceiveOptions.Acknowledged | (frame.Encrypted ? XBeeReceiveOptions.ApsEncryption : XBeeReceiveOptions.None),
            Payload = bytes.ToArray(),
        };
        var frameData = new byte[reception.Length];
        reception.Write(frameData);
        return frameData;
    }

    private bool Matches(string pattern, ReadOnlySpan<byte> bytes)
    {
        var captured = new List<(string Name, byte Value)>();
        foreach (var part in Parts(pattern))
        {
            if (part.Groups["rest"].Success)
            {
                bytes = default;
                break;
            }

            if (bytes.IsEmpty)
            {
                return false;
            }

            if (part.Groups["name"].Success)
            {
                captured.Add((part.Groups["name"].Value, bytes[0]));
            }
            else if (!part.Groups["any"].Success && bytes[0] != Hex(part.Groups["use"].Success ? Captured(part.Groups["use"].Value) : part.Value))
            {
                return false;
            }

            bytes = bytes[1..];
        }

        if (!bytes.IsEmpty)
        {
            return false;
        }

        foreach (var (name, value) in captured)
        {
            variables[name] = value.ToString("X2", CultureInfo.InvariantCulture);
        }

        return true;
    }

    private static List<Match> Parts(string pattern)
    {
        var parts = new List<Match>();
        var rest = pattern.AsSpan().Trim();
        for (var at = 0; rest.Length > 0; rest = rest[at..].TrimStart())
        {
            var part = PartRegex().Match(rest.ToString());
            if (!part.Success || (part.Groups["rest"].Success && part.Length < rest.Length))
            {
                throw new FormatException($"the bytes of a radio frame cannot be read at '{rest}'");
            }

            parts.Add(part);
            at = part.Length;
        }

        return parts;
    }

    private static byte Hex(string digits) => byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException($"'{digits}' is no byte");

    private static IeeeAddress Address(string text) => IeeeAddress.TryParse(text, out var address)
        ? address
        : throw new FormatException($"'{text}' is no extended address");

    private string Captured(string name) => variables.TryGetValue(name, out var value) ? value : throw new FormatException($"nothing was captured as '{name}'");

    [GeneratedRegex(@"^(?:\{\{capture (?<name>[A-Za-z0-9_]+)\}\}|\{\{=(?<use>[A-Za-z0-9_]+)\}\}|(?<any>\.\.)|(?<rest>\*)|(?<byte>[0-9A-Fa-f]{2}))")]
    private static partial Regex PartRegex();
}
