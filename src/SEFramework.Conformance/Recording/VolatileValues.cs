using System.Collections.Frozen;
using System.Globalization;
using System.Xml.Linq;
using SEFramework.Conformance.Comparison;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Recording;

/// <summary>
/// Puts placeholders in the place of what is different each time: times, counts of waiting responses, ids that the gateway gives out, link qualities and
/// the values of attributes that live. Times in requests become relative to the start of the session.
/// </summary>
/// <param name="start">When the session began.</param>
internal sealed class VolatileValues(DateTimeOffset start)
{
    private static readonly TimeSpan Plausible = TimeSpan.FromDays(2 * 366);
    private static readonly DateTimeOffset ZigbeeEpoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly FrozenSet<string> Counts = FrozenSet.Create("remaining");
    private static readonly FrozenSet<string> Integers = FrozenSet.Create("lqi");
    private static readonly FrozenSet<string> Anything = FrozenSet.Create("addr_short", "nwk_addr");
    private static readonly FrozenSet<string> GivenIds = FrozenSet.Create("jobId");

    // Attributes that change by themselves: registers and history of meters, the time, temperatures, batteries.
    private static readonly (int Cluster, int First, int Last)[] LivingAttributes =
    [
        (0x0702, 0x0000, 0x00FF),
        (0x0702, 0x0200, 0x02FF),
        (0x0702, 0x0400, 0x05FF),
        (0x000A, 0x0000, 0x0000),
        (0x000A, 0x0006, 0x0009),
        (0x0201, 0x0000, 0x0001),
        (0x0001, 0x0000, 0x0000),
        (0x0001, 0x0020, 0x0021),
    ];

    private readonly Dictionary<string, string> _timesInRequests = [];
    private readonly Dictionary<string, string> _given = [];

    /// <summary>Marks a request, in place.</summary>
    /// <param name="request">An element of it.</param>
    public void MarkRequest(XElement request)
    {
        foreach (var leaf in Leaves(request))
        {
            var name = NameOf(leaf);
            if (RelativeTime(name, leaf.Value) is { } time)
            {
                _timesInRequests[Canonical(leaf.Value)] = time;
                leaf.Value = time;
            }
            else
            {
                leaf.Value = UseGiven(leaf.Value.Trim(), leaf.Value);
            }
        }
    }

    /// <summary>Marks the path of a request.</summary>
    /// <param name="path">Path and query.</param>
    public string MarkPath(string path) => string.Join('/', path.Split('/').Select(part => UseGiven(part, part)));

    /// <summary>Marks what a gateway said, in place.</summary>
    /// <param name="reply">An element of it.</param>
    /// <param name="cluster">Cluster of the request, or null.</param>
    public void MarkReply(XElement reply, int? cluster)
    {
        foreach (var element in reply.DescendantsAndSelf())
        {
            foreach (var attribute in element.Attributes().Where(static a => !a.IsNamespaceDeclaration))
            {
                attribute.Value = Placeholder(attribute.Name.LocalName, attribute.Value) ?? WithoutBraces(attribute.Value);
            }

            if (element.Name.LocalName == "device_list")
            {
                // Whom an event went to at once depends on who was there.
                element.SetAttributeValue(SessionFile.Namespace + "extra", "allowed");
                foreach (var device in element.Elements())
                {
                    device.SetAttributeValue(SessionFile.Namespace + "optional", "true");
                }
            }
        }

        foreach (var leaf in Leaves(reply))
        {
            leaf.Value = IsLiving(leaf, cluster) ? Fitting("{{int}}", leaf.Value)
                : Placeholder(NameOf(leaf), leaf.Value) ?? WithoutBraces(leaf.Value);
        }
    }

    /// <summary>The cluster that an element of a request or reply speaks of.</summary>
    /// <param name="element">The element.</param>
    public static int? ClusterOf(XElement element) =>
        element.DescendantsAndSelf().FirstOrDefault(static e => e.Name.LocalName == "cluster_id") is { } cluster && TryReadInteger(cluster.Value, out var value) ? (int)value : null;

    private string? Placeholder(string name, string value)
    {
        if (name == "timestamp")
        {
            return Fitting("{{timestamp}}", value);
        }

        if (Counts.Contains(name) || Anything.Contains(name))
        {
            return "{{any}}";
        }

        if (Integers.Contains(name))
        {
            return Fitting("{{int}}", value);
        }

        if (GivenIds.Contains(name))
        {
            var variable = string.Create(CultureInfo.InvariantCulture, $"{name}{_given.Count + 1}");
            return _given.TryAdd(value.Trim(), variable) ? $"{{{{capture {variable}}}}}" : $"{{{{={_given[value.Trim()]}}}}}";
        }

        return RelativeTime(name, value) is null ? null
            : _timesInRequests.TryGetValue(Canonical(value), out var time) ? Fitting(time, value)
            : Fitting("{{int}}", value);
    }

    // Null unless it is a time that is not far away.
    private string? RelativeTime(string name, string value)
    {
        var isZigbee = ContractNames.ZigbeeTimes.Contains(name);
        if ((!isZigbee && !ContractNames.UnixTimes.Contains(name)) || !TryReadInteger(value, out var seconds))
        {
            return null;
        }

        var epoch = isZigbee ? ZigbeeEpoch : DateTimeOffset.UnixEpoch;
        var away = seconds - (start.ToUnixTimeSeconds() - epoch.ToUnixTimeSeconds());
        return Math.Abs(away) > (long)Plausible.TotalSeconds ? null
            : string.Create(CultureInfo.InvariantCulture, $"{{{{{(isZigbee ? "utc2000" : "utc1970")} {away:+0;-0;+0}}}}}");
    }

    private string UseGiven(string value, string otherwise) => _given.TryGetValue(value, out var variable) ? $"{{{{={variable}}}}}" : otherwise;

    // What the gateway wrote has to match when it is played again; where it is not of the expected form, anything does.
    private string Fitting(string placeholder, string value) => new TextPattern(new Dictionary<string, string>(), start).Matches(placeholder, value) ? placeholder : "{{any}}";

    private static string WithoutBraces(string value) => value.Contains("{{", StringComparison.Ordinal) ? "{{any}}" : value;

    private static bool IsLiving(XElement leaf, int? cluster)
    {
        if (leaf.Name.LocalName != "value" || leaf.Parent?.Element("attribute_id") is not { } id || !TryReadInteger(id.Value, out var attribute))
        {
            return false;
        }

        var own = leaf.Ancestors().Select(static a => a.Element("cluster_id")).FirstOrDefault(static c => c is not null);
        if (own is not null && TryReadInteger(own.Value, out var number))
        {
            cluster = (int)number;
        }

        return LivingAttributes.Any(living => living.Cluster == cluster && attribute >= living.First && attribute <= living.Last);
    }

    private static IEnumerable<XElement> Leaves(XElement element) => element.DescendantsAndSelf().Where(static e => !e.HasElements && !e.IsEmpty).ToArray();

    // In XML-RPC the name is beside the value.
    private static string NameOf(XElement leaf) =>
        leaf.Ancestors("member").FirstOrDefault()?.Element("name") is { } name && leaf.Parent?.Name.LocalName == "value" ? name.Value.Trim() : leaf.Name.LocalName;

    private static string Canonical(string value) => TryReadInteger(value, out var number) ? number.ToString(CultureInfo.InvariantCulture) : value;

    private static bool TryReadInteger(string text, out long value)
    {
        text = text.Trim();
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
