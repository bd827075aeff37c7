using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Exports.Reading;

/// <summary>A sum over all accepted rows of a file.</summary>
/// <param name="Measure">Stable name as the command-line contract has it: impressions, clicks, cost, conversions, conversionValue, sessions, users, newUsers, orders, revenue, customers.</param>
/// <param name="Value">The sum.</param>
/// <param name="IsCount">Written as a number; else (money, fractional) as a decimal string.</param>
/// <param name="IsMoney">Left out when the file holds several currencies, where <see cref="ExportReading.TotalsByCurrency"/> has it.</param>
public sealed record MeasureTotal(string Measure, decimal Value, bool IsCount, bool IsMoney);

/// <summary>A measure whose sum over all data rows is not what the file's own total row says.</summary>
/// <param name="Measure">Name as in <see cref="MeasureTotal"/>, or <c>rows</c>.</param>
/// <param name="File">What the file says.</param>
/// <param name="Read">What was read.</param>
public sealed record ControlDifference(string Measure, decimal File, decimal Read)
{
    /// <summary>The rows that are there add up to less than the total: what rows that were withheld would explain.</summary>
    internal bool IsShortOfRows => Measure != "rows" && Read < File;
}

/// <summary>The comparison with the file's own totals.</summary>
/// <param name="Present">The file carries a total that can be compared.</param>
/// <param name="Matches">Everything that could be compared agrees within the platform's tolerance; true when nothing is present.</param>
/// <param name="Kind"><c>totals</c> or <c>row-count</c>; null when not present.</param>
/// <param name="Differences">What does not agree.</param>
public sealed record ControlResult(bool Present, bool Matches, string? Kind, IReadOnlyList<ControlDifference> Differences)
{
    /// <summary>The file carries no total.</summary>
    public static ControlResult Absent { get; } = new(Present: false, Matches: true, null, []);
}

/// <summary>What was made of one file. The facts themselves went to the sink while reading.</summary>
public sealed record ExportReading
{
    /// <summary>The path it was dropped as, below the brand's folder.</summary>
    public required string File { get; init; }

    /// <summary>Whether a known format was recognised.</summary>
    public required bool Recognized { get; init; }

    /// <summary><c>source/variant</c>, such as <c>google-ads/report-csv</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Source id.</summary>
    public string? Source { get; init; }

    /// <summary>What its facts are about.</summary>
    public FactKind? Kind { get; init; }

    /// <summary>What the file came out of: <c>xlsx</c>, <c>zip</c>, <c>gz</c>; null for a file that was dropped as it is.</summary>
    public string? Container { get; init; }

    /// <summary>utf-8, utf-16le, utf-16be, windows-1251, windows-1252; null for a workbook.</summary>
    public string? Encoding { get; init; }

    /// <summary>The delimiter between cells.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Language of the header, such as <c>en</c> or <c>ru</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>The account's id, else name, as the file or the configuration gives it.</summary>
    public string? Account { get; init; }

    /// <summary>The accounts of the rows that were used, by id, else name; of very many the first.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>The one currency of the file, if known and only one.</summary>
    public string? Currency { get; init; }

    /// <summary>First day of the facts; for an undated export the first day of the range it states.</summary>
    public DateOnly? FirstDate { get; init; }

    /// <summary>Last day of the facts; for an undated export the last day of the range it states.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>The rows have no day of their own.</summary>
    public bool Undated { get; init; }

    /// <summary>Data rows: no preamble, header, total, footer or empty rows.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that were used.</summary>
    public int Accepted { get; init; }

    /// <summary>Rows that were not used; each has an error among the problems.</summary>
    public int Rejected { get; init; }

    /// <summary>Sums over accepted rows, for the measures that the file holds.</summary>
    public IReadOnlyList<MeasureTotal> Totals { get; init; } = [];

    /// <summary>For a file with several currencies, the money totals of each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MeasureTotal>> TotalsByCurrency { get; init; } =
        new Dictionary<string, IReadOnlyList<MeasureTotal>>(StringComparer.Ordinal);

    /// <summary>The comparison with the file's own totals.</summary>
    public ControlResult Control { get; init; } = ControlResult.Absent;

    /// <summary>The first problems, errors and warnings in file order, at most the limit of the options.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>How many problems there were in all, by code.</summary>
    public IReadOnlyDictionary<string, int> ProblemCounts { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How many of <see cref="ProblemCounts"/> were errors, by code; the same code may be a warning elsewhere.</summary>
    public IReadOnlyDictionary<string, int> ErrorCounts { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Other formats that the header would also fit, best first.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>What stands in front of a pulled answer: what was asked of the platform, and when; null for every other file.</summary>
    public PullHeader? Pull { get; init; }

    /// <summary>The mapping that it was read by; null for every file of a format that is built in.</summary>
    public FileMapping? Mapping { get; init; }

    /// <summary>When the export itself says that it was made; whole milliseconds, UTC. Null for the many that do not say.</summary>
    public DateTimeOffset? StatedAt => Pull?.AskedAt;

    /// <summary>What a pulled answer is the whole truth about; null for every other file.</summary>
    public CompleteAnswer? Complete { get; init; }

    /// <summary>At least one error: the file or a row was not used.</summary>
    public bool HasErrors { get; init; }
}
