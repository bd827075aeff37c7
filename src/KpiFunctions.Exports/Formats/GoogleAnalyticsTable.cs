using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;
using static KpiFunctions.Exports.Formats.GoogleAnalyticsReport;

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

    private readonly string[] _lastValues;
    private Dimensions _lastDimensions;

    public GoogleAnalyticsTable(BoundColumns columns, GoogleAnalyticsPreamble preamble, ReadContext context)
    {
        Columns = columns;
        Row = new RowScope(context, columns.Headers);
        Start = preamble.Start;
        End = preamble.End;
        Currency = columns.Currency(columns[TotalRevenue]) ?? columns.Currency(columns[PurchaseRevenue]);
        Measures = [.. Known.Where(x => columns.Has(x.Column)).DistinctBy(static x => x.Measure.Name, StringComparer.Ordinal).Select(x => (columns[x.Column], x.Measure))];
        Sums = new Sums([.. Measures.Select(static x => x.Measure)]);
        Values = new decimal?[Measures.Count];
        DimensionColumns = [.. DimensionsOf(columns)];
        _lastValues = new string[DimensionColumns.Count + (columns.Has(SourceMedium) ? 1 : 0)];
        IsUsable = Measures.Count > 0;
        Needed = IsUsable ? [.. Dating(columns), .. Measures.Select(static x => x.Index)] : [];
    }

    public BoundColumns Columns { get; }

    public RowScope Row { get; }

    public DateText? Start { get; }

    public DateText? End { get; }

    public string? Currency { get; }

    public IReadOnlyList<(int Index, Measure Measure)> Measures { get; }

    public Sums Sums { get; }

    public decimal?[] Values { get; }

    /// <summary>Columns of dimensions that are neither date nor source and medium in one.</summary>
    public IReadOnlyList<(int Index, string Name)> DimensionColumns { get; }

    public IReadOnlyList<int> Needed { get; }

    /// <summary>The table has a measure that is kept.</summary>
    public bool IsUsable { get; }

    /// <summary>Its rows have days of their own.</summary>
    public bool IsDated => Columns.HasAny(Date, NthDay);

    /// <summary>How fine its rows are: the smaller of two tables is the better total.</summary>
    public int Fineness => _lastValues.Length;

    /// <summary>Data rows so far, used or not.</summary>
    public int Rows { get; set; }

    /// <summary>What the table's own total row says.</summary>
    public decimal?[]? Control { get; set; }

    public decimal? Value(string measure)
    {
        for (var i = 0; i < Measures.Count; i++)
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
        var changed = _lastDimensions.Set is null;
        for (var i = 0; i < DimensionColumns.Count; i++)
        {
            var (index, name) = DimensionColumns[i];
            var text = Row.Text(index, keepDashes: true) ?? string.Empty;
            changed |= !string.Equals(_lastValues[i], text, StringComparison.Ordinal);
            _lastValues[i] = text;
        }

        var both = Columns.Has(SourceMedium) ? Row.Text(Columns[SourceMedium], keepDashes: true) ?? string.Empty : null;
        if (both is not null)
        {
            changed |= !string.Equals(_lastValues[^1], both, StringComparison.Ordinal);
            _lastValues[^1] = both;
        }

        if (changed)
        {
            _lastDimensions = Build(both);
        }

        return _lastDimensions;
    }

    /// <summary>The range that the table states, if it can be read.</summary>
    public (DateOnly From, DateOnly To)? Range(ColumnStyles styles) =>
        Start is { } start ? new DateRangeText(start, End ?? start).Read(styles.DateOrder) : null;

    private Dimensions Build(string? both)
    {
        var items = new List<(string Name, string Value)>(_lastValues.Length + 1);
        for (var i = 0; i < DimensionColumns.Count; i++)
        {
            var name = DimensionColumns[i].Name;
            items.Add((name, name is DimensionNames.Channel or FirstUserChannelName ? ChannelOf(_lastValues[i]) : _lastValues[i]));
        }

        if (both is not null)
        {
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
            (Medium, DimensionNames.Medium), (Campaign, DimensionNames.Campaign),
        };
        var firstMeasure = Math.Min(
            Measures.Count == 0 ? int.MaxValue : Measures.Min(static x => x.Index),
            columns.Has(Ignored) ? columns[Ignored] : int.MaxValue);
        return named
            .Where(x => columns.Has(x.Column))
            .Select(x => (columns[x.Column], x.Name))
            .Concat(columns.Unknown.Where(i => i < firstMeasure).Select(i => (i, HeaderText.Key(columns.Headers[i]).Replace('|', '/'))));
    }
}
