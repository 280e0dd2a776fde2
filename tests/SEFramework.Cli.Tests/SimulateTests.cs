using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SEFramework.Cli.Tests;

/// <summary>sefctl simulate as a program of its own: the module's line, the control port, a scenario.</summary>
[TestClass]
public sealed class SimulateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sefctl-simulate");

    private Process? _process;

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void CleanUp()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _directory.Delete(recursive: true);
    }

    [TestMethod]
    public async Task It_serves_the_module_takes_commands_plays_a_scenario_and_ends_on_SIGTERM()
    {
        var scenario = Path.Combine(_directory.FullName, "story.txt");
        await File.WriteAllTextAsync(scenario, "at 3600 silence thermostat # a second at this speed\nat 3601 leave nobody\n", TestContext.CancellationToken);
        var process = Start("--port", "tcp://0", "--control", "0", "--speed", "3600", "--scenario", scenario);
        var module = await ReadAsync(process.StandardOutput, "The module is at tcp://127.0.0.1:");
        var control = await ReadAsync(process.StandardOutput, "Commands are taken at ");
        using var client = new HttpClient { BaseAddress = new Uri(control) };

        // The module answers an AT command on its line: AP is 1.
        using var line = new TcpClient();
        await line.ConnectAsync("127.0.0.1", int.Parse(module.Split(':')[0], CultureInfo.InvariantCulture), TestContext.CancellationToken);
        await line.GetStream().WriteAsync(Convert.FromHexString("7E00040801415065"), TestContext.CancellationToken);
        var received = new List<byte>();
        var buffer = new byte[64];
        while (!Convert.ToHexString([.. received]).Contains("7E00068801415000", StringComparison.Ordinal))
        {
            var count = await line.GetStream().ReadAsync(buffer, TestContext.CancellationToken).AsTask().WaitAsync(Patience);
            Assert.AreNotEqual(0, count, "the module hung up");
            received.AddRange(buffer.AsSpan(0, count));
        }

        using var command = new StringContent("move meter 1A2B", Encoding.UTF8);
        using var reply = await client.PostAsync("/", command, TestContext.CancellationToken);
        Assert.IsTrue(reply.IsSuccessStatusCode);
        Assert.Contains("There is no device 'nobody'", await ReadAsync(process.StandardError, "line 2 of the scenario: "));
        using var state = JsonDocument.Parse(await client.GetStringAsync("/", TestContext.CancellationToken));
        Assert.AreEqual("1A2B", state.RootElement.GetProperty("devices")[0].GetProperty("nwk").GetString());
        Assert.IsTrue(state.RootElement.GetProperty("devices")[1].GetProperty("isSilent").GetBoolean());

        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.CancellationToken).WaitAsync(Patience);
        Assert.AreEqual(0, process.ExitCode);
    }

    [TestMethod]
    [DataRow("--control is '0.0.0.0:80'", "--control", "0.0.0.0:80")]
    [DataRow("--speed is 0", "--speed", "0")]
    [DataRow("--port is 'nowhere'", "--port", "nowhere")]
    [DataRow("Line 1: Write 'leave DEVICE'", "--scenario", "at 1 leave")]
    [DataRow("servicesInterface.channel", "--home", "{\"variant\":\"esi-router\",\"servicesInterface\":{\"channel\":9}}")]
    public async Task What_cannot_be_used_is_named(string named, string option, string value)
    {
        if (option is "--scenario" or "--home")
        {
            var file = Path.Combine(_directory.FullName, "file");
            await File.WriteAllTextAsync(file, value, TestContext.CancellationToken);
            value = file;
        }

        var process = Start(option, value);
        Assert.Contains(named, await process.StandardError.ReadToEndAsync(TestContext.CancellationToken).WaitAsync(Patience));
        await process.WaitForExitAsync(TestContext.CancellationToken).WaitAsync(Patience);
        Assert.AreEqual(1, process.ExitCode);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sefctl.dll"), "simulate", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return _process = Process.Start(start)!;
    }

    // What follows the text on the first line that has it.
    private async Task<string> ReadAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync(TestContext.CancellationToken).AsTask().WaitAsync(Patience) is { } line)
        {
            var place = line.IndexOf(text, StringComparison.Ordinal);
            if (place >= 0)
            {
                return line[(place + text.Length)..];
            }
        }

        throw new AssertFailedException($"The program ended without '{text}'.");
    }
}
