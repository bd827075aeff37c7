namespace KpiFunctions.Core.Selection;

/// <summary>Finds finished days that a newer file lowered by more than a fifth: it may be a filtered export.</summary>
internal sealed class Falls
{
    private const decimal Tolerated = 0.8m;
    private readonly Dictionary<(string Account, DateOnly Day), (decimal Before, decimal After)> _days = [];

    public void Add((string Account, DateOnly Day) day, decimal before, decimal after)
    {
        var known = _days.GetValueOrDefault(day);
        _days[day] = (known.Before + before, known.After + after);
    }

    public void NoteDays(string source, NoteBook notes)
    {
        foreach (var (day, (before, after)) in _days)
        {
            if (before > 0 && after < before * Tolerated)
            {
                notes.Day(SelectionNotes.Implausible, source, day.Day);
            }
        }
    }
}
