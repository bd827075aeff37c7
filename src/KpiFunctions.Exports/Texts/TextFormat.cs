using System.Globalization;

namespace KpiFunctions.Exports.Texts;

/// <summary>
/// Numbers and dates as a reader of the language expects them. Own tables and not <see cref="CultureInfo"/>, because ICU's
/// data change between machines and a receipt of the same file must not.
/// </summary>
public static class TextFormat
{
    /// <summary>U+00A0, which keeps a number and its unit on one line.</summary>
    public const string NoBreakSpace = "\u00a0";

    private const string Minus = "\u2212";

    private static readonly NumberFormatInfo EnglishNumbers = new()
    {
        NumberGroupSeparator = ",",
        NumberDecimalSeparator = ".",
        NegativeSign = Minus,
    };

    private static readonly NumberFormatInfo RussianNumbers = new()
    {
        NumberGroupSeparator = NoBreakSpace,
        NumberDecimalSeparator = ",",
        NegativeSign = Minus,
    };

    private static readonly string[] EnglishMonths =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] RussianMonths =
    [
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ];

    /// <summary>A number with grouped thousands and at most so many decimals; trailing zeros are left out.</summary>
    public static string Number(decimal value, int maxDecimals, TextLanguage language) =>
        Format(value, maxDecimals, "#,##0." + new string('#', maxDecimals), language);

    /// <summary>A whole number as such, any other with two to six decimals: for comparisons, where rounding would hide what differs.</summary>
    public static string Exact(decimal value, TextLanguage language) => value == Math.Truncate(value)
        ? Number(value, 0, language)
        : Format(value, 6, "#,##0.00####", language);

    /// <summary>An amount with two decimals and its currency's code, such as "1,234.50 EUR"; without a code when it is unknown.</summary>
    public static string Money(decimal value, string? currency, TextLanguage language)
    {
        var amount = Format(value, 2, "#,##0.00", language);
        return currency is null ? amount : amount + NoBreakSpace + currency;
    }

    /// <summary>A day, such as "16 November 2026".</summary>
    public static string Day(DateOnly day, TextLanguage language) => Text($"{day.Day} {Month(day, language)} {day.Year}");

    /// <summary>A range of days that says month and year once where both ends share them, such as "16–22 November 2026".</summary>
    public static string Days(DateOnly first, DateOnly last, TextLanguage language)
    {
        if (first == last)
        {
            return Day(first, language);
        }

        if (first.Year != last.Year)
        {
            return Day(first, language) + " – " + Day(last, language);
        }

        return first.Month == last.Month
            ? Text($"{first.Day}–{Day(last, language)}")
            : Text($"{first.Day} {Month(first, language)} – {Day(last, language)}");
    }

    /// <summary>A moment with the offset it is given in, such as "23 November 2026, 09:30 (UTC+01:00)".</summary>
    public static string Moment(DateTimeOffset moment, TextLanguage language)
    {
        var offset = moment.Offset == TimeSpan.Zero
            ? string.Empty
            : (moment.Offset < TimeSpan.Zero ? Minus : "+") + moment.Offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
        var day = Day(DateOnly.FromDateTime(moment.DateTime), language);
        return Text($"{day}, {moment.Hour:00}:{moment.Minute:00} (UTC{offset})");
    }

    private static string Format(decimal value, int decimals, string format, TextLanguage language)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.ToEven);
        // Rounding keeps the sign of what became zero; nobody wants to read "−0".
        return (rounded == 0 ? 0m : rounded).ToString(format, language == TextLanguage.Russian ? RussianNumbers : EnglishNumbers);
    }

    private static string Month(DateOnly day, TextLanguage language) =>
        (language == TextLanguage.Russian ? RussianMonths : EnglishMonths)[day.Month - 1];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
