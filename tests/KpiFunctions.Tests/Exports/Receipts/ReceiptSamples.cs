using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Pulled;
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
        ["pull"] = Pull,
        ["pull-empty"] = PullEmpty,
        ["pull-flagged"] = PullFlagged,
        ["pull-broken"] = PullBroken,
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

    private static ExportReading Pull => Good with
    {
        File = "pulled/yandex-metrica/44147844/utm/2026-11-16_2026-11-22/20261123T063000125Z.pull",
        Format = "yandex-metrica/api-json",
        Source = "yandex-metrica",
        Kind = FactKind.Web,
        Encoding = "utf-8",
        Delimiter = null,
        Locale = "ru",
        Account = "44147844",
        Currency = null,
        Totals =
        [
            new("sessions", 1_260m, IsCount: true, IsMoney: false),
            new("users", 1_130m, IsCount: true, IsMoney: false),
            new("newUsers", 378m, IsCount: true, IsMoney: false),
            new("conversions", 28.5m, IsCount: false, IsMoney: false),
        ],
        Pull = new PullHeader
        {
            Source = "yandex-metrica",
            Account = "44147844",
            View = "utm",
            From = new(2026, 11, 16),
            To = new(2026, 11, 22),
            AskedAt = new(2026, 11, 23, 6, 30, 0, 125, TimeSpan.Zero),
            Complete = true,
            Pages = [],
        },
        Complete = new("yandex-metrica", new("44147844", null), new(FactKind.Web, null, "campaign|channel|medium|source"), new(2026, 11, 16), new(2026, 11, 22)),
    };

    private static ExportReading PullEmpty => Pull with
    {
        FirstDate = null,
        LastDate = null,
        Rows = 0,
        Accepted = 0,
        Totals = [.. Pull.Totals.Select(static x => x with { Value = 0 })],
    };

    private static ExportReading PullFlagged => Pull with
    {
        Control = new(Present: true, Matches: false, "totals", [new("sessions", 1_275m, 1_260m)]),
        Problems =
        [
            new(ProblemSeverity.Warning, ProblemCodes.Sampled, 0, null, null, "0.125"),
            new(ProblemSeverity.Warning, ProblemCodes.Withheld, 0, null, null, []),
            new(ProblemSeverity.Info, ProblemCodes.DataLag, 0, null, null, "7300"),
            new(ProblemSeverity.Info, ProblemCodes.ControlMismatch, 0, null, null, "sessions", "1275", "1260", "withheld"),
        ],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["sampled"] = 1, ["withheld"] = 1, ["data_lag"] = 1, ["control_mismatch"] = 1 },
    };

    private static ExportReading PullBroken => Pull with
    {
        Complete = null,
        Accepted = 118,
        Rejected = 2,
        HasErrors = true,
        Control = new(Present: true, Matches: false, "totals", [new("sessions", 1_275m, 1_260m), new("rows", 140m, 120m)]),
        Problems =
        [
            new(ProblemSeverity.Error, ProblemCodes.BadDate, 17, "ym:s:date", "2026-11-23", "2026-11-16", "2026-11-22"),
            new(ProblemSeverity.Error, ProblemCodes.DuplicateRow, 31, null, null, "12"),
            new(ProblemSeverity.Error, ProblemCodes.DamagedContainer, 0, null, null, PageFaults.Repeats, "2", "1"),
            new(ProblemSeverity.Error, ProblemCodes.DamagedContainer, 0, null, null, PageFaults.NotJson, "3"),
            new(ProblemSeverity.Warning, ProblemCodes.ControlMismatch, 0, null, null, "sessions", "1275", "1260"),
        ],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["bad_date"] = 1, ["duplicate_row"] = 1, ["damaged_container"] = 2, ["control_mismatch"] = 1 },
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
        ErrorCounts = new Dictionary<string, int>(StringComparer.Ordinal) { ["ambiguous_date"] = 2_000 },
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
