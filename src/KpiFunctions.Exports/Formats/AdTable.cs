using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>A measure of an ad table. Of several columns for the same measure the first that a table has is taken.</summary>
internal sealed record AdMeasure(ColumnSpec Column, Measure Measure)
{
    /// <summary>
    /// The column that says of which kind a row's value is; only rows of a conversion's kind have one, the others take the next column
    /// for the same measure. Without this column the values mean nothing.
    /// </summary>
    public ColumnSpec? Kind { get; init; }

    /// <summary>Results that are conversions where <paramref name="kind"/> says so.</summary>
    public static AdMeasure Results(ColumnSpec column, ColumnSpec kind) =>
        new(column, new("conversions", IsCount: false, IsMoney: false) { IsOptional = true }) { Kind = kind };

    public static AdMeasure Impressions(ColumnSpec column) => new(column, new("impressions", IsCount: true, IsMoney: false));

    public static AdMeasure Clicks(ColumnSpec column) => new(column, new("clicks", IsCount: true, IsMoney: false));

    /// <param name="column">The column.</param>
    /// <param name="rounding">How far a row's value may be from the one that the platform added up, where it is known to round.</param>
    public static AdMeasure Cost(ColumnSpec column, decimal? rounding = null) => Rounded(column, new("cost", IsCount: false, IsMoney: true), rounding);

    /// <param name="column">The column.</param>
    /// <param name="rounding">How far a row's value may be from the one that the platform added up, where it is known to round.</param>
    public static AdMeasure Conversions(ColumnSpec column, decimal? rounding = null) => Rounded(column, new("conversions", IsCount: false, IsMoney: false), rounding);

    /// <param name="column">The column.</param>
    /// <param name="rounding">How far a row's value may be from the one that the platform added up, where it is known to round.</param>
    public static AdMeasure Value(ColumnSpec column, decimal? rounding = null) => Rounded(column, new("conversionValue", IsCount: false, IsMoney: true), rounding);

    private static AdMeasure Rounded(ColumnSpec column, Measure measure, decimal? rounding) =>
        new(column, rounding is { } shown ? measure with { RoundingPerRow = shown } : measure);
}

/// <summary>A dimension of an ad table.</summary>
/// <param name="Column">The column with its value.</param>
/// <param name="Name">Name of the dimension.</param>
/// <param name="Other">Stands in where a row or the table has no value in <paramref name="Column"/>.</param>
internal sealed record AdDimension(ColumnSpec Column, string Name, ColumnSpec? Other = null)
{
    /// <summary>It splits what the names stand for, so that a table may hold rows for the whole beside it.</summary>
    public bool IsBreakdown { get; init; }
}

/// <summary>What a header means that holds a name of the account's own, such as a goal's.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Variant">Columns of one variant, such as an attribution model, are added; of several variants the first counts.</param>
internal sealed record NamedMeasure(Measure Measure, string Variant);

/// <summary>What the columns of a platform's ad table mean. A column that the platform lacks is <see cref="ColumnSpec.None"/>.</summary>
internal sealed class AdTable
{
    private ColumnCatalogue? _catalogue;

    /// <summary>The day that dates a row.</summary>
    public required ColumnSpec Day { get; init; }

    /// <summary>Two days in one cell that a row without a day is about, such as a week or month.</summary>
    public ColumnSpec Period { get; init; } = ColumnSpec.None;

    /// <summary>First day that a row without a day is about.</summary>
    public ColumnSpec Starts { get; init; } = ColumnSpec.None;

    /// <summary>Last day that a row without a day is about.</summary>
    public ColumnSpec Ends { get; init; } = ColumnSpec.None;

    /// <summary>A total row is one that says of nothing what it is about; see <see cref="AdBlankTotals"/>.</summary>
    public bool HasBlankTotals { get; init; }

    public ColumnSpec Account { get; init; } = ColumnSpec.None;

    public ColumnSpec AccountId { get; init; } = ColumnSpec.None;

    public required ColumnSpec Campaign { get; init; }

    public ColumnSpec CampaignId { get; init; } = ColumnSpec.None;

    public ColumnSpec CampaignType { get; init; } = ColumnSpec.None;

    public ColumnSpec Currency { get; init; } = ColumnSpec.None;

    /// <summary>Where a row's ads were shown; says more of its channel than what its campaign is.</summary>
    public ColumnSpec NetworkType { get; init; } = ColumnSpec.None;

    public required IReadOnlyList<AdMeasure> Measures { get; init; }

    /// <summary>Tells from the key of an unknown header which measure it is; asked for measures that no known column holds.</summary>
    public Func<string, NamedMeasure?>? Named { get; init; }

    /// <summary>Amounts may be a million times too large, which only their size tells.</summary>
    public bool MayBeInMicros { get; init; }

    public IReadOnlyList<AdDimension> Dimensions { get; init; } = [];

    /// <summary>Which columns make rows how fine, finest first; a table with none of them and no campaign has one row an account.</summary>
    public IReadOnlyList<(AdLevel Level, IReadOnlyList<ColumnSpec> Columns)> Levels { get; init; } = [];

    /// <summary>Ids that no fact keeps, but that a spreadsheet may have spoilt.</summary>
    public IReadOnlyList<ColumnSpec> CheckedIds { get; init; } = [];

