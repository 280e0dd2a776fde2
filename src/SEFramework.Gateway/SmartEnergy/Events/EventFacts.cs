namespace SEFramework.Gateway.SmartEnergy.Events;

/// <summary>What the life of an event depends on, whichever cluster it belongs to.</summary>
/// <param name="Id">Event or message id.</param>
/// <param name="StartTime">Start in seconds since 2000-01-01 UTC; 0 for now, 0xFFFFFFFF is invalid.</param>
/// <param name="DurationInMinutes">Duration in minutes; <see cref="UntilChanged"/> where the kind of event knows it.</param>
/// <param name="Subject">What it is about: events of different subjects never touch each other.</param>
/// <param name="Parts">The parts of the subject that it concerns, one bit each; events without common parts do not touch each other.</param>
/// <param name="RandomizeStart">Whether the start is spread at random.</param>
/// <param name="RandomizeEnd">Whether the end is spread at random.</param>
public readonly record struct EventFacts(
    uint Id, uint StartTime, ushort DurationInMinutes, ulong Subject, ushort Parts, bool RandomizeStart, bool RandomizeEnd)
{
    /// <summary>Duration that says "until another event comes".</summary>
    public const ushort UntilChanged = 0xFFFF;

    /// <summary>Start time that says "now".</summary>
    public const uint Now = 0;

    /// <summary>A time that is not valid.</summary>
    public const uint InvalidTime = 0xFFFFFFFF;
}
