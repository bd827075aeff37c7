using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// The days that a row without a day is about: a cell with two days, such as a week or month, else the first and the last day in two columns.
/// </summary>
internal sealed class AdRowPeriod
{
    private readonly AdReport _format;
    private readonly DateRangeText? _whole;
    private readonly int _cell;
    private readonly int _starts;
    private readonly int _ends;
    private byte[] _lastCell = [];
    private DateRangeText? _last;

    private AdRowPeriod(AdReport format, int cell, int starts, int ends, DateRangeText? whole)
    {
        _format = format;
        _cell = cell;
        _starts = starts;
        _ends = ends;
        _whole = whole;
    }

    /// <summary>Columns that a row cannot do without.</summary>
    public int[] Needed => HasEnds ? [_starts, _ends] : [_cell];

    private bool HasEnds => _starts >= 0 && _ends >= 0;

    /// <summary>Where a table has them; null when it has not.</summary>
    /// <param name="format">Knows how a cell states two days.</param>
    /// <param name="columns">The table's columns.</param>
    /// <param name="whole">The days that the whole table is about, where it says so: its first and last week may be cut.</param>
    public static AdRowPeriod? Of(AdReport format, BoundColumns columns, DateRangeText? whole)
    {
        var period = new AdRowPeriod(format, columns[format.Table.Period], columns[format.Table.Starts], columns[format.Table.Ends], whole);
        return period._cell >= 0 || period.HasEnds ? period : null;
    }

    /// <summary>Reads them; false when the row cannot be used, or while surveying.</summary>
    public bool TryRead(RowScope row, out DateOnly from, out DateOnly to)
    {
        var stated = Stated(row.Cell(_cell));
        var isRead = stated is null && HasEnds
            ? row.TryPeriod(new DateRangeText(DateText.Of(row.Cell(_starts)), DateText.Of(row.Cell(_ends))), _starts, _ends, out from, out to)
            : row.TryPeriod(stated, _cell, _cell, out from, out to);
        if (isRead && _whole?.Read(null) is { } whole && from <= whole.To && to >= whole.From)
        {
            from = from < whole.From ? whole.From : from;
            to = to > whole.To ? whole.To : to;
        }

        return isRead;
    }

    private DateRangeText? Stated(ReadOnlySpan<byte> cell)
    {
        if (!cell.SequenceEqual(_lastCell))
        {
            _lastCell = cell.ToArray();
            _last = CellText.IsMissing(cell) || cell.Length > 200 ? null : _format.PeriodIn(CellText.Decode(cell));
        }

        return _last;
    }
}
