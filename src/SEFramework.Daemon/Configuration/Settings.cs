namespace SEFramework.Daemon.Configuration;

/// <summary>The settings there are. The help, the command line and the check for misspelt settings derive from this table.</summary>
public static class Settings
{
    /// <summary>The file that is read when the command line names none.</summary>
    public const string DefaultFile = "/etc/seframework/seframework.json";

    /// <summary>What environment variables begin with that set a setting.</summary>
    public const string EnvironmentPrefix = "SEFRAMEWORK__";

    /// <summary>Key under which the users stand; each has a name, a passwordHash and a role.</summary>
    public const string Users = "users";

    /// <summary>Configuration variant.</summary>
    public static readonly Setting Variant = new(
        "variant", "NAME", "esi-coordinator", "What the gateway is: esi-coordinator, esi-router or ipd-router (also called aux-gateway).");

    /// <summary>Where the radio is.</summary>
    public static readonly Setting RadioPort = new(
        "radio:port", "PORT", "simulated", "Where the radio is: a device such as /dev/ttyUSB0, tcp://HOST:PORT, or 'simulated' for a virtual module with a home behind it.")
    {
        ShortName = "radio",
    };

    /// <summary>Speed of the serial port.</summary>
    public static readonly Setting RadioBaudRate = new(
        "radio:baudRate", "NUMBER", "115200", "Bits per second of a serial port; must be the module's BD.");

    /// <summary>Flow control of the serial port.</summary>
    public static readonly Setting RadioFlowControl = new(
        "radio:flowControl", "KIND", "hardware", "Flow control of a serial port: hardware (RTS and CTS) or none.");

    /// <summary>Trace of the radio's serial line.</summary>
    public static readonly Setting RadioTrace = new(
        "radio:trace", "FILE", "none", "File to write every frame between gateway and radio to, without keys; put aside as FILE.1 at 64 MB. For 'sefctl simulate --trace'.");

    /// <summary>Where the doors are.</summary>
    public static readonly Setting HttpListen = new(
        "http:listen", "ADDRESS:PORT", "127.0.0.1:8080", "Address and port to listen on; * for all addresses. Without users only loopback addresses are allowed.")
    {
        IsList = true,
        ShortName = "listen",
    };

    /// <summary>Where the doors are over TLS.</summary>
    public static readonly Setting HttpsListen = new(
        "https:listen", "ADDRESS:PORT", "none", "Address and port to listen on with TLS; * for all addresses. Without users only loopback addresses are allowed.")
    {
        IsList = true,
    };

    /// <summary>The gateway's certificate.</summary>
    public static readonly Setting HttpsCertificate = new(
        "https:certificate", "FILE", "none", "Certificate of the gateway, PEM or PKCS #12; 'seframeworkd make-certificate' makes one.");

    /// <summary>Its private key.</summary>
    public static readonly Setting HttpsKey = new(
        "https:key", "FILE", "none", "Private key of the certificate, PEM; none if it is in the same file.");

    /// <summary>The key's password.</summary>
    public static readonly Setting HttpsPasswordFile = new(
        "https:passwordFile", "FILE", "none", "File whose first line is the password of the private key.");

    /// <summary>Largest request.</summary>
    public static readonly Setting HttpMaximumRequestBytes = new(
        "http:maximumRequestBytes", "BYTES", "1048576", "Largest request body, 1024 to 67108864 bytes.");

    /// <summary>Patience with slow senders.</summary>
    public static readonly Setting HttpRequestTimeout = new(
        "http:requestTimeout", "SECONDS", "30", "How long a client may take to send its request, 1 to 3600 seconds.");

    /// <summary>Ethernet address of the gateway.</summary>
    public static readonly Setting DeviceEthernetAddress = new(
        "device:ethernetAddress", "ADDRESS", "that of the first network interface", "Ethernet address from which the device id is made.");

