using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Yandex Direct, a table of its report wizard or statistics page (workbook, or CSV with semicolons in windows-1251 or UTF-8): lines that
/// say client, report and period, the header, a line <c>Итого</c> with the sums, the rows.
/// </summary>
/// <remarks>Russian workbooks were seen, of CSV only what programs expect. English words follow the interface and were not seen in a file.</remarks>
internal sealed class YandexDirectReport : AdReport
{
    // Measured: the platform adds up unrounded amounts, so its sum is off by up to half a kopeck a row.
    internal const decimal ShownMoney = 0.005m;

    private static readonly ColumnSpec Day = new(["date", "day"], ["дата", "день"]);
    private static readonly ColumnSpec Account = new(["login", "client login"], ["логин", "логин клиента"]);
    private static readonly ColumnSpec Campaign = new(["campaign", "campaign name"], ["кампания", "название кампании", "имя кампании", "рекламная кампания"]);
    private static readonly ColumnSpec CampaignId = new(
        ["campaign no.", "campaign no", "campaign №", "no. of campaign", "campaign number", "campaign id"], ["№ кампании", "номер кампании", "id кампании", "n кампании"]);
    private static readonly ColumnSpec CampaignType = new(["campaign type"], ["тип кампании"]);
    private static readonly ColumnSpec Network = new(["placement type", "network type", "type of placement"], ["тип площадки", "тип площадок", "место показа", "тип места показа"]);
    private static readonly ColumnSpec AdGroup = new(["ad group", "ad group name", "group", "group name"], ["группа", "название группы", "группа объявлений", "название группы объявлений"]);
    private static readonly ColumnSpec AdGroupId = new(["ad group no.", "group no.", "ad group id", "group id"], ["№ группы", "номер группы", "id группы"]);
    private static readonly ColumnSpec AdId = new(["ad no.", "ad id", "ad number"], ["№ объявления", "номер объявления", "id объявления"]);
    private static readonly ColumnSpec AdTitle = new(["ad title", "title", "headline", "ad"], ["заголовок", "заголовок объявления", "объявление"]);
    private static readonly ColumnSpec Keyword = new(
        ["display condition", "impression criteria", "impression criterion", "keyword", "keyphrase", "phrase"],
        ["условие показа", "ключевая фраза", "фраза", "ключевое слово", "подобранная фраза", "условие показа объявления"]);
    private static readonly ColumnSpec KeywordId = new(["display condition no.", "keyword id"], ["№ условия показа", "№ фразы", "id фразы", "№ условия"]);
    private static readonly ColumnSpec SearchTerm = new(["search query", "search term", "query"], ["поисковый запрос", "поисковые запросы", "запрос"]);
    private static readonly ColumnSpec Placement = new(["placement", "placement name", "site"], ["площадка", "название площадки", "площадки", "внешняя сеть", "название внешней сети"]);
    private static readonly ColumnSpec Impressions = new(["impressions"], ["показы", "количество показов", "кол-во показов"]);
    private static readonly ColumnSpec Clicks = new(["clicks"], ["клики", "количество кликов", "кол-во кликов"]);
    private static readonly ColumnSpec Cost = new(
        ["cost", "costs", "spend", "expenditure", "expense"],
        ["расход", "расходы", "расход с ндс", "расход без ндс", "расход всего", "расход (с ндс)", "расход (без ндс)", "затраты"]);

    /// <summary>Columns that only this platform has beside clicks; they are not used.</summary>
    private static readonly ColumnSpec Signs = new(
        ["avg. traffic volume", "average traffic volume", "avg. click position", "avg. impression position", "page depth", "weighted impressions", "weighted ctr, %"],
        ["глубина (стр.)", "глубина просмотра", "глубина", "отказы, %", "отказы (%)", "отказы", "ср. позиция показа", "ср. позиция клика", "ср. объём трафика",
         "ср. объем трафика", "взвешенные показы", "взвешенный ctr, %", "рентабельность", "ср. цена клика (руб.)", "ср. цена клика, ₽", "ср. расход в день"]);

