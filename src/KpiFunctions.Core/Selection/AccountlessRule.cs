namespace KpiFunctions.Core.Selection;

/// <summary>
/// Facts without an account serve only days on which no named account of the source has facts of the same or a coarser level;
/// where they serve, finer facts of named accounts do not.
/// </summary>
internal static class AccountlessRule
{
    public static List<T> Apply<T>(
        List<T> lanes, Func<T, string> accountOf, Func<T, DateOnly> dayOf, Func<T, int> levelOf, string source, NoteBook notes)
    {
        if (!lanes.Exists(x => accountOf(x).Length == 0) || lanes.TrueForAll(x => accountOf(x).Length == 0))
        {
            return lanes;
        }

        var kept = new List<T>(lanes.Count);
        foreach (var day in lanes.GroupBy(dayOf))
        {
            var named = day.Where(x => accountOf(x).Length > 0).ToList();
            var nameless = day.Where(x => accountOf(x).Length == 0).ToList();
            if (named.Count == 0 || nameless.Count == 0)
            {
                kept.AddRange(named);
                kept.AddRange(nameless);
                continue;
            }

            notes.Day(SelectionNotes.AccountUnknown, source, day.Key);
            var coarsestNamed = named.Min(levelOf);
            var serving = nameless.FindAll(x => levelOf(x) < coarsestNamed);
            kept.AddRange(serving);
            if (serving.Count == 0)
            {
                kept.AddRange(named);
            }
            else
            {
                var level = serving.Min(levelOf);
                kept.AddRange(named.Where(x => levelOf(x) <= level));
            }
        }

        return kept;
    }
}
