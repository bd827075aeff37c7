using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>Where a table has a measure: one column, or several of which each row has at most one.</summary>
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

    public Measure Measure { get; }

    /// <summary>Rows of some kinds have no value, or one of another column, so that a total over all rows says something else.</summary>
    public bool HasKind { get; }

    /// <summary>The first of its columns.</summary>
    public int Index => _places[0].Index;

    /// <summary>All of its columns.</summary>
    public IEnumerable<int> Indexes => _places.Select(static x => x.Index);

    /// <summary>The row's value, or null.</summary>
    public decimal? Read(RowScope row)
    {
        foreach (var (index, kind) in _places)
        {
            if (kind < 0 || IsAccepted(row.Cell(kind)))
            {
                return Measure.IsCount ? row.Count(index) : row.Amount(index);
            }
        }

        return null;
    }

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
