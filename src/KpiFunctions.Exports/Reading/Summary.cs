using System.Globalization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Sniffing;

namespace KpiFunctions.Exports.Reading;

/// <summary>What a file was recognised as.</summary>
/// <param name="Format"><c>source/variant</c>.</param>
/// <param name="Source">Source id.</param>
/// <param name="Kind">What its facts are about.</param>
/// <param name="Encoding">Its encoding.</param>
/// <param name="Delimiter">The delimiter between cells; null where there is none.</param>
/// <param name="Alternatives">Other formats that would fit.</param>
internal sealed record FileShape(
    string Format, string Source, FactKind Kind, string Encoding, string? Delimiter, IReadOnlyList<string> Alternatives)
{
    public static FileShape Of(FormatMatch match, Sniffed sniffed) => new(
        match.Format.Id,
        match.Format.Source,
        match.Format.Kind,
        sniffed.Encoding.Id,
        ((char)match.Delimiter).ToString(CultureInfo.InvariantCulture),
        sniffed.Found!.Alternatives);
}

/// <summary>Puts together what was made of a file that was recognised.</summary>
internal static class Summary
{
    /// <param name="path">The path it was dropped as.</param>
    /// <param name="shape">What it was recognised as.</param>
    /// <param name="context">What was counted while reading.</param>
    /// <param name="outcome">What the format's reader knows.</param>
    /// <param name="pull">What stands in front of a pulled answer.</param>
    public static ExportReading Of(string path, FileShape shape, ReadContext context, TableOutcome outcome, PullHeader? pull = null)
    {
        // A person can drop another file; an answer without rows is what the platform had to say.
        if (context.Rows == 0 && pull is null)
        {
            context.Problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.HeaderOnly);
        }

        AddFileProblems(shape.Source, context, outcome);
        var (first, last) = Days(context, outcome);
        return new ExportReading
        {
            File = path,
            Recognized = true,
            Format = shape.Format,
            Source = shape.Source,
            Kind = shape.Kind,
            Encoding = shape.Encoding,
            Delimiter = shape.Delimiter,
            Locale = outcome.Locale,
            Account = context.Account ?? (context.HasSeveralAccounts ? null : outcome.Account),
            Accounts = context.SeenAccounts,
            Currency = Currency(context),
            FirstDate = first,
            LastDate = last,
            Undated = outcome.Undated,
            Rows = context.Rows,
            Accepted = context.Accepted,
            Rejected = context.Rejected,
            Totals = outcome.Totals,
            TotalsByCurrency = outcome.TotalsByCurrency,
            Control = outcome.Control,
            Problems = context.Problems.Kept,
            ProblemCounts = context.Problems.Counts,
            ErrorCounts = context.Problems.Errors,
            Alternatives = shape.Alternatives,
            Pull = pull,
            HasErrors = context.Problems.HasErrors,
        };
    }

    private static void AddFileProblems(string source, ReadContext context, TableOutcome outcome)
    {
        var problems = context.Problems;
        if (outcome.Undated)
        {
            string[] arguments = outcome.Range is null && context.Rows > 0 ? [source, "no_range"] : [source];
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.Undated, arguments);
        }

        var used = context.Currency.Used;
        if (used.Count > 1)
        {
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.CurrencyMixed, [.. used.Where(static x => x.Length > 0)]);
        }

        if (outcome.HasMoney && context.Currency.IsGuessed)
        {
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.CurrencyUnknown, context.Options.Currency is { } taken ? [taken] : []);
        }

        foreach (var difference in outcome.Control.Differences)
        {
            var isExpected = outcome.IsWithheld && difference.IsShortOfRows;
            string[] arguments = [difference.Measure, ProblemNumbers.Of(difference.File), ProblemNumbers.Of(difference.Read)];
            problems.AddToFile(
                isExpected ? ProblemSeverity.Info : ProblemSeverity.Warning,
                ProblemCodes.ControlMismatch,
                isExpected ? [.. arguments, ProblemCodes.Withheld] : arguments);
        }
    }

    private static string? Currency(ReadContext context) => context.Currency.Used switch
    {
        { Count: 0 } => context.Currency.Stated,
        { Count: 1 } used when used.First().Length > 0 => used.First(),
        _ => null,
    };

    private static (DateOnly? First, DateOnly? Last) Days(ReadContext context, TableOutcome outcome) =>
        outcome.Undated ? (outcome.Range?.From, outcome.Range?.To)
        : context.FirstDate is null && context.Accepted > 0 ? (outcome.Range?.From, outcome.Range?.To)
        : (context.FirstDate, context.LastDate);
}
