using System.Buffers;
using System.IO.Pipelines;

namespace SEFramework.Daemon.Http;

/// <summary>Why a body was not read.</summary>
internal enum BodyProblem
{
    /// <summary>It was read.</summary>
    None,

    /// <summary>It is larger than allowed.</summary>
    TooLarge,

    /// <summary>It did not come in time.</summary>
    TooSlow,

    /// <summary>Its framing is broken.</summary>
    Malformed,

    /// <summary>The client went away.</summary>
    Gone,
}

/// <summary>The body of a request in a pooled buffer; disposing it gives the buffer back.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly byte[]? _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    private RequestBody(BodyProblem problem) => Problem = problem;

    /// <summary>Why there is no body.</summary>
    public BodyProblem Problem { get; }

    /// <summary>The bytes.</summary>
    public Memory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body whole.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximum">Largest body, bytes.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="time">Measures it.</param>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int maximum, TimeSpan patience, TimeProvider time)
    {
        if (request.ContentLength > maximum)
        {
            return new RequestBody(BodyProblem.TooLarge);
        }

        var aborted = request.HttpContext.RequestAborted;
        CancellationTokenSource? limit = null;
        CancellationTokenSource? either = null;
        try
        {
            while (true)
            {
                // Small bodies mostly are here already: the clock starts only when there is something to wait for.
                if (!request.BodyReader.TryRead(out var read))
                {
                    limit ??= new CancellationTokenSource(patience, time);
                    either ??= CancellationTokenSource.CreateLinkedTokenSource(limit.Token, aborted);
                    read = await request.BodyReader.ReadAsync(either.Token).ConfigureAwait(false);
                }

                if (read.Buffer.Length > maximum)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return new RequestBody(BodyProblem.TooLarge);
                }

                if (read.IsCompleted)
                {
                    return Copy(request.BodyReader, read.Buffer);
                }

                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (OperationCanceledException)
        {
            return new RequestBody(aborted.IsCancellationRequested ? BodyProblem.Gone : BodyProblem.TooSlow);
        }
        catch (BadHttpRequestException)
        {
            return new RequestBody(aborted.IsCancellationRequested ? BodyProblem.Gone : BodyProblem.Malformed);
        }
        catch (IOException)
        {
            return new RequestBody(BodyProblem.Gone);
        }
        finally
        {
            either?.Dispose();
            limit?.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private static RequestBody Copy(PipeReader reader, ReadOnlySequence<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(buffer);
        var body = new RequestBody(buffer, (int)bytes.Length);
        reader.AdvanceTo(bytes.End);
        return body;
    }
}
