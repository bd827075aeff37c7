namespace KpiFunctions.Exports.Formats;

/// <summary>
/// What the columns of Meta's exports are called. English headers were seen in files; what is known of the others comes from programs that
/// read such files, and where they say nothing from the words of the interface.
/// </summary>
internal static class MetaAdsColumns
{
    public static readonly ColumnSpec Day = new(
        ["day", "date"], ru: ["день", "дата"], de: ["tag", "datum"], es: ["día", "fecha"], nl: ["dag", "datum"], uk: ["день", "дата"],
        pt: ["dia", "data"], fr: ["jour", "date"], it: ["giorno", "data"], pl: ["dzień", "data"]);

    public static readonly ColumnSpec Period = new(
        ["month", "week"], ru: ["месяц", "неделя"], de: ["monat", "woche"], es: ["mes", "semana"], nl: ["maand", "week"], uk: ["місяць", "тиждень"],
        pt: ["mês", "semana"], fr: ["mois", "semaine"], it: ["mese", "settimana"], pl: ["miesiąc", "tydzień"]);

    public static readonly ColumnSpec Starts = new(
        ["reporting starts", "reporting start", "date start"],
        ru: ["дата начала отчетности", "дата начала отчётности", "начало отчетности", "начало отчётности"], de: ["berichtsstart", "berichtsbeginn"],
        es: ["inicio del informe"], uk: ["початок звітності", "дата початку звітності"],
        pt: ["início dos relatórios", "inicio dos relatórios", "início do relatório"], fr: ["début des rapports", "début du rapport"],
        it: ["inizio report", "inizio dei report", "inizio del report"], pl: ["początek raportu", "początek raportowania"]);

    public static readonly ColumnSpec Ends = new(
        ["reporting ends", "reporting end", "date stop"],
        ru: ["дата окончания отчетности", "дата окончания отчётности", "окончание отчетности", "окончание отчётности"], de: ["berichtsende"],
        es: ["fin del informe"], uk: ["завершення звітності", "закінчення звітності", "кінець звітності", "дата завершення звітності"],
        pt: ["término dos relatórios", "termino dos relatórios", "fim dos relatórios", "encerramento dos relatórios", "término do relatório"],
        fr: ["fin des rapports", "fin du rapport"], it: ["fine report", "fine dei report", "fine del report"],
        pl: ["koniec raportu", "koniec raportowania"]);

    public static readonly ColumnSpec Account = new(
        ["account name", "ad account name"], ru: ["название аккаунта", "имя аккаунта", "название рекламного аккаунта"],
        de: ["kontoname", "name des kontos"], es: ["nombre de la cuenta"], nl: ["accountnaam"], uk: ["назва облікового запису", "назва акаунта"],
        pt: ["nome da conta"], fr: ["nom du compte"], it: ["nome dell'account", "nome account"], pl: ["nazwa konta"]);

    public static readonly ColumnSpec AccountId = new(
        ["account id", "ad account id"], ru: ["идентификатор аккаунта", "id аккаунта"], de: ["konto-id", "account-id"],
        es: ["identificador de la cuenta"], nl: ["account-id"],
        uk: ["ідентифікаційний код облікового запису", "ідентифікатор облікового запису", "ідентифікатор акаунта"], pt: ["identificação da conta"],
        fr: ["identifiant du compte", "id du compte"], it: ["id dell'account", "id account"], pl: ["identyfikator konta"]);

    public static readonly ColumnSpec Campaign = new(
        ["campaign name", "campaign"], ru: ["название кампании", "кампания"], de: ["kampagnenname", "name der kampagne", "kampagne"],
        es: ["nombre de la campaña", "nombre de campaña", "campaña"], nl: ["campagnenaam", "naam van campagne"], uk: ["назва кампанії", "кампанія"],
        pt: ["nome da campanha", "campanha"], fr: ["nom de la campagne", "campagne"], it: ["nome della campagna", "nome campagna"],
        pl: ["nazwa kampanii"]);

