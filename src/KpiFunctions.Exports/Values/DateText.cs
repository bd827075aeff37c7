using System.Runtime.InteropServices;
using System.Text;
using KpiFunctions.Core.Brands;

namespace KpiFunctions.Exports.Values;

/// <summary>What the text of a date gives away about its order.</summary>
public enum DateShape
{
    /// <summary>Not a date.</summary>
    Bad,

    /// <summary>No value.</summary>
    Missing,

    /// <summary>Reads in one way only, whatever the order of others: <c>2026-04-13</c>, <c>5 Feb 2026</c>, <c>13.04.2026</c>, <c>5/5/2026</c>.</summary>
    Plain,

    /// <summary>Day first: the other way round there is no such month.</summary>
    DayFirst,

    /// <summary>Month first: the other way round there is no such month.</summary>
    MonthFirst,

    /// <summary>Either: <c>3/4/2026</c>.</summary>
    Ambiguous,
}

/// <summary>
/// A day, possibly with a time and an offset, as platforms write it: <c>2026-04-13</c>, <c>20260413</c>, <c>13.04.2026</c>, <c>4/13/2026</c>,
/// <c>Thu, 5 Feb 2026</c>, <c>Apr 3, 2024</c>, <c>5 февраля 2026 г.</c>, <c>2026-04-05 21:06:21 +0400</c>, <c>2026-04-05T21:06:21Z</c>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DateText
{
    /// <summary>Years outside of this range are damage, not data.</summary>
    private const int FirstYear = 1990;
    private const int LastYear = 2100;
    private const int MaxLength = 64;

    private readonly int _year;
    private readonly int _first;
    private readonly int _second;

    private DateText(DateShape shape, int year = 0, int first = 0, int second = 0, TimeSpan? time = null, TimeSpan? offset = null)
    {
        Shape = shape;
        _year = year;
        _first = first;
        _second = second;
        Time = time;
        Offset = offset;
    }

    /// <summary>What the text gives away about its order.</summary>
    public DateShape Shape { get; }

    /// <summary>Time of the day, if there is one.</summary>
    public TimeSpan? Time { get; }

    /// <summary>Offset from UTC, if there is one.</summary>
    public TimeSpan? Offset { get; }

    /// <summary>Looks at a cell.</summary>
    public static DateText Of(ReadOnlySpan<byte> cell)
    {
        var text = CellText.Trim(cell);
        if (CellText.IsMissing(text))
        {
            return new DateText(DateShape.Missing);
        }

        Span<char> chars = stackalloc char[MaxLength];
        if (text.Length > MaxLength || !Encoding.UTF8.TryGetChars(text, chars, out var length))
        {
            return new DateText(DateShape.Bad);
        }

        return Parse(chars[..length]);
    }

    /// <summary>Looks at a text.</summary>
    public static DateText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > MaxLength * 4 ? new DateText(DateShape.Bad) : Of(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A day that is known already.</summary>
    public static DateText Of(DateTime written, bool hasTime) =>
        new(DateShape.Plain, written.Year, written.Day, written.Month, hasTime ? written.TimeOfDay : null);

    /// <summary>
    /// A day as a spreadsheet counts it, where its cell lost the style of a date: 45,000 and some, the days since 30 December 1899. Only where a
    /// date is expected: amounts are such numbers, too.
    /// </summary>
    internal static DateText OfSerial(ReadOnlySpan<byte> cell)
    {
        // The years 2000 to 2049.
        const int First = 36_526, Last = 54_788;
        return cell.Length == 5 && System.Buffers.Text.Utf8Parser.TryParse(cell, out int days, out var read) && read == 5 && days is >= First and <= Last
            ? Of(DateTime.FromOADate(days), hasTime: false)
            : new DateText(DateShape.Bad);
    }

    /// <summary>A cell without a date, or with something else.</summary>
    internal static DateText None(bool isMissing) => new(isMissing ? DateShape.Missing : DateShape.Bad);

    /// <summary>The day, read in that order; false when there is no such day.</summary>
    public bool TryRead(DateOrder order, out DateOnly day)
    {
        day = default;
        var dayFirst = Shape switch
        {
            DateShape.Plain => true,
            DateShape.DayFirst => order == DateOrder.DayFirst,
            DateShape.MonthFirst => order == DateOrder.DayFirst,
            DateShape.Ambiguous => order == DateOrder.DayFirst,
            _ => false,
        };
        if (Shape is DateShape.Bad or DateShape.Missing)
        {
            return false;
        }

        return TryMake(_year, dayFirst ? _second : _first, dayFirst ? _first : _second, out day);
    }

    private static DateText Parse(ReadOnlySpan<char> text)
    {
        var scan = new DateScanner(text);
        Span<int> numbers = stackalloc int[3];
        Span<int> widths = stackalloc int[3];
        var count = 0;
        var month = 0;
        var monthAt = -1;
        var separator = '\0';
        while (count + (month > 0 ? 1 : 0) < 3)
        {
            if (scan.TryNumber(out var number, out var width))
            {
                numbers[count] = number;
                widths[count++] = width;
                if (count == 1 && width == 8 && month == 0)
                {
                    return Finish(scan, DateShape.Plain, number / 10_000, number % 100, number / 100 % 100);
                }

                separator = scan.TakeSeparator(separator);
            }
            else if (scan.TryWord(out var word))
            {
                var found = MonthNames.Find(word);
                if (found > 0 && month == 0)
                {
                    month = found;
                    monthAt = count;
                    separator = scan.TakeSeparator(separator);
                }
                else if (!MonthNames.IsFiller(word))
                {
                    return new DateText(DateShape.Bad);
                }
            }
            else
            {
                return new DateText(DateShape.Bad);
            }
        }

        return month > 0
            ? OfNamedMonth(scan, numbers, widths, month, monthAt)
            : OfNumbers(scan, numbers, widths, separator);
    }

    private static DateText OfNamedMonth(DateScanner scan, ReadOnlySpan<int> numbers, ReadOnlySpan<int> widths, int month, int monthAt)
    {
        // "5 Feb 2026", "Feb 5, 2026", "2026 Feb 5"
        var yearFirst = widths[0] == 4;
        return yearFirst && monthAt == 1
            ? Finish(scan, DateShape.Plain, numbers[0], numbers[1], month)
            : Finish(scan, DateShape.Plain, Year(numbers[1], widths[1]), numbers[0], month);
    }

    private static DateText OfNumbers(DateScanner scan, ReadOnlySpan<int> numbers, ReadOnlySpan<int> widths, char separator)
    {
        if (widths[0] == 4)
        {
            return Finish(scan, DateShape.Plain, numbers[0], numbers[2], numbers[1]);
        }

        int first = numbers[0], second = numbers[1], year = Year(numbers[2], widths[2]);
        var shape = separator == '.' || first == second ? DateShape.Plain
            : first > 12 ? DateShape.DayFirst
            : second > 12 ? DateShape.MonthFirst
            : DateShape.Ambiguous;
        return Finish(scan, shape, year, first, second);
    }

    private static DateText Finish(DateScanner scan, DateShape shape, int year, int first, int second)
    {
        if (!scan.TryTimeAndEnd(out var time, out var offset))
        {
            return new DateText(DateShape.Bad);
        }

        // A day that exists in neither order is no date at all.
        return TryMake(year, second, first, out _) || (shape != DateShape.Plain && TryMake(year, first, second, out _))
            ? new DateText(shape, year, first, second, time, offset)
            : new DateText(DateShape.Bad);
    }

    private static int Year(int number, int width) => width == 2 ? 2000 + number : number;

    private static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }
}
