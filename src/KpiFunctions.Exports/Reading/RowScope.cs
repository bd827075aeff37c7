using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Reading;

/// <summary>Reads the cells of one row into values and says what is wrong with them. One per table; <see cref="Begin"/> per row.</summary>
internal sealed class RowScope(ReadContext context, IReadOnlyList<string> headers)
{
    // What one file can sensibly hold; larger values would overflow sums further on.
    private const decimal LargestCount = 1_000_000_000_000m;
    private readonly int _headerCount = headers.Count;
    private CsvReader _row = null!;
    private readonly DuplicateRows _seen = new();
    private bool _isValidText;
    private ulong _hash;
    private long _spreadDays;

    /// <summary>The row cannot be used.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Physical line of the row.</summary>
    public int Line => _row.Line;

    /// <summary>Currency that a sign beside an amount of this row stated.</summary>
    public string? AffixCurrency { get; private set; }

    /// <summary>A sign beside an amount of this row that several currencies share, such as a bare <c>$</c>.</summary>
    public string? SharedSign { get; private set; }

    /// <summary>Starts with a new row.</summary>
    public void Begin(CsvReader row)
    {
        _row = row;
        HasFailed = false;
        AffixCurrency = null;
        SharedSign = null;
        _hash = DuplicateRows.Hash(row.Raw);
        _isValidText = CellText.IsValid(row.Raw) && !row.Raw.Contains((byte)0) && !(context.IsTranscoded && row.Raw.IndexOf("\uFFFD"u8) >= 0);
    }

    /// <summary>Checks the row's shape and characters: spoilt needed cells are errors, other spoilt or surplus cells warnings.</summary>
    /// <param name="needed">Indexes of the columns that the row cannot do without, and of its numbers.</param>
    public void CheckShape(NeededColumns needed)
    {
        if (_row.Count <= needed.Last)
        {
            Fail(ProblemCodes.TooFewCells, -1, Text(_row.Count), Text(needed.Last + 1));
        }

        for (var i = _headerCount; i < _row.Count; i++)
        {
            if (!CellText.Trim(_row[i]).IsEmpty)
            {
                Warn(ProblemCodes.TooManyCells, i, Text(_row.Count), Text(headers.Count));
                break;
            }
        }

        if (_isValidText)
        {
            return;
        }

        for (var i = 0; i < _row.Count; i++)
        {
            if (!IsSpoilt(i))
            {
                continue;
            }

            if (needed.Contains(i))
            {
                Fail(ProblemCodes.BadEncoding, i);
            }
            else
            {
                Warn(ProblemCodes.BadEncoding, i);
            }
        }
    }

    /// <summary>Warns when the row, which is used, already stood in the table.</summary>
    public void CheckDuplicate()
    {
        if (!HasFailed && !context.IsSurvey && _seen.Earlier(_hash, Line) is { } earlier)
        {
            Warn(ProblemCodes.DuplicateRow, -1, Text(earlier));
        }
    }

    /// <summary>The trimmed bytes of a cell; empty when the row or the table has no such cell.</summary>
    public ReadOnlySpan<byte> Cell(int index) => (uint)index < (uint)_row.Count ? CellText.Trim(_row[index]) : default;

    /// <summary>What a cell says as a date.</summary>
    public DateText Date(int index)
    {
        if (context.Styles.DateFormat is { } format)
        {
            return format.Read(Cell(index));
        }

        var text = DateText.Of(Cell(index));
        return text.Shape == DateShape.Bad ? DateText.OfSerial(Cell(index)) : text;
    }

    /// <summary>A text, or null when there is none.</summary>
    public string? Text(int index, bool keepDashes = false)
    {
        var cell = Cell(index);
        return cell.IsEmpty || (!keepDashes && CellText.IsMissing(cell)) ? null : context.Texts.Get(cell);
    }

    /// <summary>An id, or null when there is none or a spreadsheet spoilt it.</summary>
    public string? Id(int index)
    {
        var cell = Cell(index);
        if (CellText.IsMissing(cell))
        {
            return null;
        }

        if (CellText.IsSpreadsheetNumber(cell))
        {
            Warn(ProblemCodes.BadId, index);
            return null;
        }

        return context.Texts.Get(cell);
    }

