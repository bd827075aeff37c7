using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>The one sentence that a person who dropped a file reads first.</summary>
internal static class ReceiptVerdict
{
    public static ReceiptState StateOf(ExportReading reading)
    {
        var spoilt = FileError(reading) is not null;
        if (!reading.Recognized || (reading.Accepted == 0 && (reading.Rejected > 0 || spoilt)))
        {
            return ReceiptState.NotUnderstood;
        }

        return reading.Rejected > 0 || spoilt ? ReceiptState.Partly : ReceiptState.Understood;
    }

    public static string Write(Receipt receipt, ReceiptState state, ReceiptWords words)
    {
        var reading = receipt.Reading;
        return state switch
        {
            ReceiptState.NotUnderstood when reading.Recognized && reading.Rejected > 0 => words.Say(
                $"Nothing was used: {FileOf(reading, words)}, {PeriodOr(reading, words)}{NoneUsed(reading, words)}.",
                $"Ничего не учтено: {FileOf(reading, words)}, {PeriodOr(reading, words)}{NoneUsed(reading, words)}."),
            ReceiptState.NotUnderstood => words.Say("Not understood: ", "Файл не понят: ") + Reason(receipt, words),
            ReceiptState.Partly when reading.Rejected == 0 => words.Say("Only partly used: ", "Учтён только частично: ") + Reason(receipt, words),
            ReceiptState.Partly => $"{words.NotUsed(reading.Rejected, reading.Rows)}: {FileOf(reading, words)}{PeriodAfter(reading, words)}.",
            ReceiptState.Understood when reading is { Rows: 0, Pull: not null } => words.Say(
                $"Understood: {FileOf(reading, words)}{PeriodAfter(reading, words)}; the platform has nothing on these days.",
                $"Всё понятно: {FileOf(reading, words)}{PeriodAfter(reading, words)}; за эти дни у платформы ничего нет."),
            ReceiptState.Understood when reading.Rows == 0 => words.Say(
                $"Understood, but there is nothing in it: {FileOf(reading, words)}{PeriodAfter(reading, words)}, no rows.",
                $"Всё понятно, но данных нет: {FileOf(reading, words)}{PeriodAfter(reading, words)}, ни одной строки."),
            _ => words.Say("Understood: ", "Всё понятно: ")
                + $"{FileOf(reading, words)}{PeriodAfter(reading, words)}, {words.Say(Plural.Rows(reading.Rows))}, {AllUsed(reading, words)}.",
        };
    }

    /// <summary>The first error about the whole file, or null.</summary>
    private static Problem? FileError(ExportReading reading) =>
        reading.Problems.FirstOrDefault(static x => x is { Severity: ProblemSeverity.Error, Line: 0 })
        ?? (reading.HasErrors && reading.Rejected == 0 ? reading.Problems.FirstOrDefault(static x => x.Severity == ProblemSeverity.Error) : null);

    private static string Reason(Receipt receipt, ReceiptWords words)
    {
        var problem = FileError(receipt.Reading) ?? receipt.Reading.Problems.FirstOrDefault(static x => x.Severity == ProblemSeverity.Error);
        var text = problem is null
            ? words.Say("No known format fits.", "Ни один известный формат не подошёл.")
            : ProblemTexts.For(problem, ProblemContext.Of(receipt.Reading), receipt.Language).Message;
        return char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static string FileOf(ExportReading reading, ReceiptWords words) =>
        reading.Source is null ? words.Say("file", "файл") : words.Say(DomainNames.File(reading.Source, reading.Kind));

    private static string PeriodAfter(ExportReading reading, ReceiptWords words) =>
        ReceiptFacts.PeriodOf(reading, words) is { } period ? ", " + period : string.Empty;

    private static string PeriodOr(ExportReading reading, ReceiptWords words) =>
        ReceiptFacts.PeriodOf(reading, words) is { } period ? period + ", " : string.Empty;

    private static string NoneUsed(ExportReading reading, ReceiptWords words) => reading.Rows == 1
        ? words.Say("its only row has a problem", "с единственной строкой есть проблема")
        : words.Say($"all its {words.Count(reading.Rows)} rows have problems", $"проблемы во всех строках ({words.Count(reading.Rows)})");

    private static string AllUsed(ExportReading reading, ReceiptWords words)
    {
        var used = reading.Rows == 1 ? words.Say("used", "учтена") : words.Say("all used", "учтены все");
        var warnings = reading.Problems.Count(static x => x.Severity == ProblemSeverity.Warning);
        return warnings == 0 ? used : used + words.Say("; please look at the remarks below", "; взгляните на замечания ниже");
    }
}
