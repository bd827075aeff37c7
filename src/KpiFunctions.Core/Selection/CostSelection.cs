using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>Costs: spread evenly over their days; where files overlap in source, medium and campaign, the newer one serves the day.</summary>
internal static class CostSelection
{
    private const decimal Micro = 0.000001m;

    public static List<SelectedCost> Select(List<CostFact> costs)
    {
        var selected = new List<SelectedCost>();
        foreach (var thing in costs.GroupBy(static x => (x.UtmSource, x.UtmMedium, x.UtmCampaign)))
        {
            var days = new Dictionary<DateOnly, FileDay>();
            foreach (var cost in thing.OrderBy(static x => x.Origin, Comparer<FactOrigin>.Create(FileOrder.NewestFirst)))
            {
                Spread(cost, days);
            }

            selected.AddRange(days.SelectMany(day => day.Value.Amounts.Select(x => new SelectedCost(
                day.Key, thing.Key.UtmSource, thing.Key.UtmMedium, thing.Key.UtmCampaign, x.Value, x.Key))));
        }

        selected.Sort(Compare);
        return selected;
    }

    /// <summary>
    /// Even to the micro: what does not divide goes to the first days, so that the shares add up to the amount.
    /// </summary>
    private static void Spread(CostFact cost, Dictionary<DateOnly, FileDay> days)
    {
        var count = cost.To.DayNumber - cost.From.DayNumber + 1;
        var share = decimal.Floor(cost.Amount / count / Micro) * Micro;
        var left = (int)((cost.Amount - (share * count)) / Micro);
        for (var i = 0; i < count; i++)
        {
            var day = cost.From.AddDays(i);
            if (!days.TryGetValue(day, out var known))
            {
                days[day] = known = new FileDay(cost.Origin.FileHash);
            }

            if (known.FileHash == cost.Origin.FileHash)
            {
                known.Amounts[cost.Currency] = known.Amounts.GetValueOrDefault(cost.Currency) + share + (i < left ? Micro : 0m);
            }
        }
    }

    private static int Compare(SelectedCost a, SelectedCost b)
    {
        var order = a.Date.CompareTo(b.Date);
        order = order != 0 ? order : string.CompareOrdinal(a.UtmSource, b.UtmSource);
        order = order != 0 ? order : string.CompareOrdinal(a.UtmMedium, b.UtmMedium);
        order = order != 0 ? order : string.CompareOrdinal(a.UtmCampaign, b.UtmCampaign);
        return order != 0 ? order : string.CompareOrdinal(a.Currency, b.Currency);
    }

    private sealed record FileDay(string FileHash)
    {
        public Dictionary<string, decimal> Amounts { get; } = new(StringComparer.Ordinal);
    }
}
