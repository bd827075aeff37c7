namespace KpiFunctions.Core.Selection;

/// <summary>Collects notes day by day and gives them back per code and source, with the span and number of days.</summary>
internal sealed class NoteBook
{
    private readonly Dictionary<(string Code, string Source), Dictionary<DateOnly, int>> _days = [];

    /// <summary>Notes a day; noted again, it is still one day.</summary>
    public void Day(string code, string source, DateOnly day) => Days(code, source)[day] = 1;

    /// <summary>Notes one more row on a day.</summary>
    public void Row(string code, string source, DateOnly day)
    {
        var days = Days(code, source);
        days[day] = days.GetValueOrDefault(day) + 1;
    }

    /// <summary>Notes rows that are about a range of days as one.</summary>
    public void Range(string code, string source, DateOnly from, DateOnly to, int rows)
    {
        var days = Days(code, source);
        days[from] = days.GetValueOrDefault(from) + rows;
        days[to] = days.GetValueOrDefault(to);
    }

    public List<SelectionNote> ToList() =>
    [
        .. _days
            .OrderBy(static x => x.Key.Code, StringComparer.Ordinal)
            .ThenBy(static x => x.Key.Source, StringComparer.Ordinal)
            .Select(static x => new SelectionNote(x.Key.Code, x.Key.Source, x.Value.Keys.Min(), x.Value.Keys.Max(), x.Value.Values.Sum(), [.. x.Value.Keys.Order()])),
    ];

    private Dictionary<DateOnly, int> Days(string code, string source)
    {
        if (!_days.TryGetValue((code, source), out var days))
        {
            _days[(code, source)] = days = [];
        }

        return days;
    }
}
