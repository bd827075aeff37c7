namespace KpiFunctions.Core.Selection;

/// <summary>Finds finished days and periods that a newer file lowered by more than a fifth: it may be a filtered export.</summary>
internal sealed class Falls
{
    private const decimal Tolerated = 0.8m;
    private readonly Dictionary<(string Account, DateOnly From, DateOnly To), (decimal Before, decimal After)> _spans = [];

    public void Add((string Account, DateOnly From, DateOnly To) span, decimal before, decimal after)
    {
        var known = _spans.GetValueOrDefault(span);
        _spans[span] = (known.Before + before, known.After + after);
    }

    public bool Has((string Account, DateOnly From, DateOnly To) span) => _spans.TryGetValue(span, out var x) && IsFall(x.Before, x.After);

    public void NoteDays(string source, NoteBook notes)
    {
        foreach (var (span, (before, after)) in _spans)
        {
            if (IsFall(before, after))
            {
                notes.Day(SelectionNotes.Implausible, source, span.From);
            }
        }
    }

    /// <summary>Whether what was there before became less by more than a fifth.</summary>
    public static bool IsFall(decimal before, decimal after) => before > 0 && after < before * Tolerated;
}
