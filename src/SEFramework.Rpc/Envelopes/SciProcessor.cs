using System.Xml.Linq;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>
/// Takes the place of Device Cloud's /ws/sci for the one device that this gateway is. Source: reference 01, section 1.8.
/// </summary>
/// <param name="device">The gateway's own device id.</param>
/// <param name="rci">Answers the rci_request inside.</param>
public sealed class SciProcessor(DeviceId device, RciProcessor rci)
{
    private const string Version = "1.0";
    private const string SendMessage = "send_message";

    /// <summary>Answers the body of one SCI request.</summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>The reply, and whether the request could be understood at all.</returns>
    public async Task<(IXmlContent Reply, bool IsValid)> ProcessAsync(
        ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken)
    {
        XElement request;
        try
        {
            request = HardenedXml.Parse(body);
        }
        catch (RpcXmlException e)
        {
            return (Reply(new SciError($"Invalid SCI request. {e.Message}")), false);
        }

        if (request.Name.LocalName != "sci_request")
        {
            return (Reply(new SciError($"Invalid SCI request. <sci_request> is expected, <{request.Name.LocalName}> came.")), false);
        }

        var operations = new List<IXmlContent>();
        foreach (var operation in request.Elements())
        {
            operations.Add(await ExecuteAsync(operation, exchange, cancellationToken).ConfigureAwait(false));
        }

        return operations.Count == 0
            ? (Reply(new SciError("Invalid SCI request. No operation found.")), false)
            : (Reply(operations), true);
    }

    private static XmlParts Reply(params IReadOnlyList<IXmlContent> parts) => new("sci_reply", "version", Version, parts);

    private async Task<IXmlContent> ExecuteAsync(XElement operation, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var name = operation.Name.LocalName;
        if (name != SendMessage)
        {
            return new XmlParts(name, [], [new SciError($"Invalid SCI request. The operation {name} is not supported.")]);
        }

        var targets = operation.Element("targets")?.Elements("device").Select(d => (string?)d.Attribute("id")).OfType<string>().ToArray() ?? [];
        if (targets.Length == 0)
        {
            return new XmlParts(name, [], [new SciError("Invalid SCI request. No valid targets found.")]);
        }

        var payload = operation.Elements().FirstOrDefault(e => e.Name.LocalName != "targets");
        if (payload is null)
        {
            return new XmlParts(name, [], [new SciError("Invalid SCI request. No payload found.")]);
        }

        var replies = new List<IXmlContent>();
        var answered = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in targets)
        {
            var isOurs = IsThisDevice(target);
            var id = isOurs ? device.ToString() : target;
            if (answered.Add(id))
            {
                replies.Add(new XmlParts("device", "id", id, isOurs
                    ? await rci.ProcessAsync(payload, exchange, cancellationToken).ConfigureAwait(false)
                    : new RciError(303, "Invalid target. Device not found.")));
            }
        }

        return new XmlParts(name, [], replies);
    }

    private bool IsThisDevice(string target) =>
        target.Equals("all", StringComparison.OrdinalIgnoreCase) || (DeviceId.TryParse(target, out var id) && id == device);
}
