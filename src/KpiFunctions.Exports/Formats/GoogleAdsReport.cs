using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Google Ads, a report downloaded as "CSV" (UTF-8, comma) or "Excel .csv" (UTF-16LE, tab): a title line, a line with the range, the header,
/// rows, and several total rows of which only the first is about the table itself.
/// </summary>
/// <remarks>
/// English headers were seen in files. The Russian, German and Spanish ones follow the interface's words and were not seen in a file.
/// The overview page's "card" downloads (other header words, no currency column) are not this format.
/// </remarks>
internal sealed class GoogleAdsReport : AdReport
{
    // Measured: cost adds up exactly; fractional conversions are rounded to hundredths in each row and once more in the total.
    private const decimal ShownFraction = 0.005m;

    private static readonly ColumnSpec Day = new(["day"], ["день"], ["tag"], ["día"]);
    private static readonly ColumnSpec Account = new(["account", "account name"], ["аккаунт", "название аккаунта"], ["konto", "kontoname"], ["cuenta", "nombre de la cuenta"]);
    private static readonly ColumnSpec CustomerId = new(["customer id", "external customer id"], ["идентификатор клиента"], ["kundennummer"], ["id de cliente"]);
    private static readonly ColumnSpec Campaign = new(["campaign"], ["кампания"], ["kampagne"], ["campaña"]);
    private static readonly ColumnSpec CampaignId = new(["campaign id"], ["идентификатор кампании"], ["kampagnen-id"], ["id de campaña", "id. de campaña"]);
    private static readonly ColumnSpec CampaignType = new(["campaign type"], ["тип кампании"], ["kampagnentyp"], ["tipo de campaña"]);
    private static readonly ColumnSpec AdGroup = new(["ad group"], ["группа объявлений"], ["anzeigengruppe"], ["grupo de anuncios"]);
    private static readonly ColumnSpec AdGroupId = new(["ad group id"], ["идентификатор группы объявлений"], ["anzeigengruppen-id"], ["id de grupo de anuncios"]);
    private static readonly ColumnSpec Ad = new(["ad", "ad name"], ["объявление"], ["anzeige"], ["anuncio"]);
    private static readonly ColumnSpec AdId = new(["ad id"], ["идентификатор объявления"], ["anzeigen-id"], ["id de anuncio"]);
    private static readonly ColumnSpec Keyword = new(["keyword", "search keyword"], ["ключевое слово", "ключевое слово для поиска"], ["suchkeyword"], ["palabra clave", "palabra clave de búsqueda"]);
    private static readonly ColumnSpec KeywordId = new(["keyword id"]);
    private static readonly ColumnSpec MatchType = new(["match type", "search terms match type", "search term match type"], ["тип соответствия"], ["keyword-option", "übereinstimmungstyp"], ["tipo de concordancia"]);
    private static readonly ColumnSpec SearchTerm = new(["search term"], ["поисковый запрос"], ["suchbegriff"], ["término de búsqueda"]);
    private static readonly ColumnSpec Audience = new(["audience segment", "audience"], ["сегмент аудитории"], ["zielgruppensegment"], ["segmento de audiencia"]);
    private static readonly ColumnSpec Placement = new(["placement"], ["место размещения"], ["placement"], ["emplazamiento"]);
    private static readonly ColumnSpec Product = new(["item id", "product title", "product id"], ["идентификатор товара", "название товара"]);
    private static readonly ColumnSpec Network = new(["network", "network (with search partners)"], ["сеть", "сеть (с поисковыми партнерами)"], ["netzwerk", "werbenetzwerk"], ["red"]);
    private static readonly ColumnSpec Currency = new(["currency code", "currency"], ["код валюты", "валюта"], ["währungscode", "währung"], ["código de moneda", "moneda"]);
    private static readonly ColumnSpec Impressions = new(["impr.", "impressions"], ["показы"], ["impr.", "impressionen"], ["impr.", "impresiones"]);
    private static readonly ColumnSpec Clicks = new(["clicks"], ["клики"], ["klicks"], ["clics"]);
    private static readonly ColumnSpec Cost = new(["cost"], ["расходы", "расход", "стоимость"], ["kosten"], ["coste", "costo"]);
    private static readonly ColumnSpec Conversions = new(["conversions", "conv."], ["конверсии"], ["conversions"], ["conversiones"]);
    private static readonly ColumnSpec Value = new(["conv. value", "conversion value", "total conv. value"], ["ценность конв.", "ценность конверсии"], ["conv.-wert", "conversion-wert"], ["valor de conv.", "valor conv."]);

    /// <summary>Breakdowns of an ad group's or campaign's rows: each is a dimension of that name.</summary>
    private static readonly AdDimension[] Breakdowns =
    [
        new(new(["location", "country/territory", "country/territory (user location)", "most specific location", "region", "city"], ["местоположение", "страна/территория"], ["standort"], ["ubicación"]), "location"),
        new(new(["device"], ["устройство"], ["gerät"], ["dispositivo"]), "device"),
        new(new(["age"], ["возраст"], ["alter"], ["edad"]), "age"),
        new(new(["gender"], ["пол"], ["geschlecht"], ["sexo"]), "gender"),
        new(new(["household income"]), "income"),
        new(new(["parental status"]), "parental_status"),
        new(new(["asset group"], ["группа объектов"], ["asset-gruppe"], ["grupo de recursos"]), "asset_group"),
        new(new(["landing page"], ["целевая страница"], ["landingpage"], ["página de destino"]), "landing_page"),
        new(new(["hour of the day", "hour of day", "hour"], ["час", "час суток"], ["stunde", "tageszeit"], ["hora", "hora del día"]), "hour"),
        new(new(["conversion action"], ["действие-конверсия"], ["conversion-aktion"], ["acción de conversión"]), "conversion_action"),
        new(new(["top vs. other", "top vs. others"]), "position"),
    ];

