using System.Globalization;
using Microsoft.Extensions.Logging;
using SEFramework.Simulator.Home;

namespace SEFramework.Simulator.Commands;

/// <summary>
/// A story told to a home: lines of the form <c>at SECONDS COMMAND DEVICE [ARGUMENTS]</c>, in any order, with empty lines and comments behind
/// #. It plays on the home's clock, so an accelerated clock tells it faster.
/// </summary>
public sealed partial class Scenario
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private readonly IReadOnlyList<Step> _steps;

    private Scenario(IReadOnlyList<Step> steps) => _steps = steps;

    /// <summary>Number of its commands.</summary>
    public int Count => _steps.Count;

    /// <summary>When its last command is due, counted from the start.</summary>
    public TimeSpan Duration => _steps.Count == 0 ? TimeSpan.Zero : _steps[^1].At;

    /// <summary>Reads a scenario.</summary>
    /// <param name="text">Its lines.</param>
    /// <exception cref="HomeCommandException">A line cannot be read; the message says which.</exception>
    public static Scenario Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var steps = new List<Step>();
        var number = 0;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            var comment = raw.IndexOf('#');
            var line = (comment < 0 ? raw : raw[..comment]).Trim().ToString();
            if (line.Length > 0)
            {
                steps.Add(ParseStep(line, number));
            }
        }

        // Commands of the same moment stay in the order of the file.
        return new Scenario([.. steps.OrderBy(static step => step.At)]);
    }

    /// <summary>Starts it; its commands run by themselves on the home's logical thread.</summary>
    /// <param name="home">The home.</param>
    /// <param name="logger">Hears of each command, and of each that could not be carried out.</param>
    /// <param name="failed">Called for each command that could not be carried out, with its line number; null if nobody cares.</param>
    public void Play(SimulatedHome home, ILogger logger, Action<int, HomeCommandException>? failed = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(logger);
        foreach (var step in _steps)
        {
            home.Scheduler.Schedule(step.At, () =>
            {
                try
                {
                    LogStep(logger, step.Line, step.Text);
                    step.Run(home);
                }
                catch (HomeCommandException e)
                {
                    LogFailure(logger, step.Line, e.Message);
                    failed?.Invoke(step.Line, e);
                }
            });
        }
    }

    private static Step ParseStep(string line, int number)
    {
        try
        {
            var words = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 3 || !words[0].Equals("at", StringComparison.OrdinalIgnoreCase)
                || !double.TryParse(words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > Longest.TotalSeconds)
            {
                throw new HomeCommandException(HomeCommandError.Malformed, "Write 'at SECONDS COMMAND DEVICE [ARGUMENTS]'.");
            }

            return new Step(TimeSpan.FromSeconds(seconds), number, words[2].Split(' ')[0], HomeCommands.Prepare(words[2]));
        }
        catch (HomeCommandException e)
        {
            throw new HomeCommandException(e.Error, $"Line {number}: {e.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The scenario does line {Line}: {Command}")]
    private static partial void LogStep(ILogger logger, int line, string command);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Line {Line} of the scenario cannot be done: {Reason}")]
    private static partial void LogFailure(ILogger logger, int line, string reason);

    // Keeps the name of the command only: its arguments may be a key.
    private sealed record Step(TimeSpan At, int Line, string Text, Action<SimulatedHome> Run);
}
