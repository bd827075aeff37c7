namespace KpiFunctions.Exports.Reading;

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>The row or file is not used.</summary>
    Error,

    /// <summary>Used, but a person should look.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Info,
}

/// <summary>One thing about a file that its owner should know. Its sentences are in the resources, by code, in each language.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">Stable code, such as <c>bad_number</c>; see <see cref="ProblemCodes"/>.</param>
/// <param name="Line">Physical line on which the record starts, from 1; 0 when it is about the whole file.</param>
/// <param name="Column">The file's own header text, or null.</param>
/// <param name="Value">The cell as it stands, masked where it looks like personal data, at most 200 characters; or null.</param>
/// <param name="Arguments">What the sentences of this code need beyond the above, in the order that the resources document.</param>
public sealed record Problem(
    ProblemSeverity Severity, string Code, int Line, string? Column, string? Value, params IReadOnlyList<string> Arguments);

/// <summary>The stable problem codes.</summary>
public static class ProblemCodes
{
    /// <summary>A needed number cannot be read.</summary>
    public const string BadNumber = "bad_number";

    /// <summary>A needed date cannot be read.</summary>
    public const string BadDate = "bad_date";

    /// <summary>Nothing in the file settles whether day or month comes first.</summary>
    public const string AmbiguousDate = "ambiguous_date";

    /// <summary>The day that dates the fact is later than tomorrow.</summary>
    public const string FutureDate = "future_date";

    /// <summary>A needed cell is empty.</summary>
    public const string MissingValue = "missing_value";

    /// <summary>The row has fewer cells than it needs.</summary>
    public const string TooFewCells = "too_few_cells";

    /// <summary>The account is not one of those that the configuration lists for the source.</summary>
    public const string UnexpectedAccount = "unexpected_account";

    /// <summary>Bytes that are not text in the file's encoding. An error where a needed cell is spoilt, else a warning.</summary>
    public const string BadEncoding = "bad_encoding";

    /// <summary>No known format has this header.</summary>
    public const string UnknownFormat = "unknown_format";

    /// <summary>The file has no content.</summary>
    public const string EmptyFile = "empty_file";

    /// <summary>A limit on size, columns or cell length was exceeded; arguments: name of the limit, its value.</summary>
    public const string LimitExceeded = "limit_exceeded";

    /// <summary>A container is not taken (nested, password, dangerous).</summary>
    public const string RefusedContainer = "refused_container";

    /// <summary>
    /// Something that holds other things is broken; of a pulled answer the arguments are what is wrong (see <see cref="Pulled.PageFaults"/>),
    /// the page's number, and what else the sentence needs.
    /// </summary>
    public const string DamagedContainer = "damaged_container";

    /// <summary>The file, or a member of an archive, is protected by a password.</summary>
    public const string ProtectedFile = "protected_file";

    /// <summary>Other sheets of the workbook hold known tables too, which were not read; arguments: their names.</summary>
    public const string OtherSheets = "other_sheets";

    /// <summary>The bytes are not text (picture, PDF, binary).</summary>
    public const string NotText = "not_text";

    /// <summary>The row has more cells than the header.</summary>
    public const string TooManyCells = "too_many_cells";

    /// <summary>An id was spoilt by a spreadsheet; the row is used by name.</summary>
    public const string BadId = "bad_id";

    /// <summary>The file has a header and no rows.</summary>
    public const string HeaderOnly = "header_only";

    /// <summary>
    /// The rows have no day; arguments: what to export instead (a text key of the format), and <c>no_range</c> where the file does not say
    /// either which days it is about as a whole.
    /// </summary>
    public const string Undated = "undated";

    /// <summary>The file does not say its currency; argument: the currency that is used, if any.</summary>
    public const string CurrencyUnknown = "currency_unknown";

    /// <summary>The file holds several currencies; arguments: their codes.</summary>
    public const string CurrencyMixed = "currency_mixed";

    /// <summary>
    /// What was read does not add up to the file's own total; arguments: measure, file's total, sum read, and <c>withheld</c> where the
    /// platform says that it withholds rows.
    /// </summary>
    public const string ControlMismatch = "control_mismatch";

    /// <summary>The same row stands in the file twice; both count. As an error: it cannot, so only the first counts.</summary>
    public const string DuplicateRow = "duplicate_row";

    /// <summary>
    /// Used, but it may not be what was meant; argument, where it is about the account: the account; where amounts look a million times
    /// too large: the measure and <c>micros</c>.
    /// </summary>
    public const string Implausible = "implausible";

    /// <summary>
    /// No configuration is stored for the brand whose folder the file lies in; arguments: the brand's id, the time zone and the
    /// currency that were used.
    /// </summary>
    public const string BrandNotConfigured = "brand_not_configured";

    /// <summary>
    /// A measure was worked out from others; arguments: the measure, and <c>goals</c> with how many columns were added or <c>share</c> for
    /// a share times what it is a share of.
    /// </summary>
    public const string Derived = "derived";

    /// <summary>The platform counted a sample and estimated the rest; argument: the sample's share, 0 … 1.</summary>
    public const string Sampled = "sampled";

    /// <summary>The platform withholds rows that could tell single people apart, so that sums fall short of its own totals.</summary>
    public const string Withheld = "withheld";

    /// <summary>The platform says that the figures of the export may still change.</summary>
    public const string Provisional = "provisional";

    /// <summary>A part of an export that only describes it: nothing in it counts, and nothing is wrong.</summary>
    public const string NoFigures = "no_figures";

    /// <summary>The platform's data were behind when it was asked; argument: by how many seconds.</summary>
    public const string DataLag = "data_lag";

    /// <summary>The platform counts the account's days in another zone than the brand's; arguments: the account's offset from UTC, the brand's.</summary>
    public const string OtherZone = "other_zone";
}
