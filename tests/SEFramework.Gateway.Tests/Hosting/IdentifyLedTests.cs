using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Gateway.Hosting;
using SEFramework.Gateway.Tests.Network;
using SEFramework.Testing;

namespace SEFramework.Gateway.Tests.Hosting;

/// <summary>The LED that blinks while the gateway identifies itself: reference 03, section 4.1.</summary>
[TestClass]
public sealed class IdentifyLedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seframework-test");
    private readonly GatewayLoop _loop = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task It_blinks_for_the_time_that_was_asked_for_and_is_left_as_it_was()
    {
        Write("brightness", "255\n");
        Write("max_brightness", "255\n");
        Write("trigger", "none timer [mmc0] heartbeat\n");
        await using var led = new IdentifyLed(_folder.FullName, _time, NullLogger<IdentifyLed>.Instance);
        await _loop.RunAsync(() => led.Blink(0x5E, 3600));
        await UntilAsync(() => Read("trigger") == "none" && Read("brightness") == "255");
        await UntilAsync(() => Read("brightness") == "0", 25);
        await UntilAsync(() => Read("brightness") == "255", 25);
        await UntilAsync(() => Read("trigger") == "mmc0", 3_600_000);
        Assert.AreEqual("255", Read("brightness").Trim());

        // It does so a second time, and stops when told. (The kernel would put the brackets around the trigger again.)
        Write("trigger", "none [mmc0]\n");
        await _loop.RunAsync(() => led.Blink(0x5E, 600));
        await UntilAsync(() => Read("trigger") == "none");
        await _loop.RunAsync(() => led.Blink(0x5E, 0));
        await UntilAsync(() => Read("trigger") == "mmc0", 125);
    }

    [TestMethod]
    public async Task It_stops_with_the_gateway()
    {
        Write("brightness", "0");
        var led = new IdentifyLed(_folder.FullName, _time, NullLogger<IdentifyLed>.Instance);
        await _loop.RunAsync(() => led.Blink(0x5E, 600));
        await UntilAsync(() => Read("brightness") == "1");
        await _loop.RunAsync(async () => await led.DisposeAsync());
        Assert.AreEqual("0", Read("brightness"));
    }

    [TestMethod]
    public async Task One_that_is_gone_is_said_to_be()
    {
        using var log = new RecordingLoggerFactory();
        await using var led = new IdentifyLed(Path.Combine(_folder.FullName, "nothing"), _time, new Microsoft.Extensions.Logging.Logger<IdentifyLed>(log));
        await _loop.RunAsync(() => led.Blink(0x5E, 600));
        await UntilAsync(() => log.Text.Contains("cannot blink", StringComparison.Ordinal));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name)).Trim();

    private async Task UntilAsync(Func<bool> condition, int step = 0)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            await turn.WaitForNextTickAsync(limit.Token);
            if (step > 0)
            {
                _time.Advance(TimeSpan.FromMilliseconds(step));
            }
        }
    }
}
