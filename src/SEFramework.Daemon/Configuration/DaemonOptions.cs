using System.Net;
using System.Security.Cryptography.X509Certificates;
using SEFramework.Radio.Serial;
using SEFramework.Rpc.Envelopes;
using SEFramework.Simulator.Home;

namespace SEFramework.Daemon.Configuration;

/// <summary>The configuration of the daemon, read and checked.</summary>
/// <param name="Variant">Name of the configuration variant as the contract spells it.</param>
/// <param name="Radio">The radio.</param>
/// <param name="Http">The doors.</param>
/// <param name="Device">The gateway's device id.</param>
/// <param name="StorageDirectory">Folder for state; it exists and is writable.</param>
/// <param name="Users">Who may come in; empty: everybody, and only loopback addresses are listened on.</param>
/// <param name="Log">What is logged, and where.</param>
public sealed record DaemonOptions(
    string Variant,
    RadioOptions Radio,
    HttpOptions Http,
    DeviceId Device,
    string StorageDirectory,
    IReadOnlyList<UserOptions> Users,
    LogOptions Log)
{
    /// <summary>The remote server that gets pushed responses, or null.</summary>
    public PushOptions? Push { get; init; }

    /// <summary>File that gets every frame between gateway and radio, or null.</summary>
    public string? RadioTrace { get; init; }

    /// <summary>Folder of the LED that blinks while the gateway identifies itself, or null.</summary>
    public string? IdentifyLed { get; init; }

    /// <summary>Whether going over to another configuration needs no restart: only users and log may differ.</summary>
    /// <param name="other">The other configuration.</param>
    public bool CanBecome(DaemonOptions other) =>
        Variant == other.Variant
        && Radio.IsSame(other.Radio)
        && RadioTrace == other.RadioTrace
        && IdentifyLed == other.IdentifyLed
        && Http.Listen.SequenceEqual(other.Http.Listen)
        && Http with { Listen = other.Http.Listen } == other.Http
        && Device == other.Device
        && Push == other.Push
        && StorageDirectory == other.StorageDirectory;
}

/// <summary>The radio.</summary>
public abstract record RadioOptions
{
    /// <summary>Whether another description is of the same radio.</summary>
    /// <param name="other">The other description.</param>
    public virtual bool IsSame(RadioOptions other) => Equals(other);

    /// <summary>A module on a serial port.</summary>
    /// <param name="Device">Path of the device.</param>
    /// <param name="BaudRate">Bits per second.</param>
    /// <param name="FlowControl">Flow control.</param>
    public sealed record Serial(string Device, int BaudRate, Handshake FlowControl) : RadioOptions;

    /// <summary>A module behind a TCP port.</summary>
    /// <param name="Host">Name or address.</param>
    /// <param name="Port">1 to 65535.</param>
    public sealed record Tcp(string Host, int Port) : RadioOptions;

    /// <summary>A virtual module.</summary>
    /// <param name="Home">The home behind it.</param>
    /// <param name="Line">Where its line comes out.</param>
    /// <param name="Control">Where commands to the home are taken, or null.</param>
    /// <param name="Scenario">Path of the scenario that happens in the home, or null.</param>
    /// <param name="Speed">How many times faster time passes, 1 to 3600.</param>
    public sealed record Simulated(HomeDescription Home, PortDescription Line, IPEndPoint? Control = null, string? Scenario = null, int Speed = 1) : RadioOptions
    {
        /// <inheritdoc />
        public override bool IsSame(RadioOptions other) =>
            other is Simulated simulated && simulated.Line == Line && Equals(simulated.Control, Control) && simulated.Scenario == Scenario && simulated.Speed == Speed
            && simulated.Home.ToJson() == Home.ToJson();
    }
}

/// <summary>The doors.</summary>
/// <param name="Listen">Addresses to listen on.</param>
/// <param name="MaximumRequestBytes">Largest request body, bytes.</param>
/// <param name="RequestTimeout">How long a client may take to send its request.</param>
public sealed record HttpOptions(IReadOnlyList<IPEndPoint> Listen, int MaximumRequestBytes, TimeSpan RequestTimeout)
{
    /// <summary>The doors over TLS, or null.</summary>
    public HttpsOptions? Https { get; init; }
}

/// <summary>The doors over TLS.</summary>
/// <param name="Listen">Addresses and ports.</param>
/// <param name="Certificate">The gateway's certificate with its private key.</param>
public sealed record HttpsOptions(IReadOnlyList<IPEndPoint> Listen, X509Certificate2 Certificate)
{
    /// <summary>Whether the addresses and the certificate are the same.</summary>
    /// <param name="other">The other options.</param>
    public bool Equals(HttpsOptions? other) => other is not null && Listen.SequenceEqual(other.Listen) && Certificate.Equals(other.Certificate);

    /// <inheritdoc />
    public override int GetHashCode() => Certificate.GetHashCode();
}

/// <summary>The remote server that gets pushed responses.</summary>
/// <param name="Server">Where files are put; each one's name is appended.</param>
/// <param name="User">User name for Basic authentication, or null.</param>
/// <param name="Password">The password, or null.</param>
public sealed record PushOptions(Uri Server, string? User, string? Password);

/// <summary>What a user may do.</summary>
public enum UserRole
{
    /// <summary>Only requests that change nothing.</summary>
    ReadOnly,

    /// <summary>Everything.</summary>
    Operate,
}

/// <summary>A user.</summary>
/// <param name="Name">Name; no colon in it.</param>
/// <param name="PasswordHash">The password as <c>seframeworkd hash-password</c> prints it.</param>
/// <param name="Role">What the user may do.</param>
public sealed record UserOptions(string Name, string PasswordHash, UserRole Role);

/// <summary>What is logged, and where.</summary>
/// <param name="Level">Least severe lines that are logged.</param>
/// <param name="File">File beside the console, or null.</param>
public sealed record LogOptions(LogLevel Level, string? File);
