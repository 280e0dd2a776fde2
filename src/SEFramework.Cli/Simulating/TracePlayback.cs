using Microsoft.Extensions.Logging.Abstractions;
using SEFramework.Radio.Tracing;
using SEFramework.Simulator.Home;
using SEFramework.Simulator.Playback;
using SEFramework.Simulator.Scheduling;

namespace SEFramework.Cli.Simulating;

/// <summary>sefctl simulate --trace: a module that says what a traced one said.</summary>
internal static class TracePlayback
{
    /// <summary>Plays a trace until interrupted.</summary>
    /// <param name="path">File of the trace.</param>
    /// <param name="place">Where the module comes out.</param>
    /// <param name="speed">How many times faster the delays pass.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FormatException">The file is no trace.</exception>
    /// <exception cref="IOException">The file or the port cannot be opened.</exception>
    public static async Task<int> RunAsync(string path, PortDescription place, double speed, CancellationToken cancellationToken)
    {
        var frames = TraceText.Read(await File.ReadAllTextAsync(path, cancellationToken));
        using var module = new TracedModule(frames, new AcceleratedTimeProvider(TimeProvider.System, speed))
        {
            Unknown = static frame => Console.Error.WriteLine($"Not in the trace: {Convert.ToHexString(frame)}"),
        };
        await using var server = await ModuleServer.StartAsync(module, place, NullLogger.Instance);
        Console.WriteLine($"The module is at {server.PortName}: seframeworkd --radio {server.PortName}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Interrupted: that is how it ends.
        }

        Console.WriteLine($"{module.Played} of the {module.Turns} frames of the traced host came");
        return 0;
    }
}
