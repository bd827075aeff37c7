namespace KpiFunctions.Exports.Reading;

/// <summary>
/// Collects problems in file order, bounded. Those of a row are held back until the row is settled, because a row may be read twice.
/// Where there are too many, warnings of rows make room: an error, or a word on the whole file, must not drown in them.
/// </summary>
internal sealed class ProblemLog(int limit, bool isPersonal)
{
    private readonly List<Problem> _kept = [];
    private readonly List<Problem> _row = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);
    private int _warnings;

    public IReadOnlyList<Problem> Kept => _kept;

    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Of <see cref="Counts"/>, those that are errors.</summary>
    public IReadOnlyDictionary<string, int> Errors => _errors;

    public bool HasErrors => _errors.Count > 0;

    /// <summary>A problem of the whole file.</summary>
    public void AddToFile(ProblemSeverity severity, string code, params string[] arguments) =>
        Keep(new Problem(severity, code, 0, null, null, arguments));

    /// <summary>A problem of the current row.</summary>
    public void AddToRow(ProblemSeverity severity, string code, int line, string? column, string? value, params string[] arguments) =>
        _row.Add(new Problem(severity, code, line, column, value is null ? null : Masking.Mask(value, isPersonal), arguments));

    public void CommitRow()
    {
        if (_row.Count == 0)
        {
            return;
        }

        foreach (var problem in _row)
        {
            Keep(problem);
        }

        _row.Clear();
    }

    public void DiscardRow() => _row.Clear();

    private void Keep(Problem problem)
    {
        _counts[problem.Code] = _counts.GetValueOrDefault(problem.Code) + 1;
        if (IsError(problem))
        {
            _errors[problem.Code] = _errors.GetValueOrDefault(problem.Code) + 1;
        }

        if (_kept.Count < limit || IsOfFile(problem) || (IsError(problem) && _warnings > 0))
        {
            _kept.Add(problem);
            _warnings += IsExpendable(problem) ? 1 : 0;
            MakeRoom();
        }
    }

    private void MakeRoom()
    {
        if (_kept.Count <= limit || _warnings == 0)
        {
            return;
        }

        _kept.RemoveAt(_kept.FindLastIndex(IsExpendable));
        _warnings--;
    }

    private static bool IsOfFile(Problem problem) => problem.Line == 0;

    private static bool IsError(Problem problem) => problem.Severity == ProblemSeverity.Error;

    private static bool IsExpendable(Problem problem) => !IsError(problem) && !IsOfFile(problem);
}