    /// <summary>Device id of the gateway.</summary>
    public static readonly Setting DeviceId = new(
        "device:id", "ID", "made from the Ethernet address", "Device id under which clients of Device Cloud address the gateway, in place of an Ethernet address.");

    /// <summary>Where state is kept.</summary>
    public static readonly Setting StorageDirectory = new(
        "storage:directory", "DIRECTORY", "$STATE_DIRECTORY or /var/lib/seframework; started by hand without configuration $XDG_STATE_HOME/seframework", "Folder for the database and the saved files.")
    {
        ShortName = "data",
    };

    /// <summary>Where pushed responses go.</summary>
    public static readonly Setting PushServer = new(
        "push:server", "URL", "none", "HTTP or HTTPS address under which a remote server takes pushed responses with PUT, beside the daemon's own /ws/FileData.");

    /// <summary>User at the push server.</summary>
    public static readonly Setting PushUser = new(
        "push:user", "NAME", "none", "User name at the push server; only with HTTPS or a server on this machine.");

    /// <summary>Password at the push server.</summary>
    public static readonly Setting PushPasswordFile = new(
        "push:passwordFile", "FILE", "none", "File whose first line is the password at the push server.");

    /// <summary>The LED that blinks while the gateway identifies itself.</summary>
    public static readonly Setting IdentifyLed = new(
        "identify:led", "DIRECTORY", "none", "Folder of the LED that blinks while the gateway identifies itself, such as /sys/class/leds/ACT.");

    /// <summary>How much is logged.</summary>
    public static readonly Setting LogLevel = new(
        "log:level", "LEVEL", "info", "Least severe lines to log: trace, debug, info, warn, error or off. Read again on SIGHUP.")
    {
        ShortName = "log-level",
    };

    /// <summary>Log file.</summary>
    public static readonly Setting LogFile = new(
        "log:file", "FILE", "none", "File to log to beside the console; rotated at 10 MB, the last 5 are kept. Read again on SIGHUP.");

    /// <summary>Description of the simulated home.</summary>
    public static readonly Setting SimulationHome = new(
        "simulation:home", "FILE", "a meter, a thermostat, a load switch and a display", "JSON description of the home behind a simulated radio.")
    {
        ShortName = "home",
    };

    /// <summary>Where the simulated module's line comes out.</summary>
    public static readonly Setting SimulationPort = new(
        "simulation:port", "PORT", "pty", "Line between driver and simulated module: pty, pty:LINK or tcp://ADDRESS:PORT.");

    /// <summary>Where commands to the simulated home are taken.</summary>
    public static readonly Setting SimulationControl = new(
        "simulation:control", "ADDRESS:PORT", "none", "Where commands to the simulated home are taken over HTTP; a loopback address. For demonstrations and tests: it asks for no password.")
    {
        ShortName = "control",
    };

    /// <summary>What happens in the simulated home.</summary>
    public static readonly Setting SimulationScenario = new(
        "simulation:scenario", "FILE", "none", "Lines 'at SECONDS COMMAND DEVICE [ARGUMENTS]' that happen in the simulated home.")
    {
        ShortName = "scenario",
    };

    /// <summary>How fast time passes with a simulated home.</summary>
    public static readonly Setting SimulationSpeed = new(
        "simulation:speed", "NUMBER", "1", "How many times faster time passes, for the gateway and its simulated home alike, 1 to 3600. For demonstrations and tests.")
    {
        ShortName = "speed",
    };

    /// <summary>All of them, but for the users.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Variant, RadioPort, RadioBaudRate, RadioFlowControl, RadioTrace, HttpListen, HttpsListen, HttpsCertificate, HttpsKey,
        HttpsPasswordFile, HttpMaximumRequestBytes, HttpRequestTimeout,
        DeviceEthernetAddress, DeviceId, StorageDirectory, PushServer, PushUser, PushPasswordFile, IdentifyLed, LogLevel, LogFile, SimulationHome, SimulationPort,
        SimulationControl, SimulationScenario, SimulationSpeed,
    ];
}
