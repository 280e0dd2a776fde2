using System.Xml.Linq;

namespace SEFramework.Conformance.Sessions;

/// <summary>One recorded conversation. Its form is that of session.xsd.</summary>
/// <param name="Name">Name of the file without folder and ending.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Interface">Interface class it belongs to.</param>
/// <param name="Messages">Messages of the contract that it plays.</param>
/// <param name="Provenance">documented, observed, inferred, simulator or gateway.</param>
/// <param name="Source">Reference file and section, or who recorded it.</param>
/// <param name="Variant">Variant of the gateway.</param>
/// <param name="Home">Name of the simulated home.</param>
/// <param name="Fails">Topic until which it is expected to fail, or null.</param>
/// <param name="Steps">What happens.</param>
public sealed record Session(
    string Name,
    string Summary,
    string Interface,
    IReadOnlyList<string> Messages,
    string Provenance,
    string Source,
    string Variant,
    string Home,
    string? Fails,
    IReadOnlyList<SessionStep> Steps);

/// <summary>One step of a session.</summary>
/// <param name="Line">Line of the file, for reports.</param>
public abstract record SessionStep(int Line);

/// <summary>A request and its reply.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Door">rpc, rci, sci, xmlrpc, or http for any other path.</param>
/// <param name="Send">What is sent: elements, or raw text.</param>
/// <param name="Expected">The expected reply, or null when it is not looked at.</param>
/// <param name="Status">Expected HTTP status.</param>
/// <param name="User">User name and password with a colon, or null for the player's own.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query of the door http; null for the others.</param>
/// <param name="Within">How long the request is made again until the reply is the expected one; null for once.</param>
public sealed record ExchangeStep(
    int Line, string Door, Payload Send, Payload? Expected, int Status, string? User, string Method = "POST", string? Path = null, TimeSpan? Within = null) : SessionStep(Line);

/// <summary>Asynchronous responses that must arrive.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Expected">Each of them.</param>
/// <param name="Within">Patience.</param>
public sealed record ArriveStep(int Line, IReadOnlyList<XElement> Expected, TimeSpan Within) : SessionStep(Line);

/// <summary>All waiting responses are forgotten.</summary>
/// <param name="Line">Line of the file.</param>
public sealed record DiscardStep(int Line) : SessionStep(Line);

/// <summary>Time passes.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Duration">How much.</param>
public sealed record PassStep(int Line, TimeSpan Duration) : SessionStep(Line);

/// <summary>The gateway is started again.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Kill">Killed, or stopped cleanly.</param>
public sealed record RestartStep(int Line, bool Kill) : SessionStep(Line);

/// <summary>Something happens in the home.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Command">Command of the simulator.</param>
public sealed record HomeStep(int Line, string Command) : SessionStep(Line);

/// <summary>Which way a frame goes between gateway and radio.</summary>
public enum RadioDirection
{
    /// <summary>From the gateway to its radio.</summary>
    Out,

    /// <summary>From the radio to the gateway.</summary>
    In,
}

/// <summary>A frame between gateway and radio: one that must go out, or one that comes in.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Frame">What the frame is.</param>
/// <param name="Within">Patience with one that must go out.</param>
public sealed record RadioStep(int Line, RadioDirection Direction, RadioFrame Frame, TimeSpan Within) : SessionStep(Line);

/// <summary>A frame as a session writes it: the bytes of a whole frame, or the payload of a transmission or reception with its addressing.</summary>
/// <param name="Bytes">Pattern of the payload where there is a cluster, else of the frame data; see session.xsd.</param>
/// <param name="Device">Extended address of the other side, or null for any.</param>
/// <param name="ClusterId">Cluster, or null for a whole frame.</param>
/// <param name="ProfileId">Profile, or null for any.</param>
/// <param name="GatewayEndpoint">Endpoint of the gateway, or null for any.</param>
/// <param name="DeviceEndpoint">Endpoint of the device, or null for any.</param>
/// <param name="Encrypted">Whether one that comes in came with APS encryption.</param>
public sealed record RadioFrame(
    string Bytes, string? Device, ushort? ClusterId, ushort? ProfileId, byte? GatewayEndpoint, byte? DeviceEndpoint, bool Encrypted);

/// <summary>What goes over the wire: elements, or raw text that need not be XML.</summary>
/// <param name="Elements">The elements; empty for raw text.</param>
/// <param name="Text">The raw text; empty for elements.</param>
public sealed record Payload(IReadOnlyList<XElement> Elements, string Text);
