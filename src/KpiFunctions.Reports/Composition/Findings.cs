using KpiFunctions.Core.Kpis;

namespace KpiFunctions.Reports.Composition;

/// <summary>How much a KPI's change matters.</summary>
/// <param name="Change">The change on the week before.</param>
/// <param name="Score">Weight of the KPI × size of the change against what is usual for it.</param>
/// <param name="Notable">Whether it is beyond what is usual.</param>
internal sealed record Finding(KpiChange Change, decimal Score, bool Notable);

/// <summary>Ranks the changes of a week by rule, not by taste.</summary>
internal static class Findings
{
    /// <summary>Against so many usual steps a change is worth a headline.</summary>
    private const decimal NotableSize = 1.5m;

    /// <summary>Below this relative change nothing is worth a headline.</summary>
    private const decimal NotableChange = 0.02m;

    /// <summary>Beyond this size all changes are equally startling, and the weight decides.</summary>
    private const decimal LargestSize = 6m;

    /// <summary>A KPI's usual step while its history is too short to tell.</summary>
    private const decimal AssumedStep = 0.10m;

    /// <summary>The smallest usual step: a KPI that hardly moves does not make news of a trifle.</summary>
    private const decimal SmallestStep = 0.02m;

    /// <summary>Steps needed before a KPI's own history counts.</summary>
    private const int StepsNeeded = 4;

    private static readonly Dictionary<string, decimal> Weights = new(StringComparer.Ordinal)
    {
        ["sales_volume"] = 1m,
        ["cac"] = 1m,
        ["new_customers"] = 0.9m,
        ["orders"] = 0.8m,
        ["cac_ads"] = 0.8m,
        ["drr"] = 0.7m,
        ["conversion_rate"] = 0.7m,
        ["aov"] = 0.6m,
        ["traffic"] = 0.5m,
        ["customers"] = 0.5m,
        ["cpc"] = 0.45m,
        ["ad_spend"] = 0.4m,
        ["organic_traffic"] = 0.4m,
        ["ctr"] = 0.3m,
        ["clicks"] = 0.2m,
        ["impressions"] = 0.1m,
    };

    /// <summary>All changes on the week before, the most important first.</summary>
    public static IReadOnlyList<Finding> Of(ReportContext context) =>
    [
        .. KpiCatalogue.All
            .Where(x => Weights.ContainsKey(x.Id) && !IsShadowed(x, context))
            .Select(x => Find(x, context))
            .OfType<Finding>()
            .OrderByDescending(static x => x.Score)
            .ThenByDescending(static x => Weights[x.Change.Kpi.Id]),
    ];

    /// <summary>The importance of a KPI as such.</summary>
    public static decimal Weight(KpiDefinition kpi) => Weights.GetValueOrDefault(kpi.Id);

    private static bool IsShadowed(KpiDefinition kpi, ReportContext context) =>
        kpi.Id == "cac_ads" && context.Now(KpiCatalogue.Find("cac")!) is not null;

    private static Finding? Find(KpiDefinition kpi, ReportContext context)
    {
        if (context.Now(kpi) is not { } now || context.Before(kpi) is not { } before)
        {
            return null;
        }

        // Spend to negative sales is a number, but no news.
        if (kpi.IsRatio && (now < 0 || before < 0) && kpi.Better == Better.Lower)
        {
            return null;
        }

        var change = new KpiChange(kpi, now, before);
        var size = change.IsNew
            ? LargestSize
            : Math.Min(LargestSize, Math.Abs(change.Relative ?? 0m) / UsualStep(context.History(kpi)));
        var notable = change.IsNew || (size >= NotableSize && Math.Abs(change.Relative ?? 0m) >= NotableChange);
        return new(change, Weights[kpi.Id] * size, notable);
    }

    /// <summary>Root mean square of the relative steps from week to week, before the last one.</summary>
    private static decimal UsualStep(IReadOnlyList<decimal?> history)
    {
        var steps = new List<double>();
        for (var i = 1; i < history.Count - 1; i++)
        {
            if (history[i] is { } now && history[i - 1] is { } before && Change.Relative(before, now) is { } step)
            {
                steps.Add((double)Math.Clamp(step, -1000m, 1000m));
            }
        }

        return steps.Count < StepsNeeded
            ? AssumedStep
            : Math.Max(SmallestStep, (decimal)Math.Sqrt(steps.Average(static x => x * x)));
    }
}
