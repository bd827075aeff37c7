using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
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
internal sealed class GoogleAdsReport : ExportFormat
{
    internal static readonly ColumnSpec Day = new(["day"], ["день"], ["tag"], ["día"]);
    internal static readonly ColumnSpec Account = new(["account", "account name"], ["аккаунт", "название аккаунта"], ["konto", "kontoname"], ["cuenta", "nombre de la cuenta"]);
    internal static readonly ColumnSpec CustomerId = new(["customer id", "external customer id"], ["идентификатор клиента"], ["kundennummer"], ["id de cliente"]);
    internal static readonly ColumnSpec Campaign = new(["campaign"], ["кампания"], ["kampagne"], ["campaña"]);
    internal static readonly ColumnSpec CampaignId = new(["campaign id"], ["идентификатор кампании"], ["kampagnen-id"], ["id de campaña", "id. de campaña"]);
    internal static readonly ColumnSpec CampaignType = new(["campaign type"], ["тип кампании"], ["kampagnentyp"], ["tipo de campaña"]);
    internal static readonly ColumnSpec AdGroup = new(["ad group"], ["группа объявлений"], ["anzeigengruppe"], ["grupo de anuncios"]);
    internal static readonly ColumnSpec AdGroupId = new(["ad group id"], ["идентификатор группы объявлений"], ["anzeigengruppen-id"], ["id de grupo de anuncios"]);
    internal static readonly ColumnSpec Ad = new(["ad", "ad name"], ["объявление"], ["anzeige"], ["anuncio"]);
    internal static readonly ColumnSpec AdId = new(["ad id"], ["идентификатор объявления"], ["anzeigen-id"], ["id de anuncio"]);
    internal static readonly ColumnSpec Keyword = new(["keyword", "search keyword"], ["ключевое слово", "ключевое слово для поиска"], ["suchkeyword"], ["palabra clave", "palabra clave de búsqueda"]);
    internal static readonly ColumnSpec KeywordId = new(["keyword id"]);
    internal static readonly ColumnSpec MatchType = new(["match type", "search terms match type", "search term match type"], ["тип соответствия"], ["keyword-option", "übereinstimmungstyp"], ["tipo de concordancia"]);
    internal static readonly ColumnSpec SearchTerm = new(["search term"], ["поисковый запрос"], ["suchbegriff"], ["término de búsqueda"]);
    internal static readonly ColumnSpec Audience = new(["audience segment", "audience"], ["сегмент аудитории"], ["zielgruppensegment"], ["segmento de audiencia"]);
    internal static readonly ColumnSpec Placement = new(["placement"], ["место размещения"], ["placement"], ["emplazamiento"]);
    internal static readonly ColumnSpec Product = new(["item id", "product title", "product id"], ["идентификатор товара", "название товара"]);
    internal static readonly ColumnSpec Network = new(["network", "network (with search partners)"], ["сеть", "сеть (с поисковыми партнерами)"], ["netzwerk", "werbenetzwerk"], ["red"]);
    internal static readonly ColumnSpec Currency = new(["currency code", "currency"], ["код валюты", "валюта"], ["währungscode", "währung"], ["código de moneda", "moneda"]);
    internal static readonly ColumnSpec Impressions = new(["impr.", "impressions"], ["показы"], ["impr.", "impressionen"], ["impr.", "impresiones"]);
    internal static readonly ColumnSpec Clicks = new(["clicks"], ["клики"], ["klicks"], ["clics"]);
    internal static readonly ColumnSpec Cost = new(["cost"], ["расходы", "расход", "стоимость"], ["kosten"], ["coste", "costo"]);
    internal static readonly ColumnSpec Conversions = new(["conversions", "conv."], ["конверсии"], ["conversions"], ["conversiones"]);
    internal static readonly ColumnSpec Value = new(["conv. value", "conversion value", "total conv. value"], ["ценность конв.", "ценность конверсии"], ["conv.-wert", "conversion-wert"], ["valor de conv.", "valor conv."]);

    /// <summary>Breakdowns of an ad group's or campaign's rows: each is a dimension of that name.</summary>
    internal static readonly IReadOnlyList<(ColumnSpec Column, string Dimension)> Breakdowns =
    [
        (new(["location", "country/territory", "country/territory (user location)", "most specific location", "region", "city"], ["местоположение", "страна/территория"], ["standort"], ["ubicación"]), "location"),
        (new(["device"], ["устройство"], ["gerät"], ["dispositivo"]), "device"),
        (new(["age"], ["возраст"], ["alter"], ["edad"]), "age"),
        (new(["gender"], ["пол"], ["geschlecht"], ["sexo"]), "gender"),
        (new(["household income"]), "income"),
        (new(["parental status"]), "parental_status"),
        (new(["asset group"], ["группа объектов"], ["asset-gruppe"], ["grupo de recursos"]), "asset_group"),
        (new(["landing page"], ["целевая страница"], ["landingpage"], ["página de destino"]), "landing_page"),
        (new(["hour of the day", "hour of day", "hour"], ["час", "час суток"], ["stunde", "tageszeit"], ["hora", "hora del día"]), "hour"),
        (new(["conversion action"], ["действие-конверсия"], ["conversion-aktion"], ["acción de conversión"]), "conversion_action"),
        (new(["top vs. other", "top vs. others"]), "position"),
    ];

    /// <summary>Coarser times: such a table has no days, but its rows differ by them.</summary>
    internal static readonly IReadOnlyList<(ColumnSpec Column, string Dimension)> CoarseTimes =
    [
        (new(["week"], ["неделя"], ["woche"], ["semana"]), "week"),
        (new(["month"], ["месяц"], ["monat"], ["mes"]), "month"),
        (new(["quarter"], ["квартал"], ["quartal"], ["trimestre"]), "quarter"),
        (new(["year"], ["год"], ["jahr"], ["año"]), "year"),
        (new(["day of the week", "day of week"], ["день недели"], ["wochentag"], ["día de la semana"]), "day_of_week"),
    ];

    internal static readonly IReadOnlyList<string> TotalWords = ["total:", "total –", "итого:", "всего:", "gesamt:", "gesamtsumme:", "summe:"];
    internal static readonly IReadOnlyList<string> AccountTotals = ["account", "аккаунт", "konto", "cuenta"];

    // Columns that only the downloads of overview cards have under these names.
    private static readonly string[] CardHeaders = ["campaign name", "campaign group name", "campaign status"];

    private static readonly ColumnCatalogue Known = new(
    [
        Day, Account, CustomerId, Campaign, CampaignId, CampaignType, AdGroup, AdGroupId, Ad, AdId, Keyword, KeywordId, MatchType, SearchTerm, Audience,
        Placement, Product, Network, Currency, Impressions, Clicks, Cost, Conversions, Value,
        .. Breakdowns.Select(static x => x.Column), .. CoarseTimes.Select(static x => x.Column),
    ]);

    public override string Id => FormatIds.GoogleAdsReport;

    public override string Source => Sources.GoogleAds;

    public override FactKind Kind => FactKind.Ads;

    public override ColumnCatalogue Catalogue => Known;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
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

    public override RowReader Open(FormatMatch match, ReadContext context) => new GoogleAdsRows(match, context);

    /// <summary>The range that the line above the header states, if it is a range.</summary>
    internal static DateRangeText? StatedRange(IReadOnlyList<HeadRow> before) => before
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
