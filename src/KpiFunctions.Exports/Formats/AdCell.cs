using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>Where a table has a measure: one column, several of which a row takes the first that applies, or several that are added.</summary>
internal sealed class AdCell
{
    private readonly (int Index, int Kind)[] _places;
    private byte[] _lastKind = [];
    private bool _isLastAccepted;

    /// <param name="places">The columns in the order in which a row takes them.</param>
    /// <param name="columns">Where they stand.</param>
    public AdCell(IReadOnlyList<AdMeasure> places, BoundColumns columns)
    {
        _places = [.. places.Select(x => (columns[x.Column], x.Kind is null ? -1 : columns[x.Kind]))];
        Measure = places[^1].Measure with { IsOptional = places.Any(static x => x.Measure.IsOptional) };
        HasKind = places.Any(static x => x.Kind is not null);
    }

    private AdCell(IEnumerable<int> added, Measure measure)
    {
        _places = [.. added.Select(static x => (x, -1))];
        Measure = measure;
        IsSum = _places.Length > 1;
    }

    /// <summary>The measures of a table, in the order of its declaration; those whose columns bear names of the account's own come last.</summary>
    public static IEnumerable<AdCell> Of(AdTable table, BoundColumns columns)
    {
        List<AdCell> known = [.. table.MeasuresOf(columns).Select(x => new AdCell(x, columns))];
        var named = columns.Unknown
            .Select(i => (Index: i, Named: table.Named?.Invoke(HeaderText.Key(columns.Headers[i]))))
            .Where(x => x.Named is not null && !known.Exists(k => string.Equals(k.Measure.Name, x.Named.Measure.Name, StringComparison.Ordinal)))
            .GroupBy(static x => x.Named!.Measure.Name, StringComparer.Ordinal)
            .Select(static x => new AdCell(x.Where(c => c.Named!.Variant == x.First().Named!.Variant).Select(static c => c.Index), x.First().Named!.Measure));
        return known.Concat(named);
    }

    public Measure Measure { get; }

    /// <summary>Its columns are added, such as those of an account's goals.</summary>
    public bool IsSum { get; }

    /// <summary>Rows of some kinds have no value, or one of another column, so that a total over all rows says something else.</summary>
    public bool HasKind { get; }

    /// <summary>The first of its columns.</summary>
    public int Index => _places[0].Index;

    /// <summary>All of its columns.</summary>
    public IEnumerable<int> Indexes => _places.Select(static x => x.Index);

    /// <summary>The row's value, or null.</summary>
    public decimal? Read(RowScope row)
    {
        if (IsSum)
        {
            return Sum(row);
        }

        foreach (var (index, kind) in _places)
        {
            if (kind < 0 || IsAccepted(row.Cell(kind)))
            {
                return ReadOne(row, index);
            }
        }

        return null;
    }

    private decimal? Sum(RowScope row)
    {
        decimal? sum = null;
        foreach (var (index, _) in _places)
        {
            sum = ReadOne(row, index) is { } value ? value + (sum ?? 0) : sum;
        }

        return sum;
    }

    private decimal? ReadOne(RowScope row, int index) => Measure.IsCount ? row.Count(index) : row.Amount(index);

    // The same few kinds come again and again.
    private bool IsAccepted(ReadOnlySpan<byte> kind)
    {
        if (!kind.SequenceEqual(_lastKind))
        {
            _lastKind = kind.ToArray();
            _isLastAccepted = ResultKinds.IsConversion(kind);
        }

        return _isLastAccepted;
    }
}
