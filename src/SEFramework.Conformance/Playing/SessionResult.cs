using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Playing;

/// <summary>What became of a session.</summary>
public enum SessionOutcome
{
    /// <summary>Each step went as expected.</summary>
    Passed,

    /// <summary>A step did not go as expected.</summary>
    Failed,

    /// <summary>It was not begun, because the target cannot do one of its steps.</summary>
    NotPlayable,
}

/// <summary>How a session went.</summary>
/// <param name="Session">The session.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">What went wrong first, or cannot be played, with line and place; null when all went as expected.</param>
/// <param name="Duration">How long it took.</param>
public sealed record SessionResult(Session Session, SessionOutcome Outcome, string? Problem, TimeSpan Duration)
{
    /// <summary>Whether each step went as expected.</summary>
    public bool Passed => Outcome == SessionOutcome.Passed;

    /// <summary>Whether it went as its file says: it passed, or it failed and carries the mark for that. Not playable is neither good nor bad.</summary>
    public bool IsAsMarked => Outcome == SessionOutcome.NotPlayable || Passed == (Session.Fails is null);
}
