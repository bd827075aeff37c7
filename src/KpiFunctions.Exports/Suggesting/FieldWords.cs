using KpiFunctions.Exports.Formats;

namespace KpiFunctions.Exports.Suggesting;

/// <summary>What headers are called in tables of all kinds: the words of the formats that are built in, and those of other people's tables.</summary>
internal static class FieldWords
{
    // Columns of these describe, limit or divide; none of them adds up to anything.
    private static readonly string[] Rates =
    [
        "ctr", "cpc", "cpm", "cpa", "cpo", "cpl", "cps", "cr", "cvr", "roi", "roas", "epc", "ecpm", "ecpc", "tkp", "kur", "дрр", "drr", "rate", "quote", "avg", "average",
        "durchschn", "durchschnitt", "durchschnittlich", "ø", "ср", "средн", "средний", "средняя", "per", "pro", "за", "доля", "share", "taux", "tasa", "moyen", "moyenne", "medio", "percent", "prozent",
    ];

    private static readonly string[] Describing =
    [
        "status", "state", "type", "typ", "тип", "статус", "budget", "бюджет", "бюджета", "start", "end", "goal", "objective", "target", "bid", "ставка", "limit", "лимит",
        "url", "link", "ссылка", "budgettyp", "plan", "план", "estado", "tipo", "statut",
    ];

    private static readonly (string Concept, string Words)[] Own =
    [
        (Concepts.Date, "date|day|datum|tag|fecha|día|dia|jour|дата|день|report date|berichtsdatum|leistungsdatum|stat date|date of report|period|период|zeitraum|periodo|période|monat|месяц|month"),
        (Concepts.From, "from|start|start date|date from|period start|von|beginn|startdatum|desde|fecha de inicio|du|date de début|начало|дата начала|с|дата с"),
        (Concepts.To, "to|end|end date|date to|period end|bis|ende|enddatum|hasta|fecha de fin|au|date de fin|конец|дата окончания|по|дата по"),
        (Concepts.Account, "account|account name|advertiser|advertiser name|konto|kontoname|cuenta|compte|nom du compte|аккаунт|кабинет|рекламный кабинет|рекламодатель"),
        (Concepts.AccountId, "account id|advertiser id|konto-id|id аккаунта|id кабинета"),
        (Concepts.Campaign, "campaign|campaign name|kampagne|kampagnenname|campaña|nombre de la campaña|campagne|nom de la campagne|кампания|название кампании|рекламная кампания|offer|offer name|оффер|название оффера|program|programme|program name|programm|программа|utm_campaign|utm campaign"),
        (Concepts.CampaignId, "campaign id|kampagnen-id|id de campaña|id campagne|id кампании|№ кампании|номер кампании|offer id|id оффера|program id|programm-id"),
        (Concepts.AdGroup, "ad group|ad group name|adgroup|ad set|ad set name|adset|anzeigengruppe|grupo de anuncios|groupe d'annonces|группа|группа объявлений|название группы"),
        (Concepts.AdGroupId, "ad group id|ad set id|№ группы|id группы"),
        (Concepts.Ad, "ad|ad name|anzeige|creative|creative name|werbemittel|anuncio|annonce|объявление|креатив|баннер|banner"),
        (Concepts.AdId, "ad id|creative id|№ объявления|id объявления"),
        (Concepts.Keyword, "keyword|search keyword|suchkeyword|ключевое слово|ключевая фраза|palabra clave|mot clé|mot-clé"),
        (Concepts.SearchTerm, "search term|search query|suchbegriff|suchanfrage|поисковый запрос|término de búsqueda|terme de recherche"),
        (Concepts.Currency, "currency|currency code|währung|валюта|код валюты|moneda|devise"),
        (Concepts.Impressions, "impressions|impr.|impr|imps|views|ad views|ad impressions|impressionen|einblendungen|ansichten|sichtkontakte|impresiones|affichages|показы|просмотры"),
        (Concepts.Clicks, "clicks|click|klicks|link clicks|clics|clicks (all)|клики|переходы|хосты"),
        (Concepts.Cost, "cost|costs|spend|spent|ad spend|media spend|net spend|amount spent|total cost|kosten|ausgaben|werbekosten|mediakosten|gasto|gastos|coste|costo|importe gastado|inversión|coût|coûts|dépense|dépenses|расход|расходы|затраты|стоимость|потрачено|списано|payout|payouts|commission|commissions|provision|provisionen|vergütung|comisión|комиссия|выплата|выплаты|вознаграждение|сумма выплат|сумма вознаграждения"),
        (Concepts.Amount, "amount|sum|expense|expenses|betrag|summe netto|сумма|montant|importe"),
        (Concepts.Conversions, "conversions|conversion|conv.|leads|lead|actions|konversionen|abschlüsse|conversiones|конверсии|лиды|лид|заявки|действия|целевые действия|достижения целей"),
        (Concepts.Orders, "orders|transactions|sales|purchases|bestellungen|verkäufe|transaktionen|pedidos|ventas|commandes|ventes|заказы|транзакции|покупки|продажи|количество заказов"),
        (Concepts.Revenue, "revenue|conversion value|conv. value|order value|order amount|sale amount|sales amount|turnover|umsatz|bestellwert|warenwert|warenkorbwert|ingresos|chiffre d'affaires|revenu|доход|выручка|оборот|сумма заказов|сумма продаж|ценность конверсий"),
        (Concepts.Sessions, "sessions|visits|sitzungen|besuche|sesiones|visitas|visites|сеансы|визиты|посещения"),
        (Concepts.Users, "users|visitors|nutzer|besucher|usuarios|visitantes|utilisateurs|visiteurs|пользователи|посетители"),
        (Concepts.NewUsers, "new users|new visitors|neue nutzer|neue besucher|nuevos usuarios|usuarios nuevos|nouveaux utilisateurs|новые пользователи|новые посетители"),
        (Concepts.Channel, "channel|kanal|канал|canal|default channel group|channel group"),
        (Concepts.Source, "source|utm_source|utm source|quelle|источник|fuente|partner|partnername|партнёр|партнер|publisher|publisher name|affiliate|affiliate name|вебмастер|площадка|platform|plattform|lieferant|vendor|supplier|fournisseur"),
        (Concepts.Medium, "medium|utm_medium|utm medium|тип трафика|medio"),
        (Concepts.Device, "device|device type|gerät|geräte|устройство|тип устройства|dispositivo|appareil"),
        (Concepts.Country, "country|land|страна|país|pays|geo|гео"),
        (Concepts.Placement, "placement|platzierung|emplacement|место размещения"),
    ];

