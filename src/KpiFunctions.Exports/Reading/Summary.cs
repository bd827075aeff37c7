using System.Globalization;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Sniffing;

namespace KpiFunctions.Exports.Reading;

/// <summary>Puts together what was made of a file that was recognised.</summary>
internal static class Summary
{
    public static ExportReading Of(string path, FormatMatch match, Sniffed sniffed, ReadContext context, TableOutcome outcome)
    {
        AddFileProblems(match.Format, context, outcome);
        var (first, last) = Days(context, outcome);
        return new ExportReading
        {
            File = path,
            Recognized = true,
            Format = match.Format.Id,
            Source = match.Format.Source,
            Kind = match.Format.Kind,
            Encoding = sniffed.Encoding.Id,
            Delimiter = ((char)match.Delimiter).ToString(CultureInfo.InvariantCulture),
            Locale = outcome.Locale,
            Account = context.Account ?? (context.Rows == 0 ? outcome.Account : null),
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
            Alternatives = sniffed.Found!.Alternatives,
            HasErrors = context.Problems.HasErrors,
        };
    }

    private static void AddFileProblems(ExportFormat format, ReadContext context, TableOutcome outcome)
    {
        var problems = context.Problems;
        if (context.Rows == 0)
        {
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.HeaderOnly);
        }

        if (outcome.Undated)
        {
            problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.Undated, format.Source);
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
            problems.AddToFile(
                ProblemSeverity.Warning, ProblemCodes.ControlMismatch, difference.Measure, ProblemNumbers.Of(difference.File), ProblemNumbers.Of(difference.Read));
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
