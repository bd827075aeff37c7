using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection.Effects;

/// <summary>What became of the orders of a file: each is a record, of which the newest version counts.</summary>
internal static class OrderEffect
{
    public static void Count(List<Order> file, SelectedFacts before, SelectedFacts after, RowTally tally, SumTable sums)
    {
        var source = file[0].Source;
        var was = before.Orders.Where(x => x.Version.Source == source).GroupBy(static x => x.Key, StringComparer.Ordinal).ToDictionary(static x => x.Key, static x => x.First(), StringComparer.Ordinal);
        var rows = file.Select(static x => (x.Origin.FileHash, x.Origin.Row)).ToHashSet();
        var used = 0;
        foreach (var order in after.Orders.Where(x => rows.Contains((x.Version.Origin.FileHash, x.Version.Origin.Row))))
        {
            used++;
            var isKnown = was.TryGetValue(order.Key, out var known);
            tally.Use(1, isKnown, isKnown && IsEqual(known!.Version, order.Version));
        }

        if (rows.Count > used)
        {
            tally.Leave(rows.Count - used, NotUsedReasons.NewerFile);
        }

        var (first, last) = (file.Min(static x => x.Date), file.Max(static x => x.Date));
        Add(sums, before, source, first, last, isAfter: false);
        Add(sums, after, source, first, last, isAfter: true);
    }

    private static bool IsEqual(Order a, Order b) =>
        (a.State, a.Currency, a.Goods, a.RefundedGoods, a.Date, a.Customer) == (b.State, b.Currency, b.Goods, b.RefundedGoods, b.Date, b.Customer);

    private static void Add(SumTable sums, SelectedFacts facts, string source, DateOnly first, DateOnly last, bool isAfter)
    {
        foreach (var order in facts.Orders.Where(x => x.Version.Source == source && x.Version.Date >= first && x.Version.Date <= last && Kpis.OrderCounting.Counts(x.Version)))
        {
            sums.Add(0, "orders", 1, isAfter);
            sums.Add(1, "revenue", order.Version.NetRevenue, isAfter, order.Version.Currency);
        }
    }
}

/// <summary>What became of the rows of a costs file: each serves those of its days that no newer file has for the same source, medium and campaign.</summary>
internal static class CostEffect
{
    public static void Count(List<CostFact> file, SelectedFacts before, SelectedFacts after, RowTally tally, SumTable sums)
    {
        if (file.Count == 0)
        {
            return;
        }

        var was = ByThing(before);
        var now = ByThing(after);
        var alone = ByThing(FactSelection.Select(Of(file), new SelectionOptions()));
        foreach (var row in file)
        {
            var days = Enumerable.Range(row.From.DayNumber, row.To.DayNumber - row.From.DayNumber + 1)
                .Select(x => (DateOnly.FromDayNumber(x), row.UtmSource, row.UtmMedium, row.UtmCampaign, row.Currency))
                .ToList();
            var serving = days.FindAll(x => now.GetValueOrDefault(x) == alone.GetValueOrDefault(x));
            if (serving.Count == 0)
            {
                tally.Leave(1, NotUsedReasons.NewerFile);
                continue;
            }

            tally.Use(1, serving.Exists(was.ContainsKey), serving.TrueForAll(x => was.GetValueOrDefault(x) == now.GetValueOrDefault(x)));
        }

        var span = (First: file.Min(static x => x.From), Last: file.Max(static x => x.To));
        foreach (var (facts, isAfter) in new[] { (before, false), (after, true) })
        {
            foreach (var cost in facts.Costs.Where(x => x.Date >= span.First && x.Date <= span.Last))
            {
                sums.Add(0, "cost", cost.Amount, isAfter, cost.Currency);
            }
        }
    }

    private static FactSet Of(List<CostFact> file)
    {
        var facts = new FactSet();
        facts.Costs.AddRange(file);
        return facts;
    }

    private static Dictionary<(DateOnly, string, string, string, string), decimal> ByThing(SelectedFacts facts) => facts.Costs
        .GroupBy(static x => (x.Date, x.UtmSource, x.UtmMedium, x.UtmCampaign, x.Currency))
        .ToDictionary(static x => x.Key, static x => x.Sum(y => y.Amount));
}
