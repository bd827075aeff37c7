using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Tests.Exports.Receipts;

/// <summary>Readings of the kinds that a person may drop.</summary>
internal static class ReceiptSamples
{
    private static readonly DateTimeOffset ImportedAt = new(2026, 11, 23, 9, 30, 12, 345, TimeSpan.FromHours(3));

    public static IReadOnlyDictionary<string, ExportReading> All { get; } = new Dictionary<string, ExportReading>(StringComparer.Ordinal)
    {
        ["good"] = Good,
        ["problems"] = Problems,
        ["many-problems"] = ManyProblems,
        ["refused"] = Refused,
        ["undated"] = Undated,
        ["two-currencies"] = TwoCurrencies,
        ["header-only"] = HeaderOnly,
        ["nothing-used"] = NothingUsed,
    };

    public static ExportReading Good => new()
    {
        File = "ads/Campaign report.csv",
        Recognized = true,
        Format = "google-ads/report-csv",
        Source = "google-ads",
        Kind = FactKind.Ads,
        Encoding = "utf-16le",
        Delimiter = "\t",
        Locale = "en",
        Account = "123-456-7890",
        Currency = "EUR",
        FirstDate = new(2026, 11, 16),
        LastDate = new(2026, 11, 22),
        Rows = 120,
        Accepted = 120,
        Totals =
        [
            new("impressions", 1_234_567m, IsCount: true, IsMoney: false),
            new("clicks", 5_601m, IsCount: true, IsMoney: false),
            new("cost", 7_890.500000m, IsCount: false, IsMoney: true),
            new("conversions", 313.17m, IsCount: false, IsMoney: false),
            new("conversionValue", 31_000m, IsCount: false, IsMoney: true),
        ],
        Control = new(Present: true, Matches: true, "totals", []),
    };

    private static ExportReading Problems => Good with
    {
        File = "ads/Кампании, ноябрь.csv",
        Encoding = "windows-1251",
        FirstDate = new(2026, 10, 26),
        LastDate = new(2026, 11, 1),
        Accepted = 117,
        Rejected = 3,
        HasErrors = true,
        Control = new(Present: true, Matches: false, "totals", [new("cost", 7_935.50m, 7_890.50m), new("clicks", 5_630m, 5_601m)]),
        Problems =
        [
            new(ProblemSeverity.Warning, ProblemCodes.ControlMismatch, 0, null, null, "cost", "7935.50", "7890.50"),
            new(ProblemSeverity.Error, ProblemCodes.BadNumber, 17, "Cost", "45,0o", []),
            new(ProblemSeverity.Warning, ProblemCodes.BadId, 23, "Campaign ID", "1.20253E+17", []),
            new(ProblemSeverity.Error, ProblemCodes.BadDate, 1_048, "Day", "31|02|2026", []),
            new(ProblemSeverity.Error, ProblemCodes.TooFewCells, 1_051, null, null, "3", "12"),
            new(ProblemSeverity.Warning, ProblemCodes.TooManyCells, 1_060, null, "ask <b>anna@example.com</b> `now`", "13", "12"),
        ],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["bad_number"] = 1,
            ["bad_date"] = 1,
            ["too_few_cells"] = 1,
            ["bad_id"] = 1,
            ["too_many_cells"] = 1,
            ["control_mismatch"] = 1,
        },
    };

    private static ExportReading ManyProblems => Good with
    {
        File = "meta/report.csv",
        Format = "meta-ads/reporting-csv",
        Source = "meta-ads",
        Encoding = "utf-8",
        Delimiter = ",",
        Account = null,
        Rows = 2_041,
        Accepted = 41,
        Rejected = 2_000,
        HasErrors = true,
        FirstDate = new(2026, 12, 28),
        LastDate = new(2027, 1, 3),
        Control = ControlResult.Absent,
        Problems =
        [
            .. Enumerable.Range(2, 1_000).Select(static line =>
                new Problem(ProblemSeverity.Error, ProblemCodes.AmbiguousDate, line, "Day", "03/04/2026", [])),
            new(ProblemSeverity.Warning, ProblemCodes.DuplicateRow, 1_500, null, null, "1499"),
        ],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["ambiguous_date"] = 2_000, ["duplicate_row"] = 1 },
    };

    private static ExportReading Refused => new()
    {
        File = "misc/holiday_photos [1].csv",
        Recognized = false,
        Encoding = "utf-8",
        Delimiter = ",",
        HasErrors = true,
        Problems = [new(ProblemSeverity.Error, ProblemCodes.UnknownFormat, 0, null, null, [])],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["unknown_format"] = 1 },
        Alternatives = ["google-ads/report-csv", "costs/table"],
    };

    private static ExportReading Undated => Good with
    {
        Undated = true,
        Rows = 1,
        Accepted = 1,
        Currency = null,
        Control = new(Present: true, Matches: true, "row-count", []),
        Problems =
        [
            new(ProblemSeverity.Warning, ProblemCodes.Undated, 0, null, null, "google-ads"),
            new(ProblemSeverity.Warning, ProblemCodes.CurrencyUnknown, 0, null, null, "RUB"),
            new(ProblemSeverity.Info, "seen_before", 0, null, null, []),
        ],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["undated"] = 1, ["currency_unknown"] = 1, ["seen_before"] = 1 },
    };

    private static ExportReading TwoCurrencies => new()
    {
        File = "costs.csv",
        Recognized = true,
        Format = "costs/table",
        Source = "costs",
        Kind = FactKind.Costs,
        Encoding = "utf-8",
        Delimiter = ";",
        Locale = "en",
        FirstDate = new(2026, 11, 1),
        LastDate = new(2026, 11, 1),
        Rows = 22,
        Accepted = 22,
        Totals = [new("clicks", 10m, IsCount: true, IsMoney: false), new("cost", 999_999m, IsCount: false, IsMoney: true)],
        TotalsByCurrency = new Dictionary<string, IReadOnlyList<MeasureTotal>>(StringComparer.Ordinal)
        {
            ["USD"] = [new("cost", 1_200.5m, IsCount: false, IsMoney: true)],
            ["EUR"] = [new("cost", -300m, IsCount: false, IsMoney: true)],
        },
        Problems = [new(ProblemSeverity.Warning, ProblemCodes.CurrencyMixed, 0, "Currency", null, "EUR", "USD")],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["currency_mixed"] = 1 },
    };

    private static ExportReading HeaderOnly => Good with
    {
        Source = "shopify",
        Format = "shopify/orders-csv",
        Kind = FactKind.Orders,
        Encoding = "utf-8",
        Delimiter = ",",
        Account = null,
        Currency = null,
        FirstDate = null,
        LastDate = null,
        Rows = 0,
        Accepted = 0,
        Totals = [],
        Control = ControlResult.Absent,
        Problems = [new(ProblemSeverity.Warning, ProblemCodes.HeaderOnly, 1, null, null, [])],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["header_only"] = 1 },
    };

    private static ExportReading NothingUsed => Good with
    {
        Rows = 1,
        Accepted = 0,
        Rejected = 1,
        HasErrors = true,
        FirstDate = null,
        LastDate = null,
        Totals = [],
        Control = ControlResult.Absent,
        Problems = [new(ProblemSeverity.Error, ProblemCodes.UnexpectedAccount, 4, "Customer ID", "987-654-3210", [])],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["unexpected_account"] = 1 },
    };

    public static Receipt Receipt(ExportReading reading, TextLanguage language) =>
        new(reading, reading.File, ImportedAt, TimeSpan.FromSeconds(0.1234), language);
}
