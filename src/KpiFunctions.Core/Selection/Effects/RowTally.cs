namespace KpiFunctions.Core.Selection.Effects;

/// <summary>Counts what became of a file's rows.</summary>
internal sealed class RowTally
{
    private readonly SortedDictionary<string, int> _notUsed = new(StringComparer.Ordinal);

    public int New { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int OnlyOlder { get; set; }

    /// <summary>Days and ranges that fell by more than a fifth.</summary>
    public List<DaySpan> Fallen { get; } = [];

    /// <summary>Rows that count: what stood there before decides what they are.</summary>
    public void Use(int rows, bool wasKnown, bool isEqual)
    {
        New += wasKnown ? 0 : rows;
        Updated += wasKnown && !isEqual ? rows : 0;
        Unchanged += wasKnown && isEqual ? rows : 0;
    }

    public void Leave(int rows, string reason) => _notUsed[reason] = _notUsed.GetValueOrDefault(reason) + rows;

    public FileEffect Effect(IReadOnlyList<SumChange> changes) =>
        new(New, Updated, Unchanged, [.. _notUsed.Select(static x => new NotUsedRows(x.Key, x.Value))], OnlyOlder, changes) { Fallen = Joined() };

    private List<DaySpan> Joined()
    {
        var joined = new List<DaySpan>();
        foreach (var span in Fallen.Distinct().OrderBy(static x => x.From).ThenBy(static x => x.To))
        {
            if (joined.Count > 0 && span.From <= joined[^1].To.AddDays(1))
            {
                joined[^1] = joined[^1] with { To = span.To > joined[^1].To ? span.To : joined[^1].To };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }
}

/// <summary>Sums before and after, by measure and currency.</summary>
internal sealed class SumTable
{
    private readonly SortedDictionary<(int Order, string Measure, string Currency), (decimal? Before, decimal? After)> _sums = [];

    public void Add(int order, string measure, decimal? value, bool isAfter, string? currency = null)
    {
        if (value is not { } number)
        {
            return;
        }

        var key = (order, measure, currency ?? string.Empty);
        var (before, after) = _sums.GetValueOrDefault(key);
        _sums[key] = isAfter ? (before, (after ?? 0) + number) : ((before ?? 0) + number, after);
    }

    public IReadOnlyList<SumChange> Changes() =>
    [
        .. _sums
            .Where(static x => x.Value.Before != x.Value.After)
            .Select(static x => new SumChange(x.Key.Measure, x.Key.Currency.Length == 0 ? null : x.Key.Currency, x.Value.Before, x.Value.After)),
    ];
}
