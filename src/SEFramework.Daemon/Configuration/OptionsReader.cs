using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Http;
using SEFramework.Radio.Serial;
using SEFramework.Radio.Transport;
using SEFramework.Rpc.Contract;
using SEFramework.Rpc.Envelopes;
using SEFramework.Simulator.Commands;
using SEFramework.Simulator.Control;
using SEFramework.Simulator.Home;
using SEFramework.Simulator.Scheduling;

namespace SEFramework.Daemon.Configuration;

/// <summary>Turns settings into <see cref="DaemonOptions"/>, and says everything that is wrong with them at once.</summary>
/// <param name="sources">Where the settings come from.</param>
/// <param name="surroundings">What the defaults depend on.</param>
public sealed class OptionsReader(SettingSources sources, Surroundings surroundings)
{
    private const string Simulated = "simulated";
    private const string TcpPrefix = "tcp://";

    private static readonly IPEndPoint DefaultListen = new(IPAddress.Loopback, 8080);

    private static readonly Dictionary<string, Handshake> FlowControls = new()
    {
        ["hardware"] = Handshake.RequestToSend,
        ["none"] = Handshake.None,
    };

    private static readonly Dictionary<string, LogLevel> LogLevels = new()
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warn"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["off"] = LogLevel.None,
        ["information"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["none"] = LogLevel.None,
    };

    private readonly SettingReader _reader = new(sources);

    /// <summary>Reads all settings.</summary>
    /// <exception cref="ConfigurationException">Some cannot be used.</exception>
    public DaemonOptions Read()
    {
        ReportUnknown();
        var contract = EmbeddedContract.Current;
        var variant = _reader.Read(Settings.Variant, contract.FindVariant(Settings.Variant.Default)!, name =>
            contract.FindVariant(name.ToLowerInvariant()) is { } found
                ? (found, null)
                : (null, $"give one of {string.Join(", ", contract.Variants.Select(v => v.Name))}"));
        var users = ReadUsers();
        var options = new DaemonOptions(
            variant.Name, ReadRadio(variant), ReadHttp(users.Count > 0), ReadDevice(), ReadStorage(), users, ReadLog())
        {
            Push = ReadPush(),
            RadioTrace = ReadWritableFile(Settings.RadioTrace),
            IdentifyLed = _reader.Read(Settings.IdentifyLed, (string?)null, static folder => File.Exists(Path.Combine(folder, "brightness"))
                ? (folder, null)
                : (null, "give the folder of an LED, one with a file 'brightness' in it; there are those in /sys/class/leds")),
        };
        return _reader.Problems.Count == 0 ? options : throw new ConfigurationException(_reader.Problems);
    }

