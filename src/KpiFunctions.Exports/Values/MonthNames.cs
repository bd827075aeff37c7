namespace KpiFunctions.Exports.Values;

/// <summary>Names of months in the languages in which exports come: English, Russian, German, Spanish, Dutch. Three letters suffice.</summary>
internal static class MonthNames
{
    private static readonly string[][] Starts =
    [
        ["jan", "янв", "ene"],
        ["feb", "фев"],
        ["mar", "мар", "mär", "mrz", "maa", "mrt"],
        ["apr", "апр", "abr"],
        ["may", "май", "мая", "mai", "mei"],
        ["jun", "июн"],
        ["jul", "июл"],
        ["aug", "авг", "ago"],
        ["sep", "сен", "set"],
        ["oct", "окт", "okt"],
        ["nov", "ноя"],
        ["dec", "дек", "dez", "dic"],
    ];

    private static readonly string[] Days =
    [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "пон", "пят", "суб", "чет", "mo", "di", "mi", "do",
        "fr", "sa", "so", "lun", "mié", "jue", "vie", "sáb", "dom",
    ];

    /// <summary>The month from 1 to 12 whose name starts so, else 0.</summary>
    public static int Find(ReadOnlySpan<char> word)
    {
        if (word.Length < 3)
        {
            return 0;
        }

        for (var month = 0; month < Starts.Length; month++)
        {
            foreach (var start in Starts[month])
            {
                if (word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                {
                    return month + 1;
                }
            }
        }

        return 0;
    }

    /// <summary>Whether the word is a day's name or "de", which say nothing.</summary>
    public static bool IsFiller(ReadOnlySpan<char> word)
    {
        if (word.Equals("de", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var day in Days)
        {
            if (word.StartsWith(day, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
