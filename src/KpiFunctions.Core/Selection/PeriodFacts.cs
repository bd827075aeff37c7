using KpiFunctions.Core.Periods;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// The facts of exports without days. They serve no day, but reported periods that contain them whole; which of them, and in the place
/// of which days, depends on the period (docs/decisions/0005).
/// </summary>
/// <param name="Blocks">Per source, those that are asked first come first.</param>
public sealed record PeriodFacts<T>(IReadOnlyList<PeriodBlock<T>> Blocks)
{
    private static readonly PeriodChoice<T> Nothing = new([], []);

    /// <summary>Which of them serve the period.</summary>
    public PeriodChoice<T> For(Period period)
    {
        ArgumentNullException.ThrowIfNull(period);
        List<PeriodBlock<T>>? near = null;
        foreach (var block in Blocks)
        {
            if (block.Standing == PeriodStanding.Serves && block.Overlaps(period.From, period.To))
            {
                (near ??= []).Add(block);
            }
        }

        if (near is null)
        {
            return Nothing;
        }

        var serving = WithoutRivals(FirstOfOverlapping(near.Where(x => x.IsWithin(period.From, period.To))), out var gaveWay);
        return new(serving, [.. Notes(near, serving, gaveWay, period).Distinct()]);
    }

    /// <summary>
    /// The blocks that are about exactly these days, whether they serve them or days do: what cannot be added up (users) is theirs to say.
    /// </summary>
    public IReadOnlyList<PeriodBlock<T>> Of(Period period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return WithoutRivals(
            [.. Blocks.Where(x => x.From == period.From && x.To == period.To && x.Standing != PeriodStanding.GivesWay)], out _);
    }

    /// <summary>
    /// Of overlapping blocks of an account the first serves, coarse before fine and then the newest. What does not serve stands in
    /// nobody's way.
    /// </summary>
    private static List<PeriodBlock<T>> FirstOfOverlapping(IEnumerable<PeriodBlock<T>> blocks)
    {
        var serving = new List<PeriodBlock<T>>();
        foreach (var block in blocks)
        {
            if (!serving.Exists(x => x.Source == block.Source && x.AccountKey == block.AccountKey && x.Overlaps(block.From, block.To)))
            {
                serving.Add(block);
            }
        }

        return serving;
    }

    /// <summary>Between accounts as on days: no account yields to a named one of the same or a coarser level, else the named one yields.</summary>
    private static List<PeriodBlock<T>> WithoutRivals(List<PeriodBlock<T>> blocks, out List<PeriodBlock<T>> gaveWay)
    {
        bool Meets(PeriodBlock<T> a, PeriodBlock<T> b) => a.Source == b.Source && a.Overlaps(b.From, b.To);
        var kept = blocks.FindAll(x => !blocks.Exists(other => Meets(x, other)
            && (x.Accounts.GivesWayTo.Contains(other.AccountKey, StringComparer.Ordinal)
                || (x.AccountKey.Length == 0 && other.AccountKey.Length > 0 && other.Level <= x.Level))));
        kept = kept.FindAll(x => x.AccountKey.Length == 0 || !kept.Exists(other => other.AccountKey.Length == 0 && Meets(x, other)));
        gaveWay = [.. blocks.Except(kept)];
        return kept;
    }

    private static IEnumerable<(string Code, string Source)> Notes(
        List<PeriodBlock<T>> near, List<PeriodBlock<T>> serving, List<PeriodBlock<T>> gaveWay, Period period)
    {
        foreach (var block in serving)
        {
            yield return (block.KnownDays.Contains(true) ? SelectionNotes.PeriodFactsForDays : SelectionNotes.PeriodFacts, block.Source);
            foreach (var note in block.Notes)
            {
                yield return (note, block.Source);
            }
        }

        foreach (var block in gaveWay)
        {
            yield return (SelectionNotes.AccountUnknown, block.Source);
        }

        foreach (var block in near.Where(x => !gaveWay.Contains(x) && IsMissed(x, serving, period)))
        {
            yield return (SelectionNotes.PeriodFactsUnused, block.Source);
        }
    }

    /// <summary>Whether the block knows a day of the period that neither day facts nor another block tell of.</summary>
    private static bool IsMissed(PeriodBlock<T> block, List<PeriodBlock<T>> serving, Period period)
    {
        for (var i = 0; i < block.KnownDays.Count; i++)
        {
            var day = block.From.AddDays(i);
            if (!block.KnownDays[i] && period.Contains(day) && !serving.Exists(x => x.StandsFor(block.Source, block.AccountKey, day)))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What the facts of exports without days say of one period.</summary>
/// <param name="Serving">Those that count.</param>
/// <param name="Notes">What a reader of the period's numbers should know, by code and source.</param>
public sealed record PeriodChoice<T>(IReadOnlyList<PeriodBlock<T>> Serving, IReadOnlyList<(string Code, string Source)> Notes)
{
    /// <summary>Whether the day facts of that account on that day do not count in this period, because period facts serve in their place.</summary>
    public bool Replaces(string source, string accountKey, DateOnly day)
    {
        foreach (var block in Serving)
        {
            if (block.StandsFor(source, accountKey, day))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether period facts of that source count for that day, as a part of this period.</summary>
    public bool Covers(string source, DateOnly day) => Serving.Any(x => x.Source == source && day >= x.From && day <= x.To);
}
