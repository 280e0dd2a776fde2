using System.Globalization;
using System.Xml.Linq;
using SEFramework.Gateway.Conversations;
using SEFramework.Gateway.Devices;
using SEFramework.Gateway.Endpoints;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Network;
using SEFramework.Radio;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Values;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Zdo;

namespace SEFramework.Gateway.Rci;

/// <summary>
/// The target zigbee of do_command, which the firmware of the original served beside the RPC targets: the list of nodes, and the settings and the state of
/// the gateway's radio. The names inside query_setting and query_state are inferred and stand only here. Source: reference 01, section 1.9;
/// reference 02, section 13.
/// </summary>
/// <param name="loop">The gateway's logical thread.</param>
/// <param name="radio">The radio.</param>
/// <param name="network">The network.</param>
/// <param name="self">The gateway as a node.</param>
/// <param name="devices">The devices.</param>
/// <param name="zdo">Reads the tables of routers.</param>
public sealed class ZigbeeTarget(
    GatewayLoop loop, IZigbeeRadio radio, NetworkManager network, SelfDescription self, DeviceTable devices, ZdoClient zdo) : IRciTarget
{
    private const ushort DigiProfile = 0xC105;
    private const int BadSubElement = 1;
    private const int BadParameter = 2;
    private const int BadNode = 4;

    /// <inheritdoc />
    public string Name => "zigbee";

    /// <inheritdoc />
    public Task<IXmlContent> ExecuteAsync(XElement command, ClientExchange exchange, CancellationToken cancellationToken) => loop.RunAsync<IXmlContent>(async () =>
    {
        var answers = new List<XElement>();
        foreach (var element in command.Elements())
        {
            try
            {
                answers.Add(element.Name.LocalName switch
                {
                    "discover" => await DiscoverAsync(element, exchange, cancellationToken),
                    "query_setting" => await SettingsAsync(element, cancellationToken),
                    "query_state" => await StateAsync(element, cancellationToken),
                    _ => throw Error(BadSubElement, $"<{element.Name.LocalName}> is not known here: there are discover, query_setting and query_state"),
                });
            }
            catch (RadioException e)
            {
                throw ContractErrors.Failure(ContractErrors.DoCommand, ContractErrors.CallFailed, e.Message);
            }
        }

        return new XmlSequence([.. answers.Select(static a => new XmlTree(a))]);
    });

    /// <summary>The nodes as they are now, the gateway first. May be called on any thread.</summary>
    public Task<IReadOnlyList<NodeState>> ReadNodesAsync() => loop.RunAsync(() => Task.FromResult<IReadOnlyList<NodeState>>(
    [
        .. self.Describe().Select(static d => State(d, isSelf: true)),
        .. devices.All.Where(static d => !d.IsLeaving && d.Nwk.IsUnicast).Select(static d => State(d, isSelf: false)),
    ]));

    private static NodeState State(Device device, bool isSelf) =>
        new(device.Address, device.Nwk, device.Node?.Type ?? NodeType.Router, isSelf || device.IsActive, isSelf);

    private static RciException Error(int id, string hint) => ContractErrors.Failure("discover_error", id, hint);

    private static string Mac(IeeeAddress address) => address.ToString().ToLowerInvariant() + "!";

    private static string Hex(ulong value, int digits) => "0x" + value.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static int Count(XElement element, string attribute, int otherwise)
    {
        var text = (string?)element.Attribute(attribute);
        return text is null ? otherwise
            : RpcText.TryParseInt(text, out var value) && value.Sign >= 0 && value <= int.MaxValue ? (int)value
            : throw Error(BadParameter, $"{attribute}='{text}' is not a count");
    }

    private async Task<XElement> DiscoverAsync(XElement element, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var option = (string?)element.Attribute("option");
        if (option is not null && option != "clear")
        {
            throw Error(BadParameter, $"option='{option}' is not known: there is clear");
        }

        if (option == "clear" && exchange.MayChangeState)
        {
            await LookAroundAsync(cancellationToken);
            exchange.Audit("discover", option);
        }

        var start = Count(element, "start", 1);
        var size = Count(element, "size", int.MaxValue);
        var nodes = self.Describe().Concat(devices.All.Where(static d => !d.IsLeaving && d.Nwk.IsUnicast)).Select(Describe).ToArray();
        var answer = new XElement("discover");
        for (var index = Math.Max(start, 1); index <= nodes.Length && index - start < size; index++)
        {
            nodes[index - 1].SetAttributeValue("index", index);
            answer.Add(nodes[index - 1]);
        }

        return answer;
    }

    /// <summary>Asks all routers for their neighbours; nodes that nobody knew are on the list from then on.</summary>
    private async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        foreach (var router in devices.All.Where(static d => d.IsActive && d.Node is not { Type: NodeType.EndDevice }).ToArray())
        {
            try
            {
                foreach (var neighbour in await zdo.TableAsync<NeighbourRecord>(router, ZdoCluster.ManagementLqi, cancellationToken))
                {
                    if (neighbour.Address != self.Address && neighbour.Address != IeeeAddress.Unknown)
                    {
                        devices.SetNwk(devices.GetOrAdd(neighbour.Address), neighbour.Nwk);
                    }
                }
            }
            catch (ConversationException)
            {
                // A router that does not tell is passed over, as with any walk of a network.
            }
        }
    }

    private XElement Describe(Device device) => new(
        "device",
        new XElement("type", (int)(device.Node?.Type ?? NodeType.Router)),
        new XElement("ext_addr", Mac(device.Address)),
        new XElement("net_addr", Hex(device.Nwk.Value, 4)),
        new XElement("parent_addr", Hex(NwkAddress.Unknown.Value, 4)),
        new XElement("profile_id", Hex(device.SimpleDescriptors.Values.FirstOrDefault()?.ProfileId ?? DigiProfile, 4)),
        new XElement("mfg_id", Hex(device.Node?.ManufacturerCode ?? 0, 4)),
        new XElement("device_type", Hex(device.SimpleDescriptors.Values.FirstOrDefault()?.DeviceId ?? 0, 8)),
        new XElement("node_id", string.Empty));

    private async Task<XElement> SettingsAsync(XElement element, CancellationToken cancellationToken)
    {
        RequireSelf(element);
        var settings = await radio.ReadSettingsAsync(cancellationToken);
        return Answer(
            element,
            new XElement("ext_pan_id", Hex(settings.ExtendedPanId ?? 0, 16)),
            new XElement("channels", Hex(settings.ChannelMask ?? 0, 4)),
            new XElement("coordinator", settings.IsCoordinator ? "on" : "off"));
    }

    private async Task<XElement> StateAsync(XElement element, CancellationToken cancellationToken)
    {
        RequireSelf(element);
        var state = await radio.ReadNetworkAsync(cancellationToken);
        var information = radio.Information;
        return Answer(
            element,
            new XElement("association", Hex(state.AssociationIndication, 2)),
            new XElement("net_addr", Hex(state.Nwk.Value, 4)),
            new XElement("pan_id", Hex(state.PanId, 4)),
            new XElement("ext_pan_id", Hex(state.ExtendedPanId, 16)),
            new XElement("channel", Hex(state.Channel, 2)),
            new XElement("firmware_version", Hex(information?.FirmwareVersion ?? 0, 4)),
            new XElement("hardware_version", Hex(information?.HardwareVersion ?? 0, 4)));
    }

    private XElement Answer(XElement question, params object[] values) =>
        new(question.Name.LocalName, new XAttribute("addr", Mac(self.Address)), new XElement("radio", new XElement("ext_addr", Mac(self.Address)), values));

    /// <summary>Only the gateway's own radio is an XBee; other nodes have no such settings.</summary>
    private void RequireSelf(XElement element)
    {
        var text = (string?)element.Attribute("addr");
        if (!string.IsNullOrWhiteSpace(text) && (!IeeeAddress.TryParse(text.Trim().TrimEnd('!'), out var address) || address != self.Address))
        {
            throw Error(BadNode, $"addr='{text}' is not the gateway's radio; that is {Mac(self.Address)}");
        }

        if (network.Network is null)
        {
            throw ContractErrors.Failure(ContractErrors.DoCommand, ContractErrors.CallFailed, "The radio does not answer");
        }
    }
}
