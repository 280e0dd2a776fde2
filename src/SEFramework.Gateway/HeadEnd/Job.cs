namespace SEFramework.Gateway.HeadEnd;

/// <summary>How far a job is.</summary>
public enum JobStatus
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Begun.</summary>
    InProgress,

    /// <summary>Done; there is a reply.</summary>
    Complete,
}

/// <summary>A request that a head-end does not wait for. Source: reference 01, section 1.8.</summary>
/// <param name="Id">Number of the job, from 1.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Caller">User who sent it.</param>
/// <param name="MayChangeState">Whether that user may do more than read.</param>
/// <param name="Created">When it came.</param>
/// <param name="Request">The sci_request.</param>
/// <param name="Reply">The sci_reply of a complete job, or null.</param>
public sealed record Job(long Id, JobStatus Status, string Caller, bool MayChangeState, DateTimeOffset Created, string Request, string? Reply);
