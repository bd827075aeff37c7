namespace KpiFunctions.Core.Kpis;

/// <summary>
/// The change of a KPI between two periods, split exactly: the parts add up to <see cref="Whole"/> to the last digit.
/// Additive parts come first (campaigns, channels, other costs); products and ratios are split by log-mean, by Shapley
/// where a factor is zero or negative in one period; the rounding of all parts goes into the last, smallest one.
/// </summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Before">Its value in the earlier period, rounded to <see cref="Digits"/>.</param>
/// <param name="After">Its value in the later period, rounded likewise.</param>
/// <param name="Parts">The parts, from large to small.</param>
public sealed record ChangeSplit(KpiDefinition Kpi, decimal Before, decimal After, IReadOnlyList<SplitPart> Parts)
{
    /// <summary>Decimals to which values and parts are rounded: micros.</summary>
    public const int Digits = 6;

    /// <summary>The change that the parts add up to.</summary>
    public decimal Whole => After - Before;

    /// <summary>
    /// Splits the change of the brand's total; null where a value is missing on either side, the currencies differ,
    /// or nothing is known that the KPI is made of.
    /// </summary>
    public static ChangeSplit? Between(KpiDefinition kpi, PeriodKpis before, PeriodKpis after)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Total is not { } total0 || after.Total is not { } total1
            || total0.Value(kpi).Value is not { } value0 || total1.Value(kpi).Value is not { } value1
            || before.Currency != after.Currency)
        {
            return null;
        }

        var parts = new ChangeSplitter(before, after, total0, total1).Parts(kpi);
        return parts.Count == 0 ? null : Exact(kpi, value0, value1, parts);
    }

    private static ChangeSplit Exact(KpiDefinition kpi, decimal value0, decimal value1, IEnumerable<SplitPart> raw)
    {
        var before = Math.Round(value0, Digits);
        var after = Math.Round(value1, Digits);
        var parts = raw
            .Select(static x => x with { Amount = Math.Round(x.Amount, Digits) })
            .OrderByDescending(static x => Math.Abs(x.Amount))
            .ThenBy(static x => x.Kind)
            .ThenBy(static x => x.Member, StringComparer.Ordinal)
            .ToList();
        var small = parts[^1];
        parts.RemoveAll(static x => x.Amount == 0);
        if (parts.Count == 0)
        {
            parts.Add(small);
        }

        parts[^1] = parts[^1] with { Amount = parts[^1].Amount + after - before - parts.Sum(static x => x.Amount) };
        return new(kpi, before, after, parts);
    }
}
