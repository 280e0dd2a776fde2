namespace SEFramework.Daemon.Configuration;

/// <summary>The configuration of the daemon: one JSON file, then environment, then command line.</summary>
public sealed class DaemonOptions
{
    /// <summary>Configuration variant: esi-coordinator, esi-router or ipd-router.</summary>
    public string Variant { get; set; } = "esi-coordinator";

    /// <summary>The radio.</summary>
    public RadioOptions Radio { get; set; } = new();

    /// <summary>The doors.</summary>
    public HttpOptions Http { get; set; } = new();

    /// <summary>Who the gateway is for Device Cloud's clients.</summary>
    public DeviceOptions Device { get; set; } = new();

    /// <summary>Where state is kept.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>The log.</summary>
    public LogOptions Log { get; set; } = new();

    /// <summary>Who may come in. Empty: loopback clients only, without password.</summary>
    public IList<UserOptions> Users { get; } = [];
}

/// <summary>The radio.</summary>
public sealed class RadioOptions
{
    /// <summary>"simulated", a device path such as /dev/ttyUSB0, or tcp://host:port.</summary>
    public string Port { get; set; } = "simulated";

    /// <summary>Bits per second of a serial port.</summary>
    public int BaudRate { get; set; } = 115200;

    /// <summary>File that describes the simulated home; empty for one electricity meter.</summary>
    public string Home { get; set; } = string.Empty;
}

/// <summary>The doors.</summary>
public sealed class HttpOptions
{
    /// <summary>Addresses to listen on.</summary>
    public IList<string> Listen { get; } = [];

    /// <summary>Largest request body, bytes.</summary>
    public int MaximumRequestBytes { get; set; } = 1024 * 1024;
}

/// <summary>Who the gateway is.</summary>
public sealed class DeviceOptions
{
    /// <summary>Device id; empty: made from the Ethernet address.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>Ethernet address from which the id is made; empty: the first network interface's.</summary>
    public string EthernetAddress { get; set; } = string.Empty;
}

/// <summary>Where state is kept.</summary>
public sealed class StorageOptions
{
    /// <summary>The folder; empty: systemd's, or one in the user's home.</summary>
    public string Directory { get; set; } = string.Empty;
}

/// <summary>A user.</summary>
public sealed class UserOptions
{
    /// <summary>Name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Password as seframeworkd hash-password prints it.</summary>
    public string PasswordHash { get; set; } = string.Empty;
}
