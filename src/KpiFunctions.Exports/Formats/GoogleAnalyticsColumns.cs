namespace KpiFunctions.Exports.Formats;

/// <summary>The columns of Google Analytics 4, with their headers in every language that is known.</summary>
internal static class GoogleAnalyticsColumns
{
    public static readonly ColumnSpec Date = new(["date"], ["дата"], ["datum"], ["fecha"])
    {
        Also = LocalWords.Of(
            "fr:date; "
            + "pt:data; "
            + "it:data; "
            + "nl:datum; "
            + "pl:data; "
            + "uk:дата; "
            + "tr:tarih; "
            + "ja:日付"),
    };
    public static readonly ColumnSpec NthDay = new(["nth day"], ["день n", "n-й день", "n-ный день"], ["tag n", "n-ter tag"], ["día n", "n.º día"])
    {
        Also = LocalWords.Of(
            "es:día n-ésimo; "
            + "fr:nième jour|énième jour|n-ième jour|jour n; "
            + "pt:enésimo dia|nº dia|n.º dia|dia n; "
            + "it:ennesimo giorno|n-esimo giorno|giorno n; "
            + "nl:nde dag|n-de dag|dag n; "
            + "pl:n-ty dzień|dzień n; "
            + "uk:n-й день|день n; "
            + "tr:n. gün|gün n; "
            + "ja:n 日目|n日目|n 番目の日"),
    };
    public static readonly ColumnSpec Channel = new(
        ["session default channel group", "session default channel grouping", "session primary channel group (default channel group)", "default channel group", "default channel grouping"],
        ["группа каналов по умолчанию для сеанса", "сеанс – группа каналов по умолчанию", "группа каналов по умолчанию"],
        ["standard-channelgruppe der sitzung", "sitzung – standard-channelgruppe"],
        ["grupo de canales predeterminado de la sesión"])
    {
        Also = LocalWords.Of(
            "es:grupo de canales principal de la sesión (grupo de canales predeterminado); "
            + "de:sitzung – primäre channelgruppe (standard-channelgruppe)|primäre channelgruppe der sitzung (standard-channelgruppe); "
            + "ru:основная группа каналов сеанса (группа каналов по умолчанию)|сеанс – основная группа каналов (группа каналов по умолчанию); "
            + "fr:groupe de canaux par défaut de la session|groupe de canaux par défaut pour la session|groupe de canaux principal de la session (groupe de canaux par défaut); "
            + "pt:grupo de canais padrão da sessão|grupo principal de canais da sessão (grupo de canais padrão)|grupo de canais predefinido da sessão; "
            + "it:gruppo di canali predefinito della sessione|gruppo di canali predefinito per la sessione|gruppo di canali principale della sessione (gruppo di canali predefinito); "
            + "nl:standaard kanaalgroep voor sessie|standaardkanaalgroep voor sessie|standaard kanaalgroep van sessie; "
            + "pl:domyślna grupa kanałów sesji|sesja – domyślna grupa kanałów; "
            + "uk:група каналів сеансу за умовчанням|стандартна група каналів сеансу|група каналів за умовчанням для сеансу; "
            + "tr:oturum varsayılan kanal grubu|oturumun varsayılan kanal grubu; "
            + "ja:セッションのデフォルト チャネル グループ|セッションのメインのチャネル グループ（デフォルト チャネル グループ）|セッションのメインのチャネル グループ (デフォルト チャネル グループ)|デフォルト チャネル グループ"),
    };
    public static readonly ColumnSpec SourceMedium = new(
        ["session source / medium", "source / medium"], ["источник/канал сеанса", "источник / канал сеанса", "сеанс – источник или канал"],
        ["sitzung – quelle/medium"], ["fuente/medio de la sesión", "fuente / medio de la sesión"])
    {
        Also = LocalWords.Of(
            "es:fuente / medio de la sesión|fuente/medio; "
            + "de:quelle/medium der sitzung|sitzung – quelle / medium; "
            + "fr:source/support de la session|source / support de la session|session – source/support; "
            + "pt:origem / mídia da sessão|origem/mídia da sessão|origem / meio da sessão; "
            + "it:sorgente/mezzo della sessione|sorgente / mezzo della sessione; "
            + "nl:sessiebron/medium|bron/medium van sessie|sessie: bron/medium; "
            + "pl:źródło/medium sesji|źródło / medium sesji|sesja – źródło/medium; "
            + "uk:джерело/канал сеансу|джерело / канал сеансу; "
            + "tr:oturum kaynağı/aracı|oturum kaynağı / aracı; "
            + "ja:セッションの参照元/メディア|セッションの参照元 / メディア|参照元 / メディア"),
    };
    public static readonly ColumnSpec TrafficSource = new(["session source"], ["источник сеанса"], es: ["fuente de la sesión"])
    {
        Also = LocalWords.Of(
            "de:quelle der sitzung|sitzung – quelle; "
            + "fr:source de la session; "
            + "pt:origem da sessão; "
            + "it:sorgente della sessione; "
            + "nl:sessiebron; "
            + "pl:źródło sesji; "
            + "uk:джерело сеансу; "
            + "tr:oturum kaynağı; "
            + "ja:セッションの参照元"),
    };
    public static readonly ColumnSpec Medium = new(["session medium"], ["канал сеанса"], es: ["medio de la sesión"])
    {
        Also = LocalWords.Of(
            "de:medium der sitzung|sitzung – medium; "
            + "fr:support de la session; "
            + "pt:mídia da sessão|meio da sessão; "
            + "it:mezzo della sessione; "
            + "nl:sessiemedium; "
            + "pl:medium sesji; "
            + "uk:канал сеансу; "
            + "tr:oturum aracı; "
            + "ja:セッションのメディア"),
    };
    public static readonly ColumnSpec Campaign = new(["session campaign"], ["кампания сеанса", "сеанс – кампания"], ["sitzung – kampagne"], ["campaña de la sesión"])
    {
        Also = LocalWords.Of(
            "de:kampagne der sitzung; "
            + "fr:campagne de la session; "
            + "pt:campanha da sessão; "
            + "it:campagna della sessione; "
            + "nl:sessiecampagne; "
            + "pl:kampania sesji; "
            + "uk:кампанія сеансу; "
            + "tr:oturum kampanyası; "
            + "ja:セッションのキャンペーン|セッション キャンペーン"),
    };
    public static readonly ColumnSpec FirstUserChannel = new(
        ["first user default channel group", "first user default channel grouping", "first user primary channel group (default channel group)"],
        ["первый пользователь – группа каналов по умолчанию", "группа каналов по умолчанию для первого пользователя"],
        es: ["grupo de canales predeterminado del primer usuario"])
    {
        Also = LocalWords.Of(
            "es:primer grupo de canales principal del usuario (grupo de canales predeterminado); "
            + "de:standard-channelgruppe der ersten nutzerinteraktion; "
            + "fr:groupe de canaux par défaut pour le premier utilisateur; "
            + "pt:primeiro grupo de canais padrão do usuário; "
            + "it:gruppo di canali predefinito del primo utente; "
            + "ja:ユーザーの最初のデフォルト チャネル グループ|ユーザーの最初のメインのチャネル グループ（デフォルト チャネル グループ）"),
    };

