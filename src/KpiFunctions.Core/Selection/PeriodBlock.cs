using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>What becomes of the period facts of an account and range, whichever period is reported.</summary>
public enum PeriodStanding
{
    /// <summary>They serve reported periods that contain them whole, in the place of the days inside.</summary>
    Serves,

    /// <summary>Day facts cover every day of them, so those serve.</summary>
    DaysServe,

    /// <summary>They give way to the facts of another account on their days, as facts without an account do.</summary>
    GivesWay,

    /// <summary>They hold nothing that can be added up, such as users alone.</summary>
    NothingToAdd,
}

/// <summary>
/// The period facts of one source, account and range, which stand or fall together: those of every file that has exactly this range,
/// newer rows in the place of older ones by key (docs/decisions/0005).
/// </summary>
/// <param name="Source">Source id.</param>
/// <param name="AccountKey">What the account is; empty where none is known.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record PeriodBlock<T>(string Source, string AccountKey, DateOnly From, DateOnly To)
{
    /// <summary>The facts; the date that each bears is the block's first day.</summary>
    public required IReadOnlyList<T> Rows { get; init; }

    /// <summary>The newest file that is in it; no row of it.</summary>
    public required FactOrigin Newest { get; init; }

    /// <summary>Notes on the rows themselves, see <see cref="SelectionNotes"/>.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether it can serve.</summary>
    public PeriodStanding Standing { get; init; }

    /// <summary>For each day of it, whether its account has day facts.</summary>
    public IReadOnlyList<bool> KnownDays { get; init; } = [];

    /// <summary>Which of overlapping blocks is asked first: the lowest, then the newest.</summary>
    internal int Rank { get; init; }

    /// <summary>How fine it is, as the rule on facts without an account compares.</summary>
    internal int Level { get; init; }

    /// <summary>How many rows it was made from, those that do not serve too.</summary>
    internal int CountedRows { get; init; }

    /// <summary>The accounts that share the account's name.</summary>
    internal (IReadOnlyList<string> GivesWayTo, IReadOnlyList<string> Precedes) Accounts { get; init; } = ([], []);

    /// <summary>Whether the days from the first to the last, both included, hold the block whole.</summary>
    internal bool IsWithin(DateOnly first, DateOnly last) => From >= first && To <= last;

    internal bool Overlaps(DateOnly first, DateOnly last) => From <= last && To >= first;

    /// <summary>Whether the block stands for what the account has on that day: its own facts, or those of an account that it excludes.</summary>
    internal bool StandsFor(string source, string account, DateOnly day) =>
        Source == source && day >= From && day <= To
        && (AccountKey == account || AccountKey.Length == 0 || account.Length == 0 || Accounts.Precedes.Contains(account, StringComparer.Ordinal));
}
