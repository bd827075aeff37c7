using System.Collections.Frozen;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Google Analytics 4, what "Download CSV" gives: a report, a snapshot of many tables, or an exploration. Blocks of <c>#</c> lines name the
/// property and each table's range; tables are separated by empty lines. Numbers have a decimal point in every language.
/// </summary>
/// <remarks>English and Spanish files were seen; Russian and German words follow the interface.</remarks>
internal sealed class GoogleAnalyticsReport : ExportFormat
{
    internal static readonly ColumnSpec Date = new(["date"], ["дата"], ["datum"], ["fecha"]);
    internal static readonly ColumnSpec NthDay = new(["nth day"], ["день n", "n-й день", "n-ный день"], ["tag n", "n-ter tag"], ["día n", "n.º día"]);
    internal static readonly ColumnSpec Channel = new(
        ["session default channel group", "session default channel grouping", "session primary channel group (default channel group)", "default channel group", "default channel grouping"],
        ["группа каналов по умолчанию для сеанса", "сеанс – группа каналов по умолчанию", "группа каналов по умолчанию"],
        ["standard-channelgruppe der sitzung", "sitzung – standard-channelgruppe"],
        ["grupo de canales predeterminado de la sesión"]);
    internal static readonly ColumnSpec SourceMedium = new(
        ["session source / medium", "source / medium"], ["источник/канал сеанса", "источник / канал сеанса", "сеанс – источник или канал"],
        ["sitzung – quelle/medium"], ["fuente/medio de la sesión", "fuente / medio de la sesión"]);
    internal static readonly ColumnSpec TrafficSource = new(["session source"], ["источник сеанса"], es: ["fuente de la sesión"]);
    internal static readonly ColumnSpec Medium = new(["session medium"], ["канал сеанса"], es: ["medio de la sesión"]);
    internal static readonly ColumnSpec Campaign = new(["session campaign"], ["кампания сеанса", "сеанс – кампания"], ["sitzung – kampagne"], ["campaña de la sesión"]);
    internal static readonly ColumnSpec FirstUserChannel = new(
        ["first user default channel group", "first user default channel grouping", "first user primary channel group (default channel group)"],
        ["первый пользователь – группа каналов по умолчанию", "группа каналов по умолчанию для первого пользователя"],
        es: ["grupo de canales predeterminado del primer usuario"]);

    internal static readonly ColumnSpec Sessions = new(["sessions"], ["сеансы"], ["sitzungen"], ["sesiones"]);
    internal static readonly ColumnSpec TotalUsers = new(["total users"], ["все пользователи", "всего пользователей"], ["nutzer insgesamt"], ["total de usuarios", "usuarios totales"]);
    internal static readonly ColumnSpec ActiveUsers = new(["active users"], ["активные пользователи"], ["aktive nutzer"], ["usuarios activos"]);
    internal static readonly ColumnSpec Users = new(["users"], ["пользователи"], ["nutzer"], ["usuarios"]);
    internal static readonly ColumnSpec NewUsers = new(["new users"], ["новые пользователи"], ["neue nutzer"], ["usuarios nuevos", "nuevos usuarios"]);
    internal static readonly ColumnSpec Conversions = new(["key events", "conversions"], ["ключевые события", "конверсии"], ["schlüsselereignisse", "conversions"], ["eventos clave", "conversiones"]);
    internal static readonly ColumnSpec TotalRevenue = new(["total revenue"], ["общий доход", "общая выручка"], ["gesamtumsatz"], ["ingresos totales"]);
    internal static readonly ColumnSpec PurchaseRevenue = new(["purchase revenue", "ecommerce revenue", "e-commerce revenue"], ["доход от покупок"], ["kaufumsatz"], ["ingresos por compras"]);
    internal static readonly ColumnSpec Orders = new(["transactions", "ecommerce purchases", "e-commerce purchases"], ["транзакции", "покупки"], ["transaktionen", "käufe"], ["transacciones", "compras"]);

    /// <summary>Measures that are not used, so that they are not taken for dimensions.</summary>
    internal static readonly ColumnSpec Ignored = new(
        ["event count", "views", "engaged sessions", "engagement rate", "average session duration", "average engagement time", "average engagement time per session",
         "event count per user", "views per user", "views per session", "returning users", "bounce rate", "sessions per user", "engaged sessions per user",
         "engaged sessions per active user", "events per session", "session conversion rate", "user conversion rate", "session key event rate", "user key event rate",
         "items purchased", "item revenue", "add to carts", "checkouts", "purchasers", "first time purchasers", "average purchase revenue", "arppu", "arpu",
         "average revenue per user", "user engagement", "unique user scrolls", "30 days", "7 days", "1 day", "total ad revenue", "refund amount",
         "views per active user", "average engagement time per active user"],
        ["количество событий", "просмотры", "сеансы с взаимодействием", "доля взаимодействий", "показатель отказов", "средняя продолжительность сеанса",
         "среднее время взаимодействия", "среднее время взаимодействия на сеанс", "вернувшиеся пользователи", "событий за сеанс", "просмотры на пользователя"],
        ["ereignisanzahl", "aufrufe", "sitzungen mit interaktionen", "interaktionsrate"],
        ["número de eventos", "vistas", "sesiones con interacción", "porcentaje de interacciones"]);

