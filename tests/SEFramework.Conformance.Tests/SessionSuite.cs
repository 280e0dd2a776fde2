using SEFramework.Conformance.Playing;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Tests;

/// <summary>Plays every session against a running daemon on the simulated home: real HTTP, real XML, real XBee frames on a pseudo terminal.</summary>
[TestClass]
public sealed class SessionSuite
{
    // Sessions in which time passes run at this speed: a minute a second, slow enough for the radio's answers to be in time.
    private const int FastClock = 60;

    public static IEnumerable<object[]> Files => SessionFileTests.Files;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DynamicData(nameof(Files))]
    public async Task Session(string file)
    {
        var session = SessionFile.Read(Path.Combine(SessionFileTests.Folder(), file));
        await using var daemon = await DaemonProcess.StartAsync(
            session.Variant, SessionFileTests.Home(session.Home), session.Steps.Any(static step => step is PassStep) ? FastClock : 1);
        var result = await new SessionPlayer(daemon, TimeProvider.System).PlayAsync(session, TestContext.CancellationToken);
        if (session.Fails is { } topic)
        {
            Assert.IsFalse(result.Passed, $"{session.Name} passes now: remove its mark fails=\"{topic}\"");
            return;
        }

        Assert.IsTrue(result.Passed, $"{result.Problem}\n{daemon.Log}");
    }
}
