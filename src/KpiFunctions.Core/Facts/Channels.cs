namespace KpiFunctions.Core.Facts;

/// <summary>The channels that KPIs are split by. The ids are stable: scripts and tables use them.</summary>
public static class Channels
{
    /// <summary>Search ads.</summary>
    public const string PaidSearch = "paid_search";

    /// <summary>Ads in social networks.</summary>
    public const string PaidSocial = "paid_social";

    /// <summary>Unpaid search.</summary>
    public const string OrganicSearch = "organic_search";

    /// <summary>Unpaid social.</summary>
    public const string OrganicSocial = "organic_social";

    /// <summary>E-mail.</summary>
    public const string Email = "email";

    /// <summary>Typed address, bookmark.</summary>
    public const string Direct = "direct";

    /// <summary>Links on other sites.</summary>
    public const string Referral = "referral";

    /// <summary>Banner and video ads.</summary>
    public const string Display = "display";

    /// <summary>Affiliates.</summary>
    public const string Affiliate = "affiliate";

    /// <summary>Everything else.</summary>
    public const string Other = "other";

    /// <summary>All channels, in the order in which reports show them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [PaidSearch, PaidSocial, Display, Affiliate, Email, OrganicSearch, OrganicSocial, Referral, Direct, Other];
}

/// <summary>The stable source ids.</summary>
public static class Sources
{
    /// <summary>Google Ads.</summary>
    public const string GoogleAds = "google-ads";

    /// <summary>Microsoft Advertising.</summary>
    public const string MicrosoftAds = "microsoft-ads";

    /// <summary>LinkedIn Campaign Manager.</summary>
    public const string LinkedInAds = "linkedin-ads";

    /// <summary>TikTok Ads Manager.</summary>
    public const string TikTokAds = "tiktok-ads";

    /// <summary>Meta Ads.</summary>
    public const string MetaAds = "meta-ads";

    /// <summary>VK Реклама.</summary>
    public const string VkAds = "vk-ads";

    /// <summary>Google Analytics 4.</summary>
    public const string GoogleAnalytics = "google-analytics";

    /// <summary>Google Search Console: organic search as the search engine counts it.</summary>
    public const string GoogleSearchConsole = "google-search-console";

    /// <summary>Yandex Direct.</summary>
    public const string YandexDirect = "yandex-direct";

    /// <summary>Yandex Metrica.</summary>
    public const string YandexMetrica = "yandex-metrica";

    /// <summary>Shopify.</summary>
    public const string Shopify = "shopify";

    /// <summary>A costs file.</summary>
    public const string Costs = "costs";

    /// <summary>A file that is read by a mapping of the brand's configuration.</summary>
    public const string Mapped = "mapped";
}
