using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SEFramework.Conformance.Playing;
using SEFramework.Conformance.Sessions;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Xml;

namespace SEFramework.Conformance.Recording;

/// <summary>Makes a session of recorded exchanges that can be played as it is.</summary>
public static partial class SessionComposer
{
    private const string Withheld = "withheld";

    private static readonly XNamespace S = SessionFile.Namespace;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Composes the session.</summary>
    /// <param name="exchanges">The exchanges, in the order of their beginning.</param>
    /// <param name="options">What the session says of itself.</param>
    /// <exception cref="ArgumentException">There are no exchanges.</exception>
    public static XDocument Compose(IReadOnlyList<RecordedExchange> exchanges, RecordingOptions options)
    {
        ArgumentNullException.ThrowIfNull(exchanges);
        ArgumentNullException.ThrowIfNull(options);
        if (exchanges.Count == 0)
        {
            throw new ArgumentException("A session has at least one exchange.", nameof(exchanges));
        }

        foreach (var exchange in exchanges)
        {
            options.Mask?.Learn(exchange.Path);
            options.Mask?.Learn(exchange.Request);
            options.Mask?.Learn(exchange.Reply);
        }

        var steps = new Steps(exchanges[0].Started, options.Mask);
        foreach (var exchange in exchanges)
        {
            steps.Add(exchange);
        }

        if (!steps.Nodes.OfType<XElement>().Any())
        {
            steps.Nodes.Add(new XElement(S + "discard"));
        }

        var session = new XElement(
            S + "session",
            new XAttribute(XNamespace.Xmlns + "s", S),
            new XAttribute("interface", Interface(steps.Messages)),
            new XAttribute("messages", string.Join(' ', steps.Messages)),
            new XAttribute("provenance", "gateway"),
            new XAttribute("source", options.Source),
            new XAttribute("variant", options.Variant),
            new XElement(S + "summary", options.Summary),
            steps.Nodes);
        return new XDocument(session);
    }

    private static string Interface(IReadOnlyList<string> messages) => EmbeddedContract.Current.Interfaces
        .OrderByDescending(i => i.Requests.Count(r => messages.Contains(r.Name)) + i.Messages.Count(m => messages.Contains(m.Name)))
        .First().Name;

    [GeneratedRegex("pass(word|wd|phrase|code)?$|secret|psk|pre_?shared|token$", RegexOptions.IgnoreCase)]
    private static partial Regex CredentialRegex();

