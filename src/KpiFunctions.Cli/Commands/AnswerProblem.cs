using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Cli.Commands;

/// <summary>What is to be known about a pulled answer, once a code.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Code">A code of <see cref="ProblemCodes"/>.</param>
/// <param name="Count">How often it occurs.</param>
/// <param name="Share">Of a sample: the share of the data that was counted, 0 … 1; else null.</param>
/// <param name="Message">The first of them in the person's language.</param>
/// <param name="Fix">What to do about it.</param>
internal sealed record AnswerProblem(string Severity, string Code, int Count, string? Share, string Message, string Fix)
{
    /// <summary>The problems of an answer, the worst first; none where it was read by somebody else: then its receipt has them.</summary>
    public static IReadOnlyList<AnswerProblem> Of(PulledAnswer answer)
    {
        if (answer.Import.Reading is not { } reading)
        {
            return [];
        }

        var context = ProblemContext.Of(reading);
        return [.. reading.Problems
            .GroupBy(static x => x.Code, StringComparer.Ordinal)
            .OrderBy(static x => x.Min(static y => y.Severity))
            .ThenBy(static x => x.Key, StringComparer.Ordinal)
            .Select(x => Of([.. x], Math.Max(reading.ProblemCounts.GetValueOrDefault(x.Key), x.Count()), context))];
    }

    /// <summary>Where its receipt lies, without the forms' suffixes; null if it cannot have one.</summary>
    public static string? ReceiptOf(string brand, PulledAnswer answer)
    {
        var path = answer.Import.Path;
        return path.StartsWith(PulledName.RecordPrefix, StringComparison.Ordinal)
            && PulledName.TryParse(brand, path[PulledName.RecordPrefix.Length..], out var name)
            ? $"{StorageNames.Receipts}/{ReceiptStore.PulledPath(name)}"
            : null;
    }

    private static AnswerProblem Of(IReadOnlyList<Problem> problems, int count, ProblemContext context)
    {
        var worst = problems.MinBy(static x => x.Severity)!;
        var text = ProblemTexts.For(worst, context, CliLanguage.Text);
        var severity = worst.Severity switch
        {
            ProblemSeverity.Error => "error",
            ProblemSeverity.Warning => "warning",
            _ => "info",
        };
        return new(severity, worst.Code, count, worst is { Code: ProblemCodes.Sampled, Arguments: [var share, ..] } ? share : null, text.Message, text.Fix);
    }
}
