namespace KpiFunctions.Exports.Texts;

/// <summary>Which form of a noun stands after a whole number (CLDR plural rules for cardinals).</summary>
public static class Plural
{
    /// <summary>English: 1 row, 2 rows.</summary>
    public static string English(long count, string one, string other) => Math.Abs(count) == 1 ? one : other;

    /// <summary>Russian: 1 строка, 2 строки, 5 строк, 11 строк, 21 строка.</summary>
    public static string Russian(long count, string one, string few, string many)
    {
        var tens = Math.Abs(count % 100);
        var units = tens % 10;
        return tens is >= 11 and <= 14 ? many : units switch
        {
            1 => one,
            2 or 3 or 4 => few,
            _ => many,
        };
    }

    /// <summary>A count of rows with its noun, such as "1,234 rows".</summary>
    public static Localized Rows(long count) => new(
        TextFormat.Number(count, 0, TextLanguage.English) + " " + English(count, "row", "rows"),
        TextFormat.Number(count, 0, TextLanguage.Russian) + TextFormat.NoBreakSpace + Russian(count, "строка", "строки", "строк"));

    /// <summary>A count of days with its noun, such as "3 days".</summary>
    public static Localized Days(long count) => new(
        TextFormat.Number(count, 0, TextLanguage.English) + " " + English(count, "day", "days"),
        TextFormat.Number(count, 0, TextLanguage.Russian) + TextFormat.NoBreakSpace + Russian(count, "день", "дня", "дней"));
}
