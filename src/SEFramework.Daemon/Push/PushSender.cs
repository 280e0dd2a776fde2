using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;
using SEFramework.Daemon.Configuration;
using SEFramework.Gateway.HeadEnd;

namespace SEFramework.Daemon.Push;

/// <summary>
/// Sends pushed responses from the outbox to a remote server, with HTTP PUT, one after the other in the order in which they were made. A file leaves the
/// outbox when the server has said that it has it, so it may get one twice and never misses one. While the server does not take a file it is
/// asked again, after longer and longer waits. A file that the server refuses for good, again and again, is given up: it must not keep all others from
/// being sent, and stays among the gateway's own files. Source: reference 01, section 1.10.
/// </summary>
internal sealed partial class PushSender : IAsyncDisposable
{
    /// <summary>Tries after which a file that the server does not want is given up: it may be the server's fault for a moment.</summary>
    private const int MaximumRefusals = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(60);

    private readonly FileStore _store;
    private readonly PushOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _client;
    private readonly Meter _meter = new("SEFramework.Push");
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _grew = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _worker = Task.CompletedTask;
    private int _depth;
    private long _refusedId;
    private int _refusals;

    /// <summary>Creates the sender.</summary>
    /// <param name="store">Has the outbox.</param>
    /// <param name="options">The server.</param>
    /// <param name="time">Measures the waits.</param>
    /// <param name="logger">Gets a line when the server goes away and when it is back.</param>
    public PushSender(FileStore store, PushOptions options, TimeProvider time, ILogger<PushSender> logger)
    {
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        if (options.User is not null)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"));
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        _sent = _meter.CreateCounter<long>("seframework.push.sent", "{file}", "Pushed responses that the remote server took");
        _failed = _meter.CreateCounter<long>("seframework.push.failed", "{try}", "Tries to send a pushed response that the remote server did not take");
        _refused = _meter.CreateCounter<long>("seframework.push.refused", "{file}", "Pushed responses that the remote server refused for good");
        _dropped = _meter.CreateCounter<long>("seframework.push.dropped", "{file}", "Pushed responses that a full outbox lost before they were sent");
        _meter.CreateObservableGauge("seframework.push.outbox", () => Volatile.Read(ref _depth), "{file}", "Pushed responses that wait to be sent to the remote server");
    }

    /// <summary>Begins to send.</summary>
    public void Start()
    {
        _store.OutboxGrew += Wake;
        _store.OutboxDropped += Dropped;
        _worker = Task.Run(WorkAsync);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _store.OutboxGrew -= Wake;
        _store.OutboxDropped -= Dropped;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(false);
        _client.Dispose();
        _meter.Dispose();
        _stopping.Dispose();
    }

    private void Wake()
    {
        Interlocked.Increment(ref _depth);
        _grew.Writer.TryWrite(true);
    }

    private void Dropped(int count)
    {
        _dropped.Add(count);
        LogDropped(_options.Server.Host, count);
    }

    private async Task WorkAsync()
    {
        var wait = FirstWait;
        try
        {
            while (true)
            {
                var outcome = await TrySendOldestAsync().ConfigureAwait(false);
                if (outcome is null)
                {
                    await _grew.Reader.ReadAsync(_stopping.Token).ConfigureAwait(false);
                }
                else if (outcome.Value)
                {
                    if (wait != FirstWait && _refusals == 0)
                    {
                        LogBack(_options.Server.Host);
                    }

                    wait = FirstWait;
                }
                else
                {
                    await Task.Delay(wait, _time, _stopping.Token).ConfigureAwait(false);
                    wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What is left waits on disk for the next start.
        }
    }

    /// <summary>Sends the oldest file. Null: there is none; false: it has to be tried again.</summary>
    private async Task<bool?> TrySendOldestAsync()
    {
        try
        {
            var (oldest, count) = await _store.PeekOutboxAsync().ConfigureAwait(false);
            Volatile.Write(ref _depth, count);
            if (oldest is null)
            {
                return null;
            }

            if (await SendAsync(oldest).ConfigureAwait(false) is { } problem)
            {
                _failed.Add(1);
                LogNotTaken(_options.Server.Host, problem.Text, count);
                if (!problem.IsForGood || !IsGivenUp(oldest.Id))
                {
                    return false;
                }

                _refused.Add(1);
                LogGivenUp(oldest.Name, _options.Server.Host, problem.Text);
            }
            else
            {
                _refusals = 0;
                _sent.Add(1);
            }

            await _store.RemoveFromOutboxAsync(oldest.Id).ConfigureAwait(false);
            Volatile.Write(ref _depth, count - 1);
            return true;
        }
        catch (DbException e)
        {
            LogDisk(e);
            return false;
        }
    }

    /// <summary>Whether an answer says something of the file itself; others may come from a proxy before a server that is away.</summary>
    private static bool IsForGood(HttpStatusCode status) => status
        is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.RequestUriTooLong or HttpStatusCode.UnsupportedMediaType
            or HttpStatusCode.UnprocessableEntity;

    /// <summary>Counts that the server refused a file for good; true when it did so often enough.</summary>
    private bool IsGivenUp(long id)
    {
        _refusals = id == _refusedId ? _refusals + 1 : 1;
        _refusedId = id;
        return _refusals >= MaximumRefusals;
    }

    /// <summary>Sends a file; the reason when the server does not take it.</summary>
    private async Task<Problem?> SendAsync(OutgoingFile file)
    {
        using var limit = new CancellationTokenSource(SendTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{_options.Server.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(file.Name)}"));
        request.Content = new ReadOnlyMemoryContent(file.Data) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml", "UTF-8") } };
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : new Problem($"it answered {(int)response.StatusCode}", IsForGood(response.StatusCode));
        }
        catch (HttpRequestException e)
        {
            return new Problem(e.Message, IsForGood: false);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            return new Problem("it did not answer in time", IsForGood: false);
        }
    }

    [LoggerMessage(90, LogLevel.Warning, "The push server {Host} did not take a response: {Problem}; {Count} wait")]
    private partial void LogNotTaken(string host, string problem, int count);

    [LoggerMessage(91, LogLevel.Information, "The push server {Host} takes responses again")]
    private partial void LogBack(string host);

    [LoggerMessage(93, LogLevel.Error, "The response {File} is not sent to the push server {Host} any more, which refuses it: {Problem}; it stays among the files of /ws/FileData")]
    private partial void LogGivenUp(string file, string host, string problem);

    [LoggerMessage(94, LogLevel.Error, "The outbox to the push server {Host} is full: the {Count} oldest responses in it will not be sent")]
    private partial void LogDropped(string host, int count);

    [LoggerMessage(92, LogLevel.Error, "The outbox cannot be used")]
    private partial void LogDisk(Exception exception);

    /// <summary>Why a file was not taken.</summary>
    private sealed record Problem(string Text, bool IsForGood);
}