    /// <summary>A whole number that is not money; null when there is none or it cannot be read.</summary>
    public long? Count(int index)
    {
        if (Number(index, isCount: true) is not { } value)
        {
            return null;
        }

        if (value == decimal.Truncate(value) && Math.Abs(value) <= LargestCount)
        {
            return (long)value;
        }

        Fail(ProblemCodes.BadNumber, index);
        return null;
    }

    /// <summary>An amount or fractional measure, rounded to micros, half to even; null when there is none or it cannot be read.</summary>
    public decimal? Amount(int index)
    {
        if (Number(index, isCount: false) is not { } value)
        {
            return null;
        }

        var rounded = Math.Round(value, 6, MidpointRounding.ToEven);
        if (Math.Abs(rounded) <= ReadingLimits.MaxAmount)
        {
            return rounded;
        }

        Fail(ProblemCodes.BadNumber, index);
        return null;
    }

    /// <summary>A share of something, 0 … 1, written as such or in percent; null when there is none or it cannot be read.</summary>
    /// <param name="index">The column.</param>
    /// <param name="isPercent">Its header says that it is in percent.</param>
    public decimal? Share(int index, bool isPercent)
    {
        var cell = Cell(index);
        var hasSign = cell is [.., (byte)'%'];
        var value = Number(index, hasSign ? CellText.Trim(cell[..^1]) : cell, isCount: false) / (hasSign ? 100 : 1);
        // A header may say percent over cells that are shares, as Metrica's do; a share of less than a hundredth is no case of real tables.
        value = value > 1 && isPercent && !hasSign ? value / 100 : value;
        return value is >= 0 and <= 1 ? value : null;
    }

    /// <summary>A day that the row cannot do without: the one that dates it.</summary>
    public bool TryDay(int index, out DateOnly day) => TryMoment(index, out day, out _);

    /// <summary>A time that the row cannot do without, and its day in the brand's zone.</summary>
    public bool TryMoment(int index, out DateOnly day, out DateTimeOffset utc)
    {
        day = default;
        utc = default;
        var text = Date(index);
        if (context.IsSurvey)
        {
            context.Styles.Note(text.Shape, isDating: true);
            return false;
        }

        if (text.Shape == DateShape.Missing)
        {
            Fail(ProblemCodes.MissingValue, index);
            return false;
        }

        if (!TryOrder(text, index, out var written))
        {
            return false;
        }

        (day, utc) = Moments.Of(written, text, context.Options.TimeZone);
        return !IsInFuture(day, index);
    }

    /// <summary>Two days in one cell, or two cells, that the row cannot do without and over whose days its amount will be spread.</summary>
    public bool TryRange(DateRangeText? range, int index, int toIndex, out DateOnly from, out DateOnly to) =>
        TryPeriod(range, index, toIndex, out from, out to) && IsSpreadable(to.DayNumber - from.DayNumber + 1, toIndex);

    /// <summary>Two days in one cell, or two cells, that the row cannot do without.</summary>
    public bool TryPeriod(DateRangeText? range, int index, int toIndex, out DateOnly from, out DateOnly to)
    {
        from = to = default;
        if (context.IsSurvey)
        {
            context.Styles.Note(range?.From.Shape ?? DateShape.Bad, isDating: true);
            context.Styles.Note(range?.To.Shape ?? DateShape.Bad, isDating: true);
            return false;
        }

        if (range is null)
        {
            Fail(ProblemCodes.BadDate, index);
            return false;
        }

        if (!TryOrder(range.From, index, out from) || !TryOrder(range.To, toIndex, out to))
        {
            return false;
        }

        from = Moments.Of(from, range.From, context.Options.TimeZone).Day;
        to = Moments.Of(to, range.To, context.Options.TimeZone).Day;
        if (to < from)
        {
            Fail(ProblemCodes.BadDate, toIndex);
            return false;
        }

        return !IsInFuture(from, index);
    }

    // Amounts of a range are spread over its days later, so that a few bytes could ask for any number of days.
    private bool IsSpreadable(int days, int index)
    {
        var limits = context.Options.Limits;
        if (days > limits.MaxRangeDays)
        {
            Fail(ProblemCodes.LimitExceeded, index, "rangeDays", Text(limits.MaxRangeDays));
            return false;
        }

        if (_spreadDays + days - 1 <= limits.MaxSpreadDays)
        {
            _spreadDays += days - 1;
            return true;
        }

        Fail(ProblemCodes.LimitExceeded, index, "spreadDays", Text(limits.MaxSpreadDays));
        return false;
    }

