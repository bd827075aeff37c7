using System.Globalization;
using System.Text.RegularExpressions;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Google Ads, one card of the overview page downloaded as CSV: the header in the first line, rows, no totals. Time series by day, by week
/// (<c>Week of May 20, 2024</c>) or by hour are about the whole account; other cards split it by campaign, device, network and the like.
/// </summary>
/// <remarks>
/// Only the name of such a file says which days it is about: <c>Devices(2026.02.05-2026.02.10).csv</c>. Cards of time, devices and campaigns
/// were seen in files, the others follow the interface.
/// </remarks>
internal sealed partial class GoogleAdsCard : AdReport
{
    private const int DaysOfWeek = 7;
    private const int MostWordsBeforeDay = 4;

    private static readonly ColumnSpec Day = new(
        ["date"], ru: ["дата"], de: ["datum"], es: ["fecha"], nl: ["datum"], uk: ["дата"], pt: ["data"], fr: ["date"], it: ["data"], pl: ["data"]);
    private static readonly ColumnSpec Week = new(
        ["week"], ru: ["неделя"], de: ["woche"], es: ["semana"], nl: ["week"], uk: ["тиждень"], pt: ["semana"], fr: ["semaine"], it: ["settimana"],
        pl: ["tydzień"]);
    private static readonly ColumnSpec Campaign = new(
        ["campaign name", "campaign"], ru: ["название кампании", "кампания"], de: ["kampagnenname", "name der kampagne", "kampagne"],
        es: ["nombre de la campaña", "nombre de campaña", "campaña"], uk: ["назва кампанії"], pt: ["nome da campanha"], fr: ["nom de la campagne"]);
    private static readonly ColumnSpec Impressions = new(
        ["impressions", "impr."], ru: ["показы"], de: ["impressionen", "impr."], es: ["impresiones", "impr."], uk: ["покази"],
        pt: ["impressões", "impr."], fr: ["impressions", "impr."]);
    private static readonly ColumnSpec Clicks = new(
        ["clicks"], ru: ["клики", "kлики"], de: ["klicks"], es: ["clics"], uk: ["кліки", "kліки"], pt: ["cliques"], fr: ["clics"]);
    private static readonly ColumnSpec Cost = new(
        ["cost"], ru: ["расходы", "стоимость"], de: ["kosten"], es: ["coste", "costo"], uk: ["витрати", "вартість"], pt: ["custo"], fr: ["coût"]);
    private static readonly ColumnSpec Conversions = new(
        ["conversions", "conv."], ru: ["конверсии"], es: ["conversiones"], uk: ["конверсії"], pt: ["conversões"], fr: ["conversions"]);
    private static readonly ColumnSpec Value = new(
        ["conv. value", "conversion value"], ru: ["ценность конв."], de: ["conv.-wert"], es: ["valor de conv."], pt: ["valor da conv.", "valor de conv."],
        fr: ["valeur de conv."]);

    /// <summary>What a card may split the account by.</summary>
    private static readonly AdDimension[] Splits =
    [
        new(new(["hour", "start hour", "hour of day", "hour of the day"], ru: ["час"], es: ["hora"], de: ["stunde"]), "hour"),
        new(new(["day", "day of week", "day of the week"], ru: ["день", "день недели"]), "day_of_week"),
        new(new(["device"], ru: ["устройство"], de: ["gerät"], es: ["dispositivo"], uk: ["пристрій"], pt: ["dispositivo"], fr: ["appareil"]), "device"),
        new(new(["network"], ru: ["сеть"], de: ["netzwerk", "werbenetzwerk"], es: ["red"], pt: ["rede"], fr: ["réseau"]), "network"),
        new(new(["gender"]), "gender"),
        new(new(["age", "age range"]), "age"),
        new(new(["location", "country/territory"]), "location"),
        new(new(["ad group", "ad group name"]), "ad_group"),
        new(new(["match type"]), "match_type"),
    ];

