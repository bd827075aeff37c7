using System.Globalization;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>Puts one message a slice into the queue.</summary>
public sealed class PullSender(PullLedger ledger, WorkQueues queues, TimeProvider time)
{
    /// <summary>
    /// How long beyond its delay a message is taken to be in the queue: longer than a full queue takes, so that it heals a crash and
    /// does nothing else.
    /// </summary>
    internal static readonly TimeSpan QueuedFor = TimeSpan.FromHours(2);

    private static readonly TimeSpan ShortestDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Notes the message and sends it. In this order: one that is noted and never sent is sent when the note runs out.
    /// </summary>
    /// <returns>False when the slice has changed since it was read: somebody else has sent one, or is pulling it.</returns>
    internal async Task<bool> TrySendAsync(PullSlice slice, PullMessage message, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!await ledger.TryQueueAsync(slice, NameOf(message), at + QueuedFor, cancellationToken))
        {
            return false;
        }

        await queues.SendAsync(message, at - time.GetUtcNow(), cancellationToken);
        return true;
    }

    /// <summary>Puts a message back, to come again at that time, unless there is another one for its slice.</summary>
    internal async Task<bool> SendAgainAsync(PullMessage message, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var at = until > now + ShortestDelay ? until.Value : now + ShortestDelay;
        var key = new PullSliceKey(message.Brand, message.Source, message.Account, message.From, message.To);
        var slice = await ledger.FindAsync(key, cancellationToken) ?? new PullSlice { Key = key };
        if (slice.IsClaimed(now) || (slice.IsQueued(now) && slice.QueuedMessage != NameOf(message)))
        {
            return false;
        }

        return await TrySendAsync(slice, message with { Attempt = message.Attempt + 1 }, at, cancellationToken);
    }

    /// <summary>Puts back a message whose slice somebody else is pulling; the ledger's row is theirs.</summary>
    internal Task SendAfterAsync(PullMessage message, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var delay = (until ?? time.GetUtcNow()) - time.GetUtcNow();
        return queues.SendAsync(
            message with { Attempt = message.Attempt + 1 }, delay > ShortestDelay ? delay : ShortestDelay, cancellationToken);
    }

    /// <summary>Two messages of one slice differ by when they were planned, two tries of one by their number.</summary>
    private static string NameOf(PullMessage message) =>
        string.Create(CultureInfo.InvariantCulture, $"{message.PlannedAt.UtcTicks}#{message.Attempt}");
}
