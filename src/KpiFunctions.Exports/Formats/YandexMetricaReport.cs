using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Yandex Metrica, a report's table saved as CSV: the header, a line <c>Итого и средние</c> with the platform's own totals, the rows. Rows are
/// about a day, an interval of days, or, without either, a period that the file does not state.
/// </summary>
/// <remarks>Built on what programs for such files expect; no file of the platform itself was seen. English words follow the interface.</remarks>
internal sealed class YandexMetricaReport : ExportFormat
{
    internal static readonly ColumnSpec Day = new(["date of visit", "visit date", "date of session", "session date", "date"], ["дата визита", "дата"]);
    internal static readonly ColumnSpec Interval = new(
        ["date interval of visit", "visit date interval", "interval of visit dates", "visit dates interval", "date interval of session", "session date interval", "date interval"],
        ["интервал дат визита", "интервал дат визитов", "интервал дат"]);

    internal static readonly ColumnSpec Visits = new(["visits", "sessions"], ["визиты"]);
    internal static readonly ColumnSpec Visitors = new(["visitors", "users"], ["посетители"]);
    internal static readonly ColumnSpec NewVisitors = new(["new visitors", "new users"], ["новые посетители"]);
    internal static readonly ColumnSpec NewShare = new(
        ["share of new visitors", "percentage of new visitors", "percent of new visitors", "new visitors, %", "share of new users", "percentage of new users", "percent of new users", "new users, %"],
        ["доля новых посетителей", "доля новых посетителей, %", "новые посетители, %"]);
    internal static readonly ColumnSpec Goals = new(
        ["goal reaches", "goals reached", "reaches of any goal", "any goal reaches", "goal completions"],
        ["достижения цели", "достижения целей", "достижения любой цели", "достижения любых целей", "достижения всех целей"]);
    internal static readonly ColumnSpec Purchases = new(["purchases", "number of purchases", "orders"], ["покупки", "количество покупок", "заказы"]);
    internal static readonly ColumnSpec Revenue = new(["revenue", "income"], ["доход", "выручка"]);

    // Only Metrica has these beside visits; none of them is used.
    private static readonly ColumnSpec Signs = new(
        ["page depth", "time on site", "average visit duration", "bounce rate", "bounces", "depth of view", "robotness"],
        ["глубина просмотра", "время на сайте", "отказы", "отказы, %", "роботность"]);

    internal static readonly ColumnSpec Ignored = new(
        ["pageviews", "page views", "views", "conversion", "conversion rate", "goal visits", "converted sessions", "visits with goal", "average purchase revenue", "revenue per visit"],
        ["просмотры", "конверсия", "конверсия по любой цели", "целевые визиты", "средний доход покупки", "доход с визита", "доход на посетителя", "глубина", "визиты с покупками"]);

    private static readonly ColumnCatalogue Known = new([Day, Interval, Visits, Visitors, NewVisitors, NewShare, Goals, Purchases, Revenue, Signs, Ignored]);

    public override string Id => FormatIds.YandexMetricaReport;

    public override string Source => Sources.YandexMetrica;

    public override FactKind Kind => FactKind.Web;

    public override ColumnCatalogue Catalogue => Known;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        // "Sessions" and "users" are also what others count; "визиты" is not.
        var isRussian = columns.Has(Visits) && columns.Locale is "ru" && columns.Count >= 2;
        var isMarked = columns.HasAny(Signs, NewShare, Interval) || row.Cells.Any(static x => IsTrafficSource(HeaderText.Key(x)))
            || (columns.Has(Day) && HeaderText.Key(row.Cells[columns[Day]]) is "date of visit" or "дата визита");
        return columns.HasAny(Visits, Visitors) && (isRussian || isMarked) && columns.Count >= 2 ? columns.Count + (isMarked ? 6 : 4) : 0;
    }

    public override RowReader Open(FormatMatch match, ReadContext context) => new YandexMetricaRows(match, context);

    /// <summary>The name of the dimension that a column with this header is, whatever attribution the header speaks of.</summary>
    internal static string DimensionOf(string key)
    {
        var utm = key.Contains("utm", StringComparison.Ordinal);
        return utm && key.Contains("source", StringComparison.Ordinal) ? DimensionNames.Source
            : utm && key.Contains("medium", StringComparison.Ordinal) ? DimensionNames.Medium
            : utm && key.Contains("campaign", StringComparison.Ordinal) ? DimensionNames.Campaign
            : IsTrafficSource(key) ? DimensionNames.Channel
            : key.Replace('|', '/');
    }

    /// <summary>"Достижения цели (Заявка)": a column for one goal.</summary>
    internal static bool IsGoal(string key) =>
        !key.Contains('%', StringComparison.Ordinal) && key.Length > 16
        && (key.StartsWith("достижения цели", StringComparison.Ordinal) || key.StartsWith("достижения целей", StringComparison.Ordinal) || key.StartsWith("goal reaches", StringComparison.Ordinal));

    private static bool IsTrafficSource(string key) =>
        (key.Contains("источник трафика", StringComparison.Ordinal) || key.Contains("traffic source", StringComparison.Ordinal) || key is "последний значимый источник")
        && !key.Contains("детал", StringComparison.Ordinal) && !key.Contains("detail", StringComparison.Ordinal);
}