    public static readonly ColumnSpec CampaignId = new(
        ["campaign id"], ru: ["идентификатор кампании", "id кампании"], de: ["kampagnen-id"], es: ["identificador de la campaña", "id de la campaña"],
        nl: ["campagne-id"], uk: ["ідентифікаційний номер кампанії", "ідентифікатор кампанії"], pt: ["identificação da campanha", "id da campanha"],
        fr: ["identifiant de la campagne", "identifiant de campagne", "id de la campagne"], it: ["id della campagna", "id campagna"],
        pl: ["identyfikator kampanii"]);

    public static readonly ColumnSpec AdSet = new(
        ["ad set name", "adset name", "ad set"], ru: ["название группы объявлений", "группа объявлений"],
        de: ["anzeigengruppenname", "name der anzeigengruppe"], es: ["nombre del conjunto de anuncios", "conjunto de anuncios"],
        nl: ["naam van advertentieset"], uk: ["назва групи оголошень", "назва групи реклами", "назва набору реклами"],
        pt: ["nome do conjunto de anúncios", "conjunto de anúncios"], fr: ["nom de l'ensemble de publicités", "nom de l’ensemble de publicités"],
        it: ["nome del gruppo di inserzioni", "nome gruppo di inserzioni"], pl: ["nazwa zestawu reklam"]);

    public static readonly ColumnSpec AdSetId = new(
        ["ad set id", "adset id"], ru: ["идентификатор группы объявлений", "id группы объявлений"], de: ["anzeigengruppen-id"],
        es: ["identificador del conjunto de anuncios"], nl: ["advertentieset-id"],
        uk: ["ідентифікаційний номер групи оголошень", "ідентифікатор групи оголошень"], pt: ["identificação do conjunto de anúncios"],
        fr: ["identifiant de l'ensemble de publicités", "identifiant de l’ensemble de publicités"], it: ["id del gruppo di inserzioni"],
        pl: ["identyfikator zestawu reklam"]);

    public static readonly ColumnSpec Ad = new(
        ["ad name", "ad"], ru: ["название объявления", "объявление"], de: ["anzeigenname", "name der werbeanzeige", "name der anzeige"],
        es: ["nombre del anuncio", "anuncio"], nl: ["advertentienaam"], uk: ["назва оголошення", "назва реклами", "оголошення"],
        pt: ["nome do anúncio", "anúncio"], fr: ["nom de la publicité"], it: ["nome dell'inserzione", "nome inserzione"], pl: ["nazwa reklamy"]);

    public static readonly ColumnSpec AdId = new(
        ["ad id"], ru: ["идентификатор объявления", "id объявления"], de: ["anzeigen-id"], es: ["identificador del anuncio"], nl: ["advertentie-id"],
        uk: ["ідентифікаційний номер оголошення", "ідентифікатор оголошення"], pt: ["identificação do anúncio"], fr: ["identifiant de la publicité"],
        it: ["id dell'inserzione"], pl: ["identyfikator reklamy"]);

    public static readonly ColumnSpec Currency = new(
        ["currency"], ru: ["валюта"], de: ["währung"], es: ["divisa", "moneda"], nl: ["valuta"], uk: ["валюта"], pt: ["moeda"], fr: ["devise"],
        it: ["valuta"], pl: ["waluta"]);

    public static readonly ColumnSpec Spent = new(
        ["amount spent"], ru: ["сумма затрат", "потраченная сумма", "потрачено"], de: ["ausgegebener betrag"],
        es: ["importe gastado", "cantidad gastada", "monto gastado"], nl: ["besteed bedrag", "uitgegeven bedrag"],
        uk: ["сума витрат", "витрачена сума", "потрачена сума", "витрачено"], pt: ["valor usado", "valor gasto", "montante gasto"],
        fr: ["montant dépensé"], it: ["importo speso"], pl: ["wydana kwota", "kwota wydana"]);

