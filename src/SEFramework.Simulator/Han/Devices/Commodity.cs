namespace SEFramework.Simulator.Han.Devices;

/// <summary>What a meter counts, as its Simple Metering server shows it. Source: reference 05, section 6.2.</summary>
/// <param name="DeviceType">MeteringDeviceType.</param>
/// <param name="UnitOfMeasure">UnitOfMeasure, binary form.</param>
/// <param name="Divisor">Steps of the register in one unit; one step is a watt-hour, or a litre.</param>
/// <param name="SummationFormatting">How registers are shown.</param>
/// <param name="DemandFormatting">How the demand is shown.</param>
/// <param name="HasBattery">Whether the meter runs on a battery: it is an end device, and tells what is left of it.</param>
public sealed record Commodity(
    byte DeviceType, byte UnitOfMeasure, uint Divisor, byte SummationFormatting, byte DemandFormatting, bool HasBattery)
{
    // Six digits before the point and three behind it, leading zeros suppressed.
    private const byte SixAndThree = 0x80 | (6 << 3) | 3;

    /// <summary>Electricity in kWh.</summary>
    public static Commodity Electricity { get; } = new(0, 0x00, 1000, SixAndThree, SixAndThree, HasBattery: false);

    /// <summary>Gas in cubic metres.</summary>
    public static Commodity Gas { get; } = new(1, 0x01, 1000, SixAndThree, SixAndThree, HasBattery: true);

    /// <summary>Water in cubic metres.</summary>
    public static Commodity Water { get; } = new(2, 0x01, 1000, SixAndThree, SixAndThree, HasBattery: true);
}
