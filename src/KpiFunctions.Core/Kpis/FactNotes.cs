using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>What the choice of facts has to say of a period, and at which KPI.</summary>
internal sealed class FactNotes
{
    private readonly List<(string Kpi, SelectionNote Note)> _notes;

    /// <param name="facts">The facts and what was noticed.</param>
    /// <param name="traffic">The source of traffic; what is said of another one concerns no KPI.</param>
    public FactNotes(SelectedFacts facts, string? traffic)
    {
        // What exports without days do depends on the period, so its own choice tells of them.
        var web = facts.Web.Select(static x => x.Source).Append(Sources.GoogleAnalytics).Append(Sources.YandexMetrica).ToHashSet(StringComparer.Ordinal);
        var orders = facts.Orders.Select(static x => x.Version.Source).ToHashSet(StringComparer.Ordinal);
        _notes =
        [
            .. facts.Notes
                .Where(x => x.Code != SelectionNotes.PeriodFacts && (x.Source == traffic || !web.Contains(x.Source)))
                .Select(x => (KpiOf(x, traffic, orders), x)),
        ];
    }

    /// <summary>The codes of notes by id of the KPI that they are shown with.</summary>
    public ILookup<string, string> Of(Period period, PeriodChoice<SelectedAd> ads, PeriodChoice<SelectedWeb> web) => _notes
        .Where(x => x.Note.Days.Any(period.Contains))
        .Select(static x => (x.Kpi, x.Note.Code))
        .Concat(ads.Notes.Select(static x => ("ad_spend", x.Code)))
        .Concat(web.Notes.Select(static x => ("traffic", x.Code)))
        .Distinct()
        .ToLookup(static x => x.Item1, static x => x.Item2, StringComparer.Ordinal);

    private static string KpiOf(SelectionNote note, string? traffic, HashSet<string> orders) =>
        note.Code == SelectionNotes.OrdersWithoutCustomer ? "customers"
        : note.Source == traffic ? "traffic"
        : orders.Contains(note.Source) ? "orders"
        : "ad_spend";
}