    /// <summary>Breakdowns of a campaign's rows: each is a dimension of that name.</summary>
    private static readonly AdDimension[] Breakdowns =
    [
        new(new(["gender"], ["пол"]), "gender"),
        new(new(["age"], ["возраст"]), "age"),
        new(new(["device type", "device"], ["тип устройства", "устройство", "устройства"]), "device"),
        new(new(["os", "operating system", "mobile os type"], ["тип ос", "операционная система", "тип мобильной ос"]), "os"),
        new(new(["region", "location", "presence region"], ["регион местонахождения", "регион", "местоположение", "регион присутствия"]), "location"),
        new(new(["targeting region"], ["регион таргетинга"]), "targeting_location"),
        new(new(["income level"], ["уровень платежеспособности", "уровень платёжеспособности"]), "income"),
        new(new(["format", "ad format", "impression format"], ["формат", "формат объявления", "формат показа"]), "format"),
        new(new(["ad type"], ["тип объявления"]), "ad_type"),
        new(new(["image file name", "image"], ["название файла изображения", "изображение", "изображения"]), "image"),
        new(new(["video id"], ["идентификатор видео", "видео"]), "video"),
        new(new(["display condition type", "impression criteria type"], ["тип условия показа"]), "condition_type"),
        new(new(["match type"], ["тип соответствия"]), "match_type"),
        new(new(["targeting category"], ["категория таргетинга"]), "targeting_category"),
        new(new(["yandex placements"], ["название площадок yandex", "площадки яндекса"]), "yandex_placement"),
        new(new(["position", "slot"], ["позиция показа", "место показа на странице"]), "position"),
        new(new(["click type", "clicked element"], ["куда кликнули", "тип клика", "место клика"]), "click_type"),
        new(new(["goal"], ["цель"]), "conversion_action"),
        new(new(["hour"], ["час"]), "hour"),
    ];

