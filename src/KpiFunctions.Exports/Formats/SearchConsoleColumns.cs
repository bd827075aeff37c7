namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Where the columns of a Search Console table stand. Its metrics are told by how a header ends: comparisons put the period in front of the
/// word (<c>Last 28 days Clicks</c>), and the first such column is the newer period's.
/// </summary>
internal sealed record SearchConsoleColumns(int Day, int Clicks, int Impressions, string Locale, IReadOnlyList<(int Index, string Name)> Dimensions)
{
    // The words of a metric are those of the interface, each list in one order of languages.
    private static readonly string[] Languages = ["en", "ru", "de", "es", "fr", "it", "nl", "pt", "pl", "uk", "tr", "ja"];

    private static readonly string[] ClicksWords = ["clicks", "клики", "klicks", "clics", "clics", "clic", "klikken", "cliques", "kliknięcia", "кліки", "tıklamalar", "クリック数"];

    private static readonly string[] ImpressionsWords =
        ["impressions", "показы", "impressionen", "impresiones", "impressions", "impressioni", "vertoningen", "impressões", "wyświetlenia", "покази", "gösterimler", "表示回数"];

    private static readonly string[] PositionWords =
        ["position", "позиция", "position", "posición", "position", "posizione", "positie", "posição", "pozycja", "позиція", "konum", "掲載順位"];

    private static readonly string[] OtherMetrics = ["ctr", "klickrate", "klikfrequentie"];

    private static readonly string[] DayWords = ["date", "дата", "datum", "fecha", "data", "tarih", "日付"];

    private static readonly string[] EarlierPeriods = ["previous ", "same period ", "vorherige", "anteriores ", "предыдущие "];

    /// <summary>Words of a dimension's header; the first that a header holds names it, in any language that is known.</summary>
    private static readonly (string Word, string Name)[] DimensionWords =
    [
        ("appearance", "search_appearance"), ("darstellung", "search_appearance"), ("aspecto", "search_appearance"), ("apparence", "search_appearance"), ("вид в поиске", "search_appearance"),
        ("quer", "query"), ("запрос", "query"), ("anfrage", "query"), ("consulta", "query"), ("requête", "query"), ("zapytan", "query"), ("zoekopdracht", "query"), ("запит", "query"), ("クエリ", "query"),
        ("page", "page"), ("url", "page"), ("страниц", "page"), ("seite", "page"), ("página", "page"), ("pagin", "page"), ("stron", "page"), ("сторін", "page"), ("ページ", "page"),
        ("countr", "country"), ("стран", "country"), ("land", "country"), ("país", "country"), ("pays", "country"), ("paes", "country"), ("kraj", "country"), ("країн", "country"), ("ülke", "country"), ("国", "country"),
        ("device", "device"), ("устройств", "device"), ("gerät", "device"), ("dispositiv", "device"), ("appareil", "device"), ("apparaat", "device"), ("urządzen", "device"), ("пристр", "device"), ("cihaz", "device"), ("デバイス", "device"),
    ];

    /// <summary>Finds the columns, or null where the header is not one of these tables: they have the metrics and nothing beside dimensions.</summary>
    public static SearchConsoleColumns? Of(IReadOnlyList<string> headers)
    {
        var keys = headers.Select(static x => HeaderText.Key(x)).ToList();
        var clicks = Metric(keys, ClicksWords);
        var impressions = Metric(keys, ImpressionsWords);
        var position = Metric(keys, PositionWords);
        if (clicks.Index < 0 || impressions.Index < 0 || position.Index < 0)
        {
            return null;
        }

        var day = keys.FindIndex(static x => DayWords.Contains(x, StringComparer.Ordinal));
        var dimensions = new List<(int, string)>();
        for (var i = 0; i < keys.Count; i++)
        {
            if (i == day || keys[i].Length == 0 || IsMetric(keys[i]))
            {
                continue;
            }

            // A lone first column is the dimension of its table, in whatever language.
            var name = Array.Find(DimensionWords, x => keys[i].Contains(x.Word, StringComparison.Ordinal)).Name ?? (i == 0 ? "item" : null);
            if (name is null || dimensions.Exists(x => x.Item2 == name))
            {
                return null;
            }

            dimensions.Add((i, name));
        }

        return day < 0 && dimensions.Count == 0 ? null : new SearchConsoleColumns(day, clicks.Index, impressions.Index, LocaleOf(clicks.Words, impressions.Words), dimensions);
    }

    private static bool IsMetric(string key) =>
        Ends(key, ClicksWords) || Ends(key, ImpressionsWords) || Ends(key, PositionWords) || Ends(key, OtherMetrics);

    private static bool Ends(string key, string[] words) => Array.Exists(words, x => Is(key, x));

    private static bool Is(string key, string word) =>
        key.EndsWith(word, StringComparison.Ordinal) && (key.Length == word.Length || key[^(word.Length + 1)] == ' ');

    private static (int Index, IReadOnlyList<string> Words) Metric(List<string> keys, string[] words)
    {
        var index = keys.FindIndex(x => Ends(x, words) && !Array.Exists(EarlierPeriods, p => x.StartsWith(p, StringComparison.Ordinal)));
        return (index, index < 0 ? [] : [.. Languages.Where((_, i) => Is(keys[index], words[i]))]);
    }

    // French and English share one of the words, French and Spanish the other.
    private static string LocaleOf(IReadOnlyList<string> clicks, IReadOnlyList<string> impressions) =>
        clicks.FirstOrDefault(x => impressions.Contains(x, StringComparer.Ordinal)) ?? "en";
}
