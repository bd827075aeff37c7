using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Google Ads, a report downloaded as "CSV" (UTF-8, comma) or "Excel .csv" (UTF-16LE, tab): a title line, a line with the range, the header,
/// rows, and several total rows of which only the first is about the table itself.
/// </summary>
/// <remarks>
/// English headers were seen in files. Those of other languages follow programs that read such files and the interface's words.
/// The overview page's "card" downloads (other header words, no currency column) are <see cref="GoogleAdsCard"/>.
/// </remarks>
internal sealed class GoogleAdsReport : AdReport
{
    // Measured: cost adds up exactly; fractional conversions are rounded to hundredths in each row and once more in the total.
    private const decimal ShownFraction = 0.005m;

    private static readonly ColumnSpec Day = new(
        ["day"], ru: ["день"], de: ["tag"], es: ["día"], nl: ["dag"], uk: ["день"], pt: ["dia"], fr: ["jour"], it: ["giorno"], pl: ["dzień"]);
    private static readonly ColumnSpec Account = new(
        ["account", "account name"], ru: ["аккаунт", "название аккаунта"], de: ["konto", "kontoname"], es: ["cuenta", "nombre de la cuenta"],
        nl: ["account", "accountnaam"], uk: ["акаунт", "обліковий запис", "назва облікового запису"], pt: ["conta", "nome da conta"],
        fr: ["compte", "nom du compte"], it: ["account", "nome account"], pl: ["konto", "nazwa konta"]);
    private static readonly ColumnSpec CustomerId = new(
        ["customer id", "external customer id"], ru: ["идентификатор клиента"], de: ["kundennummer"], es: ["id de cliente"], nl: ["klant-id"],
        uk: ["ідентифікатор клієнта"], pt: ["id do cliente"], fr: ["numéro client", "id client"], it: ["id cliente"], pl: ["identyfikator klienta"]);
    private static readonly ColumnSpec Campaign = new(
        ["campaign"], ru: ["кампания"], de: ["kampagne"], es: ["campaña"], nl: ["campagne"], uk: ["кампанія"], pt: ["campanha"], fr: ["campagne"],
        it: ["campagna"], pl: ["kampania"]);
    private static readonly ColumnSpec CampaignId = new(
        ["campaign id"], ru: ["идентификатор кампании"], de: ["kampagnen-id"], es: ["id de campaña", "id. de campaña"], nl: ["campagne-id"],
        uk: ["ідентифікатор кампанії"], pt: ["id da campanha", "código da campanha"], fr: ["id de la campagne", "id de campagne"],
        it: ["id campagna"], pl: ["identyfikator kampanii"]);
    private static readonly ColumnSpec CampaignType = new(
        ["campaign type"], ru: ["тип кампании"], de: ["kampagnentyp"], es: ["tipo de campaña"], nl: ["campagnetype"], uk: ["тип кампанії"],
        pt: ["tipo de campanha"], fr: ["type de campagne"], it: ["tipo di campagna"], pl: ["typ kampanii", "rodzaj kampanii"]);
    private static readonly ColumnSpec AdGroup = new(
        ["ad group"], ru: ["группа объявлений"], de: ["anzeigengruppe"], es: ["grupo de anuncios"], nl: ["advertentiegroep"], uk: ["група оголошень"],
        pt: ["grupo de anúncios"], fr: ["groupe d'annonces", "groupe d’annonces"], it: ["gruppo di annunci"], pl: ["grupa reklam"]);
    private static readonly ColumnSpec AdGroupId = new(
        ["ad group id"], ru: ["идентификатор группы объявлений"], de: ["anzeigengruppen-id"], es: ["id de grupo de anuncios"],
        nl: ["advertentiegroep-id"], uk: ["ідентифікатор групи оголошень"], pt: ["id do grupo de anúncios"],
        fr: ["id du groupe d'annonces", "id du groupe d’annonces"], it: ["id gruppo di annunci"], pl: ["identyfikator grupy reklam"]);
    private static readonly ColumnSpec Ad = new(
        ["ad", "ad name"], ru: ["объявление"], de: ["anzeige"], es: ["anuncio"], nl: ["advertentie"], uk: ["оголошення"], pt: ["anúncio"],
        fr: ["annonce"], it: ["annuncio"], pl: ["reklama"]);
    private static readonly ColumnSpec AdId = new(
        ["ad id"], ru: ["идентификатор объявления"], de: ["anzeigen-id"], es: ["id de anuncio"], nl: ["advertentie-id"],
        uk: ["ідентифікатор оголошення"], pt: ["id do anúncio"], fr: ["id de l'annonce", "id de l’annonce"], it: ["id annuncio"],
        pl: ["identyfikator reklamy"]);
    private static readonly ColumnSpec Keyword = new(
        ["keyword", "search keyword"], ru: ["ключевое слово", "ключевое слово для поиска"], de: ["suchkeyword"],
        es: ["palabra clave", "palabra clave de búsqueda"], nl: ["zoekwoord"], uk: ["ключове слово", "пошукове ключове слово"],
        pt: ["palavra-chave", "palavra-chave da rede de pesquisa"], fr: ["mot clé", "mot clé pour le réseau de recherche"],
        it: ["parola chiave", "parola chiave per la rete di ricerca"], pl: ["słowo kluczowe", "słowo kluczowe w sieci wyszukiwania"]);
    private static readonly ColumnSpec KeywordId = new(["keyword id"]);
    private static readonly ColumnSpec MatchType = new(
        ["match type", "search terms match type", "search term match type"], ru: ["тип соответствия"], de: ["keyword-option", "übereinstimmungstyp"],
        es: ["tipo de concordancia"], nl: ["zoektype"], uk: ["тип відповідності"], pt: ["tipo de correspondência"], fr: ["type de correspondance"],
        it: ["tipo di corrispondenza"], pl: ["typ dopasowania", "rodzaj dopasowania"]);
    private static readonly ColumnSpec SearchTerm = new(
        ["search term"], ru: ["поисковый запрос"], de: ["suchbegriff"], es: ["término de búsqueda"], nl: ["zoekterm"],
        uk: ["пошуковий запит", "пошуковий термін"], pt: ["termo de pesquisa"], fr: ["terme de recherche"], it: ["termine di ricerca"],
        pl: ["wyszukiwane hasło"]);
    private static readonly ColumnSpec Audience = new(
        ["audience segment", "audience"], ["сегмент аудитории"], ["zielgruppensegment"], ["segmento de audiencia"]);
    private static readonly ColumnSpec Placement = new(["placement"], ["место размещения"], ["placement"], ["emplazamiento"]);
    private static readonly ColumnSpec Product = new(
        ["item id", "product title", "product id"], ["идентификатор товара", "идентификатор позиции", "название товара"]);
    private static readonly ColumnSpec Network = new(
        ["network", "network (with search partners)"], ru: ["сеть", "сеть (с поисковыми партнерами)"], de: ["netzwerk", "werbenetzwerk"], es: ["red"],
        nl: ["netwerk"], uk: ["мережа"], pt: ["rede"], fr: ["réseau"], it: ["rete"], pl: ["sieć"]);
    private static readonly ColumnSpec Currency = new(
        ["currency code", "currency"], ru: ["код валюты", "валюта"], de: ["währungscode", "währung"], es: ["código de moneda", "código de la moneda", "moneda"],
        nl: ["valutacode", "valuta"], uk: ["код валюти", "валюта"], pt: ["código da moeda", "código de moeda", "moeda"],
        fr: ["code de la devise", "code de devise", "code devise", "devise"], it: ["codice valuta", "valuta"], pl: ["kod waluty", "waluta"]);
    private static readonly ColumnSpec Impressions = new(
        ["impr.", "impressions"], ru: ["показы"], de: ["impr.", "impressionen"], es: ["impr.", "impresiones"], nl: ["vert.", "vertoningen", "impressies"],
        uk: ["покази"], pt: ["impr.", "impressões"], fr: ["impr.", "impressions"], it: ["impr.", "impressioni"], pl: ["wyświetl.", "wyśw.", "wyświetlenia"]);
    private static readonly ColumnSpec Clicks = new(
        ["clicks"], ru: ["клики", "kлики"], de: ["klicks"], es: ["clics"], nl: ["klikken"], uk: ["кліки", "kліки"], pt: ["cliques"], fr: ["clics"],
        it: ["clic"], pl: ["kliknięcia"]);
    private static readonly ColumnSpec Cost = new(
        ["cost"], ru: ["расходы", "расход", "стоимость"], de: ["kosten"], es: ["coste", "costo"], nl: ["kosten"], uk: ["витрати", "вартість"],
        pt: ["custo"], fr: ["coût"], it: ["costo"], pl: ["koszt"]);
    private static readonly ColumnSpec Conversions = new(
        ["conversions", "conv."], ru: ["конверсии"], de: ["conversions"], es: ["conversiones"], nl: ["conversies"], uk: ["конверсії"],
        pt: ["conversões", "conv."], fr: ["conversions", "conv."], it: ["conversioni", "conv."], pl: ["konwersje"]);
    private static readonly ColumnSpec Value = new(
        ["conv. value", "conversion value", "total conv. value"], ru: ["ценность конв.", "ценность конверсии"], de: ["conv.-wert", "conversion-wert"],
        es: ["valor de conv.", "valor conv."], nl: ["conv.waarde", "conversiewaarde"], uk: ["цінність конв.", "цінність конверсії"],
        pt: ["valor da conv.", "valor de conv.", "valor da conversão"], fr: ["valeur de conv.", "valeur conv.", "val. conv.", "valeur de conversion"],
        it: ["valore conv.", "valore di conv.", "valore conversione"], pl: ["wartość konw.", "wartość konwersji"]);

