using System.Collections.Frozen;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Exports.Formats;

/// <summary>Values and labels that Google Analytics writes in the language of the interface.</summary>
internal static class GoogleAnalyticsWords
{
    private static readonly (string Channel, string[] Groups)[] Groups =
    [
        (Channels.Direct,
        [
            "Direct", "Прямой переход", "Прямой трафик", "Прямые переходы", "Directo", "Direkt", "Directos", "Direto", "Diretto", "Bezpośrednie",
            "Bezpośredni", "Прямий трафік", "Прямий", "Doğrudan", "ノーリファラー", "Accès direct"
        ]),
        (Channels.OrganicSearch,
        [
            "Organic Search", "Обычный поиск", "Органический поиск", "Бесплатный поиск", "Búsqueda orgánica", "Organische Suche",
            "Recherche organique", "Référencement naturel", "Résultats naturels", "Pesquisa orgânica", "Ricerca organica", "Organisch zoeken",
            "Organische zoekresultaten", "Bezpłatne wyniki wyszukiwania", "Звичайний пошук", "Безкоштовний пошук", "Organik Arama", "オーガニック検索",
            "Organic Shopping"
        ]),
        (Channels.PaidSearch,
        [
            "Paid Search", "Платный поиск", "Búsqueda de pago", "Bezahlte Suche", "Paid Shopping", "Платный трафик из магазинов",
            "Платные покупки", "Cross-network", "Кросс-сеть", "Разные сети", "Несколько сетей", "Recherche payante", "Réseau de Recherche payant",
            "Pesquisa paga", "Ricerca a pagamento", "Betaald zoeken", "Betaalde zoekresultaten", "Płatne wyniki wyszukiwania", "Платний пошук",
            "Ücretli Arama", "有料検索", "Netzwerkübergreifend", "Multicanal", "クロスネットワーク"
        ]),
        (Channels.PaidSocial,
        [
            "Paid Social", "Платные соцсети", "Платный трафик из социальных сетей", "Redes sociales de pago", "Social de pago",
            "Réseaux sociaux payants", "Social pago", "Redes sociais pagas", "Social a pagamento", "Betaald sociaal", "Платні соцмережі",
            "Ücretli Sosyal", "有料ソーシャル", "Bezahlte soziale Netzwerke"
        ]),
        (Channels.OrganicSocial,
        [
            "Organic Social", "Обычный трафик из социальных сетей", "Бесплатные соцсети", "Органический трафик из социальных сетей",
            "Organic Video", "Обычное видео", "Redes sociales orgánicas", "Social orgánico", "Réseaux sociaux naturels", "Social orgânico",
            "Redes sociais orgânicas", "Social organico", "Organisch sociaal", "Organik Sosyal", "オーガニック ソーシャル", "Organische soziale Netzwerke"
        ]),
        (Channels.Display,
        [
            "Display", "Медийная реклама", "Paid Video", "Платное видео", "Rede de Display", "Медійна реклама", "Görüntülü", "ディスプレイ",
            "Réseau Display"
        ]),
        (Channels.Email,
        [
            "Email", "Эл. почта", "Электронная почта", "E-mail", "Correo electrónico", "Електронна пошта", "E-posta", "メール"
        ]),
        (Channels.Affiliate,
        [
            "Affiliates", "Партнеры", "Партнёры", "Аффилиаты", "Afiliados", "Affiliation", "Affiliati", "Партнери", "アフィリエイト", "Partnerzy"
        ]),
        (Channels.Referral,
        [
            "Referral", "Реферальный трафик", "Переходы по ссылкам", "Реферальные переходы", "Referencia", "Remisión", "Sites référents",
            "Site référent", "Referência", "Indicação", "Verwijzing", "Verweis", "Witryny odsyłające", "Odesłania", "Реферальний трафік",
            "Yönlendirme", "リファーラル", "AI Assistant"
        ]),
    ];

    private static readonly FrozenDictionary<string, string> ByGroup = Groups
        .SelectMany(static x => x.Groups.Select(g => (Group: g, x.Channel)))
        .ToFrozenDictionary(static x => x.Group, static x => x.Channel, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Totals = FrozenSet.Create(
        StringComparer.Ordinal,
        "grand total", "totals", "общий итог", "итого", "всего", "gesamtsumme", "total general", "suma total", "total général", "total geral",
        "totale complessivo", "totale generale", "eindtotaal", "suma końcowa", "suma całkowita", "загальний підсумок", "усього", "genel toplam", "総計", "合計");

    /// <summary>The channel of a default channel group; what is not one of them (Unassigned, SMS, audio …) is <c>other</c>.</summary>
    public static string ChannelOf(string group) => ByGroup.GetValueOrDefault(group.Trim(), Channels.Other);

    /// <summary>Whether a cell's key is the label of a row of totals.</summary>
    public static bool IsTotal(string key) => Totals.Contains(key);
}

/// <summary>Headers in further languages, as they are declared.</summary>
internal static class LocalWords
{
    /// <param name="words">Such as <c>fr:jour|date; pt:data</c>; headers as <see cref="HeaderText.Key"/> has them.</param>
    public static IReadOnlyList<(string Language, string Header)> Of(string words) =>
    [
        .. words.Split("; ").SelectMany(static x => x[(x.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('|').Select(h => (x[..x.IndexOf(':', StringComparison.Ordinal)], h))),
    ];
}
