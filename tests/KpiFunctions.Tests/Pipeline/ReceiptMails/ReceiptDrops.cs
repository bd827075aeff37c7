using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Tests.Exports.Receipts;

namespace KpiFunctions.Tests.Pipeline.ReceiptMails;

/// <summary>Drops of the kinds that a person may be told of.</summary>
internal static class ReceiptDrops
{
    public static ExportReading Good => ReceiptSamples.All["good"];

    public static ExportReading Refused => ReceiptSamples.All["refused"];

    public static ExportReading Partly => ReceiptSamples.All["problems"];

    /// <summary>Every row is used, and the sum is another one than the file's.</summary>
    public static ExportReading OwnTotal => Good with
    {
        Control = new(Present: true, Matches: false, "totals", [new("cost", 7_935.50m, 7_890.50m)]),
        Problems = [new(ProblemSeverity.Warning, ProblemCodes.ControlMismatch, 0, null, null, "cost", "7935.50", "7890.50")],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["control_mismatch"] = 1 },
    };

    public static Receipt Receipt(ExportReading reading, string path, TextLanguage language = TextLanguage.English) =>
        ReceiptSamples.Receipt(reading, language) with { Path = path };

    public static DropReceipts Drop(string path, params ExportReading[] readings) =>
        new(path, "import", [.. readings.Select(x => Receipt(x, path))]);
}