    private static (IPEndPoint? EndPoint, string? Fix) ParseEndPoint(string text)
    {
        const string Fix = "give ADDRESS:PORT, such as 127.0.0.1:8080, [::1]:8080 or *:8080";
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port))
        {
            return (null, Fix);
        }

        return text[..colon].Trim() switch
        {
            "*" => (new IPEndPoint(IPAddress.IPv6Any, port), null),
            "localhost" => (new IPEndPoint(IPAddress.Loopback, port), null),
            ['[', .., ']'] bracketed when IPAddress.TryParse(bracketed, out var address) => (new IPEndPoint(address, port), null),
            var host when !host.Contains(':', StringComparison.Ordinal) && host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var address) =>
                (new IPEndPoint(address, port), null),
            _ => (null, Fix),
        };
    }

    private static string Word<T>(IReadOnlyDictionary<string, T> words, T value) => words.First(word => Equals(word.Value, value)).Key;

    private void ReportUnknown()
    {
        foreach (var (key, origin) in sources.Keys)
        {
            if (!IsKnown(key))
            {
                var nearest = Settings.All.Select(s => s.Key).MinBy(known => Spelling.Distance(known, key))!;
                var hint = Spelling.Distance(nearest, key) <= 3 ? $"did you mean '{nearest}'?" : "remove it, or see --help for those there are";
                _reader.Report(key, null, origin, $"there is no such setting; {hint}");
            }
        }
    }

    private static bool IsKnown(string key)
    {
        var parts = key.Split(':');
        return parts[0].Equals(Settings.Users, StringComparison.OrdinalIgnoreCase)
            || Settings.All.Any(setting => key.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)
                || (setting.IsList && key.StartsWith(setting.Key + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(parts[^1], out _)));
    }

    private RadioOptions ReadRadio(VariantDefinition variant)
    {
        var baudRate = _reader.ReadInteger(Settings.RadioBaudRate, 115200, 1200, 921600);
        var flowControl = _reader.ReadChoice(Settings.RadioFlowControl, Handshake.RequestToSend, FlowControls);
        var simulated = ReadSimulation(variant);
        return _reader.Read<RadioOptions>(Settings.RadioPort, simulated, text =>
        {
            if (text.Equals(Simulated, StringComparison.OrdinalIgnoreCase))
            {
                return (simulated, null);
            }

            if (text.StartsWith(TcpPrefix, StringComparison.OrdinalIgnoreCase))
            {
                return TcpTransport.TryParse(text[TcpPrefix.Length..], out var host, out var port)
                    ? (new RadioOptions.Tcp(host, port), null)
                    : (null, "give tcp://HOST:PORT, such as tcp://192.168.1.20:9750");
            }

            // Whether the device is there does not matter: it may be plugged in later.
            return text.StartsWith('/')
                ? (new RadioOptions.Serial(text, baudRate, flowControl), null)
                : (null, "give the path of a device such as /dev/ttyUSB0, tcp://HOST:PORT, or 'simulated'");
        });
    }

    private RadioOptions.Simulated ReadSimulation(VariantDefinition variant)
    {
        var home = _reader.Read(Settings.SimulationHome, HomeDescription.Default, path =>
        {
            try
            {
                return (HomeDescription.Parse(File.ReadAllText(path)), null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return (null, $"the file cannot be read: {e.Message}");
            }
            catch (HomeDescriptionException e)
            {
                return (null, e.Message);
            }
        });
        var line = _reader.Read<PortDescription>(Settings.SimulationPort, new PortDescription.PseudoTerminal(), text =>
            PortDescription.TryParse(text, out var port) ? (port, null) : (null, "give pty, pty:LINK or tcp://ADDRESS:PORT"));
        var role = variant.IsCoordinator ? HomeVariant.EsiCoordinator : Enum.Parse<HomeVariant>(variant.Name.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);
        var control = _reader.Read<IPEndPoint?>(Settings.SimulationControl, null, static text =>
            ControlPort.TryParse(text, out var endPoint) ? (endPoint, null) : (null, "give ADDRESS:PORT of a loopback address, such as 127.0.0.1:9760"));
        var scenario = _reader.Read<string?>(Settings.SimulationScenario, null, static path =>
        {
            try
            {
                Scenario.Parse(File.ReadAllText(path));
                return (path, null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return (null, $"the file cannot be read: {e.Message}");
            }
            catch (HomeCommandException e)
            {
                return (null, e.Message);
            }
        });
        var speed = _reader.ReadInteger(Settings.SimulationSpeed, 1, 1, (int)AcceleratedTimeProvider.MaximumFactor);
        return new RadioOptions.Simulated(home with { Variant = role }, line, control, scenario, speed);
    }

    private HttpOptions ReadHttp(bool hasUsers)
    {
        var listen = _reader.ReadList(Settings.HttpListen, [DefaultListen], ParseEndPoint);
        if (listen.Count == 0 && _reader.Problems.All(p => p.Setting != Settings.HttpListen.Key))
        {
            _reader.Report(Settings.HttpListen, string.Empty, "give at least one ADDRESS:PORT, such as 127.0.0.1:8080");
        }

        RequireUsers(Settings.HttpListen, listen, hasUsers);
        return new HttpOptions(
            listen,
            _reader.ReadInteger(Settings.HttpMaximumRequestBytes, 1024 * 1024, 1024, 64 * 1024 * 1024),
            TimeSpan.FromSeconds(_reader.ReadInteger(Settings.HttpRequestTimeout, 30, 1, 3600)))
        {
            Https = ReadHttps(hasUsers),
        };
    }

    private void RequireUsers(Setting setting, IReadOnlyList<IPEndPoint> listen, bool hasUsers)
    {
        foreach (var endPoint in listen.Where(e => !hasUsers && !IPAddress.IsLoopback(e.Address)))
        {
            _reader.Report(
                setting,
                endPoint.ToString(),
                "without users only a loopback address such as 127.0.0.1:8080 may be listened on; add a user to 'users' with a hash from 'seframeworkd hash-password'");
        }
    }

    private HttpsOptions? ReadHttps(bool hasUsers)
    {
        var listen = _reader.ReadList(Settings.HttpsListen, [], ParseEndPoint);
        RequireUsers(Settings.HttpsListen, listen, hasUsers);
        var password = ReadSecret(Settings.HttpsPasswordFile);
        var key = _reader.Read<string?>(Settings.HttpsKey, null, static path => File.Exists(path) ? (path, null) : (null, "there is no such file"));
        var certificate = _reader.Read<X509Certificate2?>(Settings.HttpsCertificate, null, path =>
        {
            try
            {
                return CertificateFiles.Load(path, key, password) is { HasPrivateKey: true } loaded
                    ? (loaded, null)
                    : (null, $"it has no private key; name the file with the key in {Settings.HttpsKey.Key}");
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                return (null, $"it cannot be read: {e.Message.TrimEnd('.')}; see {Settings.HttpsKey.Key} and {Settings.HttpsPasswordFile.Key}");
            }
        });
        if (listen.Count > 0 && certificate is null && _reader.Problems.All(p => p.Setting != Settings.HttpsCertificate.Key))
        {
            _reader.Report(Settings.HttpsListen, listen[0].ToString(), $"give {Settings.HttpsCertificate.Key}, too; 'seframeworkd make-certificate' makes one");
        }

        return listen.Count == 0 || certificate is null ? null : new HttpsOptions(listen, certificate);
    }

    private string? ReadSecret(Setting setting) => _reader.Read<string?>(setting, null, static path =>
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() is { Length: > 0 } line ? (line, null) : (null, "write the password into the first line of the file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"the file cannot be read: {e.Message}");
        }
    });

    private DeviceId ReadDevice()
    {
        if (_reader.IsSet(Settings.DeviceId) && _reader.IsSet(Settings.DeviceEthernetAddress))
        {
            _reader.Report(Settings.DeviceId, sources.Find(Settings.DeviceId.Key)!.Value.Value, $"give it or {Settings.DeviceEthernetAddress.Key}, not both");
        }

        var fromAddress = _reader.Read<DeviceId?>(Settings.DeviceEthernetAddress, null, text =>
            EthernetAddress.TryParse(text, out var address)
                ? (Rpc.Envelopes.DeviceId.FromEthernetAddress(address), null)
                : (null, "give six bytes, such as 00:40:9D:11:22:33"));
        return _reader.Read<DeviceId?>(Settings.DeviceId, null, text =>
            Rpc.Envelopes.DeviceId.TryParse(text, out var id)
                ? (id, null)
                : (null, "give 32 hexadecimal digits, such as 00000000-00000000-00409DFF-FF112233"))
            ?? fromAddress
            ?? Rpc.Envelopes.DeviceId.FromEthernetAddress(surroundings.EthernetAddress());
    }

    private string ReadStorage()
    {
        var directory = _reader.Read(Settings.StorageDirectory, surroundings.StateDirectory(sources.HasFile), static text =>
            Path.IsPathRooted(text) ? (text, null) : (null, "give an absolute path"));
        if (Surroundings.WhyNotWritable(directory) is { } reason)
        {
            _reader.Report(Settings.StorageDirectory, directory, $"{reason}; make the folder and give it to the user that the daemon runs as, or choose another");
        }

        return directory;
    }

    private PushOptions? ReadPush()
    {
        var server = _reader.Read<Uri?>(Settings.PushServer, null, static text =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0 && uri.Query.Length == 0
                ? (uri, null)
                : (null, "give an address such as https://headend.example/files, without a user in it"));
        var user = _reader.Read<string?>(Settings.PushUser, null, static text =>
            text.Contains(':', StringComparison.Ordinal) ? (null, "give a name without a colon") : (text, null));
        var password = ReadSecret(Settings.PushPasswordFile);
        if (server is null)
        {
            return null;
        }

        if (user is null != password is null && _reader.Problems.All(p => p.Setting != Settings.PushPasswordFile.Key))
        {
            _reader.Report(Settings.PushUser, user ?? string.Empty, $"give it and {Settings.PushPasswordFile.Key}, or neither");
        }
        else if (user is not null && server.Scheme != Uri.UriSchemeHttps && !server.IsLoopback)
        {
            _reader.Report(Settings.PushServer, server.ToString(), "a password is sent over HTTPS only; give an https:// address");
        }

        return new PushOptions(server, user, password);
    }

    private LogOptions ReadLog()
    {
        var level = _reader.ReadChoice(Settings.LogLevel, LogLevel.Information, LogLevels);
        return new LogOptions(level, ReadWritableFile(Settings.LogFile));
    }

    private string? ReadWritableFile(Setting setting) => _reader.Read<string?>(setting, null, static text =>
        !Path.IsPathRooted(text) ? (null, "give an absolute path")
        : Surroundings.WhyNotWritable(Path.GetDirectoryName(text)!) is { } reason ? (null, reason)
        : (text, null));

    private List<UserOptions> ReadUsers()
    {
        var users = new List<UserOptions>();
        if (sources.FindSections(Settings.Users) is not var (sections, origin))
        {
            return users;
        }

        foreach (var section in sections)
        {
            if (ReadUser(section, origin) is { } user)
            {
                users.Add(user);
            }
        }

        foreach (var twice in users.GroupBy(u => u.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            _reader.Report(Settings.Users, twice.Key, origin, "the name is there twice; remove one of them");
        }

        return users;
    }

    private UserOptions? ReadUser(IConfigurationSection section, string origin)
    {
        const string NameField = "name";
        const string HashField = "passwordHash";
        const string RoleField = "role";
        var problemsBefore = _reader.Problems.Count;
        foreach (var field in section.GetChildren().Where(f => !new[] { NameField, HashField, RoleField }.Contains(f.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _reader.Report(field.Path, null, origin, $"a user has {NameField}, {HashField} and {RoleField}, nothing else");
        }

        var name = section[NameField]?.Trim() ?? string.Empty;
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal))
        {
            _reader.Report($"{section.Path}:{NameField}", name, origin, "give the user a name without a colon");
        }

        var hash = section[HashField]?.Trim() ?? string.Empty;
        if (!PasswordHash.IsWellFormed(hash))
        {
            // What stands here may be a password that somebody forgot to hash: it is not shown.
            _reader.Report($"{section.Path}:{HashField}", null, origin, "give what 'seframeworkd hash-password' prints");
        }

        var role = UserRole.Operate;
        if (section[RoleField] is { } roleText && !UserRoles.TryParse(roleText, out role))
        {
            _reader.Report($"{section.Path}:{RoleField}", roleText, origin, $"give one of {string.Join(", ", UserRoles.Names)}");
        }

        return _reader.Problems.Count == problemsBefore ? new UserOptions(name, hash, role) : null;
    }
}
