namespace KpiFunctions.Exports.Values;

/// <summary>Names of months in the languages in which exports come: English, Russian, German, Spanish, Dutch, French, Italian, Polish, Portuguese, Ukrainian.
/// Three letters suffice, in French four where two months share them.</summary>
internal static class MonthNames
{
    private static readonly string[][] Starts =
    [
        ["jan", "янв", "ene", "gen", "sty", "січ"],
        ["feb", "фев", "fév", "fev", "lut", "лют"],
        ["mar", "мар", "mär", "mrz", "maa", "mrt", "бер"],
        ["apr", "апр", "abr", "avr", "kwi", "кві"],
        ["may", "май", "мая", "mai", "mei", "mag", "maj", "тра"],
        ["jun", "июн", "juin", "giu", "cze", "чер"],
        ["jul", "июл", "juil", "lug", "lip", "лип"],
        ["aug", "авг", "ago", "aoû", "sie", "сер"],
        ["sep", "сен", "set", "wrz", "вер"],
        ["oct", "окт", "okt", "out", "ott", "paź", "жов"],
        ["nov", "ноя", "lis", "лис"],
        ["dec", "дек", "dez", "dic", "déc", "gru", "гру"],
    ];

    private static readonly string[] Days =
    [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "пон", "пят", "суб", "чет", "mo", "di", "mi", "do",
        "fr", "sa", "so", "lun", "mié", "jue", "vie", "sáb", "dom", "mer", "jeu", "ven", "sam", "dim", "seg", "ter", "qua", "qui", "sex", "gio", "нд",
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

    /// <summary>Whether the word is a day's name, "de" or the "er" of "1er", which say nothing.</summary>
    public static bool IsFiller(ReadOnlySpan<char> word)
    {
        if (word.Equals("de", StringComparison.OrdinalIgnoreCase) || word.Equals("er", StringComparison.OrdinalIgnoreCase))
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
