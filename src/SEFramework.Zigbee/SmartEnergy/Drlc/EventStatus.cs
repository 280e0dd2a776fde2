namespace SEFramework.Zigbee.SmartEnergy.Drlc;

/// <summary>What a device did with a load control event. Source: reference 05, section 3.2.</summary>
public enum EventStatus : byte
{
    /// <summary>The event was received.</summary>
    Received = 0x01,

    /// <summary>The event started.</summary>
    Started = 0x02,

    /// <summary>The event ran to its end.</summary>
    Completed = 0x03,

    /// <summary>The user does not want to take part.</summary>
    OptedOut = 0x04,

    /// <summary>The user wants to take part after all.</summary>
    OptedIn = 0x05,

    /// <summary>The event was cancelled.</summary>
    Cancelled = 0x06,

    /// <summary>Another event took its place.</summary>
    Superseded = 0x07,

    /// <summary>It ran to its end, the user having opted out in between.</summary>
    PartiallyCompletedOptedOut = 0x08,

    /// <summary>It ran to its end, the user having opted in in between.</summary>
    PartiallyCompletedOptedIn = 0x09,

    /// <summary>It ran to its end without the user, who had opted out before.</summary>
    CompletedWithoutParticipation = 0x0A,

    /// <summary>A cancel was refused.</summary>
    InvalidCancel = 0xF8,

    /// <summary>A cancel was refused for its effective time.</summary>
    InvalidCancelTime = 0xF9,

    /// <summary>The event came after its end.</summary>
    Expired = 0xFB,

    /// <summary>A cancel was refused, the event is not known.</summary>
    UndefinedEvent = 0xFD,

    /// <summary>The event was refused.</summary>
    Rejected = 0xFE,
}