    /// <summary>Coarser times: such a table has no days, but its rows differ by them.</summary>
    private static readonly AdDimension[] CoarseTimes =
    [
        new(new(["week"], ["неделя"]), "week"),
        new(new(["month"], ["месяц"]), "month"),
        new(new(["quarter"], ["квартал"]), "quarter"),
        new(new(["year"], ["год"]), "year"),
        new(new(["day of week"], ["день недели"]), "day_of_week"),
    ];

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        Account = Account,
        Campaign = Campaign,
        CampaignId = CampaignId,
        CampaignType = CampaignType,
        NetworkType = Network,
        Currency = new(["currency"], ["валюта"]),
        Measures =
        [
            AdMeasure.Impressions(Impressions), AdMeasure.Clicks(Clicks), AdMeasure.Cost(Cost, ShownMoney),
            AdMeasure.Conversions(new(["conversions", "goal completions"], ["конверсии", "конверсий", "достижения целей", "количество конверсий"]), ShownMoney),
            AdMeasure.Value(new(["revenue", "income"], ["доход", "выручка"]), ShownMoney),
        ],
        Named = Named,
        Dimensions =
        [
            new(AdGroup, "ad_group", AdGroupId), new(AdId, "ad", AdTitle), new(Keyword, "keyword", KeywordId), new(SearchTerm, "search_term"),
            new(Placement, "placement"), new(Network, "network"), .. Breakdowns, .. CoarseTimes,
        ],
        Levels =
        [
            (AdLevel.SearchTerm, [SearchTerm]),
            (AdLevel.Keyword, [Keyword, KeywordId, Placement]),
            (AdLevel.AdGroup, [AdGroup, AdGroupId, AdId, AdTitle, .. Breakdowns.Select(static x => x.Column)]),
        ],
        CheckedIds = [AdGroupId, AdId, KeywordId],
        Unused = [Signs],
    };

    private static readonly string[] Clients = ["клиент", "client"];
    private static readonly string[] Periods = ["период", "period"];
    private static readonly string[] DisplayWords = ["сети", "сеть", "рся", "медийн", "видео", "network", "display", "video"];

    public override string Id => FormatIds.YandexDirectReport;

    public override string Source => Sources.YandexDirect;

    public override AdTable Table => Declared;

    public override bool HasBareTotals => true;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        if (!columns.HasAny(Impressions, Clicks, Cost) || !Declared.Fits(columns))
        {
            return 0;
        }

        var isAnnounced = RangeOf(before) is not null && Said(before, Clients) is not null;
        var hasNumbers = row.Cells.Any(static x => x.StartsWith('№'));
        var hasSigns = columns.Has(Signs) && columns.Locale is "ru" && columns.HasAny(Cost, Impressions) && columns.Has(Clicks);
        return isAnnounced || hasNumbers || hasSigns ? columns.Count + (isAnnounced ? 20 : 0) + (hasNumbers ? 8 : 0) + (hasSigns ? 3 : 0) : 0;
    }

    // Without a word on where ads were shown they count as search ads: most of what a table with no such column is about.
    public override string ChannelOf(string? campaignType) =>
        campaignType is not null && DisplayWords.Any(x => campaignType.Contains(x, StringComparison.OrdinalIgnoreCase)) ? Channels.Display : Channels.PaidSearch;

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) =>
        new() { Range = RangeOf(before), Account = LoginOf(Said(before, Clients)) };

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first)
    {
        var isTotal = first.Length < 80 && (first.StartsWith("Итого"u8) || first.StartsWith("ИТОГО"u8) || first.StartsWith("Всего"u8)
            || first.SequenceEqual("Total"u8) || first.SequenceEqual("Totals"u8) || first.SequenceEqual("Grand total"u8) || first.SequenceEqual("Total:"u8));
        return isTotal ? new AdTotal(IsTotal: true) : null;
    }

    // The client's line is a person's name with the login in brackets. The name is nobody's business here.
    private static string? LoginOf(string? client)
    {
        var open = client?.LastIndexOf('(') ?? -1;
        var close = open < 0 ? -1 : client!.IndexOf(')', open);
        var login = close > open + 1 ? client![(open + 1)..close].Trim() : client?.Trim();
        return login is { Length: > 0 and <= 100 } && login.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '@') ? login : null;
    }

    private static DateRangeText? RangeOf(IReadOnlyList<HeadRow> before) => Said(before, Periods) is { } days ? StatedDays.In(days) : null;

    private static string? Said(IReadOnlyList<HeadRow> before, string[] labels)
    {
        foreach (var cell in before.SelectMany(static x => x.Cells.Take(2)))
        {
            var colon = cell.IndexOf(':', StringComparison.Ordinal);
            if (colon is > 0 and < 40 && labels.Contains(HeaderText.Key(cell[..colon]), StringComparer.Ordinal))
            {
                return cell[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    // "Конверсии (Заявка)": a column for each goal. "Расход (у.е.)": an amount in no currency that has a code.
    private static NamedMeasure? Named(string key)
    {
        if (key.Contains('%', StringComparison.Ordinal))
        {
            return null;
        }

        return IsOf(key, "конверсии") || IsOf(key, "conversions") ? new(AdMeasure.Conversions(ColumnSpec.None, ShownMoney).Measure, string.Empty)
            : IsOf(key, "доход") || IsOf(key, "revenue") ? new(AdMeasure.Value(ColumnSpec.None, ShownMoney).Measure, string.Empty)
            : IsOf(key, "расход") || IsOf(key, "cost") ? new(AdMeasure.Cost(ColumnSpec.None, ShownMoney).Measure, key)
            : null;
    }

    private static bool IsOf(string key, string word) =>
        key.StartsWith(word, StringComparison.Ordinal) && key.AsSpan(word.Length) is [' ', '(' or '«' or '"' or ':', ..] or [',' or ':' or '(', ..];
}
