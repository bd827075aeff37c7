using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;
using static KpiFunctions.Exports.Formats.GoogleAnalyticsColumns;

namespace KpiFunctions.Exports.Formats;

/// <summary>One table of a Google Analytics export: its columns, its range, its sums.</summary>
internal sealed class GoogleAnalyticsTable
{
    private static readonly (ColumnSpec Column, Measure Measure)[] Known =
    [
        (Sessions, new("sessions", IsCount: true, IsMoney: false)),
        (TotalUsers, new("users", IsCount: true, IsMoney: false) { IsAdditive = false }),
        (ActiveUsers, new("users", IsCount: true, IsMoney: false) { IsAdditive = false }),
        (Users, new("users", IsCount: true, IsMoney: false) { IsAdditive = false }),
        (NewUsers, new("newUsers", IsCount: true, IsMoney: false) { IsAdditive = false }),
        (Conversions, new("conversions", IsCount: false, IsMoney: false)),
        (Orders, new("orders", IsCount: true, IsMoney: false)),
        (TotalRevenue, new("revenue", IsCount: false, IsMoney: true)),
        (PurchaseRevenue, new("revenue", IsCount: false, IsMoney: true)),
    ];

    private readonly DimensionsCache _dimensions;

    public GoogleAnalyticsTable(BoundColumns columns, GoogleAnalyticsPreamble preamble, ReadContext context)
    {
        Columns = columns;
        Row = new RowScope(context, columns.Headers);
        Start = preamble.Start;
        End = preamble.End;
        HasSeveralRanges = preamble.HasSeveralRanges;
        Width = columns.Headers.Count - columns.Headers.Reverse().TakeWhile(static x => x.Length == 0).Count();
        KeepsFacts = !columns.HasAny(Person, Overlap);
        IsOfParts = columns.Has(PartOfVisit);
        Currency = columns.Currency(columns[TotalRevenue]) ?? columns.Currency(columns[PurchaseRevenue]);
        Measures = [.. Known.Where(x => columns.Has(x.Column)).DistinctBy(static x => x.Measure.Name, StringComparer.Ordinal).Select(x => (columns[x.Column], x.Measure))];
        Sums = new Sums([.. Measures.Select(static x => x.Measure)]);
        Values = new decimal?[Measures.Length];
        DimensionColumns = [.. DimensionsOf(columns)];
        Fineness = DimensionColumns.Length + (columns.Has(SourceMedium) ? 1 : 0);
        _dimensions = new DimensionsCache(Fineness, Build);
        IsUsable = Measures.Length > 0;
        Needed = new NeededColumns(IsUsable ? [.. Dating(columns), .. Measures.Select(static x => x.Index)] : []);
    }

    public BoundColumns Columns { get; }

    public RowScope Row { get; }

    public DateText? Start { get; }

    public DateText? End { get; }

    /// <summary>Two ranges are stated and the rows do not say which is theirs.</summary>
    public bool HasSeveralRanges { get; }

    /// <summary>How many columns have a header.</summary>
    public int Width { get; }

    /// <summary>False where rows are about persons, or about parts of the visits that overlap as a whole.</summary>
    public bool KeepsFacts { get; }

    /// <summary>A visit may stand in several rows.</summary>
    public bool IsOfParts { get; }

    public string? Currency { get; }

    public (int Index, Measure Measure)[] Measures { get; }

    public Sums Sums { get; }

    public decimal?[] Values { get; }

    /// <summary>Columns of dimensions that are neither date nor source and medium in one.</summary>
    public (int Index, string Name)[] DimensionColumns { get; }

    public NeededColumns Needed { get; }

    /// <summary>The table has a measure that is kept.</summary>
    public bool IsUsable { get; }

    /// <summary>Its rows have days of their own.</summary>
    public bool IsDated => Columns.Has(Date) || (Columns.Has(NthDay) && (!HasSeveralRanges || Columns.Has(DateRange)));

    /// <summary>How fine its rows are: the smaller of two tables is the better total.</summary>
    public int Fineness { get; }