    /// <summary>Columns that are not read, but tell the platform.</summary>
    public IReadOnlyList<ColumnSpec> Unused { get; init; } = [];

    public ColumnCatalogue Catalogue => _catalogue ??= new ColumnCatalogue(Columns.Distinct());

    /// <summary>How fine the rows of a table with these columns are.</summary>
    public AdLevel LevelOf(BoundColumns columns)
    {
        foreach (var (level, makers) in Levels)
        {
            if (makers.Any(columns.Has))
            {
                return level;
            }
        }

        return columns.HasAny(Campaign, CampaignId) ? AdLevel.Campaign : AdLevel.Account;
    }

    /// <summary>Whether a header says what its rows are about and has something to measure.</summary>
    public bool Fits(BoundColumns columns) =>
        (columns.HasAny(Day, Period, Account, AccountId, Campaign) || Dimensions.Any(x => columns.Has(x.Column))) && Measures.Any(x => IsBound(x, columns));

    /// <summary>The columns that a table has for each measure, in the order in which a row takes them; only the last needs no kind.</summary>
    public IEnumerable<IReadOnlyList<AdMeasure>> MeasuresOf(BoundColumns columns)
    {
        foreach (var sameMeasure in Measures.Where(x => IsBound(x, columns)).GroupBy(static x => x.Measure.Name, StringComparer.Ordinal))
        {
            var withKind = sameMeasure.TakeWhile(static x => x.Kind is not null).ToList();
            yield return [.. withKind, .. sameMeasure.Skip(withKind.Count).Take(1)];
        }
    }

    private static bool IsBound(AdMeasure measure, BoundColumns columns) =>
        columns.Has(measure.Column) && (measure.Kind is null || columns.Has(measure.Kind));

    private IEnumerable<ColumnSpec> Columns =>
    [
        Day, Period, Starts, Ends, Account, AccountId, Campaign, CampaignId, CampaignType, NetworkType, Currency,
        .. Dimensions.SelectMany(static x => x.Other is { } other ? new[] { x.Column, other } : [x.Column]),
        .. Levels.SelectMany(static x => x.Columns), .. CheckedIds, .. Unused, .. Measures.Select(static x => x.Column),
        .. Measures.Select(static x => x.Kind).OfType<ColumnSpec>(),
    ];
}

/// <summary>What the lines above the header say about the whole table.</summary>
internal sealed record AdPreamble
{
    /// <summary>The days that the table is about.</summary>
    public DateRangeText? Range { get; init; }

    /// <summary>The account's name that holds for every row that names none.</summary>
    public string? Account { get; init; }

    /// <summary>False where the column of days holds longer or other times.</summary>
    public bool IsDaily { get; init; } = true;

    /// <summary>Rows that are about the whole range may bear its first day, as if they were about that day.</summary>
    public bool MayDateByStart { get; init; }

    /// <summary>How many rows the table has.</summary>
    public int? Rows { get; init; }

    /// <summary>The platform says that its figures may still change.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>How dates are meant that the file itself leaves open.</summary>
    public DateOrder? DateOrder { get; init; }
}

/// <summary>A line below the header that is no row of the table.</summary>
/// <param name="IsTotal">It has sums.</param>
/// <param name="IsOfAccount">Its sums cover other rows than the table's too, unless the table has one row an account.</param>
/// <param name="Rows">How many rows it says that the table has.</param>
internal sealed record AdTotal(bool IsTotal, bool IsOfAccount = false, int? Rows = null);

/// <summary>A report of an ad platform with one table, whose columns <see cref="Table"/> declares.</summary>
internal abstract class AdReport : ExportFormat
{
    public sealed override FactKind Kind => FactKind.Ads;

    public sealed override ColumnCatalogue Catalogue => Table.Catalogue;

    /// <summary>What its columns mean.</summary>
    public abstract AdTable Table { get; }

    /// <summary>The channel of a row.</summary>
    /// <param name="campaignType">What the row's campaign is, if the table says it.</param>
    public abstract string ChannelOf(string? campaignType);

    /// <summary>A total line names nothing but itself, so that a campaign or search term of the same name is no total.</summary>
    public virtual bool HasBareTotals => false;

    /// <summary>What the lines above the header say.</summary>
    public abstract AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns);

    /// <summary>The range that the name of the file states, where the platform names its files so.</summary>
    public virtual DateRangeText? RangeInName(string fileName) => null;

    /// <summary>Two days that a cell of <see cref="AdTable.Period"/> states, or null.</summary>
    public virtual DateRangeText? PeriodIn(string cell) => DateRangeText.Of(cell);

    /// <summary>How numbers are written where whole columns leave it open.</summary>
    public virtual NumberStyle NumbersOf(FormatMatch match) => match.Columns.Locale is "en" or "ko" ? NumberStyle.Point : NumberStyle.Comma;

    /// <summary>A total or footer line, or null for a row of data. Called for every row, so it must not make a string of most.</summary>
    /// <param name="first">The first cell of the row that holds anything, trimmed.</param>
    public abstract AdTotal? TotalOf(ReadOnlySpan<byte> first);

    public sealed override RowReader Open(FormatMatch match, ReadContext context) => new AdRows(this, match, context);
}