    /// <summary>Breakdowns of an ad group's or campaign's rows: each is a dimension of that name.</summary>
    private static readonly AdDimension[] Breakdowns =
    [
        new(new(
            ["location", "matched location", "country/territory", "country/territory (user location)", "most specific location", "region", "city"],
            ru: ["местоположение", "страна/территория"], de: ["standort"], es: ["ubicación"], nl: ["locatie"], uk: ["місцезнаходження"],
            pt: ["local", "localização"], fr: ["lieu", "zone géographique"], it: ["località"], pl: ["lokalizacja"]), "location"),
        new(new(
            ["device"], ru: ["устройство"], de: ["gerät"], es: ["dispositivo"], nl: ["apparaat"], uk: ["пристрій"], pt: ["dispositivo"],
            fr: ["appareil"], it: ["dispositivo"], pl: ["urządzenie"]), "device"),
        new(new(
            ["age"], ru: ["возраст"], de: ["alter"], es: ["edad"], nl: ["leeftijd"], uk: ["вік"], pt: ["idade"], fr: ["âge"], it: ["età"],
            pl: ["wiek"]), "age"),
        new(new(
            ["gender"], ru: ["пол"], de: ["geschlecht"], es: ["sexo"], nl: ["geslacht"], uk: ["стать"], pt: ["gênero", "sexo"], fr: ["sexe"],
            it: ["sesso", "genere"], pl: ["płeć"]), "gender"),
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
        new(new(
            ["week"], ru: ["неделя"], de: ["woche"], es: ["semana"], nl: ["week"], uk: ["тиждень"], pt: ["semana"], fr: ["semaine"],
            it: ["settimana"], pl: ["tydzień"]), "week"),
        new(new(
            ["month"], ru: ["месяц"], de: ["monat"], es: ["mes"], nl: ["maand"], uk: ["місяць"], pt: ["mês"], fr: ["mois"], it: ["mese"],
            pl: ["miesiąc"]), "month"),
        new(new(
            ["quarter"], ru: ["квартал"], de: ["quartal"], es: ["trimestre"], nl: ["kwartaal"], uk: ["квартал"], pt: ["trimestre"], fr: ["trimestre"],
            it: ["trimestre"], pl: ["kwartał"]), "quarter"),
        new(new(
            ["year"], ru: ["год"], de: ["jahr"], es: ["año"], nl: ["jaar"], uk: ["рік"], pt: ["ano"], fr: ["année"], it: ["anno"], pl: ["rok"]), "year"),
        new(new(
            ["day of the week", "day of week"], ru: ["день недели"], de: ["wochentag"], es: ["día de la semana"], nl: ["dag van de week"],
            uk: ["день тижня"], pt: ["dia da semana"], fr: ["jour de la semaine"], it: ["giorno della settimana"], pl: ["dzień tygodnia"]), "day_of_week"),
    ];