    /// <summary>Data rows so far, used or not.</summary>
    public int Rows { get; set; }

    /// <summary>What the table's own total row says.</summary>
    public decimal?[]? Control { get; set; }

    public decimal? Value(string measure)
    {
        for (var i = 0; i < Measures.Length; i++)
        {
            if (string.Equals(Measures[i].Measure.Name, measure, StringComparison.Ordinal))
            {
                return Values[i];
            }
        }

        return null;
    }

    public void ReadValues()
    {
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] = Measures[i].Measure.IsCount ? Row.Count(Measures[i].Index) : Row.Amount(Measures[i].Index);
        }
    }

    public Dimensions ReadDimensions()
    {
        for (var i = 0; i < DimensionColumns.Length; i++)
        {
            _dimensions.Values[i] = Row.Text(DimensionColumns[i].Index, keepDashes: true) ?? string.Empty;
        }

        if (Columns.Has(SourceMedium))
        {
            _dimensions.Values[^1] = Row.Text(Columns[SourceMedium], keepDashes: true) ?? string.Empty;
        }

        return _dimensions.Get();
    }

    /// <summary>The range that the table states, if it can be read.</summary>
    public (DateOnly From, DateOnly To)? Range(ColumnStyles styles) => HasSeveralRanges ? null :
        Start is { } start ? new DateRangeText(start, End ?? start).Read(styles.DateOrder) : null;

    /// <summary>The range of the current row: its own where the table has a column for it, else the table's.</summary>
    public (DateOnly From, DateOnly To)? RowRange(ColumnStyles styles) => Columns.Has(DateRange)
        ? (Row.Text(Columns[DateRange]) is { } text ? DateRangeText.Of(text)?.Read(styles.DateOrder) : null)
        : Range(styles);

    private Dimensions Build(string[] values)
    {
        var items = new List<(string Name, string Value)>(values.Length + 1);
        for (var i = 0; i < DimensionColumns.Length; i++)
        {
            var name = DimensionColumns[i].Name;
            items.Add((name, name is DimensionNames.Channel or FirstUserChannelName ? GoogleAnalyticsWords.ChannelOf(values[i]) : values[i]));
        }

        if (Columns.Has(SourceMedium))
        {
            var both = values[^1];
            var at = both.IndexOf(" / ", StringComparison.Ordinal);
            items.Add((DimensionNames.Source, at < 0 ? both : both[..at].Trim()));
            items.Add((DimensionNames.Medium, at < 0 ? string.Empty : both[(at + 3)..].Trim()));
        }

        return Dimensions.Of([.. items.DistinctBy(static x => x.Name, StringComparer.Ordinal)]);
    }

    private const string FirstUserChannelName = "first_user_channel";

    private static IEnumerable<int> Dating(BoundColumns columns) =>
        columns.Has(Date) ? [columns[Date]] : columns.Has(NthDay) ? [columns[NthDay]] : [];

    // Dimensions stand before measures; a column of an unknown name behind the first measure is a measure that is not kept.
    private IEnumerable<(int Index, string Name)> DimensionsOf(BoundColumns columns)
    {
        var named = new (ColumnSpec Column, string Name)[]
        {
            (Channel, DimensionNames.Channel), (FirstUserChannel, FirstUserChannelName), (TrafficSource, DimensionNames.Source),
            (Medium, DimensionNames.Medium), (Campaign, DimensionNames.Campaign), (PartOfVisit, "part"), (Overlap, "overlap"),
        };
        var firstMeasure = Math.Min(
            Measures.Length == 0 ? int.MaxValue : Measures.Min(static x => x.Index),
            columns.Has(Ignored) ? columns[Ignored] : int.MaxValue);
        return named
            .Where(x => columns.Has(x.Column))
            .Select(x => (columns[x.Column], x.Name is "part" or "overlap" ? HeaderText.Key(columns.Headers[columns[x.Column]]).Replace('|', '/') : x.Name))
            .Concat(columns.Unknown.Where(i => i < firstMeasure).Select(i => (i, HeaderText.Key(columns.Headers[i]).Replace('|', '/'))));
    }
}
