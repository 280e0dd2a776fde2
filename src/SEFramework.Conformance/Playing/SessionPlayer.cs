using System.Xml;
using System.Xml.Linq;
using SEFramework.Conformance.Comparison;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Playing;

/// <summary>How a session went.</summary>
/// <param name="Session">The session.</param>
/// <param name="Problem">What went wrong first, with line and place; null when all went as expected.</param>
public sealed record SessionResult(Session Session, string? Problem)
{
    /// <summary>Whether each step went as expected.</summary>
    public bool Passed => Problem is null;
}

/// <summary>Plays sessions against a gateway.</summary>
/// <param name="target">The gateway.</param>
/// <param name="time">Clock for patience with asynchronous responses.</param>
public sealed class SessionPlayer(ISessionTarget target, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, string> _variables = [];
    private readonly List<XElement> _arrived = [];

    /// <summary>Plays one session from its first step on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SessionResult> PlayAsync(Session session, CancellationToken cancellationToken)
    {
        _variables.Clear();
        _arrived.Clear();
        foreach (var step in session.Steps)
        {
            string? problem;
            try
            {
                problem = await PlayAsync(step, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is FormatException or XmlException or HttpRequestException or NotSupportedException)
            {
                problem = e.Message;
            }

            if (problem is not null)
            {
                return new SessionResult(session, $"{session.Name}, line {step.Line}: {problem}");
            }
        }

        return new SessionResult(session, null);
    }

    private async Task<string?> PlayAsync(SessionStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case ExchangeStep exchange:
                return await ExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
            case ArriveStep arrive:
                return await ArriveAsync(arrive, cancellationToken).ConfigureAwait(false);
            case DiscardStep:
                await DrainAsync(cancellationToken).ConfigureAwait(false);
                _arrived.Clear();
                return null;
            case PassStep pass:
                await target.PassAsync(pass.Duration, cancellationToken).ConfigureAwait(false);
                return null;
            case RestartStep restart:
                await target.RestartAsync(restart.Kill, cancellationToken).ConfigureAwait(false);
                return null;
            case HomeStep home:
                await target.HomeAsync(home.Command, cancellationToken).ConfigureAwait(false);
                return null;
            default:
                throw new NotSupportedException($"the step {step.GetType().Name} is not known");
        }
    }

    private async Task<string?> ExchangeAsync(ExchangeStep step, CancellationToken cancellationToken)
    {
        var body = Doors.Wrap(step.Door, step.Send, new TextPattern(_variables));
        var reply = await target.PostAsync(Doors.Path(step.Door), body, step.User, cancellationToken).ConfigureAwait(false);
        if (reply.Status != step.Status)
        {
            return $"HTTP status {step.Status} expected, got {reply.Status}: {reply.Body}";
        }

        if (step.Expected is not { } expected)
        {
            return null;
        }

        var actual = Doors.Unwrap(step.Door, reply.Body);
        if (actual.Count != expected.Elements.Count)
        {
            return $"{expected.Elements.Count} responses expected, got {actual.Count}: {reply.Body}";
        }

        var comparer = new XmlComparer(_variables);
        return expected.Elements.Zip(actual).Select(pair => comparer.Compare(pair.First, pair.Second)).FirstOrDefault(m => m is not null)?.ToString();
    }

    private async Task<string?> ArriveAsync(ArriveStep step, CancellationToken cancellationToken)
    {
        var missing = step.Expected.ToList();
        Mismatch? nearest = null;
        var comparer = new XmlComparer(_variables);
        var started = time.GetTimestamp();
        while (true)
        {
            foreach (var expected in missing.ToArray())
            {
                foreach (var candidate in _arrived.Where(a => a.Name.LocalName == expected.Name.LocalName).ToArray())
                {
                    if (comparer.Compare(expected, candidate) is { } mismatch)
                    {
                        nearest = mismatch;
                        continue;
                    }

                    _arrived.Remove(candidate);
                    missing.Remove(expected);
                    break;
                }
            }

            if (missing.Count == 0)
            {
                return null;
            }

            if (time.GetElapsedTime(started) > step.Within)
            {
                var about = nearest is null ? string.Empty : $"; nearest: {nearest}";
                return $"<{missing[0].Name.LocalName}> did not arrive within {step.Within.TotalSeconds} s{about}";
            }

            await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
            await DrainAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var reply = await target.PostAsync(
            Doors.Path("rci"), Doors.WrapRci("RPC_response", "<get_responses/>"), null, cancellationToken).ConfigureAwait(false);
        _arrived.AddRange(Doors.Unwrap("rpc", reply.Body));
    }
}
