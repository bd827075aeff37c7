using System.Text;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Suggesting;

/// <summary>What the cells of a column look like.</summary>
internal sealed class ColumnShape
{
    private const int MaxExamples = 2;
    private readonly List<string> _examples = [];
    private int _filled;
    private int _dates;
    private int _others;
    private int _numbers;
    private int _fractions;
    private int _money;
    private int _percents;
    private int _points;
    private int _commas;

    /// <summary>The first two different values.</summary>
    public IReadOnlyList<string> Examples => _examples;

    public bool IsEmpty => _filled == 0;

    public bool IsDate => Most(_dates);

    /// <summary>Periods, months and dates that need a format.</summary>
    public bool HasRanges => Most(_dates + _others);

    public bool IsNumber => Most(_numbers);

    public bool IsCount => IsNumber && _fractions == 0 && _money == 0;

    public bool IsMoney => IsNumber && _money > 0;

    public bool IsRate => _percents > 0;

    /// <summary>Every date could be read with the day or the month first.</summary>
    public bool IsAmbiguous { get; private set; }

    public NumberStyle? Style => (_points, _commas) switch
    {
        ( > 0, 0) => NumberStyle.Point,
        (0, > 0) => NumberStyle.Comma,
        _ => null,
    };

    public static ColumnShape Of(IEnumerable<string> cells)
    {
        var shape = new ColumnShape();
        var hasOrder = false;
        var hasOpen = false;
        foreach (var cell in cells)
        {
            var date = shape.Take(cell);
            hasOrder |= date is DateShape.DayFirst or DateShape.MonthFirst;
            hasOpen |= date == DateShape.Ambiguous;
        }

        shape.IsAmbiguous = hasOpen && !hasOrder;
        return shape;
    }

    private bool Most(int count) => _filled > 0 && count * 5 >= _filled * 4;

    private DateShape Take(string cell)
    {
        var bytes = Encoding.UTF8.GetBytes(cell);
        if (CellText.IsMissing(CellText.Trim(bytes)))
        {
            return DateShape.Missing;
        }

        _filled++;
        if (_examples.Count < MaxExamples && !_examples.Contains(cell, StringComparer.Ordinal))
        {
            _examples.Add(cell);
        }

        var date = DateText.Of(bytes).Shape;
        // Eight digits are more often a number than a day, which its header then says.
        var isDate = date is not (DateShape.Bad or DateShape.Missing);
        _dates += isDate ? 1 : 0;
        _others += !isDate && DateRangeText.Of(cell) is not null ? 1 : 0;
        TakeNumber(bytes);
        return date;
    }

    private void TakeNumber(byte[] bytes)
    {
        var number = NumberText.Of(bytes);
        if (number.Shape is NumberShape.Bad or NumberShape.Missing)
        {
            return;
        }

        if (number.Affix.SequenceEqual("%"u8))
        {
            _percents++;
            return;
        }

        if (!number.Affix.IsEmpty && !Currencies.IsAffix(number.Affix))
        {
            return;
        }

        _numbers++;
        _money += number.Affix.IsEmpty ? 0 : 1;
        _points += number.Shape == NumberShape.Point ? 1 : 0;
        _commas += number.Shape == NumberShape.Comma ? 1 : 0;
        var style = number.Shape == NumberShape.Ambiguous ? number.GroupedStyle : number.Shape == NumberShape.Comma ? NumberStyle.Comma : NumberStyle.Point;
        _fractions += number.TryRead(style, out var value) && value != decimal.Truncate(value) ? 1 : 0;
    }
}
