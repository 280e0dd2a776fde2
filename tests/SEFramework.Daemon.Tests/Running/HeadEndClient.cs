using System.Globalization;
using System.Text;
using System.Xml.Linq;
using System.Xml.XPath;

namespace SEFramework.Daemon.Tests.Running;

/// <summary>
/// A head-end that knows the cloud only: requests are strings around the device id, replies are read with the XPaths of the software that drove
/// these gateways, what comes asynchronously is polled as files and then cleared. Source: reference 01, sections 1.3, 1.8, 1.10 and 6.1.
/// </summary>
/// <param name="daemon">The gateway in the place of the cloud.</param>
/// <param name="user">Name and password of the account.</param>
internal sealed class HeadEndClient(RunningDaemon daemon, string user)
{
    private const string Reply = "/sci_reply/send_message/device/rci_reply/do_command/responses";

    /// <summary>The gateway's device id, once it is found.</summary>
    public string Device { get; private set; } = string.Empty;

    /// <summary>What was polled so far, oldest first.</summary>
    public List<XElement> Files { get; } = [];

    /// <summary>Adds the gateway to the account and finds it there.</summary>
    public async Task<int> AddGatewayAsync(string mac)
    {
        using var added = await daemon.PostAsync("/ws/DeviceCore", $"<DeviceCore><devMac>{mac}</devMac></DeviceCore>", user);
        var location = XDocument.Parse(await added.Content.ReadAsStringAsync()).XPathSelectElement("//location")!.Value;
        var id = int.Parse(location.Split('/')[1], CultureInfo.InvariantCulture);
        var core = await GetAsync("/ws/DeviceCore");
        Device = core.XPathSelectElement($"/result/DeviceCore[id/devId='{id}']/devConnectwareId")!.Value;
        return id;
    }

    /// <summary>Whether the gateway is connected, and which firmware it has.</summary>
    public async Task<(bool IsConnected, string Firmware)> GatewayStatusAsync()
    {
        var core = await GetAsync($"/ws/DeviceCore?condition=devConnectwareId='{Device}'");
        return (core.XPathSelectElement("//dpConnectionStatus")!.Value == "1", core.XPathSelectElement("//dpFirmwareLevelDesc")!.Value);
    }

    /// <summary>State of a node, or null when it is not there.</summary>
    public async Task<int?> NodeStatusAsync(string address) =>
        (await GetAsync($"/ws/XbeeCore?condition=devConnectwareId='{Device}'")).XPathSelectElements("/result/XbeeCore")
            .Where(n => n.Element("xpExtAddr")!.Value == address)
            .Select(static n => (int?)n.Element("xpStatus")).FirstOrDefault();

    /// <summary>Removes the gateway from the account.</summary>
    public async Task RemoveGatewayAsync(int id)
    {
        using var removed = await daemon.SendAsync(HttpMethod.Delete, $"/ws/DeviceCore/{id}", user: user);
        removed.EnsureSuccessStatusCode();
    }

    /// <summary>Sends requests; a document with no desc in it comes back, for one says that the gateway is out of reach.</summary>
    public async Task<XDocument> SendAsync(string requests)
    {
        using var response = await daemon.PostAsync(
            "/ws/sci",
            $"<sci_request version=\"1.0\"><send_message><targets><device id=\"{Device}\"/></targets><rci_request version=\"1.1\"><do_command target=\"RPC_request\">{requests}</do_command></rci_request></send_message></sci_request>",
            user);
        var reply = XDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.IsNull(reply.XPathSelectElement("//desc"), reply.ToString());
        Assert.AreEqual(Device, reply.XPathSelectElement("/sci_reply/send_message/device")!.Attribute("id")!.Value);
        return reply;
    }

    /// <summary>Sends a request whose response has a status; old clients leave the first two characters out and read the rest as hexadecimal.</summary>
    public async Task<int> StatusAsync(string request) =>
        int.Parse((await SendAsync(request)).XPathSelectElements("//status").First().Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Adds or removes a device: any description means that it failed.</summary>
    public async Task DeviceAsync(string request) => Assert.IsNull((await SendAsync(request)).XPathSelectElement("//description"));

    /// <summary>Reads attributes: their values by id, or what the gateway says of the device.</summary>
    public async Task<(Dictionary<int, long> Values, string? Problem)> ReadAsync(string request)
    {
        var reply = await SendAsync(request);
        var values = reply.XPathSelectElements($"{Reply}/read_attributes_response/record_list/item")
            .Where(static i => Decode(i.Element("status")!) == 0)
            .ToDictionary(static i => (int)Decode(i.Element("attribute_id")!), static i => Decode(i.Element("value")!));
        return (values, reply.XPathSelectElement($"{Reply}/message/description")?.Value);
    }

    /// <summary>Reads the time stamp of a reply to read_attributes: the whole seconds before the dot.</summary>
    public static long Timestamp(XDocument reply) => long.Parse(
        ((IEnumerable<object>)reply.XPathEvaluate($"{Reply}/read_attributes_response/@timestamp")).Cast<XAttribute>().Single().Value.Split('.')[0], CultureInfo.InvariantCulture);

    /// <summary>Polls until a file is there that is meant, as the head-end does every ten minutes; what was read is cleared.</summary>
    public async Task<XElement> PollAsync(Func<XElement, bool> isMeant)
    {
        using var limit = new CancellationTokenSource(RunningDaemon.Patience);
        while (true)
        {
            if (Files.FirstOrDefault(isMeant) is { } found)
            {
                return found;
            }

            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"It did not come: {string.Join('\n', Files)}");
            }

            // Created before now: what comes while it polls is for the next time.
            var condition = $"fdCreatedDate<'{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}' and fdType='file'";
            var page = await GetAsync($"/ws/FileData?condition={condition}&embed=true&_recursive=yes");
            foreach (var file in page.XPathSelectElements("/result/FileData[fdType='file']/fdData"))
            {
                Files.Add(XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(file.Value))));
            }

            using var cleared = await daemon.SendAsync(HttpMethod.Delete, $"/ws/FileData?condition={condition}", user: user);
            cleared.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Polls for the report of a device on an event.</summary>
    public Task<XElement> PollReportAsync(int eventId, int status) => PollAsync(f =>
        f.Name.LocalName == "received_report_event_status" && Decode(f.XPathSelectElement("//issuer_event_id")!) == eventId && Decode(f.XPathSelectElement("//event_status")!) == status);

    /// <summary>A number as Java's decode reads it: 0x and digits.</summary>
    private static long Decode(XElement element)
    {
        Assert.StartsWith("0x", element.Value.TrimStart('-'));
        return long.Parse(element.Value.TrimStart('-').AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private async Task<XDocument> GetAsync(string path)
    {
        using var response = await daemon.GetAsync(path, user);
        response.EnsureSuccessStatusCode();
        return XDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}
