namespace KpiFunctions.Core.Selection;

/// <summary>What can be said of period facts before a period is reported: whether the days inside serve, or other accounts' facts.</summary>
internal static class PeriodJudge
{
    /// <summary>Judges the blocks of one source against its days, in the order in which overlapping ones are asked.</summary>
    public static IEnumerable<PeriodBlock<T>> Settle<T>(IEnumerable<PeriodBlock<T>> blocks, KnownDays days, NoteBook notes)
    {
        foreach (var block in blocks.Order(Comparer<PeriodBlock<T>>.Create(Compare)))
        {
            var judged = Judge(block, days, notes);
            if (judged.Standing == PeriodStanding.Serves)
            {
                notes.Range(SelectionNotes.PeriodFacts, block.Source, block.From, block.To, block.CountedRows);
            }

            yield return judged;
        }
    }

    private static PeriodBlock<T> Judge<T>(PeriodBlock<T> block, KnownDays days, NoteBook notes)
    {
        var known = new bool[block.To.DayNumber - block.From.DayNumber + 1];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = days.Has(block.AccountKey, block.From.AddDays(i));
        }

        var judged = block with { KnownDays = known };
        if (block.Standing == PeriodStanding.NothingToAdd)
        {
            return judged;
        }

        if (Array.TrueForAll(known, static x => x))
        {
            return judged with { Standing = PeriodStanding.DaysServe };
        }

        var above = DaysAbove(block, days);
        foreach (var day in above)
        {
            notes.Day(SelectionNotes.AccountUnknown, block.Source, day);
        }

        return above.Count > 0 ? judged with { Standing = PeriodStanding.GivesWay } : judged;
    }

    /// <summary>
    /// The days inside on which another account's facts exclude the block's: where no account is known, those of any named account of
    /// the same or a coarser level; else those without an account of a coarser level; and those of the ids that share the account's name.
    /// A block cannot be cut, so one such day is enough.
    /// </summary>
    private static List<DateOnly> DaysAbove<T>(PeriodBlock<T> block, KnownDays days)
    {
        var others = block.AccountKey.Length == 0
            ? days.Within(block.From, block.To, static x => x.Length > 0, x => x <= block.Level)
            : days.Within(block.From, block.To, static x => x.Length == 0, x => x < block.Level);
        return [.. others, .. days.Within(block.From, block.To, x => block.Accounts.GivesWayTo.Contains(x, StringComparer.Ordinal), static _ => true)];
    }

    private static int Compare<T>(PeriodBlock<T> a, PeriodBlock<T> b)
    {
        var order = a.Rank.CompareTo(b.Rank);
        order = order != 0 ? order : FileOrder.NewestFirst(a.Newest, b.Newest);
        order = order != 0 ? order : a.From.CompareTo(b.From);
        order = order != 0 ? order : b.To.CompareTo(a.To);
        return order != 0 ? order : string.CompareOrdinal(a.AccountKey, b.AccountKey);
    }
}
