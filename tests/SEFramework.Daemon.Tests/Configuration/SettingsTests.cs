using System.Globalization;
using SEFramework.Daemon.CommandLine;
using SEFramework.Daemon.Configuration;

namespace SEFramework.Daemon.Tests.Configuration;

/// <summary>Every setting of the table, from every place it may stand, as --check-config and --help tell of it.</summary>
[TestClass]
public sealed class SettingsTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");

    public static IEnumerable<object[]> Rows =>
    [
        ["variant", "ipd-router", "esi-gateway", "esi-coordinator"],
        ["radio:port", "/dev/ttyUSB0", "COM3", "/dev/ttyUSB0"],
        ["radio:port", "tcp://192.168.1.20:9750", "tcp://192.168.1.20", "tcp://HOST:PORT"],
        ["radio:baudRate", "9600", "fast", "1200"],
        ["radio:baudRate", "1200", "1199", "1200"],
        ["radio:flowControl", "none", "software", "hardware"],
        ["radio:trace", "FILE", "/proc/none/trace", "radio:trace"],
        ["http:listen", "127.0.0.1:9000", "9000", "ADDRESS:PORT"],
        ["http:listen", "[::1]:9000", "0.0.0.0:9000", "without users"],
        ["https:listen", "127.0.0.1:8443", "8443", "ADDRESS:PORT"],
        ["https:certificate", "CERTIFICATE", "/nowhere.pem", "cannot be read"],
        ["https:key", "SCENARIO", "/nowhere.pem", "no such file"],
        ["https:passwordFile", "SCENARIO", "/nowhere.txt", "cannot be read"],
        ["http:maximumRequestBytes", "1024", "1023", "1024"],
        ["http:requestTimeout", "3600", "3601", "3600"],
        ["device:ethernetAddress", "00-40-9D-12-34-56", "00:40:9D", "00:40:9D"],
        ["device:id", "00000000-00000000-00409DFF-FF123456", "x", "device:id"],
        ["storage:directory", "STATE", "/proc/none", "cannot be written to"],
        ["push:server", "https://headend.example/files", "ftp://headend.example", "https://"],
        ["push:user", "pusher", "pusher:secret", "without a colon"],
        ["push:passwordFile", "SCENARIO", "/nowhere.txt", "cannot be read"],
        ["identify:led", "LED", "/nowhere", "/sys/class/leds"],
        ["log:level", "debug", "loud", "trace"],
        ["log:file", "FILE", "/proc/none/file.log", "log:file"],
        ["simulation:home", "HOME", "/nowhere.json", "cannot be read"],
        ["simulation:port", "tcp://127.0.0.1:0", "serial", "pty"],
        ["simulation:control", "127.0.0.1:0", "192.168.1.1:80", "loopback"],
        ["simulation:scenario", "SCENARIO", "/nowhere.txt", "cannot be read"],
        ["simulation:speed", "3600", "0", "3600"],
    ];

    [TestCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task A_good_value_is_taken_and_a_bad_one_named_with_its_place_and_the_fix(string key, string good, string bad, string fix)
    {
        good = Place(good);
        string[] others = key == "https:listen" ? ["--https:certificate", Place("CERTIFICATE")] : [];
        var (taken, takenText) = await CheckAsync([$"--{key}", good, .. others]);
        Assert.AreEqual(0, taken, takenText);

        var (refused, onCommandLine) = await CheckAsync($"--{key}", bad);
        Assert.AreEqual(DaemonCommand.BadConfiguration, refused);
        StringAssert.StartsWith(onCommandLine, $"{key} is '{bad}' (on the command line): ");
        StringAssert.Contains(onCommandLine, fix);

        var file = File(key, bad);
        var (_, inFile) = await CheckAsync("--config", file);
        StringAssert.StartsWith(inFile, $"{key} is '{bad}' (in {file}): ");

        // What is stronger is used, and then the weaker value does not matter.
        Assert.AreEqual(0, (await CheckAsync(["--config", file, $"--{key}", good, .. others])).Code);
    }

    [TestMethod]
    public void Every_setting_has_a_row_here() => CollectionAssert.AreEquivalent(
        Settings.All.Select(static s => s.Key).ToArray(), Rows.Select(static r => (string)r[0]).Distinct().ToArray());

    [TestMethod]
    public async Task Help_names_every_setting_its_short_name_and_its_default()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var code = await new DaemonCommand(TextReader.Null, output, output, Surroundings.Current).InvokeAsync(["--help"], CancellationToken.None);
        Assert.AreEqual(0, code);
        var help = output.ToString();
        foreach (var setting in Settings.All)
        {
            StringAssert.Contains(help, "--" + setting.Key);
            StringAssert.Contains(help, setting.Summary);
            StringAssert.Contains(help, $"[default: {setting.Default}]");
            if (setting.ShortName is { } name)
            {
                StringAssert.Contains(help, "--" + name);
            }
        }
    }

    [TestMethod]
    public async Task The_environment_is_stronger_than_the_file_and_weaker_than_the_command_line()
    {
        const string Variable = "SEFRAMEWORK__SIMULATION__SPEED";
        var file = File("simulation:speed", "10");
        Environment.SetEnvironmentVariable(Variable, "0");
        try
        {
            var (_, text) = await CheckAsync("--config", file);
            StringAssert.StartsWith(text, "SIMULATION:SPEED is '0' (in the environment): ", StringComparison.OrdinalIgnoreCase);
            Assert.AreEqual(0, (await CheckAsync("--config", file, "--speed", "20")).Code);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [TestMethod]
    [DataRow("--config", "/nowhere/x.json", "does not exist")]
    [DataRow("--config", "NOTJSON", "is not JSON")]
    public async Task A_file_that_cannot_be_used_is_named(string option, string file, string fix)
    {
        if (file == "NOTJSON")
        {
            file = Path.Combine(_folder.FullName, "bad.json");
            await System.IO.File.WriteAllTextAsync(file, "{ \"variant\": ");
        }

        var (code, text) = await CheckAsync(option, file);
        Assert.AreEqual(DaemonCommand.BadConfiguration, code);
        StringAssert.Contains(text, file);
        StringAssert.Contains(text, fix);
    }

    [TestMethod]
    public async Task A_misspelt_setting_is_named_with_the_right_one()
    {
        var (code, text) = await CheckAsync("--config", File("radio:baudrates", "9600"));
        Assert.AreEqual(DaemonCommand.BadConfiguration, code);
        StringAssert.Contains(text, "did you mean 'radio:baudRate'?");
    }

    [TestMethod]
    [DataRow("""{ "users": [ { "name": "a:b", "passwordHash": "HASH", "role": "operate" } ] }""", "users:0:name")]
    [DataRow("""{ "users": [ { "name": "a", "passwordHash": "secret", "role": "operate" } ] }""", "users:0:passwordHash")]
    [DataRow("""{ "users": [ { "name": "a", "passwordHash": "HASH", "role": "admin" } ] }""", "users:0:role")]
    [DataRow("""{ "users": [ { "name": "a", "passwordHash": "HASH" }, { "name": "a", "passwordHash": "HASH" } ] }""", "users is 'a'")]
    [DataRow("""{ "users": [ { "passwordHash": "HASH" } ] }""", "users:0:name")]
    public async Task A_user_that_cannot_be_is_named_and_no_hash_is_shown(string json, string setting)
    {
        var file = Path.Combine(_folder.FullName, "users.json");
        await System.IO.File.WriteAllTextAsync(file, json.Replace("HASH", SEFramework.Daemon.Authentication.PasswordHash.Create("p"), StringComparison.Ordinal));
        var (code, text) = await CheckAsync("--config", file);
        Assert.AreEqual(DaemonCommand.BadConfiguration, code, text);
        StringAssert.StartsWith(text, setting);
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain("pbkdf2", text, StringComparison.OrdinalIgnoreCase);
    }

    private string Place(string value)
    {
        switch (value)
        {
            case "STATE":
                return Path.Combine(_folder.FullName, "state");
            case "FILE":
                return Path.Combine(_folder.FullName, "daemon.log");
            case "HOME":
                var home = Path.Combine(_folder.FullName, "home.json");
                System.IO.File.WriteAllText(home, "{}");
                return home;
            case "CERTIFICATE":
                var tls = Path.Combine(_folder.FullName, "tls");
                if (!Directory.Exists(tls))
                {
                    SEFramework.Daemon.Http.CertificateFiles.Create(tls, ["localhost"], DateTimeOffset.UnixEpoch);
                }

                var both = Path.Combine(tls, "both.pem");
                System.IO.File.WriteAllText(both, System.IO.File.ReadAllText(Path.Combine(tls, "certificate.pem")) + System.IO.File.ReadAllText(Path.Combine(tls, "key.pem")));
                return both;
            case "LED":
                System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "brightness"), "0");
                return _folder.FullName;
            case "SCENARIO":
                var scenario = Path.Combine(_folder.FullName, "scenario.txt");
                System.IO.File.WriteAllText(scenario, "at 1 silence meter\n");
                return scenario;
            default:
                return value;
        }
    }

    private string File(string key, string value)
    {
        var parts = key.Split(':');
        var text = $"\"{value}\"";
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            text = $"{{ \"{parts[i]}\": {text} }}";
        }

        var path = Path.Combine(_folder.FullName, "seframework.json");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private async Task<(int Code, string Text)> CheckAsync(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var all = arguments.Contains("--storage:directory") || SaysStorage(arguments) ? arguments : [.. arguments, "--data", Path.Combine(_folder.FullName, "data")];
        var code = await new DaemonCommand(TextReader.Null, output, output, Surroundings.Current).InvokeAsync([.. all, "--check-config"], CancellationToken.None);
        return (code, output.ToString());
    }

    private static bool SaysStorage(string[] arguments) => Array.IndexOf(arguments, "--config") is >= 0 and var at
        && System.IO.File.Exists(arguments[at + 1])
        && System.IO.File.ReadAllText(arguments[at + 1]).Contains("\"storage\"", StringComparison.Ordinal);
}
