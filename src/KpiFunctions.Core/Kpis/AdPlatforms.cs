using System.Collections.Frozen;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Kpis;

/// <summary>Which ad platform a utm_source names, and the channel that its spend belongs to when nothing finer is known.</summary>
public static class AdPlatforms
{
    private static readonly FrozenDictionary<string, (string Source, string Channel)> ByUtmSource =
        new Dictionary<string, (string, string)>(StringComparer.OrdinalIgnoreCase)
        {
            ["google"] = (Sources.GoogleAds, Channels.PaidSearch),
            ["google-ads"] = (Sources.GoogleAds, Channels.PaidSearch),
            ["google_ads"] = (Sources.GoogleAds, Channels.PaidSearch),
            ["googleads"] = (Sources.GoogleAds, Channels.PaidSearch),
            ["google ads"] = (Sources.GoogleAds, Channels.PaidSearch),
            ["adwords"] = (Sources.GoogleAds, Channels.PaidSearch),
            ["yandex"] = (Sources.YandexDirect, Channels.PaidSearch),
            ["yandex-direct"] = (Sources.YandexDirect, Channels.PaidSearch),
            ["yandex_direct"] = (Sources.YandexDirect, Channels.PaidSearch),
            ["yandex direct"] = (Sources.YandexDirect, Channels.PaidSearch),
            ["яндекс"] = (Sources.YandexDirect, Channels.PaidSearch),
            ["яндекс директ"] = (Sources.YandexDirect, Channels.PaidSearch),
            ["direct.yandex"] = (Sources.YandexDirect, Channels.PaidSearch),
            ["bing"] = (Sources.MicrosoftAds, Channels.PaidSearch),
            ["microsoft"] = (Sources.MicrosoftAds, Channels.PaidSearch),
            ["microsoft-ads"] = (Sources.MicrosoftAds, Channels.PaidSearch),
            ["facebook"] = ("meta-ads", Channels.PaidSocial),
            ["fb"] = ("meta-ads", Channels.PaidSocial),
            ["instagram"] = ("meta-ads", Channels.PaidSocial),
            ["ig"] = ("meta-ads", Channels.PaidSocial),
            ["meta"] = ("meta-ads", Channels.PaidSocial),
            ["meta-ads"] = ("meta-ads", Channels.PaidSocial),
            ["vk"] = ("vk-ads", Channels.PaidSocial),
            ["vkontakte"] = ("vk-ads", Channels.PaidSocial),
            ["vk-ads"] = ("vk-ads", Channels.PaidSocial),
            ["vk_ads"] = ("vk-ads", Channels.PaidSocial),
            ["вк"] = ("vk-ads", Channels.PaidSocial),
            ["linkedin"] = (Sources.LinkedInAds, Channels.PaidSocial),
            ["linkedin-ads"] = (Sources.LinkedInAds, Channels.PaidSocial),
            ["tiktok"] = (Sources.TikTokAds, Channels.PaidSocial),
            ["tiktok-ads"] = (Sources.TikTokAds, Channels.PaidSocial),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The platform that a utm_source names, or null when it names none.</summary>
    public static (string Source, string Channel)? OfUtmSource(string utmSource)
    {
        ArgumentNullException.ThrowIfNull(utmSource);
        return ByUtmSource.TryGetValue(utmSource.Trim(), out var platform) ? platform : null;
    }
}