    /// <summary>Takes note of a date column that does not date the row but may settle how dates are written.</summary>
    public void NoteDate(int index)
    {
        if (context.IsSurvey && index >= 0)
        {
            context.Styles.Note(DateText.Of(Cell(index)).Shape, isDating: false);
        }
    }

    /// <summary>Refuses days later than tomorrow.</summary>
    public bool IsInFuture(DateOnly day, int index)
    {
        if (day.DayNumber - context.Options.Today.DayNumber <= 1)
        {
            return false;
        }

        Fail(ProblemCodes.FutureDate, index);
        return true;
    }

    /// <summary>The row cannot be used.</summary>
    public void Fail(string code, int index, params string[] arguments)
    {
        HasFailed = true;
        context.Problems.AddToRow(ProblemSeverity.Error, code, Line, Header(index), Shown(index), arguments);
    }

    /// <summary>The row is used, but somebody should look.</summary>
    public void Warn(string code, int index, params string[] arguments) =>
        context.Problems.AddToRow(ProblemSeverity.Warning, code, Line, Header(index), Shown(index), arguments);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private decimal? Number(int index, bool isCount) => Number(index, Cell(index), isCount);

    private decimal? Number(int index, ReadOnlySpan<byte> cell, bool isCount)
    {
        if (index < 0)
        {
            return null;
        }

        var number = NumberText.Of(cell);
        if (number.Shape == NumberShape.Missing)
        {
            return null;
        }

        if (number.Shape == NumberShape.Bad || !IsMeasureAffix(number.Affix, isCount))
        {
            return Bad(index);
        }

        if (context.IsSurvey)
        {
            context.Styles.Note(index, number, isCount);
            return null;
        }

        if (context.Styles.StyleOf(index, number, isCount) is not { } style)
        {
            context.WantsSurvey = true;
            return null;
        }

        if (!number.TryRead(style, out var value))
        {
            return Bad(index);
        }

        if (!number.Affix.IsEmpty)
        {
            var code = Currencies.Find(number.Affix);
            AffixCurrency ??= code;
            SharedSign ??= code is null && !number.Affix.SequenceEqual("%"u8) ? CellText.Decode(number.Affix) : null;
        }

        return value;
    }

    private static bool IsMeasureAffix(ReadOnlySpan<byte> affix, bool isCount) =>
        affix.IsEmpty || (!isCount && !affix.SequenceEqual("%"u8) && Currencies.IsAffix(affix));

    private decimal? Bad(int index)
    {
        if (!IsSpoilt(index))
        {
            Fail(ProblemCodes.BadNumber, index);
        }

        return null;
    }

    private bool TryOrder(DateText text, int index, out DateOnly day)
    {
        day = default;
        if (text.Shape is DateShape.Bad or DateShape.Missing)
        {
            if (!IsSpoilt(index))
            {
                Fail(text.Shape == DateShape.Bad ? ProblemCodes.BadDate : ProblemCodes.MissingValue, index);
            }

            return false;
        }

        var order = context.Styles.DateOrder;
        if (order is null && text.Shape == DateShape.Ambiguous)
        {
            if (!context.Styles.IsSurveyed)
            {
                context.WantsSurvey = true;
                return false;
            }

            Fail(ProblemCodes.AmbiguousDate, index);
            return false;
        }

        order ??= text.Shape == DateShape.MonthFirst ? Core.Brands.DateOrder.MonthFirst : Core.Brands.DateOrder.DayFirst;
        if (text.TryRead(order.Value, out day))
        {
            return true;
        }

        Fail(ProblemCodes.BadDate, index);
        return false;
    }

    private bool IsSpoilt(int index)
    {
        if (_isValidText || (uint)index >= (uint)_row.Count)
        {
            return false;
        }

        var cell = _row[index];
        return !CellText.IsValid(cell) || cell.Contains((byte)0) || (context.IsTranscoded && cell.IndexOf("\uFFFD"u8) >= 0);
    }

    private string? Header(int index) => (uint)index < (uint)headers.Count ? headers[index] : null;

    private string? Shown(int index) => (uint)index < (uint)_row.Count ? CellText.Decode(_row[index]) : null;
}
