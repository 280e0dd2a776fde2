using System.Collections.Immutable;

namespace SEFramework.Radio.XBee;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, with a limit that one should know.</summary>
    Notice,

    /// <summary>Does not work, or not safely.</summary>
    Problem,
}

/// <summary>One thing found out about a module.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">A sentence for people, with the way out where there is one.</param>
public sealed record XBeeFinding(FindingSeverity Severity, string Text);

/// <summary>What a module is, where it is, and what is wrong with it.</summary>
/// <param name="Information">What it is.</param>
/// <param name="Network">Where it is.</param>
/// <param name="Findings">What was found, in the order in which it was looked at.</param>
public sealed record XBeeDiagnosis(RadioInformation Information, NetworkInformation Network, ImmutableArray<XBeeFinding> Findings)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => !Findings.Any(static finding => finding.Severity == FindingSeverity.Problem);
}
