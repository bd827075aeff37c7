using System.Globalization;

namespace KpiFunctions.Exports.Containers;

/// <summary>Writes what a numeric cell means: workbooks hold binary fractions, and days as their count.</summary>
internal static class CellNumbers
{
    // Spreadsheets keep this many digits of a number; of a longer id the rest is lost.
    private const int Digits = 15;
    private const double LastSerial = 2_958_466;

    /// <summary>Longest text that is written.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// The number as plain decimals. Exactly three of them could be a group of thousands to somebody, so there are four then; a whole
    /// number with more digits than a spreadsheet keeps is written with its exponent, as what it is: spoilt.
    /// </summary>
    /// <returns>Length, or 0 when the text is no number.</returns>
    public static int WriteNumber(ReadOnlySpan<char> text, Span<char> output)
    {
        var digits = text is ['-', ..] ? text[1..] : text;
        if (digits.Length is > 0 and <= Digits && digits.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            text.CopyTo(output);
            return text.Length;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return 0;
        }

        int length;
        if (Math.Abs(number) >= 1e15)
        {
            return number.TryFormat(output, out length, "0.##############E+00", CultureInfo.InvariantCulture) ? length : 0;
        }

        Span<char> rounded = stackalloc char[MaxLength];
        if (!number.TryFormat(rounded, out length, "G15", CultureInfo.InvariantCulture)
            || !decimal.TryParse(rounded[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || !exact.TryFormat(output, out length, "0.############################", CultureInfo.InvariantCulture))
        {
            return 0;
        }

        var point = output[..length].IndexOf('.');
        if (point >= 0 && length - point - 1 == 3)
        {
            output[length++] = '0';
        }

        return length;
    }

    /// <summary>The day, day and time, or time that a count of days stands for.</summary>
    /// <returns>Length, or 0 when it is none: then it is a number.</returns>
    public static int WriteMoment(ReadOnlySpan<char> text, NumberMeaning meaning, bool from1904, Span<char> output)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) || !(serial >= 0 && serial < LastSerial))
        {
            return 0;
        }

        var seconds = (long)Math.Round(serial * 86_400, MidpointRounding.AwayFromZero);
        var time = seconds % 86_400;
        if (meaning == NumberMeaning.Time || (meaning == NumberMeaning.DateOrTime && serial < 1))
        {
            return WriteTime(seconds, output);
        }

        var length = WriteDay(seconds / 86_400, from1904, output);
        if (length == 0 || (time == 0 && meaning != NumberMeaning.DateTime))
        {
            return length;
        }

        output[length++] = ' ';
        return length + WriteTime(time, output[length..]);
    }

    private static int WriteDay(long serial, bool from1904, Span<char> output)
    {
        // Spreadsheets count a 29 February that 1900 did not have, because one of the first did.
        if (!from1904 && serial == 60)
        {
            "1900-02-29".CopyTo(output);
            return 10;
        }

        var zero = from1904 ? new DateOnly(1904, 1, 1) : serial < 60 ? new DateOnly(1899, 12, 31) : new DateOnly(1899, 12, 30);
        return zero.DayNumber + serial <= DateOnly.MaxValue.DayNumber
            && zero.AddDays((int)serial).TryFormat(output, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            ? length
            : 0;
    }

    private static int WriteTime(long seconds, Span<char> output) =>
        output.TryWrite(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}", out var length) ? length : 0;

    /// <summary>A cell that holds its date as a text (ISO 8601).</summary>
    public static int WriteIsoMoment(ReadOnlySpan<char> text, NumberMeaning meaning, Span<char> output)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var moment) || moment.Year < 1900)
        {
            return 0;
        }

        var format = moment.TimeOfDay == TimeSpan.Zero && meaning != NumberMeaning.DateTime ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return moment.TryFormat(output, out var length, format, CultureInfo.InvariantCulture) ? length : 0;
    }
}
