using System.Collections.Frozen;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Kpis;

/// <summary>Which orders count ("Settled definitions": Orders counted).</summary>
public static class OrderCounting
{
    private static readonly FrozenSet<string> NotCounted =
        FrozenSet.ToFrozenSet(["voided", "expired", "cancelled", "canceled"], StringComparer.OrdinalIgnoreCase);

    /// <summary>All orders but voided, expired and cancelled ones. A fully refunded order counts, with revenue 0.</summary>
    public static bool Counts(Order order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return !NotCounted.Contains(order.State);
    }
}
