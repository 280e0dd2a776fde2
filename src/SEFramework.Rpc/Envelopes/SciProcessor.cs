using System.Xml.Linq;
using SEFramework.Rpc.Xml;

namespace SEFramework.Rpc.Envelopes;

/// <summary>
/// Takes the place of Device Cloud's /ws/sci for the one device that this gateway is. The attributes of operations (reply, syncTimeout, cache,
/// allowOffline, waitForReconnect) are accepted: with the device itself in the place of the cloud they change nothing. What ping and reboot answer for a
/// device is inferred. Source: reference 01, section 1.8.
/// </summary>
public sealed class SciProcessor
{
    private const string Version = "1.0";
    private const string ErrorTable = "sci_error";
    private const string NoTargets = "Invalid SCI request. No valid targets found.";
    private const int DeviceNotFound = 303;
    private const int DeviceNotConnected = 2001;

    private readonly DeviceId _device;
    private readonly Dictionary<string, Operation> _operations;
    private readonly Func<string, Task<byte[]?>> _readFile;

    /// <summary>Creates the processor.</summary>
    /// <param name="device">The gateway's own device id.</param>
    /// <param name="rci">Answers the rci_request inside.</param>
    /// <param name="readFile">Reads a file of the account, which may stand for a payload, or gives null; null: there are no files.</param>
    /// <param name="operations">Operations beside those of RCI.</param>
    public SciProcessor(DeviceId device, RciProcessor rci, Func<string, Task<byte[]?>>? readFile = null, params IEnumerable<ISciOperation> operations)
    {
        _device = device;
        _readFile = readFile ?? (static _ => Task.FromResult<byte[]?>(null));
        _operations = new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["send_message"] = async (payload, exchange, cancellationToken) =>
                payload is null ? null : [await rci.ProcessAsync(payload, exchange, cancellationToken).ConfigureAwait(false)],
            ["ping"] = static (_, _, _) => Task.FromResult<IReadOnlyList<IXmlContent>?>([]),
            ["reboot"] = async (_, exchange, cancellationToken) =>
            {
                var request = new XElement("rci_request", new XElement("reboot"));
                return [await rci.ProcessAsync(request, exchange, cancellationToken).ConfigureAwait(false)];
            },
        };
        foreach (var operation in operations)
        {
            _operations.Add(operation.Name, operation.ExecuteAsync);
        }
    }

    private delegate Task<IReadOnlyList<IXmlContent>?> Operation(XElement? payload, ClientExchange exchange, CancellationToken cancellationToken);

    /// <summary>A reply document.</summary>
    /// <param name="parts">What is inside.</param>
    public static IXmlContent Reply(params IReadOnlyList<IXmlContent> parts) => new XmlParts("sci_reply", "version", Version, parts);

    /// <summary>An error of Device Cloud for one device, with the text of the contract.</summary>
    /// <param name="id">Number in the contract's table sci_error.</param>
    public static IXmlContent DeviceError(int id) => ContractErrors.Make(ErrorTable, id);

    /// <summary>Whether the client wants a job instead of waiting: an operation says synchronous="false".</summary>
    /// <param name="request">The sci_request.</param>
    public static bool IsAsynchronous(XElement request) => request.Elements().Any(static o =>
        (string?)o.Attribute("synchronous") is { } text && (text.Trim().Equals("false", StringComparison.OrdinalIgnoreCase) || text.Trim() == "0"));

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="request">The request; empty when there is none.</param>
    /// <returns>The refusal, or null when the body is a request with at least one operation.</returns>
    public static IXmlContent? TryRead(ReadOnlyMemory<byte> body, out XElement request)
    {
        request = new XElement("sci_request");
        try
        {
            request = HardenedXml.Parse(body);
        }
        catch (RpcXmlException e)
        {
            return Reply(new SciError($"Invalid SCI request. {e.Message}"));
        }

        return request.Name.LocalName != "sci_request"
            ? Reply(new SciError($"Invalid SCI request. <sci_request> is expected, <{request.Name.LocalName}> came."))
            : request.HasElements ? null
            : Reply(new SciError("Invalid SCI request. No operation found."));
    }

    /// <summary>Answers the body of one SCI request.</summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>The reply, and whether the request could be understood at all.</returns>
    public async Task<(IXmlContent Reply, bool IsValid)> ProcessAsync(
        ReadOnlyMemory<byte> body, ClientExchange exchange, CancellationToken cancellationToken) =>
        TryRead(body, out var request) is { } refusal
            ? (refusal, false)
            : (Reply(await ExecuteAsync(request, exchange, cancellationToken).ConfigureAwait(false)), true);

    /// <summary>Carries out the operations of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <param name="cancellationToken">Signalled when the client is gone.</param>
    /// <returns>One element for each operation.</returns>
    public async Task<IReadOnlyList<IXmlContent>> ExecuteAsync(XElement request, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var replies = new List<IXmlContent>();
        foreach (var operation in request.Elements())
        {
            replies.Add(await ExecuteOperationAsync(operation, exchange, cancellationToken).ConfigureAwait(false));
        }

        return replies;
    }

    /// <summary>What a request is answered with whose outcome nobody knows: the daemon ended while it was carried out.</summary>
    /// <param name="request">The request.</param>
    public IReadOnlyList<IXmlContent> Interrupted(XElement request) =>
        [.. request.Elements().Select(o => new XmlParts(o.Name.LocalName, [], [new XmlParts("device", "id", _device.ToString(), DeviceError(DeviceNotConnected))]))];

    private static string[] Targets(XElement operation) =>
        operation.Element("targets")?.Elements("device").Select(static d => (string?)d.Attribute("id")).OfType<string>().ToArray() ?? [];

    private async Task<IXmlContent> ExecuteOperationAsync(XElement operation, ClientExchange exchange, CancellationToken cancellationToken)
    {
        var name = operation.Name.LocalName;
        if (!_operations.TryGetValue(name, out var execute))
        {
            return new XmlParts(name, [], [new SciError($"Invalid SCI request. The operation {name} is not supported.")]);
        }

        // Tags and groups are the account's; the gateway is in none of them.
        var targets = Targets(operation);
        if (targets.Length == 0)
        {
            return new XmlParts(name, [], [new SciError(NoTargets)]);
        }

        if (!targets.Any(IsThisDevice))
        {
            // Each of them is named, and the operation fails as a whole.
            IEnumerable<IXmlContent> unknown = targets.Distinct(StringComparer.OrdinalIgnoreCase).Select(static t => new XmlParts("device", "id", t, DeviceError(DeviceNotFound)));
            return new XmlParts(name, [], [.. unknown, new SciError(NoTargets)]);
        }

        var (payload, problem) = await ReadPayloadAsync(operation).ConfigureAwait(false);
        if (problem is not null)
        {
            return new XmlParts(name, [], [new SciError(problem)]);
        }

        var replies = new List<IXmlContent>();
        var answered = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in targets)
        {
            var isOurs = IsThisDevice(target);
            var id = isOurs ? _device.ToString() : target;
            if (!answered.Add(id))
            {
                continue;
            }

            IReadOnlyList<IXmlContent>? answer = isOurs
                ? await execute(payload, exchange, cancellationToken).ConfigureAwait(false)
                : [DeviceError(DeviceNotFound)];
            if (answer is null)
            {
                return new XmlParts(name, [], [new SciError("Invalid SCI request. No payload found.")]);
            }

            replies.Add(new XmlParts("device", "id", id, answer));
        }

        return new XmlParts(name, [], replies);
    }

    /// <summary>What is inside an operation beside its targets; a file may stand for it.</summary>
    private async Task<(XElement? Payload, string? Problem)> ReadPayloadAsync(XElement operation)
    {
        var payload = operation.Elements().FirstOrDefault(static e => e.Name.LocalName != "targets");
        if (payload?.Name.LocalName != "file")
        {
            return (payload, null);
        }

        var path = payload.Value.Trim();
        try
        {
            return await _readFile(path).ConfigureAwait(false) is { } content
                ? (HardenedXml.Parse(content), null)
                : (null, $"Invalid SCI request. There is no file {path}.");
        }
        catch (RpcXmlException e)
        {
            return (null, $"Invalid SCI request. {path}: {e.Message}");
        }
    }

    private bool IsThisDevice(string target) =>
        target.Equals("all", StringComparison.OrdinalIgnoreCase) || (DeviceId.TryParse(target, out var id) && id == _device);
}
