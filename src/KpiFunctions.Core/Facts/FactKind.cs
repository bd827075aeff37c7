namespace KpiFunctions.Core.Facts;

/// <summary>What a fact is about. Each kind has its own segments, its own schema and its own paragraph in the selection rules.</summary>
public enum FactKind
{
    /// <summary>What an ad platform reports: impressions, clicks, cost, its own conversions.</summary>
    Ads,

    /// <summary>What web analytics reports: sessions, users, conversions.</summary>
    Web,

    /// <summary>Orders of a shop: records, not sums.</summary>
    Orders,

    /// <summary>Other marketing costs: agency, tools, print.</summary>
    Costs,
}

/// <summary>The stable names of fact kinds, as they stand in paths, receipts and JSON.</summary>
public static class FactKinds
{
    /// <summary>Every kind, in the order in which reports speak of them.</summary>
    public static IReadOnlyList<FactKind> All { get; } = [FactKind.Ads, FactKind.Web, FactKind.Orders, FactKind.Costs];

    /// <summary>The name in paths and JSON, such as <c>ads</c>.</summary>
    public static string Id(this FactKind kind) => kind switch
    {
        FactKind.Ads => "ads",
        FactKind.Web => "web",
        FactKind.Orders => "orders",
        FactKind.Costs => "costs",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