    private static readonly string[] TotalWords =
    [
        "total:", "total :", "total –", "итого:", "всего:", "gesamt:", "gesamtsumme:", "summe:", "totale:", "totaal:", "razem:", "łącznie:", "усього:",
        "всього:", "загалом:",
    ];

    private static readonly string[] AccountTotals = ["account", "аккаунт", "konto", "cuenta", "compte", "conta", "обліковий запис", "акаунт"];

    private static readonly string[] AllTime =
    [
        "all time", "все время", "всё время", "gesamter zeitraum", "todo el periodo", "todo el período", "todo o período", "toute la période",
        "tout l'historique", "sempre", "intero periodo", "tutto il periodo", "cały okres", "volledige periode", "весь час", "увесь час",
    ];

    // Columns that only the downloads of overview cards have under these names.
    private static readonly string[] CardHeaders = ["campaign name", "campaign group name", "campaign status"];

    private static readonly string[] DisplayTypes = ["display", "video", "vídeo", "demand gen", "discovery", "vidéo", "wideo", "медий", "медій", "видео", "відео", "спрос"];

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

        // Yandex Direct has the same words, and numbers its campaigns.
        if (row.Cells.Any(static x => x.StartsWith('№')))
        {
            return 0;
        }

        var hasTitle = HasTitle(before);
        var impressions = columns.Has(Impressions) ? HeaderText.Key(row.Cells[columns[Impressions]]) : string.Empty;

        // Abbreviated as nobody else does; written out, as in Russian, the word is anybody's.
        var isReport = (impressions is "impr." or "wyświetl." or "wyśw." && columns.HasAny(Currency, Cost)) || (impressions is "показы" or "покази" && columns.Has(Currency));
        if (!hasTitle && !isReport)
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
            && (StatedRange(before) is not null || HeaderText.Key(lines[^1].Cells[0]) is { } line && AllTime.Contains(line, StringComparer.Ordinal));
    }
}