    public static readonly ColumnSpec Impressions = new(
        ["impressions"], ru: ["показы"], de: ["impressionen"], es: ["impresiones"], nl: ["weergaven"], uk: ["покази"], pt: ["impressões"],
        fr: ["impressions"], it: ["impression", "impressioni"], pl: ["wyświetlenia"]);

    public static readonly ColumnSpec LinkClicks = new(
        ["link clicks", "clicks (link)"], ru: ["клики по ссылке"], de: ["link-klicks", "linkklicks"], es: ["clics en el enlace"],
        nl: ["klikken op link", "linkklikken"], uk: ["кліки на посилання", "кліки по посиланню", "кліки за посиланням", "кліки посилання"],
        pt: ["cliques no link", "cliques na ligação"], fr: ["clics sur un lien", "clics sur le lien"], it: ["clic sul link", "clic sui link"],
        pl: ["kliknięcia linku", "kliknięcia w link"]);

    public static readonly ColumnSpec AllClicks = new(
        ["clicks (all)", "clicks"], ru: ["клики (все)", "клики"], de: ["klicks (alle)", "klicks"], es: ["clics (todos)", "clics"],
        nl: ["klikken (alle)", "klikken"], uk: ["кліки (усі)", "кліки (всі)", "кліки"], pt: ["cliques (todos)", "cliques"],
        fr: ["clics (tous)", "clics"], it: ["clic (tutti)", "clic"], pl: ["kliknięcia (wszystkie)", "kliknięcia"]);

    public static readonly ColumnSpec Results = new(
        ["results", "result"], ru: ["результаты", "результат"], de: ["ergebnisse", "ergebnis"], es: ["resultados", "resultado"],
        nl: ["resultaten", "resultaat"], uk: ["результати", "результат"], pt: ["resultados", "resultado"], fr: ["résultats", "résultat"],
        it: ["risultati", "risultato"], pl: ["wyniki", "wynik"]);

    public static readonly ColumnSpec Kind = new(
        ["result indicator", "result type", "results indicator"],
        ru: ["индикатор результата", "индикатор результатов", "тип результата", "тип результатов"],
        de: ["indikator für ergebnisse", "ergebnisindikator", "ergebnistyp", "ergebnisart"],
        es: ["indicador de resultado", "indicador de resultados", "tipo de resultado", "tipo de resultados"],
        nl: ["resultaatindicator", "resultaattype", "type resultaat"],
        uk: ["індикатор результату", "індикатор результатів", "тип результату", "тип результатів"],
        pt: ["indicador de resultados", "indicador de resultado", "tipo de resultado", "tipo de resultados"],
        fr: ["indicateur de résultats", "indicateur de résultat", "type de résultat", "type de résultats"],
        it: ["indicatore dei risultati", "indicatore del risultato", "tipo di risultato"],
        pl: ["wskaźnik wyniku", "wskaźnik wyników", "typ wyniku", "rodzaj wyniku"]);

    public static readonly ColumnSpec Purchases = new(
        ["purchases", "website purchases", "meta purchases", "total purchases"], ru: ["покупки", "покупки на сайте"], de: ["käufe", "website-käufe"],
        es: ["compras", "compras en el sitio web"], nl: ["aankopen"], uk: ["покупки", "покупки на сайті"], pt: ["compras", "compras no site"],
        fr: ["achats", "achats sur le site web"], it: ["acquisti", "acquisti sul sito web"], pl: ["zakupy", "zakupy w witrynie"]);

    public static readonly ColumnSpec PurchaseValue = new(
        ["purchases conversion value", "purchase conversion value", "website purchases conversion value", "total purchases conversion value"],
        ru: ["ценность конверсии покупок", "ценность конверсии покупки", "ценность конверсий покупок", "ценность конверсии «покупка»"],
        de: ["conversion-wert von käufen", "conversion-wert für käufe", "wert der kauf-conversions"],
        es: ["valor de conversión de compras", "valor de conversión de compra"], nl: ["conversiewaarde van aankopen"],
        uk: ["цінність конверсії покупок", "цінність конверсій покупок"],
        pt: ["valor de conversão da compra", "valor de conversão de compras", "valor de conversão das compras"],
        fr: ["valeur de conversion des achats", "valeur des conversions d’achat"], it: ["valore di conversione degli acquisti"],
        pl: ["wartość konwersji zakupów", "wartość konwersji z zakupów"]);

