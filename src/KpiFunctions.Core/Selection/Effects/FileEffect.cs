namespace KpiFunctions.Core.Selection.Effects;

/// <summary>What a file changed in what counts: of its rows, and of the sums over its days.</summary>
/// <param name="New">Rows about something that no stored file knew.</param>
/// <param name="Updated">Rows that replaced other figures about the same.</param>
/// <param name="Unchanged">Rows that say what counted already.</param>
/// <param name="NotUsed">Rows that do not count, by reason.</param>
/// <param name="OnlyOlder">Rows of other files that count on the file's days and that this file, which is newer, does not have.</param>
/// <param name="Changes">Sums over the file's days that are others now; all files of its source together.</param>
public sealed record FileEffect(
    int New, int Updated, int Unchanged, IReadOnlyList<NotUsedRows> NotUsed, int OnlyOlder, IReadOnlyList<SumChange> Changes)
{
    /// <summary>Campaigns that, with this file, are known to go on under another name.</summary>
    public IReadOnlyList<CampaignRename> Renames { get; init; } = [];

    /// <summary>
    /// Finished days, and ranges of exports without days, on which what the file tells of counts for more than a fifth less than before:
    /// it may be a filtered export. In order, days side by side as one.
    /// </summary>
    public IReadOnlyList<DaySpan> Fallen { get; init; } = [];
}

/// <summary>Some days in a row.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record DaySpan(DateOnly From, DateOnly To);

/// <summary>Rows of a file that do not count.</summary>
/// <param name="Reason">One of <see cref="NotUsedReasons"/>.</param>
/// <param name="Rows">How many.</param>
public sealed record NotUsedRows(string Reason, int Rows);

/// <summary>A sum over the days of a file, before it and with it.</summary>
/// <param name="Measure">Name as the command-line contract has it, such as <c>cost</c>.</param>
/// <param name="Currency">ISO 4217 code of an amount of money, else null.</param>
/// <param name="Before">What counted before; null where nothing was known.</param>
/// <param name="After">What counts now; null where nothing is known any more.</param>
public sealed record SumChange(string Measure, string? Currency, decimal? Before, decimal? After);

/// <summary>Why rows of a file do not count.</summary>
public static class NotUsedReasons
{
    /// <summary>A newer file has other figures about the same.</summary>
    public const string NewerFile = "newer_file";

    /// <summary>Coarser rows of the same day and campaign count: they are whole, finer ones may not be.</summary>
    public const string CoarserRows = "coarser_rows";

    /// <summary>Rows of the same fineness but with another breakdown count: breakdowns are never added.</summary>
    public const string OtherBreakdown = "other_breakdown";

    /// <summary>The row was exported before its day was over, and something later is known.</summary>
    public const string UnfinishedDay = "unfinished_day";

    /// <summary>The row names no account, and accounts that are known count on that day.</summary>
    public const string UnknownAccount = "unknown_account";

    /// <summary>The row is about a range of days that other rows serve.</summary>
    public const string OtherRange = "other_range";

    /// <summary>The row is about a range of days that lies in no single week or month, and so serves none.</summary>
    public const string NoPeriod = "no_period";

    /// <summary>Something else, such as a complete answer of the platform that does not have the row.</summary>
    public const string Other = "other";
}
