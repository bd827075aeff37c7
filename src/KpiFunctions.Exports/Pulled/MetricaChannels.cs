using System.Collections.Frozen;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Exports.Pulled;

/// <summary>
/// The channel of a Metrica visit. Metrica says by which kind of source a visit came; for advertising it does not say of which kind, so
/// the link's own marks decide.
/// </summary>
/// <remarks>
/// Ids: Metrica's documentation, "Available TrafficSource values" (yandex.com/dev/metrika/en/management/table-source). Media that mean
/// banners: Google Analytics 4, "Default channel group" (support.google.com/analytics/answer/9756891).
/// </remarks>
internal static class MetricaChannels
{
    private const string Advertising = "ad";

    private static readonly FrozenDictionary<string, string> BySource = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["organic"] = Channels.OrganicSearch,
        ["direct"] = Channels.Direct,
        ["referral"] = Channels.Referral,
        [Advertising] = Channels.PaidSearch,
        ["social"] = Channels.OrganicSocial,
        ["messenger"] = Channels.OrganicSocial,
        ["email"] = Channels.Email,
        ["recommend"] = Channels.Referral,
        // A page that was saved is opened like a bookmark.
        ["saved"] = Channels.Direct,
        ["internal"] = Channels.Other,
        ["qrcode"] = Channels.Other,
        ["undefined"] = Channels.Other,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What Metrica's pages and files call the traffic sources.
    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["переходы из поисковых систем"] = "organic",
        ["search engine traffic"] = "organic",
        ["search engines"] = "organic",
        ["прямые заходы"] = "direct",
        ["direct traffic"] = "direct",
        ["переходы по ссылкам на сайтах"] = "referral",
        ["переходы с сайтов"] = "referral",
        ["link traffic"] = "referral",
        ["traffic from links"] = "referral",
        ["переходы по рекламе"] = Advertising,
        ["ad traffic"] = Advertising,
        ["переходы из социальных сетей"] = "social",
        ["social network traffic"] = "social",
        ["social networks traffic"] = "social",
        ["переходы из мессенджеров"] = "messenger",
        ["messenger traffic"] = "messenger",
        ["переходы с почтовых рассылок"] = "email",
        ["переходы из почтовых рассылок"] = "email",
        ["mailing traffic"] = "email",
        ["newsletter traffic"] = "email",
        ["переходы из рекомендательных систем"] = "recommend",
        ["recommendation system traffic"] = "recommend",
        ["переходы с сохранённых страниц"] = "saved",
        ["переходы с сохраненных страниц"] = "saved",
        ["cached page traffic"] = "saved",
        ["saved page traffic"] = "saved",
        ["внутренние переходы"] = "internal",
        ["internal traffic"] = "internal",
        ["переходы по qr-кодам"] = "qrcode",
        ["переходы по qr кодам"] = "qrcode",
        ["qr code traffic"] = "qrcode",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Words of utm_source; "vk_ads" and "vk.com" hold the word "vk".
    private static readonly FrozenSet<string> SocialNetworks = FrozenSet.Create(
        StringComparer.Ordinal,
        "vk", "vkads", "vkontakte", "mytarget", "ok", "odnoklassniki", "facebook", "fb", "instagram", "ig", "meta", "telegram", "tg",
        "tiktok", "linkedin", "twitter", "pinterest", "snapchat", "reddit");

    private static readonly FrozenSet<string> BannerMedia = FrozenSet.Create(
        StringComparer.Ordinal, "display", "cpm", "banner", "expandable", "interstitial");

    /// <summary>The channel; what is not known is <c>other</c>.</summary>
    /// <param name="trafficSource">Metrica's id of the traffic source; empty when it says none.</param>
    /// <param name="utmSource">utm_source, or empty.</param>
    /// <param name="utmMedium">utm_medium, or empty.</param>
    public static string Of(string trafficSource, string utmSource, string utmMedium) => trafficSource switch
    {
        Advertising when Words(utmSource).Any(SocialNetworks.Contains) => Channels.PaidSocial,
        Advertising when Words(utmMedium).Any(BannerMedia.Contains) => Channels.Display,
        _ => BySource.GetValueOrDefault(trafficSource, Channels.Other),
    };

    /// <summary>Metrica's id of the traffic source that its files call so; <c>undefined</c> for a name that is not known.</summary>
    public static string IdOf(string name) => ByName.GetValueOrDefault(name.Trim(), "undefined");

    private static string[] Words(string mark) =>
        mark.ToLowerInvariant().Split([' ', '_', '-', '.', '/', ':', '|', '+'], StringSplitOptions.RemoveEmptyEntries);
}