    private static readonly ColumnSpec Keyword = new(["search keyword", "keyword"], ru: ["ключевое слово"]);
    private static readonly ColumnSpec Search = new(["search", "search term"]);

    // Other columns of cards. "Position", which Search Console has beside clicks and impressions, is none of them.
    private static readonly string[] Beside =
    [
        "campaign group name", "campaign status", "avg. cpc", "avg. cpm", "avg. cost", "ctr", "conv. rate", "cost / conv.", "conv. value / cost",
        "interactions", "interaction rate", "view-through conv.", "all conv.", "phone calls", "percent of known total", "optimization score",
        "средн. цена за клик", "ср. цена за клик", "durchschn. cpc", "cpc medio", "cpc prom.", "prom. cpc", "cpc méd.", "cpc moy.", "статус кампании",
        "название группы кампаний", "kampagnenstatus", "estado de la campaña", "rentabilidad", "серед. ціна за клік",
    ];

    // Words that no other platform's table of this shape has.
    private static readonly string[] Own =
    [
        "avg. cpc", "conv. value", "conv. rate", "cost / conv.", "conv. value / cost", "view-through conv.", "campaign group name", "campaign status", "search keyword",
        "средн. цена за клик", "ср. цена за клик", "durchschn. cpc", "cpc medio", "cpc prom.", "prom. cpc", "cpc méd.", "cpc moy.", "серед. ціна за клік",
    ];

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        Period = Week,
        Campaign = Campaign,
        Measures =
        [
            AdMeasure.Impressions(Impressions), AdMeasure.Clicks(Clicks), AdMeasure.Cost(Cost), AdMeasure.Conversions(Conversions), AdMeasure.Value(Value),
        ],
        Dimensions = [new(Keyword, "keyword"), new(Search, "search_term"), .. Splits],
        Levels = [(AdLevel.SearchTerm, [Search]), (AdLevel.Keyword, [Keyword]), (AdLevel.AdGroup, [.. Splits.Select(static x => x.Column)])],
    };

    public override string Id => FormatIds.GoogleAdsCard;

    public override string Source => Sources.GoogleAds;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        var isFirst = before.All(static x => x.Cells.All(static c => c.Length == 0 || c.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)));
        var isKnown = columns.Unknown.All(x => Beside.Contains(HeaderText.Key(columns.Headers[x]), StringComparer.Ordinal));
        var isOwn = row.Cells.Any(static x => Own.Contains(HeaderText.Key(x), StringComparer.Ordinal))
            || (columns.Has(Cost) && columns.Has(Clicks) && columns.Has(Impressions) && !columns.HasAny(Day, Week, Campaign));
        return isFirst && isKnown && isOwn && Declared.Fits(columns) && columns.HasAny(Clicks, Impressions) ? columns.Count + 2 : 0;
    }

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) => new();

    public override string ChannelOf(string? campaignType) => Channels.PaidSearch;

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first) => null;

    public override DateRangeText? RangeInName(string fileName) =>
        NamedRange().Match(Path.GetFileName(fileName)) is { Success: true } named ? DateRangeText.Of($"{named.Groups["from"].Value} - {named.Groups["to"].Value}") : null;

    // "Week of May 20, 2024" names the first day; which words stand before it depends on the language.
    public override DateRangeText? PeriodIn(string cell)
    {
        var text = cell;
        for (var words = 0; words <= MostWordsBeforeDay; words++)
        {
            var first = DateText.Of(text);
            if (first.Shape == DateShape.Plain && first.TryRead(DateOrder.DayFirst, out var day))
            {
                return new DateRangeText(first, DateText.Of(day.AddDays(DaysOfWeek - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }

            var blank = text.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0)
            {
                break;
            }

            text = text[(blank + 1)..];
        }

        return null;
    }

    [GeneratedRegex(@"(?<!\d)(?<from>\d{4}\.\d{2}\.\d{2})-(?<to>\d{4}\.\d{2}\.\d{2})(?!\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedRange();
}
