namespace SEFramework.Simulator.Han.Devices;

/// <summary>Attributes of the Simple Metering server that a virtual meter has. Source: reference 05, section 6.2.</summary>
public enum MeteringAttribute
{
    /// <summary>Energy delivered to the home.</summary>
    CurrentSummationDelivered = 0x0000,

    /// <summary>Energy received from the home.</summary>
    CurrentSummationReceived = 0x0001,

    /// <summary>When the registers were read.</summary>
    ReadingSnapshotTime = 0x0007,

    /// <summary>Seconds between two updates in ordinary times.</summary>
    DefaultUpdatePeriod = 0x000A,

    /// <summary>Fewest seconds between two updates while polled fast.</summary>
    FastPollUpdatePeriod = 0x000B,

    /// <summary>Length of the intervals of the load profile.</summary>
    ProfileIntervalPeriod = 0x000F,

    /// <summary>What is wrong with the meter.</summary>
    Status = 0x0200,

    /// <summary>What is left of the battery, percent.</summary>
    RemainingBatteryLife = 0x0201,

    /// <summary>Unit of all values.</summary>
    UnitOfMeasure = 0x0300,

    /// <summary>Raw values are multiplied by it.</summary>
    Multiplier = 0x0301,

    /// <summary>Raw values are divided by it.</summary>
    Divisor = 0x0302,

    /// <summary>How registers are shown.</summary>
    SummationFormatting = 0x0303,

    /// <summary>How the demand is shown.</summary>
    DemandFormatting = 0x0304,

    /// <summary>How consumption is shown.</summary>
    HistoricalConsumptionFormatting = 0x0305,

    /// <summary>What is metered.</summary>
    MeteringDeviceType = 0x0306,

    /// <summary>Serial number.</summary>
    MeterSerialNumber = 0x0308,

    /// <summary>Power of the moment.</summary>
    InstantaneousDemand = 0x0400,

    /// <summary>Energy of today.</summary>
    CurrentDayConsumptionDelivered = 0x0401,

    /// <summary>Energy of yesterday.</summary>
    PreviousDayConsumptionDelivered = 0x0403,

    /// <summary>When the interval of the load profile began that is not over.</summary>
    PartialProfileIntervalStartDelivered = 0x0405,

    /// <summary>What was consumed in it.</summary>
    PartialProfileIntervalValueDelivered = 0x0407,

    /// <summary>Most intervals in one load profile answer.</summary>
    MaxNumberOfPeriodsDelivered = 0x0500,
}
