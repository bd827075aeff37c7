using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>Ad exports without days: per account and range the rows of one level and one dimension set.</summary>
internal static class AdPeriods
{
    /// <summary>The blocks of one source. What they hold is chosen as for days, but for the whole range and not campaign by campaign.</summary>
    public static IEnumerable<PeriodBlock<SelectedAd>> Blocks(string source, List<AdFact> facts, AdNames names, TimeZoneInfo zone)
    {
        var falls = new Falls();
        foreach (var range in AdSelection.Merge(facts, names, zone, falls).GroupBy(static x => (x.Key.Account, x.Key.Day, x.Key.To)))
        {
            var views = new AdViews(range, Rank);
            var rows = views.Serving;
            var level = rows[0].Key.Level;
            var notes = new List<string>();
            if (views.IsFine)
            {
                notes.Add(SelectionNotes.FineLevelOnly);
            }

            if (views.LevelsDiffer)
            {
                notes.Add(SelectionNotes.LevelsDiffer);
            }

            if (falls.Has(range.Key) || (views.Replaced(zone) is var (before, after) && Falls.IsFall(before, after)))
            {
                notes.Add(SelectionNotes.Implausible);
            }

            var (account, from, to) = range.Key;
            yield return new(source, account, from, to)
            {
                Rank = Rank(level),
                Level = (int)level,
                Newest = FileOrder.Newest(rows.Select(static x => x.Origin)) with { Row = 0 },
                Rows = [.. rows.Select(x => x.Selected(source, names)).Order(Comparer<SelectedAd>.Create(AdSelection.Compare))],
                CountedRows = range.Count(),
                Notes = notes,
                Accounts = names.Accounts.Namesakes(account),
            };
        }
    }

    /// <summary>Coarse before fine, and account rows only where there are no others.</summary>
    private static int Rank(AdLevel level) => level == AdLevel.Account ? int.MaxValue : (int)level;
}
