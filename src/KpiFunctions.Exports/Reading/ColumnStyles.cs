using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Reading;

/// <summary>
/// How the numbers of each column and the dates of a file are written. It is settled once per column (numbers) or file (dates): by the
/// first cell that leaves no choice, else by a survey of the whole file, else by the default.
/// </summary>
internal sealed class ColumnStyles(DateOrder? configured)
{
    private readonly Dictionary<int, Column> _columns = [];
    private byte[]? _firstDay;
    private readonly DateVotes _dating = new();
    private readonly DateVotes _others = new();
    private readonly HashSet<int> _split = [];

    /// <summary>Set by the format: how its numbers are written where a whole column leaves it open.</summary>
    public NumberStyle Default { get; set; }

    /// <summary>Set by formats that always write numbers in one way.</summary>
    public NumberStyle? Fixed { get; set; }

    /// <summary>Set by the format: how dates are meant where the whole file leaves it open. Dates that contradict each other stay open.</summary>
    public DateOrder? DefaultDateOrder { get; set; }

    /// <summary>Set where a mapping says how dates are written.</summary>
    public DateFormat? DateFormat { get; set; }

    /// <summary>Rows bear different days, as far as they were noted.</summary>
    public bool HasSeveralDays { get; private set; }

    public bool IsSurveyed { get; private set; }

    public DateOrder? DateOrder { get; private set; } = configured;

    /// <summary>Dates are meant so, whatever the configuration says of the source.</summary>
    public void UseDateOrder(DateOrder order) => DateOrder = order;

    /// <summary>The style in which to read a number, or null when the whole column must be looked at first.</summary>
    public NumberStyle? StyleOf(int column, in NumberText number, bool isCount)
    {
        if (Fixed is { } settled)
        {
            return settled;
        }

        var style = Get(column);
        if (style.Settled is null)
        {
            style.Settled = number.Shape switch
            {
                NumberShape.Point => NumberStyle.Point,
                NumberShape.Comma => NumberStyle.Comma,
                NumberShape.Ambiguous when isCount => number.GroupedStyle,
                _ => null,
            };
        }

        return style.Settled ?? (number.Shape == NumberShape.Ambiguous && !IsSurveyed ? null : Default);
    }

    /// <summary>Takes note of a number while surveying.</summary>
    public void Note(int column, in NumberText number, bool isCount)
    {
        var style = Get(column);
        var shown = number.Shape switch
        {
            NumberShape.Point => NumberStyle.Point,
            NumberShape.Comma => NumberStyle.Comma,
            NumberShape.Ambiguous when isCount => number.GroupedStyle,
            _ => (NumberStyle?)null,
        };
        style.Points += shown == NumberStyle.Point ? 1 : 0;
        style.Commas += shown == NumberStyle.Comma ? 1 : 0;
    }

    /// <summary>Takes note of a date while surveying.</summary>
    /// <param name="shape">What the date gives away.</param>
    /// <param name="isDating">The column dates the row; its own evidence goes before that of others.</param>
    public void Note(DateShape shape, bool isDating)
    {
        var votes = isDating ? _dating : _others;
        votes.DayFirst |= shape == DateShape.DayFirst;
        votes.MonthFirst |= shape == DateShape.MonthFirst;
    }

    /// <summary>Takes note of the day that dates a row while surveying.</summary>
    public void NoteDay(ReadOnlySpan<byte> cell)
    {
        _firstDay ??= cell.ToArray();
        HasSeveralDays |= !cell.SequenceEqual(_firstDay);
    }

    /// <summary>Takes note while surveying that rows of the file differ by that column.</summary>
    public void NoteSplit(int column) => _split.Add(column);

    /// <summary>Whether rows of the file differ by that column, as far as it was noted.</summary>
    public bool IsSplit(int column) => _split.Contains(column);

    /// <summary>Draws the conclusions of a survey: a column's own majority, else what all its neighbours agree on, else the default.</summary>
    public void Settle()
    {
        IsSurveyed = true;
        foreach (var column in _columns.Values.Where(static x => x.Settled is null && x.Points != x.Commas))
        {
            column.Settled = column.Points > column.Commas ? NumberStyle.Point : NumberStyle.Comma;
        }

        var known = _columns.Values.Where(static x => x.Settled is not null).Select(static x => x.Settled).Distinct().ToList();
        foreach (var column in _columns.Values)
        {
            column.Settled ??= known is [{ } agreed] ? agreed : Default;
        }

        DateOrder ??= _dating.Order ?? (_dating.IsContradictory ? null : _others.Order ?? DefaultDateOrder);
    }

    private Column Get(int index)
    {
        if (!_columns.TryGetValue(index, out var column))
        {
            _columns.Add(index, column = new Column());
        }

        return column;
    }

    private sealed class Column
    {
        public NumberStyle? Settled { get; set; }

        public int Points { get; set; }

        public int Commas { get; set; }
    }

    private sealed class DateVotes
    {
        public bool DayFirst { get; set; }

        public bool MonthFirst { get; set; }

        public bool IsContradictory => DayFirst && MonthFirst;

        public DateOrder? Order => DayFirst == MonthFirst ? null : DayFirst ? Core.Brands.DateOrder.DayFirst : Core.Brands.DateOrder.MonthFirst;
    }
}