    private static readonly Lazy<Dictionary<string, string>> Known = new(Build);

    /// <summary>What a header says, or null.</summary>
    /// <param name="key">The header as it is compared, without a currency.</param>
    public static (string Concept, bool IsExact)? Of(string key)
    {
        var words = Words(key);
        if (IsRate(key))
        {
            return null;
        }

        if (Known.Value.TryGetValue(key, out var exact))
        {
            return (exact, true);
        }

        if (words.Count is 0 or > 12 || words.Any(static x => Describing.Contains(x, StringComparer.Ordinal)))
        {
            return null;
        }

        // "Kosten netto": the longest run of words that is known.
        for (var length = words.Count; length > 0; length--)
        {
            for (var at = 0; at + length <= words.Count; at++)
            {
                var part = string.Join(' ', words.Skip(at).Take(length));
                if (part.Length > 2 && Known.Value.TryGetValue(part, out var concept))
                {
                    return (concept, false);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a header is that of a rate, an average or a price of one.</summary>
    public static bool IsRate(string key) =>
        key.Contains('%') || key.Contains('/') || Words(key).Any(static x => Rates.Contains(x, StringComparer.Ordinal));

    private static List<string> Words(string key) =>
        [.. key.Split([' ', '\u00a0', '.', ',', ';', ':', '(', ')', '[', ']', '/', '-', '_', '\u2013', '\u2014', '*', '"', '\'', '#', '№'], StringSplitOptions.RemoveEmptyEntries).Take(20)];

    private static Dictionary<string, string> Build()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (concept, words) in Own)
        {
            foreach (var word in words.Split('|'))
            {
                _ = known.TryAdd(word, concept);
            }
        }

        foreach (var (column, concept) in Catalogue.Formats.OfType<AdReport>().SelectMany(static x => OfTable(x.Table)).Concat(OfOthers()))
        {
            foreach (var (_, header) in column.Headers)
            {
                _ = known.TryAdd(header, concept);
            }
        }

        return known;
    }

    private static IEnumerable<(ColumnSpec Column, string Concept)> OfTable(AdTable table) =>
    [
        (table.Day, Concepts.Date), (table.Account, Concepts.Account), (table.AccountId, Concepts.AccountId), (table.Campaign, Concepts.Campaign),
        (table.CampaignId, Concepts.CampaignId), (table.Currency, Concepts.Currency),
        .. table.Measures.Select(static x => (x.Column, x.Measure.Name == "conversionValue" ? Concepts.Revenue : x.Measure.Name)),
        .. table.Dimensions.Where(static x => x.Name is "ad_group" or "ad" or "keyword" or "search_term" or "device").Select(static x => (x.Column, Concepts.OfDimension(x.Name))),
    ];

    private static IEnumerable<(ColumnSpec Column, string Concept)> OfOthers() =>
    [
        (CostsTable.Date, Concepts.Date), (CostsTable.From, Concepts.From), (CostsTable.To, Concepts.To), (CostsTable.UtmSource, Concepts.Source),
        (CostsTable.UtmMedium, Concepts.Medium), (CostsTable.UtmCampaign, Concepts.Campaign), (CostsTable.Amount, Concepts.Amount),
        (GoogleAnalyticsColumns.Sessions, Concepts.Sessions), (GoogleAnalyticsColumns.Users, Concepts.Users), (GoogleAnalyticsColumns.TotalUsers, Concepts.Users),
        (GoogleAnalyticsColumns.NewUsers, Concepts.NewUsers), (GoogleAnalyticsColumns.Channel, Concepts.Channel), (GoogleAnalyticsColumns.Orders, Concepts.Orders),
        (GoogleAnalyticsColumns.TotalRevenue, Concepts.Revenue), (GoogleAnalyticsColumns.PurchaseRevenue, Concepts.Revenue),
    ];
}
