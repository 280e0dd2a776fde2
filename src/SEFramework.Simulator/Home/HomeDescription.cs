using System.Text.Json;
using System.Text.Json.Serialization;

namespace SEFramework.Simulator.Home;

/// <summary>The configuration variant of the gateway that a home is made for. Source: reference 06, section 1.</summary>
public enum HomeVariant
{
    /// <summary>The gateway's module forms the network and is its trust centre.</summary>
    EsiCoordinator,

    /// <summary>The gateway is an energy services interface in a network that another coordinator formed.</summary>
    EsiRouter,

    /// <summary>The gateway is a display in the network of an energy services interface.</summary>
    IpdRouter,
}

/// <summary>What kind of device a virtual device is.</summary>
public enum DeviceKind
{
    /// <summary>Electricity meter with a running register (device id 0x0501).</summary>
    ElectricityMeter,

    /// <summary>Programmable communicating thermostat (0x0503): follows load control events, prices and messages.</summary>
    Thermostat,

    /// <summary>Load control switch (0x0504): follows load control events.</summary>
    LoadSwitch,

    /// <summary>In-premise display (0x0502): shows prices and messages.</summary>
    Display,

    /// <summary>Gas meter (0x0501) on a battery, counting litres.</summary>
    GasMeter,

    /// <summary>Water meter (0x0501) on a battery, counting litres.</summary>
    WaterMeter,
}