    public static readonly ColumnSpec Sessions = new(["sessions"], ["сеансы"], ["sitzungen"], ["sesiones"])
    {
        Also = LocalWords.Of(
            "fr:sessions; "
            + "pt:sessões; "
            + "it:sessioni; "
            + "nl:sessies; "
            + "pl:sesje; "
            + "uk:сеанси; "
            + "tr:oturumlar|oturum sayısı; "
            + "ja:セッション|セッション数"),
    };
    public static readonly ColumnSpec TotalUsers = new(["total users"], ["все пользователи", "всего пользователей"], ["nutzer insgesamt"], ["total de usuarios", "usuarios totales"])
    {
        Also = LocalWords.Of(
            "es:usuarios en total; "
            + "fr:nombre total d'utilisateurs|total d'utilisateurs|utilisateurs au total; "
            + "pt:total de usuários|total de utilizadores; "
            + "it:utenti totali|totale utenti; "
            + "nl:totaal aantal gebruikers|totaal gebruikers; "
            + "pl:łączna liczba użytkowników|wszyscy użytkownicy; "
            + "uk:усього користувачів|загальна кількість користувачів; "
            + "tr:toplam kullanıcı sayısı|toplam kullanıcı; "
            + "ja:総ユーザー数|合計ユーザー数"),
    };
    public static readonly ColumnSpec ActiveUsers = new(["active users"], ["активные пользователи"], ["aktive nutzer"], ["usuarios activos"])
    {
        Also = LocalWords.Of(
            "fr:utilisateurs actifs; "
            + "pt:usuários ativos|utilizadores ativos; "
            + "it:utenti attivi; "
            + "nl:actieve gebruikers; "
            + "pl:aktywni użytkownicy; "
            + "uk:активні користувачі; "
            + "tr:etkin kullanıcılar|aktif kullanıcılar|etkin kullanıcı sayısı; "
            + "ja:アクティブ ユーザー|アクティブ ユーザー数"),
    };
    public static readonly ColumnSpec Users = new(["users"], ["пользователи"], ["nutzer"], ["usuarios"])
    {
        Also = LocalWords.Of(
            "fr:utilisateurs; "
            + "pt:usuários|utilizadores; "
            + "it:utenti; "
            + "nl:gebruikers; "
            + "pl:użytkownicy; "
            + "uk:користувачі; "
            + "tr:kullanıcılar; "
            + "ja:ユーザー|ユーザー数"),
    };
    public static readonly ColumnSpec NewUsers = new(["new users"], ["новые пользователи"], ["neue nutzer"], ["usuarios nuevos", "nuevos usuarios"])
    {
        Also = LocalWords.Of(
            "fr:nouveaux utilisateurs; "
            + "pt:novos usuários|novos utilizadores; "
            + "it:nuovi utenti; "
            + "nl:nieuwe gebruikers; "
            + "pl:nowi użytkownicy; "
            + "uk:нові користувачі; "
            + "tr:yeni kullanıcılar|yeni kullanıcı sayısı; "
            + "ja:新規ユーザー|新規ユーザー数"),
    };
    public static readonly ColumnSpec Conversions = new(["key events", "conversions"], ["ключевые события", "конверсии"], ["schlüsselereignisse", "conversions"], ["eventos clave", "conversiones"])
    {
        Also = LocalWords.Of(
            "fr:événements clés|conversions; "
            + "pt:eventos principais|eventos-chave|conversões; "
            + "it:eventi chiave|conversioni; "
            + "nl:belangrijke gebeurtenissen|conversies; "
            + "pl:kluczowe zdarzenia|konwersje; "
            + "uk:ключові події|конверсії; "
            + "tr:önemli etkinlikler|temel etkinlikler|dönüşümler; "
            + "ja:キーイベント|キー イベント|キーイベント数|コンバージョン|コンバージョン数"),
    };
    public static readonly ColumnSpec TotalRevenue = new(["total revenue"], ["общий доход", "общая выручка"], ["gesamtumsatz"], ["ingresos totales"])
    {
        Also = LocalWords.Of(
            "fr:revenu total|revenus totaux|total des revenus; "
            + "pt:receita total; "
            + "it:entrate totali; "
            + "nl:totale opbrengst|totale inkomsten; "
            + "pl:łączne przychody|łączny przychód|całkowite przychody; "
            + "uk:загальний дохід; "
            + "tr:toplam gelir; "
            + "ja:合計収益|総収益"),
    };
    public static readonly ColumnSpec PurchaseRevenue = new(["purchase revenue", "ecommerce revenue", "e-commerce revenue"], ["доход от покупок"], ["kaufumsatz"], ["ingresos por compras"])
    {
        Also = LocalWords.Of(
            "fr:revenus issus des achats|revenus des achats; "
            + "pt:receita de compras|receita de compra; "
            + "it:entrate da acquisti; "
            + "nl:aankoopopbrengst|inkomsten uit aankopen; "
            + "pl:przychody z zakupów; "
            + "uk:дохід від покупок; "
            + "tr:satın alma geliri; "
            + "ja:購入による収益"),
    };
    public static readonly ColumnSpec Orders = new(["transactions", "ecommerce purchases", "e-commerce purchases"], ["транзакции", "покупки"], ["transaktionen", "käufe"], ["transacciones", "compras"])
    {
        Also = LocalWords.Of(
            "es:compras de comercio electrónico; "
            + "de:e-commerce-käufe; "
            + "fr:transactions|achats d'e-commerce|achats; "
            + "pt:transações|compras de e-commerce|compras; "
            + "it:transazioni|acquisti e-commerce|acquisti; "
            + "nl:transacties|e-commerceaankopen|aankopen; "
            + "pl:transakcje|zakupy e-commerce|zakupy; "
            + "uk:транзакції|трансакції|покупки; "
            + "tr:işlemler|e-ticaret satın alma işlemleri|satın alma işlemleri; "
            + "ja:トランザクション|トランザクション数|e コマース購入数|eコマース購入数|購入"),
    };