    [GeneratedRegex("(?<=[?&](?:pass|password|passwd|token|secret|api_?key)=)[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex CredentialInQueryRegex();

    private sealed class Steps(DateTimeOffset start, SecretMask? mask)
    {
        private readonly DateTimeOffset _start = start;
        private readonly VolatileValues _values = new(start);
        private readonly List<string> _messages = [];
        private DateTimeOffset _last = start;

        public List<XNode> Nodes { get; } = [];

        public IReadOnlyList<string> Messages => _messages;

        public void Add(RecordedExchange exchange)
        {
            var path = Clean(CredentialInQueryRegex().Replace(exchange.Path, Withheld));
            if (exchange.Status is 401 or 407)
            {
                Comment($"{exchange.Method} {path}: credentials were asked for");
                return;
            }

            var request = Parse(exchange.Request);
            var reply = Parse(exchange.Reply);
            foreach (var name in new[] { request, reply }.OfType<XElement>().SelectMany(static e => e.DescendantsAndSelf()).Select(static e => e.Name.LocalName))
            {
                Mention(name);
            }

            if (request is not null && IsDrain(request))
            {
                Arrive(exchange, reply);
                return;
            }

            Pause(exchange.Started);
            var door = Door(exchange, request, reply);
            var step = new XElement(S + "exchange");
            if (door != "rpc")
            {
                step.SetAttributeValue("door", door);
            }

            if (door == "http")
            {
                step.SetAttributeValue("method", exchange.Method);
                step.SetAttributeValue("path", _values.MarkPath(path));
            }

            if (exchange.Status != 200)
            {
                step.SetAttributeValue("status", exchange.Status);
            }

            var cluster = request is null ? null : VolatileValues.ClusterOf(request);
            if (Send(door, exchange.Request, request) is { } send)
            {
                step.Add(send);
            }

            if (Expect(door, reply, cluster, TargetIds(request)) is { } expect)
            {
                step.Add(expect);
            }

            Nodes.Add(step);
            _last = exchange.Ended;
        }

        private static string Door(RecordedExchange exchange, XElement? request, XElement? reply) =>
            exchange.Method != "POST" ? "http" : exchange.Path switch
            {
                Doors.RciPath => IsPlainRpc(request, reply) ? "rpc" : "rci",
                Doors.SciPath => "sci",
                Doors.XmlRpcPath => "xmlrpc",
                _ => "http",
            };

        // Requests and nothing but their responses: what is around them is written by the player.
        private static bool IsPlainRpc(XElement? request, XElement? reply) =>
            request is { Name.LocalName: "rci_request" } && request.Elements().ToArray() is [{ Name.LocalName: "do_command", HasElements: true } command]
            && (string?)command.Attribute("target") == "RPC_request" && !command.Nodes().OfType<XText>().Any()
            && reply is { Name.LocalName: "rci_reply" } && reply.Elements().ToArray() is [{ Name.LocalName: "do_command" } answer]
            && answer.Elements().All(static e => e.Name.LocalName != "error");

        // Responses of one gateway: with several, whose they are would be lost.
        private static bool IsDrain(XElement request) =>
            request.DescendantsAndSelf("do_command").ToArray() is [var command]
            && (string?)command.Attribute("target") == "RPC_response"
            && request.Descendants("targets").Elements().Count() <= 1
            && request.Descendants("device").All(static d => (string?)d.Attribute("id") != "all");

        private void Arrive(RecordedExchange exchange, XElement? reply)
        {
            var responses = reply?.Descendants("responses").FirstOrDefault();
            var arrived = (responses?.Elements() ?? []).Where(r => !IsOlder(r, responses!, exchange)).Select(static r => new XElement(r)).ToArray();
            if (arrived.Length == 0)
            {
                Comment("responses were asked for; nothing new was there");
                return;
            }

            foreach (var response in arrived)
            {
                Clean(response);
                _values.MarkReply(response, VolatileValues.ClusterOf(response));
            }

            var within = Patience + (exchange.Ended > _last ? exchange.Ended - _last : TimeSpan.Zero);
            Nodes.Add(new XElement(S + "arrive", new XAttribute("within", Math.Ceiling(within.TotalSeconds).ToString(CultureInfo.InvariantCulture)), arrived));
            _last = exchange.Ended;
        }

        // By the gateway's own clock: what waited before the recording began belongs to another conversation.
        private bool IsOlder(XElement response, XElement responses, RecordedExchange exchange) =>
            double.TryParse((string?)response.Attribute("timestamp"), CultureInfo.InvariantCulture, out var made)
            && double.TryParse((string?)responses.Attribute("timestamp"), CultureInfo.InvariantCulture, out var replied)
            && made < replied - (exchange.Ended - _start).TotalSeconds - 1;

        private void Pause(DateTimeOffset until)
        {
            var pause = until - _last;
            if (pause >= ShortestPause)
            {
                Nodes.Add(new XElement(S + "pass", new XAttribute("seconds", Math.Floor(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture))));
            }
        }

        private XElement? Send(string door, string text, XElement? request)
        {
            if (request is null)
            {
                return text.Length == 0 ? null : new XElement(S + "send", new XCData(Clean(LegalXml.Clean(text))));
            }

            var copy = new XElement(request);
            Clean(copy);
            _values.MarkRequest(copy);
            return new XElement(S + "send", door == "rpc" ? copy.Element("do_command")!.Elements() : copy);
        }

        private static HashSet<string> TargetIds(XElement? request) =>
            request?.Descendants("targets").Elements("device").Select(static d => (string?)d.Attribute("id") ?? string.Empty).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];

        private XElement? Expect(string door, XElement? reply, int? cluster, HashSet<string> targets)
        {
            // What other web services say is as different as their accounts: their status has to do.
            if (door == "http" || reply is null)
            {
                return null;
            }

            var copy = new XElement(reply);
            foreach (var id in copy.Elements().Elements("device").Attributes("id").Where(a => door == "sci" && !targets.Contains(a.Value)))
            {
                // All gateways of an account answered, or those of a group.
                id.Value = string.Empty;
            }

            Clean(copy);
            _values.MarkReply(copy, cluster);
            copy.Elements().Elements("device").Attributes("id").Where(static a => a.Value.Length == 0).ToList().ForEach(static a => a.Value = "{{any}}");
            var command = copy.Element("do_command");
            return new XElement(S + "expect", door == "rpc" ? (command!.Element("responses") ?? command).Elements() : copy);
        }

        private void Mention(string name)
        {
            var contract = EmbeddedContract.Current;
            var message = contract.FindRequest(name)?.Name
                ?? (contract.Interfaces.SelectMany(static i => i.Messages).Any(m => m.Name == name) ? name : null);
            if (message is not null && !_messages.Contains(message))
            {
                _messages.Add(message);
            }
        }

        // Passwords are never written; addresses and keys are masked if asked for.
        private void Clean(XElement element)
        {
            foreach (var leaf in element.DescendantsAndSelf().Where(static e => !e.HasElements && CredentialRegex().IsMatch(e.Name.LocalName)))
            {
                leaf.Value = Withheld;
            }

            foreach (var attribute in element.DescendantsAndSelf().Attributes().Where(static a => CredentialRegex().IsMatch(a.Name.LocalName)))
            {
                attribute.Value = Withheld;
            }

            mask?.Mask(element);
        }

        private string Clean(string text) => mask?.Mask(text) ?? text;

        private void Comment(string text) => Nodes.Add(new XComment($" {text.Replace("--", "- -", StringComparison.Ordinal)} "));

        private static XElement? Parse(string text)
        {
            if (text.Length == 0)
            {
                return null;
            }

            try
            {
                return HardenedXml.Parse(text);
            }
            catch (Exception e) when (e is RpcXmlException or XmlException)
            {
                return null;
            }
        }
    }
}
