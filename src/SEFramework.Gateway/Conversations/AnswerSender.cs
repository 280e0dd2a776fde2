using SEFramework.Gateway.Hosting;
using SEFramework.Zigbee.Aps;

namespace SEFramework.Gateway.Conversations;

/// <summary>
/// Sends answers to other nodes without holding up the frames that come next: whether an answer arrives takes up to seconds to show. Used on the gateway's
/// loop only.
/// </summary>
/// <param name="messenger">Carries the answers.</param>
/// <param name="work">Sees to their failures.</param>
/// <param name="cancellationToken">Stops sending.</param>
public sealed class AnswerSender(ApsMessenger messenger, BackgroundWork work, CancellationToken cancellationToken)
{
    /// <summary>How many answers may be under way; whoever asks more gets none.</summary>
    public const int Capacity = 128;

    /// <summary>Sends an answer.</summary>
    /// <param name="answer">The frame.</param>
    public void Post(ApsDataRequest answer)
    {
        if (work.Count < Capacity)
        {
            work.Run(messenger.SendAsync(answer, cancellationToken));
        }
    }
}
