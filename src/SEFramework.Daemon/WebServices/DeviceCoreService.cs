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
/// /ws/DeviceCore: the devices of the account, which here is the gateway alone. It is there from the start, so that head-ends find it that never
/// add it; it can be added once, and removed again, which only takes it out of this list. Source: reference 01, section 1.8; the form of results is
/// that which the maker's public client reads.
/// </summary>
/// <param name="identity">Who the gateway is.</param>
/// <param name="texts">What a utility noted about it.</param>
/// <param name="nodes">Reads the nodes of its network.</param>
/// <param name="network">Gives the network, or null while there is none.</param>
/// <param name="started">When the gateway started.</param>
internal sealed class DeviceCoreService(
    DeviceIdentity identity, DescriptionStore texts, Func<Task<IReadOnlyList<NodeState>>> nodes, Func<NetworkInformation?> network, DateTimeOffset started) : IWebService
{
    private const string Id = "1";
    private const string Location = $"DeviceCore/{Id}/0";
    private const string Result = "result";

    private static readonly string[] Fields =
    [
        "devId", "devMac", "devConnectwareId", "cstId", "grpId", "grpPath", "devEffectiveStartDate", "devTerminated", "dvVendorId", "dpDeviceType", "dpConnectionStatus",
        "dpFirmwareLevelDesc", "dpRestrictedStatus", "dpLastKnownIp", "dpLastConnectTime", "dpContact", "dpDescription", "dpLocation", "dpZigbeeCapabilities", "dpPanId", "xpExtAddr",
    ];

    /// <summary>Elements of a new device whose text is kept, and the fields that keep them.</summary>
    private static readonly (string Element, string Field)[] Notes =
    [
        ("dpContact", DescriptionStore.Contact), ("dpDescription", DescriptionStore.Description), ("dpLocation", DescriptionStore.Location),
    ];

    /// <inheritdoc />
    public string Path => "/ws/DeviceCore";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods { get; } = ["GET", "HEAD", "POST", "DELETE"];

    private bool IsRemoved => texts[DescriptionStore.Account] == DescriptionStore.Removed;

    /// <inheritdoc />
    public async Task<WebServiceReply> AnswerAsync(WebServiceRequest request, CancellationToken cancellationToken)
    {
        if (request.Method == "POST")
        {
            return await AddAsync(request).ConfigureAwait(false);
        }

        var isListed = !IsRemoved && (request.Rest.Length == 0 || request.Rest.Split('/')[0] == Id);
        if (request.Method == "DELETE")
        {
            if (request.Rest.Length == 0)
            {
                throw new WebServiceException(StatusCodes.Status400BadRequest, "No device given", $"DELETE takes one device: {Path}/{Id}");
            }

            if (isListed)
            {
                await texts.SetAsync(new Dictionary<string, string> { [DescriptionStore.Account] = DescriptionStore.Removed }).ConfigureAwait(false);
            }

            return new WebServiceReply(StatusCodes.Status200OK, new XmlTree(new XElement(Result, new XElement("message", $"{(isListed ? 1 : 0)} items deleted"))));
        }

        if (!isListed && request.Rest.Length > 0)
        {
            throw new WebServiceException(StatusCodes.Status404NotFound, "Device not found.");
        }

        var condition = ConditionParser.Parse(request.Query["condition"], Fields);
        var page = ResultPage.Read(request.Query);
        var row = await DescribeAsync().ConfigureAwait(false);
        XElement[] rows = isListed && condition.Matches(field => (string?)row.Descendants(field).FirstOrDefault()) ? [row] : [];
        return new WebServiceReply(StatusCodes.Status200OK, new XmlTree(page.Wrap(rows.Length, [.. rows.Skip(page.Start).Take(page.Size)])));
    }

    private static string Digits(string? text) => string.Concat((text ?? string.Empty).Where(char.IsAsciiHexDigit)).ToUpperInvariant();

    /// <summary>Adds one device, or each of a list; a client reads from the result which of them there are.</summary>
    private async Task<WebServiceReply> AddAsync(WebServiceRequest request)
    {
        XElement document;
        try
        {
            document = HardenedXml.Parse(request.Body);
        }
        catch (RpcXmlException e)
        {
            throw new WebServiceException(StatusCodes.Status400BadRequest, "Invalid document", e.Message);
        }

        var devices = document.Name.LocalName == "DeviceCore" ? [document] : document.Elements("DeviceCore").ToArray();
        if (devices.Length == 0)
        {
            throw new WebServiceException(StatusCodes.Status400BadRequest, "Invalid document", "<DeviceCore> is expected, or a <list> of them");
        }

        var result = new XElement(Result);
        foreach (var device in devices)
        {
            result.Add(await AddAsync(device).ConfigureAwait(false) is { } problem ? new XElement("error", problem) : new XElement("location", Location));
        }

        return result.Element("error") is null
            ? new WebServiceReply(StatusCodes.Status201Created, new XmlTree(result)) { Location = $"/ws/{Location}" }
            : new WebServiceReply(StatusCodes.Status207MultiStatus, new XmlTree(result));
    }

    /// <summary>Adds a device; the reason when it cannot be added.</summary>
    private async Task<string?> AddAsync(XElement device)
    {
        var (mac, given) = (Digits((string?)device.Element("devMac")), (string?)device.Element("devConnectwareId"));
        var isOurs = given is null ? mac.Length > 0 && mac == Digits(identity.Mac) : DeviceId.TryParse(given, out var id) && id == identity.Id;
        if (!isOurs)
        {
            return $"Invalid target. Device not found. The only device here is {identity.Id}.";
        }

        if (texts[DescriptionStore.Account] == DescriptionStore.Added)
        {
            return $"The device {identity.Id} is already provisioned.";
        }

        var changes = new Dictionary<string, string> { [DescriptionStore.Account] = DescriptionStore.Added };
        foreach (var (element, field) in Notes)
        {
            if (device.Element(element) is { } note)
            {
                changes[field] = note.Value.Trim() is { Length: <= DescriptionStore.MaximumLength } text ? text : note.Value.Trim()[..DescriptionStore.MaximumLength];
            }
        }

        await texts.SetAsync(changes).ConfigureAwait(false);
        return null;
    }

    private async Task<XElement> DescribeAsync()
    {
        var self = (await nodes().ConfigureAwait(false)).FirstOrDefault(static n => n.IsSelf);
        var start = WebTime.Format(started);
        return new XElement(
            "DeviceCore",
            new XElement("id", new XElement("devId", Id), new XElement("devVersion", 0)),
            new XElement("devRecordStartDate", start),
            new XElement("devMac", identity.Mac),
            new XElement("devConnectwareId", identity.Id.ToString()),
            new XElement("cstId", 1),
            new XElement("grpId", 1),
            new XElement("grpPath", string.Empty),
            new XElement("devEffectiveStartDate", start),
            new XElement("devTerminated", "false"),
            new XElement("dvVendorId", 0),
            new XElement("dpDeviceType", DeviceIdentity.Product),
            new XElement("dpConnectionStatus", 1),
            new XElement("dpFirmwareLevelDesc", DeviceIdentity.Firmware),
            new XElement("dpRestrictedStatus", 0),
            MachineNetwork.Read().Address is { } address ? new XElement("dpLastKnownIp", address.ToString()) : null,
            new XElement("dpLastConnectTime", start),
            new XElement("dpContact", texts[DescriptionStore.Contact]),
            new XElement("dpDescription", texts[DescriptionStore.Description]),
            new XElement("dpLocation", texts[DescriptionStore.Location]),
            new XElement("dpZigbeeCapabilities", 0),
            network() is { } present ? new XElement("dpPanId", "0x" + present.ExtendedPanId.ToString("x16", CultureInfo.InvariantCulture)) : null,
            self is null ? null : new XElement("xpExtAddr", self.Address.ToString().ToUpperInvariant()));
    }
}
