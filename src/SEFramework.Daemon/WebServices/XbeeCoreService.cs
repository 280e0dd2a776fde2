using System.Globalization;
using System.Xml.Linq;
using SEFramework.Gateway.Devices;
using SEFramework.Rpc.Envelopes;

namespace SEFramework.Daemon.WebServices;

/// <summary>/ws/XbeeCore: the nodes of the gateway's network. xpStatus is 1 for a node that answers, else 0 (inferred). Source: reference 01, section 1.8.</summary>
/// <param name="nodes">Reads the nodes.</param>
/// <param name="device">The gateway's device id.</param>
/// <param name="time">Says when the state was read.</param>
internal sealed class XbeeCoreService(Func<Task<IReadOnlyList<NodeState>>> nodes, DeviceId device, TimeProvider time) : IWebService
{
    private static readonly string[] Fields = ["xpExtAddr", "devConnectwareId", "xpNetAddr", "xpNodeType", "xpStatus", "xpUpdateTime"];

    /// <inheritdoc />
    public string Path => "/ws/XbeeCore";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods { get; } = ["GET", "HEAD"];

    /// <inheritdoc />
    public async Task<WebServiceReply> AnswerAsync(WebServiceRequest request, CancellationToken cancellationToken)
    {
        var condition = ConditionParser.Parse(request.Query["condition"], Fields);
        var page = ResultPage.Read(request.Query);
        var now = WebTime.Format(time.GetUtcNow());
        var rows = (await nodes().ConfigureAwait(false))
            .Select(node => Describe(node, now))
            .Where(row => (request.Rest.Length == 0 || IsSameAddress(row.Element(Fields[0])!.Value, request.Rest)) && condition.Matches(field => (string?)row.Element(field)))
            .ToArray();
        return new WebServiceReply(StatusCodes.Status200OK, new XmlTree(page.Wrap(rows.Length, [.. rows.Skip(page.Start).Take(page.Size)])));
    }

    private static bool IsSameAddress(string address, string asked) =>
        string.Concat(address.Where(char.IsAsciiHexDigit)).Equals(string.Concat(asked.Where(char.IsAsciiHexDigit)), StringComparison.OrdinalIgnoreCase);

    private XElement Describe(NodeState node, string now) => new(
        "XbeeCore",
        new XElement("xpExtAddr", node.Address.ToString().ToUpperInvariant()),
        new XElement("devConnectwareId", device.ToString()),
        new XElement("xpNetAddr", node.Nwk.Value.ToString(CultureInfo.InvariantCulture)),
        new XElement("xpNodeType", (int)node.Type),
        new XElement("xpStatus", node.IsActive ? 1 : 0),
        new XElement("xpUpdateTime", now));
}
