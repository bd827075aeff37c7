using System.Globalization;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>Chooses the problems that a receipt shows, and puts them in words.</summary>
internal static class ReceiptProblemTable
{
    /// <summary>More rows than this nobody reads; the JSON has them all.</summary>
    private const int MaxRows = 20;

    public const string Dash = "–";

    private static readonly IEqualityComparer<Problem> ByReference = ReferenceEqualityComparer.Instance;

    public static IReadOnlyList<ReceiptProblems> Of(Receipt receipt, ReceiptWords words)
    {
        var shown = Choose(receipt.Reading.Problems);
        return [.. Enum.GetValues<ProblemSeverity>()
            .Select(severity => Section(severity, shown, receipt, words))
            .OfType<ReceiptProblems>()];
    }

    /// <summary>
    /// The first of every code, so that a thousand of one kind do not hide the one of another, then as many as fit,
    /// errors first; in file order.
    /// </summary>
    private static HashSet<Problem> Choose(IReadOnlyList<Problem> problems)
    {
        var firsts = problems.DistinctBy(static x => (x.Severity, x.Code)).OrderBy(static x => x.Severity);
        var others = problems.OrderBy(static x => x.Severity);
        return firsts.Concat(others).Distinct(ByReference).Take(MaxRows).ToHashSet(ByReference);
    }

    private static ReceiptProblems? Section(ProblemSeverity severity, HashSet<Problem> shown, Receipt receipt, ReceiptWords words)
    {
        var all = receipt.Reading.Problems.Where(x => x.Severity == severity).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var context = ProblemContext.Of(receipt.Reading);
        var rows = all.Where(shown.Contains).ToList();
        var left = LeftOut(all, rows, receipt.Reading);
        var count = rows.Count + left.Values.Sum();
        return new(
            severity switch { ProblemSeverity.Error => "error", ProblemSeverity.Warning => "warning", _ => "info" },
            severity switch
            {
                ProblemSeverity.Error => words.ErrorsTitle(count),
                ProblemSeverity.Warning => words.WarningsTitle(count),
                _ => words.InfosTitle(count),
            },
            [.. rows.OrderBy(static x => x.Line).Select(x => Row(x, context, words))],
            left.Count == 0 ? null : words.More(left.Values.Sum(), Details(left, words)));
    }

    /// <summary>How many of each code are not shown, those included that the reader only counted.</summary>
    private static Dictionary<string, int> LeftOut(List<Problem> all, List<Problem> rows, ExportReading reading)
    {
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in all.GroupBy(static x => x.Code, StringComparer.Ordinal))
        {
            var errors = reading.ErrorCounts.GetValueOrDefault(group.Key);
            var counted = group.First().Severity == ProblemSeverity.Error ? errors : reading.ProblemCounts.GetValueOrDefault(group.Key) - errors;
            var count = Math.Max(counted, group.Count()) - rows.Count(x => x.Code == group.Key);
            if (count > 0)
            {
                left.Add(group.Key, count);
            }
        }

        return left;
    }

    private static string Details(Dictionary<string, int> left, ReceiptWords words) => string.Join(", ", left
        .OrderByDescending(static x => x.Value)
        .ThenBy(static x => x.Key, StringComparer.Ordinal)
        .Select(x => $"{words.Count(x.Value)} × {ProblemTexts.Title(x.Key, words.Language)}"));

    private static ReceiptProblem Row(Problem problem, ProblemContext context, ReceiptWords words)
    {
        var text = ProblemTexts.For(problem, context, words.Language);
        var explained = problem.Line > 0 && problem.Column is not null && problem.Value is not null;
        return new(
            problem.Line > 0 ? problem.Line.ToString(CultureInfo.InvariantCulture) : words.WholeFile,
            QuotedText.Column(problem) ?? Dash,
            QuotedText.Value(problem) ?? Dash,
            // Where line, column and value say it already a few words are enough; else the whole sentence is needed.
            explained ? text.Title : text.Message,
            text.Fix);
    }
}
