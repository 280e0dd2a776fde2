using System.Xml;
using System.Xml.Linq;
using SEFramework.Conformance.Comparison;
using SEFramework.Conformance.Sessions;

namespace SEFramework.Conformance.Playing;

/// <summary>Plays sessions against a gateway.</summary>
/// <param name="target">The gateway.</param>
/// <param name="time">Clock for patience with asynchronous responses and radio frames.</param>
public sealed class SessionPlayer(ISessionTarget target, TimeProvider time)
{
    private const string DeviceVariable = "device";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, string> _variables = [];
    private readonly List<XElement> _arrived = [];
    private readonly List<byte[]> _radio = [];
    private DateTimeOffset _start;
    private bool _watchesRadio;

    /// <summary>Plays one session from its first step on, unless the target cannot do one of its steps.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SessionResult> PlayAsync(Session session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var unplayable = session.Steps.Select(step => target.WhyNot(step) is { } reason ? $"line {step.Line}: {reason}" : null).OfType<string>().ToArray();
        if (unplayable.Length > 0)
        {
            return new SessionResult(session, SessionOutcome.NotPlayable, string.Join("; ", unplayable), TimeSpan.Zero);
        }

        _variables.Clear();
        _arrived.Clear();
        _radio.Clear();
        _watchesRadio = session.Steps.Any(static step => step is RadioStep);
        _start = time.GetUtcNow();
        var started = time.GetTimestamp();
        if (target.Device is { } device)
        {
            _variables[DeviceVariable] = device;
        }

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
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = "the target did not answer in time";
            }

            if (problem is not null)
            {
                return new SessionResult(session, SessionOutcome.Failed, $"{session.Name}, line {step.Line}: {problem}", time.GetElapsedTime(started));
            }
        }

        return new SessionResult(session, SessionOutcome.Passed, null, time.GetElapsedTime(started));
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
                await DiscardAsync(cancellationToken).ConfigureAwait(false);
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
            case RadioStep { Direction: RadioDirection.In } radio:
                await target.InsertRadioAsync(new RadioPattern(_variables).Make(radio.Frame), cancellationToken).ConfigureAwait(false);
                return null;
            case RadioStep radio:
                return await GoOutAsync(radio, cancellationToken).ConfigureAwait(false);
            default:
                throw new NotSupportedException($"the step {step.GetType().Name} is not known");
        }
    }

    private async Task<string?> ExchangeAsync(ExchangeStep step, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var problem = await ExchangeOnceAsync(step, cancellationToken).ConfigureAwait(false);
            if (problem is null || step.Within is not { } within || time.GetElapsedTime(started) > within)
            {
                return problem;
            }

            await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> ExchangeOnceAsync(ExchangeStep step, CancellationToken cancellationToken)
    {
        var pattern = new TextPattern(_variables, _start);
        var request = new TargetRequest(new HttpMethod(step.Method), Doors.Path(step, pattern), Doors.Wrap(step.Door, step.Send, pattern), step.User);
        var reply = await target.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (reply.Status != step.Status)
        {
            return $"HTTP status {step.Status} expected, got {reply.Status}: {reply.Body}";
        }

        if (step.Expected is not { } expected)
        {
            return null;
        }

        if (expected.Elements.Count == 0 && step.Door == "http")
        {
            return pattern.Matches(expected.Text, reply.Body) ? null : $"the text '{expected.Text.Trim()}' expected, got '{reply.Body.Trim()}'";
        }

        var actual = Doors.Unwrap(step.Door, reply.Body);
        if (actual.Count != expected.Elements.Count)
        {
            return $"{expected.Elements.Count} responses expected, got {actual.Count}: {reply.Body}";
        }

        var comparer = new XmlComparer(_variables, _start);
        return expected.Elements.Zip(actual).Select(pair => comparer.Compare(pair.First, pair.Second)).FirstOrDefault(m => m is not null)?.ToString();
    }

    private async Task<string?> ArriveAsync(ArriveStep step, CancellationToken cancellationToken)
    {
        var missing = step.Expected.ToList();
        Mismatch? nearest = null;
        var comparer = new XmlComparer(_variables, _start);
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

    private async Task<string?> GoOutAsync(RadioStep step, CancellationToken cancellationToken)
    {
        var pattern = new RadioPattern(_variables);
        var started = time.GetTimestamp();
        while (true)
        {
            _radio.AddRange(await target.ReadRadioAsync(cancellationToken).ConfigureAwait(false));
            var found = _radio.FindIndex(frame => pattern.Matches(step.Frame, frame));
            if (found >= 0)
            {
                _radio.RemoveAt(found);
                return null;
            }

            if (time.GetElapsedTime(started) > step.Within)
            {
                const int Shown = 5;
                var last = string.Join(", ", _radio.TakeLast(Shown).Select(Convert.ToHexString));
                return $"the frame did not go out within {step.Within.TotalSeconds} s; {_radio.Count} others did{(last.Length > 0 ? $", the last of them {last}" : string.Empty)}";
            }

            await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DiscardAsync(CancellationToken cancellationToken)
    {
        await DrainAsync(cancellationToken).ConfigureAwait(false);
        _arrived.Clear();
        if (_watchesRadio)
        {
            await target.ReadRadioAsync(cancellationToken).ConfigureAwait(false);
            _radio.Clear();
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var request = new TargetRequest(HttpMethod.Post, Doors.RciPath, Doors.WrapRci("RPC_response", "<get_responses/>"));
        var reply = await target.SendAsync(request, cancellationToken).ConfigureAwait(false);
        _arrived.AddRange(Doors.Unwrap("rpc", reply.Body));
    }
}