    /// <summary>Coarser times: such a table has no days, but its rows differ by them.</summary>
    private static readonly AdDimension[] CoarseTimes =
    [
        new(new(["week"], ["неделя"], ["woche"], ["semana"]), "week"),
        new(new(["month"], ["месяц"], ["monat"], ["mes"]), "month"),
        new(new(["quarter"], ["квартал"], ["quartal"], ["trimestre"]), "quarter"),
        new(new(["year"], ["год"], ["jahr"], ["año"]), "year"),
        new(new(["day of the week", "day of week"], ["день недели"], ["wochentag"], ["día de la semana"]), "day_of_week"),
    ];

    private static readonly string[] TotalWords = ["total:", "total –", "итого:", "всего:", "gesamt:", "gesamtsumme:", "summe:"];
    private static readonly string[] AccountTotals = ["account", "аккаунт", "konto", "cuenta"];

    // Columns that only the downloads of overview cards have under these names.
    private static readonly string[] CardHeaders = ["campaign name", "campaign group name", "campaign status"];

    private static readonly string[] DisplayTypes = ["display", "video", "vídeo", "demand gen", "discovery", "медийн", "видео", "спрос"];

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        Account = Account,
        AccountId = CustomerId,
        Campaign = Campaign,
        CampaignId = CampaignId,
        CampaignType = CampaignType,
        Currency = Currency,
        Measures =
        [
            AdMeasure.Impressions(Impressions), AdMeasure.Clicks(Clicks), AdMeasure.Cost(Cost), AdMeasure.Conversions(Conversions, ShownFraction),
            AdMeasure.Value(Value, ShownFraction),
        ],
        Dimensions =
        [
            new(AdGroup, "ad_group", AdGroupId), new(Ad, "ad", AdId), new(Keyword, "keyword", KeywordId), new(MatchType, "match_type"),
            new(SearchTerm, "search_term"), new(Audience, "audience"), new(Placement, "placement"), new(Product, "product"), new(Network, "network"),
            .. Breakdowns, .. CoarseTimes,
        ],
        Levels =
        [
            (AdLevel.SearchTerm, [SearchTerm, Product]),
            (AdLevel.Keyword, [Keyword, Audience, Placement]),
            (AdLevel.AdGroup, [AdGroup, AdGroupId, Ad, AdId, .. Breakdowns.Select(static x => x.Column)]),
        ],
        CheckedIds = [AdGroupId, AdId, KeywordId],
    };

    public override string Id => FormatIds.GoogleAdsReport;

    public override string Source => Sources.GoogleAds;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        // Unlike an ad group, an ad or a match type these say what a table is about.
        var hasEntity = columns.HasAny(Day, Account, CustomerId, Campaign, AdGroup, Keyword, SearchTerm, Audience, Placement, Product, Network)
            || Breakdowns.Any(x => columns.Has(x.Column)) || CoarseTimes.Any(x => columns.Has(x.Column));
        var hasMeasure = columns.HasAny(Impressions, Clicks, Cost, Conversions, Value);
        if (!hasEntity || !hasMeasure)
        {
            return 0;
        }

        var hasTitle = HasTitle(before);
        var isReport = columns.Has(Impressions) && HeaderText.Key(row.Cells[columns[Impressions]]) is "impr." or "показы";
        if (!hasTitle && (!isReport || !columns.HasAny(Currency, Cost)))
        {
            return 0;
        }

        var isCard = row.Cells.Any(x => CardHeaders.Contains(HeaderText.Key(x), StringComparer.Ordinal)) && !columns.Has(Campaign);
        return isCard ? 0 : columns.Count + (columns.Has(Currency) ? 5 : 0) + (hasTitle ? 5 : 0);
    }

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) => new() { Range = StatedRange(before) };

    public override string ChannelOf(string? campaignType)
    {
        var isDisplay = campaignType is not null && DisplayTypes.Any(x => campaignType.Contains(x, StringComparison.OrdinalIgnoreCase));
        return isDisplay ? Channels.Display : Channels.PaidSearch;
    }

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first)
    {
        // Every total word ends so; this spares a string for almost every row.
        if (first.Length > 100 || (!first.Contains((byte)':') && first.IndexOf("–"u8) < 0))
        {
            return null;
        }

        var text = HeaderText.Key(CellText.Decode(first));
        return TotalWords.FirstOrDefault(x => text.StartsWith(x, StringComparison.Ordinal)) is { } word
            ? new AdTotal(IsTotal: true, IsOfAccount: AccountTotals.Contains(text[word.Length..].Trim(), StringComparer.Ordinal))
            : null;
    }

    // The range that the line above the header states, if it is a range.
    private static DateRangeText? StatedRange(IReadOnlyList<HeadRow> before) => before
        .Reverse()
        .Select(static x => DateRangeText.Of(string.Join(',', x.Cells.Where(static c => c.Length > 0)).Trim()))
        .FirstOrDefault(static x => x is not null);

    // A title line and a line with the range; "All time" is a range too.
    private static bool HasTitle(IReadOnlyList<HeadRow> before)
    {
        var lines = before.Where(static x => x.Cells.Any(static c => c.Trim().Length > 0)).ToList();
        return lines.Count >= 2 && lines[^2].Cells[0].Length is > 0 and < 200
            && (StatedRange(before) is not null || HeaderText.Key(lines[^1].Cells[0]) is "all time" or "все время" or "всё время" or "gesamter zeitraum" or "todo el periodo");
    }
}
