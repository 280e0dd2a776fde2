using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using System.Xml.Linq;
using SEFramework.Gateway.HeadEnd;
using SEFramework.Rpc.Envelopes;
using SEFramework.Rpc.Xml;

namespace SEFramework.Daemon.WebServices;

/// <summary>
/// Carries out the jobs of SCI, one after the other. Jobs are on disk before their number is given away. One that had begun when the daemon
/// ended is not begun again, for nobody knows what it did: its devices are answered as not connected. Source: reference 01, section 1.8.
/// </summary>
/// <param name="store">The jobs.</param>
/// <param name="sci">Carries requests out.</param>
/// <param name="time">Says when a job came.</param>
/// <param name="audit">Hears of jobs, and of what changes state in them.</param>
/// <param name="logger">Gets faults.</param>
internal sealed partial class SciJobs(JobStore store, SciProcessor sci, TimeProvider time, IAuditLog audit, ILogger<SciJobs> logger) : IAsyncDisposable
{
    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private bool _beginsNoMore;
    private Task _worker = Task.CompletedTask;

    /// <summary>Takes up the jobs of an earlier run, and works from then on.</summary>
    /// <exception cref="DbException">The disk cannot be read.</exception>
    public async Task StartAsync()
    {
        foreach (var job in await store.ListAsync().ConfigureAwait(false))
        {
            if (job.Status == JobStatus.InProgress)
            {
                await store.CompleteAsync(job.Id, Render(sci.Interrupted(HardenedXml.Parse(job.Request)))).ConfigureAwait(false);
            }
            else if (job.Status == JobStatus.Waiting)
            {
                _waiting.Writer.TryWrite(job.Id);
            }
        }

        _worker = Task.Run(WorkAsync);
    }

    /// <summary>Takes a request as a job.</summary>
    /// <param name="request">The sci_request.</param>
    /// <param name="exchange">The client's exchange.</param>
    /// <returns>The job's number, or null when there are too many.</returns>
    /// <exception cref="DbException">The disk refused.</exception>
    public async Task<long?> AddAsync(XElement request, ClientExchange exchange)
    {
        var id = await store.AddAsync(exchange.Caller, exchange.MayChangeState, time.GetUtcNow(), request.ToString(SaveOptions.DisableFormatting)).ConfigureAwait(false);
        if (id is { } number)
        {
            exchange.Audit("job", string.Create(CultureInfo.InvariantCulture, $"taken as {number}"));
            _waiting.Writer.TryWrite(number);
        }

        return id;
    }

    /// <summary>The job under way is the last one; those that wait are left for the next start.</summary>
    public void BeginNoMore() => Volatile.Write(ref _beginsNoMore, true);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>What is inside the reply, as text: several elements, no root.</summary>
    private static string Render(IReadOnlyList<IXmlContent> parts)
    {
        var tree = new XDocument();
        using (var writer = tree.CreateWriter())
        {
            new XmlParts("sci_reply", [], parts).WriteTo(writer);
        }

        return tree.Root!.ToString(SaveOptions.DisableFormatting);
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var id in _waiting.Reader.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
            {
                if (Volatile.Read(ref _beginsNoMore))
                {
                    return;
                }

                await TryRunAsync(id).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // What is left waits on disk for the next start.
        }
    }

    private async Task TryRunAsync(long id)
    {
        try
        {
            await RunAsync(id).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One job that fails must not keep the others from being done.
        catch (Exception e) when (e is not OperationCanceledException || !_stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFault(e, id.ToString(CultureInfo.InvariantCulture));
            await TryEndAsync(id).ConfigureAwait(false);
        }
    }

    /// <summary>A job that failed must not be under way for ever.</summary>
    private async Task TryEndAsync(long id)
    {
        try
        {
            await store.CompleteAsync(id, "<error>Internal error; the fault is in the gateway's log</error>").ConfigureAwait(false);
        }
        catch (DbException e)
        {
            LogFault(e, id.ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task RunAsync(long id)
    {
        if (await store.FindAsync(id).ConfigureAwait(false) is not { } job || !await store.BeginAsync(id).ConfigureAwait(false))
        {
            return;
        }

        var exchange = new ClientExchange(job.Caller, job.MayChangeState) { Door = string.Create(CultureInfo.InvariantCulture, $"/ws/sci/{id}"), AuditLog = audit };
        var isStored = false;
        try
        {
            var parts = await sci.ExecuteAsync(HardenedXml.Parse(job.Request), exchange, _stopping.Token).ConfigureAwait(false);
            isStored = await store.CompleteAsync(id, Render(parts)).ConfigureAwait(false);
        }
        finally
        {
            await exchange.CompleteAsync(isStored).ConfigureAwait(false);
        }
    }

    [LoggerMessage(82, LogLevel.Error, "The job {Job} failed by a fault of the daemon")]
    private partial void LogFault(Exception exception, string job);
}