    /// <summary>Measures that are not used, so that they are not taken for dimensions.</summary>
    public static readonly ColumnSpec Ignored = new(
        ["event count", "views", "engaged sessions", "engagement rate", "average session duration", "average engagement time", "average engagement time per session",
         "event count per user", "views per user", "views per session", "returning users", "bounce rate", "sessions per user", "engaged sessions per user",
         "engaged sessions per active user", "events per session", "session conversion rate", "user conversion rate", "session key event rate", "user key event rate",
         "items purchased", "item revenue", "add to carts", "checkouts", "purchasers", "first time purchasers", "average purchase revenue", "arppu", "arpu",
         "average revenue per user", "user engagement", "unique user scrolls", "30 days", "7 days", "1 day", "total ad revenue", "refund amount",
         "views per active user", "average engagement time per active user"],
        ["количество событий", "просмотры", "сеансы с взаимодействием", "доля взаимодействий", "показатель отказов", "средняя продолжительность сеанса",
         "среднее время взаимодействия", "среднее время взаимодействия на сеанс", "вернувшиеся пользователи", "событий за сеанс", "просмотры на пользователя"],
        ["ereignisanzahl", "aufrufe", "sitzungen mit interaktionen", "interaktionsrate"],
        ["número de eventos", "vistas", "sesiones con interacción", "porcentaje de interacciones"])
    {
        Also = LocalWords.Of(
            "fr:nombre d'événements|vues|taux d'engagement|sessions avec engagement; "
            + "pt:contagem de eventos|visualizações|sessões engajadas|taxa de engajamento; "
            + "it:conteggio eventi|visualizzazioni|sessioni con coinvolgimento; "
            + "nl:aantal gebeurtenissen|weergaven|betrokken sessies; "
            + "pl:liczba zdarzeń|wyświetlenia|sesje z zaangażowaniem; "
            + "uk:кількість подій|перегляди|сеанси із взаємодією; "
            + "tr:etkinlik sayısı|görüntüleme|etkileşimli oturumlar; "
            + "ja:イベント数|表示回数|エンゲージのあったセッション数|エンゲージメント率|平均エンゲージメント時間; "
            + "ru:переходы|доля вовлеченных сеансов; "
            + "de:durchschnittliche interaktionsdauer|absprungrate; "
            + "es:tiempo de interacción medio|porcentaje de rebote"),
    };

