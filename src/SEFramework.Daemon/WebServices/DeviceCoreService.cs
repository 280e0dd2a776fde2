using System.Globalization;
using System.Xml.Linq;
using SEFramework.Daemon.Rci;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.HeadEnd;
using SEFramework.Radio;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.WebServices;

/// <summary>
/// /ws/DeviceCore: the devices of the account, which here is the gateway alone. It is there from the start, so that adding it is answered as Device
/// Cloud answers for a device that it has, and it cannot be removed. Source: reference 01, section 1.8.
/// </summary>
/// <param name="identity">Who the gateway is.</param>
/// <param name="texts">What a utility noted about it.</param>
/// <param name="nodes">Reads the nodes of its network.</param>
/// <param name="network">Gives the network, or null while there is none.</param>
/// <param name="started">When the gateway started.</param>
internal sealed class DeviceCoreService(DeviceIdentity identity, DescriptionStore texts, Func<Task<IReadOnlyList<NodeState>>> nodes, Func<NetworkInformation?> network, DateTimeOffset started) : IWebService
{
    private const string Id = "1";

    private static readonly string[] Fields =
    [
        "devId", "devMac", "devConnectwareId", "cstId", "devEffectiveStartDate", "dpDeviceType", "dpConnectionStatus", "dpFirmwareLevelDesc",
        "dpLastConnectTime", "dpContact", "dpDescription", "dpLocation", "dpPanId", "xpExtAddr",
    ];

    /// <inheritdoc />
    public string Path => "/ws/DeviceCore";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "POST", "DELETE"];

    /// <inheritdoc />
    public async Task<WebServiceReply> AnswerAsync(WebServiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Method == "POST")
        {
            throw Add(request);
        }

        if (request.Rest.Length > 0 && request.Rest.Split('/')[0] != Id)
        {
            throw new WebServiceException(StatusCodes.Status404NotFound, "Device not found.");
        }

        if (request.Method == "DELETE")
        {
            throw new WebServiceException(StatusCodes.Status403Forbidden, "The gateway itself cannot be removed", "It is the only device of this service");
        }

        var condition = ConditionParser.Parse(request.Query["condition"], Fields);
        var page = ResultPage.Read(request.Query);
        var row = await DescribeAsync().ConfigureAwait(false);
        XElement[] rows = condition.Matches(field => (string?)row.Descendants(field).FirstOrDefault()) ? [row] : [];
        return new WebServiceReply(StatusCodes.Status200OK, new XmlTree(page.Wrap(rows.Length, [.. rows.Skip(page.Start).Take(page.Size)])));
    }

    /// <summary>What adding a device fails with.</summary>
    private WebServiceException Add(WebServiceRequest request)
    {
        XElement document;
        try
        {
            document = HardenedXml.Parse(request.Body);
        }
        catch (RpcXmlException e)
        {
            return new WebServiceException(StatusCodes.Status400BadRequest, "Invalid document", e.Message);
        }

        var mac = Digits((string?)document.Element("devMac"));
        var isOurs = mac == Digits(identity.Mac) || (DeviceId.TryParse((string?)document.Element("devConnectwareId") ?? string.Empty, out var id) && id == identity.Id);
        return isOurs
            ? new WebServiceException(StatusCodes.Status400BadRequest, $"The device {identity.Id} is already provisioned.")
            : new WebServiceException(StatusCodes.Status400BadRequest, "Invalid target. Device not found.", $"The only device here is {identity.Id}");
    }

    private static string Digits(string? text) => string.Concat((text ?? string.Empty).Where(char.IsAsciiHexDigit)).ToUpperInvariant();

    private async Task<XElement> DescribeAsync()
    {
        var self = (await nodes().ConfigureAwait(false)).FirstOrDefault(static n => n.IsSelf);
        var start = WebTime.Format(started);
        return new XElement(
            "DeviceCore",
            new XElement("id", new XElement("devId", Id), new XElement("devVersion", 0)),
            new XElement("devMac", identity.Mac),
            new XElement("devConnectwareId", identity.Id.ToString()),
            new XElement("cstId", 1),
            new XElement("devEffectiveStartDate", start),
            new XElement("dpDeviceType", DeviceIdentity.Product),
            new XElement("dpConnectionStatus", 1),
            new XElement("dpFirmwareLevelDesc", DeviceIdentity.Firmware),
            new XElement("dpLastConnectTime", start),
            new XElement("dpContact", texts[DescriptionStore.Contact]),
            new XElement("dpDescription", texts[DescriptionStore.Description]),
            new XElement("dpLocation", texts[DescriptionStore.Location]),
            network() is { } present ? new XElement("dpPanId", "0x" + present.ExtendedPanId.ToString("x16", CultureInfo.InvariantCulture)) : null,
            self is null ? null : new XElement("xpExtAddr", self.Address.ToString().ToUpperInvariant()));
    }
}
