namespace KpiFunctions.Core.Selection.Effects;

/// <summary>Finds among days that fell those that fell by this file: what it has of them counted for more before.</summary>
/// <param name="fallen">Finished days that a newer file lowered by more than a fifth, as the notes have them.</param>
internal sealed class DayChanges(HashSet<DateOnly> fallen)
{
    private readonly SortedDictionary<DateOnly, (decimal Before, decimal After)> _days = [];

    public void Add(DateOnly day, IReadOnlyList<KeyedAd> before, IReadOnlyList<KeyedAd> after)
    {
        if (fallen.Contains(day) && Of([.. before.Select(static x => x.Row)], [.. after.Select(static x => x.Row)]) is var (was, now))
        {
            Add(day, was, now);
        }
    }

    public void Add(DateOnly day, decimal before, decimal after)
    {
        var known = _days.GetValueOrDefault(day);
        _days[day] = (known.Before + before, known.After + after);
    }

    public IEnumerable<DaySpan> Fallen() => _days.Where(x => fallen.Contains(x.Key) && Falls.IsFall(x.Value.Before, x.Value.After)).Select(static x => new DaySpan(x.Key, x.Key));

    /// <summary>What rows come to before and after, by the first measure that both have.</summary>
    public static (decimal Before, decimal After)? Of(IReadOnlyList<SelectedAd> before, IReadOnlyList<SelectedAd> after)
    {
        foreach (var measure in AdViews.WeightMeasures)
        {
            if (Sum(before, measure) is { } was && Sum(after, measure) is { } now)
            {
                return (was, now);
            }
        }

        return null;
    }

    private static decimal? Sum(IReadOnlyList<SelectedAd> rows, Func<AdMeasures, decimal?> measure) =>
        rows.Aggregate((decimal?)null, (sum, x) => Selection.Add.Optional(sum, measure(x.Measures)));
}
