using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Cli.Setup;
using SEFramework.Daemon.Authentication;
using SEFramework.Daemon.Http;
using SEFramework.Simulator.Home;

namespace SEFramework.Cli.Tests.Setup;

/// <summary>sefctl setup, by options, by questions, and as the package calls it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SetupCommandTests
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("seframework-setup");

    private string ConfigurationFile => Path.Combine(_root.FullName, "seframework.json");

    [TestCleanup]
    public void Delete() => _root.Delete(recursive: true);

    [TestMethod]
    public async Task Options_change_what_they_name_and_nothing_else()
    {
        await File.WriteAllTextAsync(ConfigurationFile, """
            {
              // a comment
              "Radio": { "port": "/dev/ttyUSB7", "baudRate": 9600 },
              "log": { "level": "debug" },
            }
            """);
        var (code, _, error) = await RunAsync("s3cret\n", "--variant", "IPD-router", "--listen", "*:8080,[::1]:81", "--user", "head-end", "--role", "read-only");
        Assert.AreEqual(0, code, error);
        var root = Read();
        Assert.AreEqual("ipd-router", (string?)root["variant"]);
        Assert.AreEqual("/dev/ttyUSB7", (string?)root["Radio"]!["port"]);
        Assert.AreEqual(9600, (int?)root["Radio"]!["baudRate"]);
        Assert.AreEqual("debug", (string?)root["log"]!["level"]);
        CollectionAssert.AreEqual(new[] { "*:8080", "[::1]:81" }, root["http"]!["listen"]!.AsArray().Select(static n => (string?)n).ToArray());
        var user = root["users"]![0]!;
        Assert.AreEqual("read-only", (string?)user["role"]);
        Assert.IsTrue(PasswordHash.Verify((string)user["passwordHash"]!, "s3cret"));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(ConfigurationFile));
    }

    [TestMethod]
    public async Task A_user_gets_another_password_keeps_the_role_and_is_removed()
    {
        await RunAsync("first\n", "--user", "a", "--role", "read-only");
        var password = Path.Combine(_root.FullName, "password");
        await File.WriteAllTextAsync(password, "second\nnot the password\n");
        var (code, _, error) = await RunAsync(string.Empty, "--user", "a", "--password-file", password);
        Assert.AreEqual(0, code, error);
        var user = Read()["users"]!.AsArray().Single()!;
        Assert.IsTrue(PasswordHash.Verify((string)user["passwordHash"]!, "second"));
        Assert.AreEqual("read-only", (string?)user["role"]);
        Assert.AreEqual(0, (await RunAsync(string.Empty, "--remove-user", "a")).Code);
        Assert.IsEmpty(Read()["users"]!.AsArray());
    }

    [TestMethod]
    [DataRow("--variant", "meter", "give one of esi-coordinator")]
    [DataRow("--listen", "*:8080", "without users only a loopback address")]
    [DataRow("--radio", "ttyUSB0", "give the path of a device")]
    [DataRow("--remove-user", "nobody", "There is no user 'nobody'")]
    [DataRow("--user", "a", "No password was given")]
    public async Task What_cannot_be_is_refused_and_nothing_is_written(string option, string value, string expected)
    {
        await File.WriteAllTextAsync(ConfigurationFile, """{"variant":"esi-router"}""");
        var (code, _, error) = await RunAsync(string.Empty, option, value);
        Assert.AreEqual(1, code);
        Assert.Contains(expected, error);
        Assert.Contains("Nothing was changed", error);
        Assert.AreEqual("""{"variant":"esi-router"}""", await File.ReadAllTextAsync(ConfigurationFile));
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("""{"a":1,"a":2}""")]
    public async Task A_file_that_cannot_be_read_is_left_alone(string text)
    {
        await File.WriteAllTextAsync(ConfigurationFile, text);
        var (code, _, error) = await RunAsync(string.Empty, "--variant", "esi-router");
        Assert.AreEqual(1, code);
        Assert.Contains(ConfigurationFile, error);
        Assert.AreEqual(text, await File.ReadAllTextAsync(ConfigurationFile));
    }

    [TestMethod]
    public async Task Questions_take_numbers_and_text_and_Enter_keeps_what_is()
    {
        await File.WriteAllTextAsync(ConfigurationFile, """{"http":{"listen":["127.0.0.1:81"]}}""");
        var (code, output, error) = await RunAsync("2\ntcp://10.0.0.7:9750\n\nconsole\npass\n");
        Assert.AreEqual(0, code, error);
        Assert.Contains("Address and port to listen on; *:8080 lets other machines in [127.0.0.1:81]", output);
        Assert.Contains("sefctl convert --from esi-coordinator --to esi-router", output);
        var root = Read();
        Assert.AreEqual("esi-router", (string?)root["variant"]);
        Assert.AreEqual("tcp://10.0.0.7:9750", (string?)root["radio"]!["port"]);
        Assert.AreEqual("127.0.0.1:81", (string?)root["http"]!["listen"]!.AsArray().Single());
        Assert.AreEqual("console", (string?)root["users"]![0]!["name"]);
    }

    [TestMethod]
    public async Task A_door_over_tls_takes_the_certificate_beside_the_configuration_but_no_other()
    {
        string[] arguments = ["--user", "a", "--tls-listen", "*:8443"];
        var (code, _, error) = await RunAsync("s3cret\n", arguments);
        Assert.AreEqual(1, code);
        Assert.Contains("https:certificate", error);
        var folder = Path.Combine(_root.FullName, "tls");
        CertificateFiles.Create(folder, ["localhost"], TimeProvider.System.GetUtcNow());
        (code, _, error) = await RunAsync("s3cret\n", arguments);
        Assert.AreEqual(0, code, error);
        Assert.AreEqual("*:8443", (string?)Read()["https"]!["listen"]!.AsArray().Single());
        Assert.AreEqual(Path.Combine(folder, "certificate.pem"), (string?)Read()["https"]!["certificate"]);
        await File.WriteAllTextAsync(ConfigurationFile, (await File.ReadAllTextAsync(ConfigurationFile)).Replace("/tls/certificate", "/tls/../tls/certificate", StringComparison.Ordinal));
        (code, _, error) = await RunAsync(string.Empty, "--tls-listen", "127.0.0.1:8444");
        Assert.AreEqual(0, code, error);
        Assert.AreEqual(Path.Combine(folder, "../tls/certificate.pem"), (string?)Read()["https"]!["certificate"]);
    }

    [TestMethod]
    public async Task A_door_over_tls_is_asked_for_where_there_is_a_certificate()
    {
        CertificateFiles.Create(Path.Combine(_root.FullName, "tls"), ["localhost"], TimeProvider.System.GetUtcNow());
        var (code, output, error) = await RunAsync("\n\n\n127.0.0.1:8444\n\n");
        Assert.AreEqual(0, code, error);
        Assert.Contains("The same with TLS [127.0.0.1:8443]", output);
        Assert.AreEqual("127.0.0.1:8444", (string?)Read()["https"]!["listen"]!.AsArray().Single());
    }

    [TestMethod]
    public async Task Answers_that_end_change_nothing()
    {
        var (code, _, error) = await RunAsync("2\n");
        Assert.AreEqual(1, code);
        Assert.Contains("The answers ended", error);
        Assert.IsFalse(File.Exists(ConfigurationFile));
    }

    [TestMethod]
    public async Task A_first_installation_without_a_radio_is_simulated_and_on_loopback()
    {
        var (code, _, error) = await RunAsync(string.Empty, "--first-installation");
        Assert.AreEqual(0, code, error);
        var root = Read();
        Assert.AreEqual("esi-coordinator", (string?)root["variant"]);
        Assert.AreEqual("simulated", (string?)root["radio"]!["port"]);
        Assert.StartsWith("127.0.0.1:80", (string?)root["http"]!["listen"]!.AsArray().Single()!);
        var before = await File.ReadAllTextAsync(ConfigurationFile);
        Assert.AreEqual(1, (await RunAsync(string.Empty, "--first-installation")).Code);
        Assert.AreEqual(before, await File.ReadAllTextAsync(ConfigurationFile));
    }

    [TestMethod]
    public async Task A_first_installation_with_a_certificate_answers_over_tls_as_well()
    {
        var folder = Path.Combine(_root.FullName, "tls");
        CertificateFiles.Create(folder, ["localhost"], TimeProvider.System.GetUtcNow());
        var (code, _, error) = await RunAsync(string.Empty, "--first-installation");
        Assert.AreEqual(0, code, error);
        var https = Read()["https"]!;
        Assert.StartsWith("127.0.0.1:84", (string?)https["listen"]!.AsArray().Single()!);
        Assert.AreEqual(Path.Combine(folder, "certificate.pem"), (string?)https["certificate"]);
        Assert.AreEqual(Path.Combine(folder, "key.pem"), (string?)https["key"]);
    }

    [TestMethod]
    [DataRow("--first-installation", "", "usb-Digi_XBIB-U-DEV_123-if00-port0")]
    [DataRow("--radio", "auto", "usb-1a86_USB_Serial-if00-port0")]
    public async Task A_module_that_answers_is_found(string option, string value, string adapter)
    {
        using var home = SimulatedHome.Build(HomeDescription.Default, TimeProvider.System, NullLogger.Instance);
        await using var module = await SimulationHost.StartAsync(home, new PortDescription.PseudoTerminal(), NullLogger.Instance);
        var byId = Directory.CreateDirectory(Path.Combine(_root.FullName, "dev/serial/by-id"));
        var port = Path.Combine(byId.FullName, adapter);
        File.CreateSymbolicLink(port, module.PortName);
        string[] arguments = value.Length == 0 ? [option] : [option, value];
        var (code, output, error) = await RunAsync(string.Empty, arguments);
        Assert.AreEqual(0, code, output + error);
        var radio = Read()["radio"]!;
        Assert.AreEqual(port, (string?)radio["port"]);
        Assert.AreEqual(115200, (int?)radio["baudRate"]);
    }

    [TestMethod]
    public async Task A_port_that_another_program_has_open_is_not_asked()
    {
        var device = Path.Combine(_root.FullName, "dev/ttyUSB0");
        var byId = Directory.CreateDirectory(Path.Combine(_root.FullName, "dev/serial/by-id"));
        await File.WriteAllTextAsync(device, string.Empty);
        File.CreateSymbolicLink(Path.Combine(byId.FullName, "usb-FTDI_cable-if00-port0"), device);
        var process = Directory.CreateDirectory(Path.Combine(_root.FullName, "proc/4711/fd"));
        File.CreateSymbolicLink(Path.Combine(process.FullName, "3"), device);
        var (code, output, error) = await RunAsync(string.Empty, "--radio", "auto");
        Assert.AreEqual(1, code);
        Assert.Contains("another program has it open", output);
        Assert.Contains("No XBee answers", error);
    }

    [TestMethod]
    public async Task A_port_that_nobody_answers_at_is_no_radio()
    {
        var byId = Directory.CreateDirectory(Path.Combine(_root.FullName, "dev/serial/by-id"));
        File.CreateSymbolicLink(Path.Combine(byId.FullName, "usb-FTDI_cable-if00-port0"), "/dev/null");
        var (code, _, error) = await RunAsync(string.Empty, "--first-installation");
        Assert.AreEqual(0, code, error);
        Assert.AreEqual("simulated", (string?)Read()["radio"]!["port"]);
    }

    [TestMethod]
    public async Task Show_says_how_it_is_and_what_can_be_done()
    {
        var (code, output, _) = await RunAsync(string.Empty, "--show");
        Assert.AreEqual(0, code);
        Assert.Contains("esi-coordinator at http://127.0.0.1:8080, on a simulated home", output);
        Assert.Contains("No password is set", output);
        Assert.IsFalse(File.Exists(ConfigurationFile));
    }

    private JsonNode Read() => JsonNode.Parse(File.ReadAllText(ConfigurationFile))!;

    private async Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var terminal = new Terminal(input);
        var code = await SetupCommand.Create(new RadioSearch(_root.FullName)).Parse(["--config", ConfigurationFile, .. arguments]).InvokeAsync();
        return (code, terminal.Output, terminal.Error);
    }
}