    public static readonly ColumnSpec Leads = new(
        ["leads", "website leads", "meta leads", "on-facebook leads"], ru: ["лиды"], de: ["leads"], es: ["clientes potenciales"], nl: ["leads"],
        uk: ["ліди"], pt: ["leads", "cadastros"], fr: ["prospects", "leads"], it: ["contatti"], pl: ["pozyskani klienci", "leady"]);

    /// <summary>Columns that split what a name stands for.</summary>
    public static readonly AdDimension[] Breakdowns =
    [
        Split("age", new(
            ["age"], ru: ["возраст"], de: ["alter"], es: ["edad"], nl: ["leeftijd"], uk: ["вік"], pt: ["idade"], fr: ["âge"], it: ["età"],
            pl: ["wiek"])),
        Split("gender", new(
            ["gender"], ru: ["пол"], de: ["geschlecht"], es: ["sexo", "género"], nl: ["geslacht"], uk: ["стать"], pt: ["gênero", "género", "sexo"],
            fr: ["sexe", "genre"], it: ["genere", "sesso"], pl: ["płeć"])),
        Split("location", new(
            ["country"], ru: ["страна"], de: ["land"], es: ["país"], nl: ["land"], uk: ["країна"], pt: ["país"], fr: ["pays"], it: ["paese"],
            pl: ["kraj"])),
        Split("region", new(
            ["region", "dma region"], ru: ["регион", "область"], de: ["region"], es: ["región"], nl: ["regio"], uk: ["регіон", "область"],
            pt: ["região"], fr: ["région"], it: ["regione"], pl: ["region"])),
        Split("platform", new(
            ["platform", "publisher platform"], ru: ["платформа"], de: ["plattform"], es: ["plataforma"], nl: ["platform"], uk: ["платформа"],
            pt: ["plataforma"], fr: ["plateforme"], it: ["piattaforma"], pl: ["platforma"])),
        Split("placement", new(
            ["placement"], ru: ["место размещения", "места размещения", "плейсмент"], de: ["platzierung"], es: ["ubicación"], nl: ["plaatsing"],
            uk: ["місце розміщення", "розміщення", "плейсмент"], pt: ["posicionamento"], fr: ["placement"], it: ["posizionamento"],
            pl: ["umiejscowienie"])),
        Split("device", new(
            ["device platform", "device"], ru: ["платформа устройства", "платформа устройств"], de: ["geräteplattform"],
            es: ["plataforma del dispositivo", "plataforma de dispositivos"], uk: ["платформа пристрою", "платформа пристроїв"],
            pt: ["plataforma do dispositivo"], fr: ["plateforme de l'appareil", "plateforme de l’appareil"], it: ["piattaforma del dispositivo"],
            pl: ["platforma urządzenia"])),
        Split("impression_device", new(
            ["impression device"], ru: ["устройство показа"], es: ["dispositivo de impresión"], pt: ["dispositivo de impressão"])),
        Split("hour", new(
            ["time of day (ad account time zone)", "time of day (viewer's time zone)", "time of day (viewer’s time zone)"],
            ru: ["время суток (часовой пояс рекламного аккаунта)", "время суток (часовой пояс зрителя)"],
            es: ["hora del día (zona horaria de la cuenta publicitaria)", "hora del día (zona horaria del espectador)"])),
        Split("product", new(["product id"], ru: ["идентификатор продукта", "идентификатор товара"], es: ["identificador del producto"])),
    ];

    private static AdDimension Split(string name, ColumnSpec column) => new(column, name) { IsBreakdown = true };
}
