namespace KpiFunctions.Core.Kpis;

/// <summary>What a part of a change stands for.</summary>
public enum SplitKind
{
    /// <summary>A member's own share of an additive KPI.</summary>
    Member,

    /// <summary>What the total has beyond its members.</summary>
    Unassigned,

    /// <summary>The price of a click in a campaign.</summary>
    ClickPrice,

    /// <summary>The number of clicks in a campaign.</summary>
    Clicks,

    /// <summary>The spend of a campaign whose clicks cannot explain it: it started, stopped or has none.</summary>
    Spend,

    /// <summary>Ad spend that belongs to no known campaign.</summary>
    UnassignedSpend,

    /// <summary>Marketing costs other than ad spend.</summary>
    OtherCosts,

    /// <summary>The sum above the line of a ratio, or one factor of a product.</summary>
    Factor,

    /// <summary>The sum below the line of a ratio.</summary>
    Denominator,

    /// <summary>A member's own ratio, at its average weight.</summary>
    Rate,

    /// <summary>A member's weight in the whole, at its average distance from the whole's ratio.</summary>
    Mix,
}

/// <summary>One exact part of a change.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Subject">Id of the KPI whose values <paramref name="Before"/> and <paramref name="After"/> are; <see cref="Share"/> and <see cref="OtherCosts"/> are not KPIs.</param>
/// <param name="Unit">Unit of <paramref name="Before"/> and <paramref name="After"/>.</param>
/// <param name="Scope">What kind of member it is about; Total where it is about none.</param>
/// <param name="Member">The member as people know it; empty where it is about none.</param>
/// <param name="Before">The subject's value in the earlier period, or null where it has none.</param>
/// <param name="After">The subject's value in the later period, or null where it has none.</param>
/// <param name="Amount">The part of the KPI's change, in the KPI's own unit.</param>
public sealed record SplitPart(
    SplitKind Kind, string Subject, KpiUnit Unit, KpiScope Scope, string Member, decimal? Before, decimal? After, decimal Amount)
{
    /// <summary>Subject: a member's share of the denominator, as a fraction.</summary>
    public const string Share = "share";

    /// <summary>Subject: marketing costs other than ad spend.</summary>
    public const string OtherCosts = "other_costs";

    /// <summary>Subject: orders per session, as a fraction.</summary>
    public const string OrdersPerSession = "orders_per_session";

    /// <summary>Subject: share of new customers, as a fraction.</summary>
    public const string NewShare = "new_share";
}
