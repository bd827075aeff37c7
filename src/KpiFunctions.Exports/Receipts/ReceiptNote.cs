using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>How right a file was, the worst first.</summary>
public enum ReceiptOutcome
{
    /// <summary>Nothing of it is used.</summary>
    NotUnderstood,

    /// <summary>A part of it is not used.</summary>
    Partly,

    /// <summary>All of it is used, but that is not what the file's own total says.</summary>
    OwnTotal,

    /// <summary>Nobody has to do anything. There may be remarks.</summary>
    Fine,
}

/// <summary>A problem as a message tells of it.</summary>
/// <param name="Place">Line, column and value, as far as there are any; empty for the whole file.</param>
/// <param name="What">What is wrong; empty where the verdict says it.</param>
/// <param name="Fix">What to do.</param>
public sealed record ReceiptNoteProblem(string Place, string What, string Fix);

/// <summary>
/// What a message tells somebody about a file: the receipt without its sums, with its first problems only. Plain text in one language,
/// cleaned and masked as the receipt is, bounded, and with nothing that a mail program would make a link of.
/// </summary>
/// <param name="Path">The path it was dropped as.</param>
/// <param name="Outcome">How right it was.</param>
/// <param name="Verdict">The receipt's first sentence.</param>
/// <param name="TakenFor">What it was taken for, or null.</param>
/// <param name="Period">Its days, or null.</param>
/// <param name="Rows">Rows read, used and not used, or null where it was not recognised.</param>
/// <param name="Control">How a file that is partly used differs from its own total, or null where it does not. Of other files the problems say it.</param>
/// <param name="Problems">The first of each kind, errors before warnings.</param>
/// <param name="HasMore">The receipt has more of them.</param>
public sealed record ReceiptNote(
    string Path,
    ReceiptOutcome Outcome,
    string Verdict,
    string? TakenFor,
    string? Period,
    string? Rows,
    string? Control,
    IReadOnlyList<ReceiptNoteProblem> Problems,
    bool HasMore)
{
    /// <summary>So many problems are told; the receipt has the others.</summary>
    public const int MostProblems = 5;

    private const int MaxText = 400;

    /// <summary>Keeps its neighbours from being taken for an address; cannot be seen.</summary>
    private const char WordJoiner = '\u2060';

    /// <summary>How right the file was. Remarks alone make no file wrong, nor do rows that the platform is known to withhold.</summary>
    public static ReceiptOutcome OutcomeOf(ExportReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return ReceiptVerdict.StateOf(reading) switch
        {
            ReceiptState.NotUnderstood => ReceiptOutcome.NotUnderstood,
            ReceiptState.Partly => ReceiptOutcome.Partly,
            _ => IsMismatch(reading) ? ReceiptOutcome.OwnTotal : ReceiptOutcome.Fine,
        };
    }

    /// <summary>What is told of a receipt, in its language.</summary>
    public static ReceiptNote Of(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var reading = receipt.Reading;
        var words = new ReceiptWords(receipt.Language);
        var verdict = ReceiptVerdict.Write(receipt, ReceiptVerdict.StateOf(reading), words);
        var sections = ReceiptProblemTable.Of(receipt, words).Where(static x => x.Severity != "info").ToList();
        var problems = sections.SelectMany(static x => x.Rows).ToList();

        // The second cell with the same slip tells nobody anything new.
        var kinds = problems.DistinctBy(static x => (x.Column, x.What, x.Fix)).ToList();
        var outcome = OutcomeOf(reading);
        var period = ReceiptFacts.PeriodOf(reading, words);
        return new(
            Plain(QuotedText.Clean(receipt.Path, maskPhones: false) ?? "?"),
            outcome,
            outcome == ReceiptOutcome.OwnTotal ? words.OwnTotal : Plain(verdict),
            reading is { Recognized: true, Format: { } format } ? words.Say(DomainNames.Format(format, reading.Kind)) : null,
            period,
            reading.Recognized ? words.RowsOf(reading.Rows, reading.Accepted, reading.Rejected) : null,
            outcome == ReceiptOutcome.Partly && IsMismatch(reading) && ReceiptFacts.ControlOf(receipt, words) is { } control ? Plain(control) : null,
            [.. kinds.Take(MostProblems).Select(x => Problem(x, verdict, words))],
            problems.Count > Math.Min(kinds.Count, MostProblems) || sections.Exists(static x => x.More is not null));
    }

    private static bool IsMismatch(ExportReading reading) =>
        reading.Control is { Present: true, Matches: false } control
        && !(reading.ProblemCounts.ContainsKey(ProblemCodes.Withheld) && control.Differences.All(static x => x.IsShortOfRows));

    private static ReceiptNoteProblem Problem(ReceiptProblem problem, string verdict, ReceiptWords words)
    {
        var isOfFile = problem.Line == words.WholeFile;
        var isSaid = isOfFile && problem.What.Length > 1 && verdict.EndsWith(problem.What[1..], StringComparison.Ordinal);
        string[] place =
        [
            isOfFile ? string.Empty : words.Say($"line {problem.Line}", $"строка {problem.Line}"),
            problem.Column == ReceiptProblemTable.Dash ? string.Empty : problem.Column,
            problem.Value == ReceiptProblemTable.Dash ? string.Empty : words.Say($"“{problem.Value}”", $"«{problem.Value}»"),
        ];
        return new(Plain(string.Join(", ", place.Where(static x => x.Length > 0))), isSaid ? string.Empty : Plain(problem.What), Plain(problem.Fix));
    }

    private static string Plain(string text)
    {
        var plain = text
            .Replace("://", $":{WordJoiner}//", StringComparison.Ordinal)
            .Replace("www.", $"www{WordJoiner}.", StringComparison.OrdinalIgnoreCase);
        if (plain.Length <= MaxText)
        {
            return plain;
        }

        var length = char.IsHighSurrogate(plain[MaxText - 2]) ? MaxText - 2 : MaxText - 1;
        return string.Concat(plain.AsSpan(0, length), "…");
    }
}
