using SEFramework.Radio;
using SEFramework.Zigbee.Addressing;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Gateway.Conversations;

/// <summary>
/// The one way of APS frames between the gateway and its radio: sends, waits for verdicts and answers, and tells who listens what became
/// of each frame. Used on the gateway's loop only.
/// </summary>
/// <param name="radio">The radio.</param>
/// <param name="transmitTimeout">How long to wait for the radio's verdict.</param>
/// <param name="time">Drives the time-outs.</param>
public sealed class ApsMessenger(IZigbeeRadio radio, Func<TimeSpan> transmitTimeout, TimeProvider time)
{
    private readonly List<Expectation> _expectations = [];
    private byte _sequence;

    /// <summary>Called after each frame with the radio's verdict.</summary>
    public Action<ApsDataRequest, TransmitResult>? Transmitted { get; set; }

    /// <summary>The next sequence number, for ZDO and ZCL alike.</summary>
    public byte NextSequence() => ++_sequence;

    /// <summary>Sends a frame and waits for the radio's verdict.</summary>
    /// <param name="request">The frame.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The frame was not delivered.</exception>
    public async Task SendAsync(ApsDataRequest request, CancellationToken cancellationToken)
    {
        var result = await TransmitAsync(request, cancellationToken);
        Transmitted?.Invoke(request, result);
        if (!result.IsSuccess)
        {
            throw ConversationException.NotDelivered(ConversationPeer.Of(request), result.Status);
        }
    }

    /// <summary>Sends a frame and waits for its answer.</summary>
    /// <param name="request">The frame.</param>
    /// <param name="expected">What the answer looks like.</param>
    /// <param name="timeout">How long to wait for it, counted from the sending.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConversationException">The frame was not delivered, or no answer came in time.</exception>
    public async Task<ApsDataIndication> ConverseAsync(
        ApsDataRequest request, ExpectedAnswer expected, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<ApsDataIndication>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = Listen(expected, indication => answer.TrySetResult(indication));
        try
        {
            await SendAsync(request, cancellationToken);
        }
        catch (ConversationException) when (answer.Task.IsCompletedSuccessfully)
        {
            // Only the acknowledgement was lost: the device did get the request and answered it.
        }

        try
        {
            return await answer.Task.WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw ConversationException.TimedOut(ConversationPeer.Of(request));
        }
    }

    /// <summary>Listens for frames until disposed.</summary>
    /// <param name="expected">Which frames.</param>
    /// <param name="received">Gets each of them.</param>
    public IDisposable Listen(ExpectedAnswer expected, Action<ApsDataIndication> received)
    {
        var expectation = new Expectation(this, expected, received);
        _expectations.Add(expectation);
        return expectation;
    }

    /// <summary>Hands a received frame to the conversations that wait for it.</summary>
    /// <param name="indication">The frame.</param>
    /// <returns>False when nobody waits for it.</returns>
    public bool Deliver(ApsDataIndication indication)
    {
        var delivered = false;
        foreach (var expectation in _expectations.ToArray())
        {
            if (expectation.Expected.Matches(indication))
            {
                expectation.Received(indication);
                delivered = true;
            }
        }

        return delivered;
    }

    private async Task<TransmitResult> TransmitAsync(ApsDataRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(transmitTimeout(), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await radio.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new TransmitResult(TransmitStatus.NoTransmitStatus, NwkAddress.Unknown);
        }
    }

    private sealed record Expectation(ApsMessenger Owner, ExpectedAnswer Expected, Action<ApsDataIndication> Received) : IDisposable
    {
        public void Dispose() => Owner._expectations.Remove(this);
    }
}
