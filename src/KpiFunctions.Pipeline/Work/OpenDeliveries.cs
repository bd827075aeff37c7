using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Work;

/// <summary>What of the ledger's deliveries is still to be done.</summary>
internal static class OpenDeliveries
{
    /// <summary>A delivery that nobody has touched for so long was forgotten; above the longest wait between two tries.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromHours(2);

    /// <summary>Whether it is neither sent nor final: failed and unknown are for a person.</summary>
    public static bool IsOpen(Storage.Ledgers.Delivery delivery) =>
        delivery.State is DeliveryState.Planned or DeliveryState.Connecting or DeliveryState.HandingOver;

    /// <summary>Whether nobody is at it any more: a crash between plan and queue, or a lost message.</summary>
    public static bool IsForgotten(Storage.Ledgers.Delivery delivery, DateTimeOffset now) => IsOpen(delivery) && delivery.ChangedAt <= now - Forgotten;
}
