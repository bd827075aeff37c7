using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Composition;

/// <summary>The KPIs at a glance: at most eight, those with values first.</summary>
internal static class CardsSection
{
    private const int Most = 8;

    private static readonly string[] Preferred =
        ["sales_volume", "new_customers", "cac", "drr", "traffic", "conversion_rate", "aov", "orders"];

    private static readonly string[] Substitutes = ["ad_spend", "cpc", "clicks", "organic_traffic", "customers", "ctr"];

    /// <summary>The block, or null when nothing has a value.</summary>
    public static CardsBlock? Of(ReportContext context)
    {
        var withValue = Preferred.Concat(Substitutes).Select(static x => KpiCatalogue.Find(x)!).Where(x => context.Now(x) is not null).ToList();
        if (withValue.Count == 0)
        {
            return null;
        }

        var without = Preferred.Select(static x => KpiCatalogue.Find(x)!).Where(x => context.Now(x) is null);
        return new(Place.Full, [.. withValue.Concat(without).Take(Most).Select(x => CardOf(context, x))]);
    }

    private static Card CardOf(ReportContext context, KpiDefinition kpi)
    {
        var value = context.Total(kpi);
        var name = context.Words.Kpi(kpi.Id);
        if (value?.Value is not { } now)
        {
            return new(name, null, NumberStyle.Dash, context.Words.Reason(kpi.Id, value?.Reason ?? NoValueReason.NoData), [], null);
        }

        var note = value.Notes.Select(context.Words.CardNote).FirstOrDefault(static x => x is not null);
        return new(name, note, context.Format(kpi, now), null, Changes(context, kpi, now), Sparkline(context, kpi));
    }

    private static List<CardChange> Changes(ReportContext context, KpiDefinition kpi, decimal now)
    {
        var changes = new List<CardChange>();
        if (context.ChangeText(kpi, now, context.Before(kpi), bold: true) is { } onLastWeek)
        {
            changes.Add(new(onLastWeek, context.Words.OnLastWeek));
        }

        if (context.ChangeText(kpi, now, context.FourWeeksAgo(kpi), bold: false) is { } onFourBack)
        {
            var period = context.Input.FourBack!.Period;
            changes.Add(new(onFourBack, context.Words.On(context.Words.Days(period.From, period.To, withYear: false))));
        }

        return changes;
    }

    private static Chart? Sparkline(ReportContext context, KpiDefinition kpi)
    {
        var history = context.History(kpi);
        var known = history.OfType<decimal>().ToList();
        return known.Count < 2 ? null : Charts.Sparkline(history, context.Words.SparklineDescription(
            kpi.Id, history.Count, context.Format(kpi, known.Min()), context.Format(kpi, known.Max()), context.Format(kpi, known[^1])));
    }
}