    private static readonly ColumnCatalogue Known = new(
    [
        Date, NthDay, Channel, SourceMedium, TrafficSource, Medium, Campaign, FirstUserChannel, Sessions, TotalUsers, ActiveUsers, Users, NewUsers,
        Conversions, TotalRevenue, PurchaseRevenue, Orders, Ignored,
    ]);

    private static readonly FrozenDictionary<string, string> ChannelNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Direct"] = Channels.Direct,
        ["Прямой переход"] = Channels.Direct,
        ["Прямой трафик"] = Channels.Direct,
        ["Прямые переходы"] = Channels.Direct,
        ["Directo"] = Channels.Direct,
        ["Direkt"] = Channels.Direct,
        ["Organic Search"] = Channels.OrganicSearch,
        ["Обычный поиск"] = Channels.OrganicSearch,
        ["Органический поиск"] = Channels.OrganicSearch,
        ["Бесплатный поиск"] = Channels.OrganicSearch,
        ["Búsqueda orgánica"] = Channels.OrganicSearch,
        ["Organische Suche"] = Channels.OrganicSearch,
        ["Paid Search"] = Channels.PaidSearch,
        ["Платный поиск"] = Channels.PaidSearch,
        ["Búsqueda de pago"] = Channels.PaidSearch,
        ["Bezahlte Suche"] = Channels.PaidSearch,
        ["Paid Shopping"] = Channels.PaidSearch,
        ["Платный трафик из магазинов"] = Channels.PaidSearch,
        ["Платные покупки"] = Channels.PaidSearch,
        ["Cross-network"] = Channels.PaidSearch,
        ["Кросс-сеть"] = Channels.PaidSearch,
        ["Разные сети"] = Channels.PaidSearch,
        ["Несколько сетей"] = Channels.PaidSearch,
        ["Paid Social"] = Channels.PaidSocial,
        ["Платные соцсети"] = Channels.PaidSocial,
        ["Платный трафик из социальных сетей"] = Channels.PaidSocial,
        ["Organic Social"] = Channels.OrganicSocial,
        ["Обычный трафик из социальных сетей"] = Channels.OrganicSocial,
        ["Бесплатные соцсети"] = Channels.OrganicSocial,
        ["Органический трафик из социальных сетей"] = Channels.OrganicSocial,
        ["Organic Video"] = Channels.OrganicSocial,
        ["Обычное видео"] = Channels.OrganicSocial,
        ["Display"] = Channels.Display,
        ["Медийная реклама"] = Channels.Display,
        ["Paid Video"] = Channels.Display,
        ["Платное видео"] = Channels.Display,
        ["Email"] = Channels.Email,
        ["Эл. почта"] = Channels.Email,
        ["Электронная почта"] = Channels.Email,
        ["Affiliates"] = Channels.Affiliate,
        ["Партнеры"] = Channels.Affiliate,
        ["Партнёры"] = Channels.Affiliate,
        ["Аффилиаты"] = Channels.Affiliate,
        ["Referral"] = Channels.Referral,
        ["Реферальный трафик"] = Channels.Referral,
        ["Переходы по ссылкам"] = Channels.Referral,
        ["Реферальные переходы"] = Channels.Referral,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public override string Id => FormatIds.GoogleAnalyticsReport;

    public override string Source => Sources.GoogleAnalytics;

    public override FactKind Kind => FactKind.Web;

    public override ColumnCatalogue Catalogue => Known;

    /// <summary>The channel of a default channel group; what is not one of them (Unassigned, SMS, audio …) is <c>other</c>.</summary>
    internal static string ChannelOf(string group) => ChannelNames.GetValueOrDefault(group.Trim(), Channels.Other);

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        if (IsPreamble(row.Raw))
        {
            return 0;
        }

        if (before.Any(static x => x.Raw.StartsWith("# ---", StringComparison.Ordinal)))
        {
            // The first row below such a block is a header of this format; how many of its columns are known tells the delimiter.
            var isFirst = before.All(static x => IsPreamble(x.Raw) || x.Cells.All(static c => c.Trim().Length == 0)
                || x.Raw.StartsWith("sep=", StringComparison.OrdinalIgnoreCase));
            return isFirst && row.Cells.Any(static x => x.Trim().Length > 0) ? 100 + columns.Count : 0;
        }

        var isDated = columns.HasAny(Date, NthDay);
        var isByChannel = columns.Has(Channel) || columns.Has(SourceMedium);
        var isOwn = isByChannel || columns.HasAny(TotalUsers, ActiveUsers, Ignored) || (columns.Has(NthDay) && columns.Has(Users));
        return isOwn && (isDated || isByChannel) && columns.HasAny(Sessions, TotalUsers, ActiveUsers, Users, Conversions) ? columns.Count + 3 : 0;
    }

    public override RowReader Open(FormatMatch match, ReadContext context) => new GoogleAnalyticsRows(match, context);

    internal static bool IsPreamble(ReadOnlySpan<char> raw) => raw is "#" || raw.StartsWith("# ", StringComparison.Ordinal) || raw.StartsWith("#\u00a0", StringComparison.Ordinal);

    internal static bool IsPreamble(ReadOnlySpan<byte> raw) => raw is [(byte)'#'] or [(byte)'#', (byte)' ' or 0xC2 or (byte)'\t' or (byte)',' or (byte)';', ..];
}
