using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>What a file was taken for and what its rows add up to.</summary>
internal static class ReceiptFacts
{
    // What the platforms write themselves; anything else was made by another program on the way.
    private static readonly HashSet<string> UsualEncodings = new(StringComparer.Ordinal) { "utf-8", "utf-16le" };

    public static IReadOnlyList<ReceiptFact> Of(Receipt receipt, ReceiptWords words)
    {
        var reading = receipt.Reading;
        var facts = new List<ReceiptFact>();
        if (QuotedText.Clean(receipt.Path, maskPhones: false) is { } path)
        {
            facts.Add(new(words.File, path));
        }

        if (reading.Recognized)
        {
            AddRecognized(facts, reading, receipt.ImportedAt?.Offset ?? TimeSpan.Zero, words);
        }

        if (reading.Encoding is { } encoding && !UsualEncodings.Contains(encoding))
        {
            facts.Add(new(words.Encoding, words.Say(DomainNames.Encoding(encoding))));
        }

        if (receipt.ImportedAt is { } importedAt)
        {
            facts.Add(new(words.ImportedAt, TextFormat.Moment(importedAt, words.Language)));
        }

        return facts;
    }

    /// <summary>The days of the file in words, or null when it has none.</summary>
    public static string? PeriodOf(ExportReading reading, ReceiptWords words)
    {
        // Of an answer without rows the days are known all the same: those that were asked for.
        if ((reading.FirstDate ?? reading.LastDate ?? reading.Pull?.From) is not { } first
            || (reading.LastDate ?? reading.FirstDate ?? reading.Pull?.To) is not { } last)
        {
            return null;
        }

        var days = TextFormat.Days(first, last, words.Language);
        return reading.Undated ? $"{days} ({words.WithoutDays})" : days;
    }

    public static IReadOnlyList<ReceiptTotals> TotalsOf(Receipt receipt, ReceiptWords words)
    {
        var reading = receipt.Reading;
        var several = reading.TotalsByCurrency.Count > 0;
        var totals = new List<ReceiptTotals>();
        if (reading.Accepted == 0 && reading.Rejected > 0)
        {
            // A sum over no row would read as if nothing had been spent.
            return totals;
        }

        var common = reading.Totals.Where(x => !(several && x.IsMoney)).ToList();
        if (common.Count > 0)
        {
            totals.Add(new(null, FactsOf(common, reading.Currency, words)));
        }

        totals.AddRange(reading.TotalsByCurrency
            .OrderBy(static x => x.Key, StringComparer.Ordinal)
            .Where(static x => x.Value.Count > 0)
            .Select(x => new ReceiptTotals(x.Key, FactsOf(x.Value, x.Key, words))));
        return totals;
    }

    public static string? ControlOf(Receipt receipt, ReceiptWords words)
    {
        var reading = receipt.Reading;
        var control = reading.Control;
        if (!reading.Recognized || reading.Rows == 0 || (reading.Accepted == 0 && !control.Present))
        {
            return null;
        }

        if (!control.Present)
        {
            return words.Say(
                "The file has no total of its own to compare with.",
                "Своего итога, с которым можно сравнить, в файле нет.");
        }

        if (control.Matches)
        {
            return control.Kind == "row-count"
                ? words.Say("The file says how many rows it has, and that many were read.", "В файле сказано, сколько в нём строк, – столько и прочитано.")
                : reading.Pull is null
                ? words.Say("Checked against the file's own total: it matches.", "Сверено с итоговой строкой файла: совпадает.")
                : words.Say("Checked against the platform's own total: it matches.", "Сверено с итогом платформы: совпадает.");
        }

        var differences = string.Join("; ", control.Differences.Select(x => Difference(x, reading, words)));
        var why = reading.Rejected > 0
            ? words.Say(" The rows that were not used are missing from the sum.", " В сумме не хватает неучтённых строк.")
            : reading.ProblemCounts.ContainsKey(ProblemCodes.Withheld) && control.Differences.All(static x => x.IsShortOfRows)
            ? words.Say(" That is to be expected: the platform withholds rows.", " Так и должно быть: часть строк платформа скрывает.")
            : string.Empty;
        var verdict = reading.Pull is null
            ? words.Say("It does not match the file's own total. ", "С итоговой строкой файла не сходится. ")
            : words.Say("It does not match the platform's own total. ", "С итогом платформы не сходится. ");
        return verdict + differences + "." + why;
    }

    private static void AddRecognized(List<ReceiptFact> facts, ExportReading reading, TimeSpan offset, ReceiptWords words)
    {
        if (reading.Format is { } format)
        {
            facts.Add(new(words.TakenFor, words.Say(DomainNames.Format(format, reading.Kind))));
        }

        facts.Add(new(words.Period, PeriodOf(reading, words) ?? words.PeriodUnknown));
        if (QuotedText.Clean(reading.Account, maskPhones: false) is { } account)
        {
            facts.Add(new(words.Account, account));
        }

        if (Currency(reading, words) is { } currency)
        {
            facts.Add(new(words.Currency, currency));
        }

        facts.Add(new(words.Rows, words.RowsOf(reading.Rows, reading.Accepted, reading.Rejected)));
        if (reading.Pull is { } pull)
        {
            facts.Add(new(words.AskedFor, words.Asked(TextFormat.Days(pull.From, pull.To, words.Language), pull.View)));
            facts.Add(new(words.AskedAt, TextFormat.Moment(pull.AskedAt.ToOffset(offset), words.Language)));
            facts.Add(new(words.Completeness, reading.Complete is not null ? words.IsComplete : words.IsNotComplete));
        }
    }

    private static string? Currency(ExportReading reading, ReceiptWords words)
    {
        if (reading.Currency is { } currency)
        {
            return currency;
        }

        if (reading.TotalsByCurrency.Count > 0)
        {
            return string.Join(", ", reading.TotalsByCurrency.Keys.Order(StringComparer.Ordinal).Select(x => x.Length == 0 ? words.NotStated : x));
        }

        return reading.Totals.Any(static x => x.IsMoney) ? words.NotStated : null;
    }

    private static List<ReceiptFact> FactsOf(IEnumerable<MeasureTotal> totals, string? currency, ReceiptWords words) =>
        [.. totals.Select(x => new ReceiptFact(words.Say(DomainNames.Measure(x.Measure)), Amount(x, currency, words)))];

    private static string Amount(MeasureTotal total, string? currency, ReceiptWords words) => total.IsMoney
        ? TextFormat.Money(total.Value, currency, words.Language)
        : TextFormat.Number(total.Value, total.IsCount ? 0 : 2, words.Language);

    private static string Difference(ControlDifference difference, ExportReading reading, ReceiptWords words)
    {
        string Show(decimal value) => TextFormat.Exact(value, words.Language);
        var unit = reading.Totals.FirstOrDefault(x => x.Measure == difference.Measure) is { IsMoney: true } && reading.Currency is { } currency
            ? TextFormat.NoBreakSpace + currency
            : string.Empty;
        var name = words.Say(DomainNames.Measure(difference.Measure));
        return reading.Pull is null
            ? words.Say(
                $"{name}: {Show(difference.File)}{unit} in the file, {Show(difference.Read)}{unit} read",
                $"{name}: в файле {Show(difference.File)}{unit}, прочитано {Show(difference.Read)}{unit}")
            : words.Say(
                $"{name}: {Show(difference.File)}{unit} by the platform's count, {Show(difference.Read)}{unit} read",
                $"{name}: по счёту платформы {Show(difference.File)}{unit}, прочитано {Show(difference.Read)}{unit}");
    }
}
