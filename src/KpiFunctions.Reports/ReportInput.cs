using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;

namespace KpiFunctions.Reports;

/// <summary>Everything that a weekly report is made of. The same input gives the same bytes.</summary>
public sealed record ReportInput
{
    /// <summary>Id of the report definition.</summary>
    public required string ReportId { get; init; }

    /// <summary>The brand: its name, zone, currency and first day of the week.</summary>
    public required BrandConfiguration Brand { get; init; }

    /// <summary>ru or en.</summary>
    public required string Language { get; init; }

    /// <summary>The week that the report is about.</summary>
    public required Period Period { get; init; }

    /// <summary>What is published of that week.</summary>
    public required PeriodKpis Current { get; init; }

    /// <summary>What is published of the week before, or null.</summary>
    public PeriodKpis? Previous { get; init; }

    /// <summary>What is published of the same week four weeks earlier, or null.</summary>
    public PeriodKpis? FourBack { get; init; }

    /// <summary>Up to 13 weeks, oldest first, the last being <see cref="Current"/>; null where nothing is published.</summary>
    public required IReadOnlyList<PeriodKpis?> History { get; init; }

    /// <summary>What a reader needs in order to trust the numbers.</summary>
    public required DataNotes Notes { get; init; }

    /// <summary>Number of this version of the period's report; a correction is the next one.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>Where the numbers come from and what is wrong with them.</summary>
public sealed record DataNotes
{
    /// <summary>The sources that the period's numbers rest on.</summary>
    public IReadOnlyList<SourceNote> Sources { get; init; } = [];

    /// <summary>How many files were read for the period.</summary>
    public int FilesRead { get; init; }

    /// <summary>How many of them carry a control total that equals what was read.</summary>
    public int ControlsMatched { get; init; }

    /// <summary>The control totals that do not equal what was read.</summary>
    public IReadOnlyList<ControlMismatch> Mismatches { get; init; } = [];

    /// <summary>Rows of all those files.</summary>
    public long RowsRead { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public long RowsRejected { get; init; }

    /// <summary>Days whose numbers the platforms may still change, or null.</summary>
    public (DateOnly From, DateOnly To)? Settling { get; init; }

    /// <summary>Codes of notes on KPIs that apply to the report (see <see cref="KpiNotes"/>); unknown ones are not shown.</summary>
    public IReadOnlyList<string> KpiNotes { get; init; } = [];

    /// <summary>Configuration keys for which the brand uses the default, such as <c>timeZone</c>.</summary>
    public IReadOnlyList<string> Defaults { get; init; } = [];
}

/// <summary>What one source delivered.</summary>
/// <param name="Source">Source id.</param>
/// <param name="FirstDay">First day with data, or null.</param>
/// <param name="LastDay">Last day with data, or null.</param>
/// <param name="Complete">Whether it delivered every day to the period's end.</param>
public sealed record SourceNote(string Source, DateOnly? FirstDay, DateOnly? LastDay, bool Complete);

/// <summary>A control total that differs from the rows.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Measure">The measure, such as <c>cost</c>.</param>
/// <param name="FileTotal">What the file says.</param>
/// <param name="Read">What its rows add up to.</param>
public sealed record ControlMismatch(string File, string Measure, decimal FileTotal, decimal Read);