/// <summary>A home as text: what is simulated, without anything left to chance but what the seed decides.</summary>
public sealed record HomeDescription
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>What the gateway is: "esi-coordinator", "esi-router" or "ipd-router".</summary>
    public HomeVariant Variant { get; init; } = HomeVariant.EsiCoordinator;

    /// <summary>Firmware of the module, a profile's id; null picks the XBee 3.</summary>
    public string? Firmware { get; init; }

    /// <summary>Extended address of the module.</summary>
    public string ModuleAddress { get; init; } = "00:13:A2:00:41:5E:00:01";

    /// <summary>AP with which the module starts: 0 to 4, as far as its firmware has it.</summary>
    public byte ApiMode { get; init; } = 1;

    /// <summary>Whether the module is configured for the variant, as the installer of a gateway leaves it: it forms or joins by itself.
    /// Otherwise it comes from the factory.</summary>
    public bool Commissioned { get; init; } = true;

    /// <summary>Whether the module's procedures take as long as a real one's, instead of no time.</summary>
    public bool Lifelike { get; init; }

    /// <summary>Milliseconds a frame takes on the air, 0 to 60000.</summary>
    public int AirLatencyMilliseconds { get; init; }

    /// <summary>Seed of everything left to chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The coordinator and trust centre of a home in which the gateway is a router; null for one that lets everybody in.</summary>
    public ServicesInterfaceDescription? ServicesInterface { get; init; }

    /// <summary>The devices.</summary>
    public IReadOnlyList<DeviceDescription> Devices { get; init; } = [];

    /// <summary>A home with an electricity meter, a thermostat, a load switch and a display, in this order.</summary>
    public static HomeDescription Default { get; } = new()
    {
        Devices =
        [
            new DeviceDescription { Kind = DeviceKind.ElectricityMeter, Address = "00:0C:C1:00:27:19:3A:5B" },
            new DeviceDescription { Kind = DeviceKind.Thermostat, Address = "00:0C:C1:00:27:19:3A:5C" },
            new DeviceDescription { Kind = DeviceKind.LoadSwitch, Address = "00:0C:C1:00:27:19:3A:5D" },
            new DeviceDescription { Kind = DeviceKind.Display, Address = "00:0C:C1:00:27:19:3A:5E" },
        ],
    };

    /// <summary>Reads a description from JSON.</summary>
    /// <param name="json">The text; comments and trailing commas are allowed.</param>
    /// <exception cref="HomeDescriptionException">It is not a description; the message names the setting.</exception>
    public static HomeDescription Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<HomeDescription>(json, Options)
                ?? throw new HomeDescriptionException("The description of the simulated home is 'null'; write an object, {} for the default values.");
        }
        catch (JsonException exception)
        {
            throw new HomeDescriptionException(
                $"The description of the simulated home cannot be read at {exception.Path ?? "$"}, line {exception.LineNumber + 1}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the description as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <summary>One virtual device.</summary>
public sealed record DeviceDescription
{
    /// <summary>What it is.</summary>
    public DeviceKind Kind { get; init; }

    /// <summary>Its extended address.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>Its name in commands, without blanks; null for the kind's usual one: meter, thermostat, load-switch, display, from the second on
    /// with a number (meter-2).</summary>
    public string? Name { get; init; }

    /// <summary>Its endpoint, 1 to 240; null for the kind's usual one.</summary>
    public byte? Endpoint { get; init; }

    /// <summary>Link key it joins with, 32 hexadecimal digits. Null: it was commissioned before, and is in the network from the start.</summary>
    public string? LinkKey { get; init; }

    /// <summary>Installation code with CRC from which its link key is derived, hexadecimal digits. Null: one made from its address.</summary>
    public string? InstallCode { get; init; }

    /// <summary>Whether it is in the network from the start. Null: unless it has a link key.</summary>
    public bool? Commissioned { get; init; }

    /// <summary>Seconds between its polls, if it is a sleepy end device; null if its receiver is always on.</summary>
    public double? PollSeconds { get; init; }

    /// <summary>Whether its Smart Energy clusters ignore frames without APS encryption, as the profile demands.</summary>
    public bool RequireApsEncryption { get; init; } = true;

    /// <summary>Meter: mean power of the 24 hours of a day, watts; of gas and water litres an hour. Null for a household's curve.</summary>
    public IReadOnlyList<double>? LoadWatts { get; init; }

    /// <summary>Meter: deviation from the mean, 0 to 1.</summary>
    public double LoadVariation { get; init; } = 0.35;

    /// <summary>Meter: register at the start, watt-hours or litres.</summary>
    public long InitialWattHours { get; init; } = 1_234_567;
}

/// <summary>The energy services interface of a home in which the gateway is a router.</summary>
public sealed record ServicesInterfaceDescription
{
    /// <summary>Its extended address; null for a usual one.</summary>
    public string? Address { get; init; }

    /// <summary>Channel of its network, 11 to 26; null for one left to chance.</summary>
    public byte? Channel { get; init; }

    /// <summary>Extended PAN id of its network, 16 hexadecimal digits; null for one left to chance.</summary>
    public string? ExtendedPanId { get; init; }

    /// <summary>Seconds for which joining is open at the start: 0 not at all, 255 for ever.</summary>
    public byte JoiningSeconds { get; init; } = 0xFF;

    /// <summary>Whether only registered devices may join; otherwise everybody may until somebody is registered.</summary>
    public bool RequireRegistration { get; init; }

    /// <summary>Whether it gives joiners of current stacks a link key of their own. A trust centre of the first Smart Energy years does not.</summary>
    public bool ExchangesLinkKeys { get; init; } = true;

    /// <summary>The devices registered from the start.</summary>
    public IReadOnlyList<RegistrationDescription> Registered { get; init; } = [];
}

/// <summary>A device registered with the energy services interface.</summary>
public sealed record RegistrationDescription
{
    /// <summary>Its extended address.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>Its link key, 32 hexadecimal digits, or its installation code with CRC.</summary>
    public string Key { get; init; } = string.Empty;
}

/// <summary>A description of a home that cannot be built.</summary>
public sealed class HomeDescriptionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HomeDescriptionException()
    {
    }

    /// <summary>Creates the exception with a text that names the setting and the fix.</summary>
    /// <param name="message">The text.</param>
    public HomeDescriptionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a text and its cause.</summary>
    /// <param name="message">The text.</param>
    /// <param name="innerException">The cause.</param>
    public HomeDescriptionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
