using KpiFunctions.Core.Brands;

namespace KpiFunctions.Exports.Reading;

/// <summary>Everything beside the bytes that decides what a file's rows mean.</summary>
public sealed record ReadingOptions
{
    /// <summary>Zone in which days are counted. A time with an offset is converted to it, one without is taken as it stands.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The brand's currency, used (with a warning) where the file states none; null when unknown.</summary>
    public string? Currency { get; init; }

    /// <summary>Accounts of the brand; a source that is listed refuses all others.</summary>
    public IReadOnlyList<AccountRule> Accounts { get; init; } = [];

    /// <summary>Per source, how ambiguous dates are meant.</summary>
    public IReadOnlyDictionary<string, DateOrder> DateOrders { get; init; } = new Dictionary<string, DateOrder>(StringComparer.Ordinal);

    /// <summary>How files of shapes that nothing built in knows are read.</summary>
    public IReadOnlyList<FileMapping> Mappings { get; init; } = [];

    /// <summary>Today in the brand's zone; days later than tomorrow are refused.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Turns customers' identifiers into keyed hashes.</summary>
    public required IdentityHasher Hasher { get; init; }

    /// <summary>Limits on what a file may be.</summary>
    public ReadingLimits Limits { get; init; } = new();

    /// <summary>
    /// The file comes from the container that only the app's identity may write: its header is believed when it says that the answer
    /// is complete. A dropped file is never believed.
    /// </summary>
    public bool IsPulled { get; init; }

    /// <summary>
    /// The days that a table beside this one, in the same folder of the same archive, goes over: what a table without days of its own,
    /// as Search Console packs them, is about. Null where there is none.
    /// </summary>
    public (DateOnly From, DateOnly To)? SiblingRange { get; init; }

    /// <summary>Reader version and configuration hash, recorded in every fact's origin.</summary>
    public string Reading { get; init; } = ReaderVersion.Current;
}

/// <summary>The version of the readers. A raised version makes a replay read every file again.</summary>
public static class ReaderVersion
{
    /// <summary>Raise it with every change that makes other facts out of the same bytes.</summary>
    public const string Current = "3";
}

/// <summary>Limits on what a file may be; each is named in the message when it is exceeded.</summary>
public sealed record ReadingLimits
{
    /// <summary>Columns in a row.</summary>
    public int MaxColumns { get; init; } = 2_000;

    /// <summary>Bytes in one record (all its cells, in UTF-8).</summary>
    public int MaxRecordBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes in one page of a pulled answer, which is held in memory while it is read.</summary>
    public int MaxPageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Days in the range of one amount, which is spread over them: more than three years is a slip of the pen.</summary>
    public int MaxRangeDays { get; init; } = 1_100;

    /// <summary>Days that the ranges of a file add up to, the first day of each not counted.</summary>
    public int MaxSpreadDays { get; init; } = 1_000_000;

    /// <summary>The greatest amount of one row, either sign: what storage keeps exactly.</summary>
    public const decimal MaxAmount = 999_999_999_999.999999m;

    /// <summary>Members of a dropped archive, those of archives in it included.</summary>
    public int MaxContainerEntries { get; init; } = 1_000;

    /// <summary>Bytes that a dropped container unpacks to, all in it together.</summary>
    public long MaxContainerBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How many times its own size a container, or a member of it, may unpack to. Real exports stay below 100.</summary>
    public int MaxCompressionRatio { get; init; } = 200;

    /// <summary>Bytes up to which the ratio is not looked at.</summary>
    public long CompressionRatioFloor { get; init; } = 10 * 1024 * 1024;

    /// <summary>Archives within each other: 2 is an archive in an archive.</summary>
    public int MaxContainerDepth { get; init; } = 2;

    /// <summary>Bytes of the texts that a workbook's cells share, which are held in memory while it is read.</summary>
    public long MaxSharedTextBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>Rows of a worksheet.</summary>
    public int MaxWorksheetRows { get; init; } = 1_048_576;

    /// <summary>Columns of a worksheet.</summary>
    public int MaxWorksheetColumns { get; init; } = 16_384;

    /// <summary>Problems that are kept with line and value; the rest is only counted.</summary>
    public int MaxProblems { get; init; } = 1_000;
}