    /// <summary>With two ranges in one table each row says which one it is about.</summary>
    public static readonly ColumnSpec DateRange = new(["date range"], ["диапазон дат"], ["zeitraum"], ["período", "intervalo de fechas"])
    {
        Also = LocalWords.Of("fr:plage de dates; pt:período|intervalo de datas; it:intervallo di date; nl:periode; pl:zakres dat; uk:діапазон дат; tr:tarih aralığı; ja:期間"),
    };

    /// <summary>One row a person: such rows are recognised and counted, but nothing of them is kept.</summary>
    public static readonly ColumnSpec Person = new(
        ["app-instance id", "app instance id", "effective user id", "user id", "user-id", "client id", "user pseudo id", "device id"],
        ["идентификатор экземпляра приложения", "id экземпляра приложения", "идентификатор пользователя"], ["app-instanz-id", "nutzer-id", "effektive nutzer-id"],
        ["id de instancia de la aplicación", "id de usuario", "id de usuario efectivo"])
    {
        Also = LocalWords.Of("fr:id d'instance d'application|id utilisateur; pt:id da instância do app|id do usuário; it:id istanza app|id utente; ja:アプリ インスタンス id|ユーザー id"),
    };

    /// <summary>Parts of the visits that overlap as a whole.</summary>
    public static readonly ColumnSpec Overlap = new(
        ["comparison", "comparisons", "segment", "audience name", "audience"], ["сравнение", "сегмент", "аудитория", "название аудитории"], ["vergleich", "segment", "zielgruppe", "zielgruppenname"],
        ["comparación", "segmento", "audiencia", "nombre de la audiencia"]);

    /// <summary>A visit has several pages and events, so that it stands in several rows: these say nothing of visits and users.</summary>
    public static readonly ColumnSpec PartOfVisit = new(
        ["page path", "page path and screen class", "page path + query string", "page path + query string and screen class", "page title", "page title and screen class",
         "page title and screen name", "page location", "page url", "event name", "item name", "item id", "item category", "content group", "link url", "search term"],
        ["путь к странице и класс экрана", "путь к странице", "название страницы и класс экрана", "название страницы", "название события", "название товара", "наименование товара"],
        ["seitenpfad und bildschirmklasse", "seitenpfad", "seitentitel und bildschirmklasse", "seitentitel", "ereignisname", "artikelname"],
        ["ruta de página y clase de pantalla", "ruta de la página y clase de pantalla", "título de página y clase de pantalla", "título de la página y clase de pantalla", "nombre del evento", "nombre del artículo"]);

    public static readonly ColumnCatalogue Known = new(
    [
        Date, NthDay, Channel, SourceMedium, TrafficSource, Medium, Campaign, FirstUserChannel, Sessions, TotalUsers, ActiveUsers, Users, NewUsers,
        Conversions, TotalRevenue, PurchaseRevenue, Orders, Ignored, DateRange, Person, Overlap, PartOfVisit,
    ]);
}
