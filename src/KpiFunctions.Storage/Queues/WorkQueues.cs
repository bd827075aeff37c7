using System.Text.Json;
using Azure;
using Azure.Storage.Queues.Models;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Queues;

/// <summary>Puts work into queues. Each message can be handled twice without effect, so sending one too many does no harm.</summary>
public sealed class WorkQueues(StorageClients clients)
{
    /// <summary>The longest delay that a queue keeps a message invisible for.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>Asks for a slice to be pulled.</summary>
    public Task SendAsync(PullMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(QueueNames.Pulls, JsonSerializer.Serialize(message, WorkJson.Default.PullMessage), delay, cancellationToken);

    /// <summary>Asks for a brand's KPIs to be computed.</summary>
    public Task SendAsync(ComputeMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(QueueNames.Computes, JsonSerializer.Serialize(message, WorkJson.Default.ComputeMessage), delay, cancellationToken);

    /// <summary>Asks for a report to be sent.</summary>
    public Task SendAsync(DeliveryMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(QueueNames.Deliveries, JsonSerializer.Serialize(message, WorkJson.Default.DeliveryMessage), delay, cancellationToken);

    /// <summary>Asks for a recipient to be told of receipts.</summary>
    public Task SendAsync(ReceiptMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(QueueNames.Deliveries, JsonSerializer.Serialize(message, WorkJson.Default.ReceiptMessage), delay, cancellationToken);

    /// <summary>Puts aside what nobody will ever understand, where the host puts what failed too often.</summary>
    /// <param name="queue">One of <see cref="QueueNames.Work"/>.</param>
    /// <param name="text">The message as it came.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task SetAsideAsync(string queue, string text, CancellationToken cancellationToken) =>
        SendAsync(queue + QueueNames.PoisonSuffix, text, TimeSpan.Zero, cancellationToken);

    /// <summary>The queues that hold messages which were put aside, with about how many.</summary>
    public async Task<IReadOnlyList<(string Queue, int Messages)>> CountSetAsideAsync(CancellationToken cancellationToken)
    {
        var counts = new List<(string, int)>();
        foreach (var queue in QueueNames.Work.Select(static x => x + QueueNames.PoisonSuffix).Append(QueueNames.BlobTriggerPoison))
        {
            if (await CountAsync(queue, cancellationToken) is var count and > 0)
            {
                counts.Add((queue, count));
            }
        }

        return counts;
    }

    /// <summary>About how many messages a queue holds; none where the host has not made it yet.</summary>
    private async Task<int> CountAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await clients.Queue(queue).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }
    }

    private async Task SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        var visibility = delay <= TimeSpan.Zero ? TimeSpan.Zero : delay > LongestDelay ? LongestDelay : delay;
        await clients.Queue(queue).SendMessageAsync(text, visibility, timeToLive: null, cancellationToken);
    }
}
