using KpiFunctions.Core.Periods;

namespace KpiFunctions.Core.Kpis;

/// <summary>The value of one KPI, or why there is none.</summary>
/// <param name="Kpi">Its definition.</param>
/// <param name="Value">The exact value; null exactly when <paramref name="Reason"/> is set.</param>
/// <param name="Reason">Why there is no value.</param>
/// <param name="Numerator">The sum above the line, where known.</param>
/// <param name="Denominator">The sum below the line, where the KPI has one and it is known.</param>
/// <param name="Notes">Note codes that a reader of the value should see (see <see cref="KpiNotes"/>).</param>
public sealed record KpiValue(
    KpiDefinition Kpi, decimal? Value, NoValueReason? Reason, decimal? Numerator, decimal? Denominator, IReadOnlyList<string> Notes);

/// <summary>Codes of notes on values. Their sentences are in the resources of whoever shows them.</summary>
public static class KpiNotes
{
    /// <summary>No other costs are known for the period: CAC counts ad spend only.</summary>
    public const string NoOtherCosts = "no_other_costs";

    /// <summary>Conversions divided by sessions, because visits with a conversion are not measured.</summary>
    public const string ConversionsPerSession = "conversions_per_session";

    /// <summary>Rows of a costs file are not counted, because the ad platform's own facts of those days have the spend already.</summary>
    public const string CostsNotCounted = "costs_not_counted";

    /// <summary>Orders are known for less than a year: old customers may look new.</summary>
    public const string ShortHistory = "short_history";

    /// <summary>Web orders and revenue, because the shop's orders carry no channel.</summary>
    public const string WebAttributed = "web_attributed";
}

/// <summary>All KPIs of one member of one scope in one period.</summary>
/// <param name="Scope">What kind of member it is.</param>
/// <param name="Member">The member as people know it; empty for the total.</param>
/// <param name="MemberId">The platform's id of the member, where known.</param>
/// <param name="Identity">What the member is, stable over renames; the key in the table is derived from it.</param>
/// <param name="Source">For an account and a campaign, the source it belongs to; else null.</param>
/// <param name="Channel">For a campaign, the channel it belongs to; else null.</param>
/// <param name="Sums">The sums that are known; an absent measure is not 0.</param>
/// <param name="Reasons">For each KPI without a value, why.</param>
/// <param name="Notes">For each KPI with notes, their codes.</param>
public sealed record MemberKpis(
    KpiScope Scope,
    string Member,
    string? MemberId,
    string Identity,
    string? Source,
    string? Channel,
    IReadOnlyDictionary<Measure, decimal> Sums,
    IReadOnlyDictionary<string, NoValueReason> Reasons,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Notes)
{
    /// <summary>The KPI's value, derived from the sums.</summary>
    public KpiValue Value(KpiDefinition kpi)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        decimal? numerator = Sums.TryGetValue(kpi.Numerator, out var n) ? n : null;
        decimal? denominator = kpi.Denominator is { } d && Sums.TryGetValue(d, out var m) ? m : null;
        IReadOnlyList<string> notes = Notes.TryGetValue(kpi.Id, out var list) ? list : [];
        if (Reasons.TryGetValue(kpi.Id, out var reason))
        {
            return new(kpi, null, reason, numerator, denominator, notes);
        }

        return new(kpi, kpi.IsRatio ? numerator / denominator : numerator, null, numerator, denominator, notes);
    }

    /// <summary>All KPIs in the catalogue's order.</summary>
    public IEnumerable<KpiValue> Values() => KpiCatalogue.All.Select(Value);
}

/// <summary>Everything that is published of one period.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Period">The period.</param>
/// <param name="Currency">Currency of every amount.</param>
/// <param name="Members">All members of all scopes, ordered by scope, then identity.</param>
public sealed record PeriodKpis(string Brand, Period Period, string Currency, IReadOnlyList<MemberKpis> Members)
{
    /// <summary>The whole brand, or null if nothing is published.</summary>
    public MemberKpis? Total => Members.FirstOrDefault(static x => x.Scope == KpiScope.Total);

    /// <summary>Members of one scope.</summary>
    public IEnumerable<MemberKpis> Of(KpiScope scope) => Members.Where(x => x.Scope == scope);
}

/// <summary>How a value changed from one period to another.</summary>
public static class Change
{
    /// <summary>
    /// Relative change as a fraction; for 0→0 it is 0; null (to be said as "new") for 0→n and where either side is unknown.
    /// </summary>
    public static decimal? Relative(decimal? before, decimal? now) => (before, now) switch
    {
        (null, _) or (_, null) => null,
        (0m, 0m) => 0m,
        (0m, _) => null,
        ({ } b, { } n) => (n - b) / Math.Abs(b),
    };
}
