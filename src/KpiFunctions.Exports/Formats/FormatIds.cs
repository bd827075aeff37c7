namespace KpiFunctions.Exports.Formats;

/// <summary>The stable ids of the formats that are read, <c>source/variant</c>.</summary>
public static class FormatIds
{
    /// <summary>Google Ads, a downloaded report.</summary>
    public const string GoogleAdsReport = "google-ads/report-csv";

    /// <summary>Microsoft Advertising, a downloaded report.</summary>
    public const string MicrosoftAdsReport = "microsoft-ads/report-csv";

    /// <summary>LinkedIn Campaign Manager, a downloaded report.</summary>
    public const string LinkedInAdsReport = "linkedin-ads/report-csv";

    /// <summary>TikTok Ads Manager, a downloaded report.</summary>
    public const string TikTokAdsReport = "tiktok-ads/report-csv";

    /// <summary>Meta Ads Manager or Ads Reporting, an exported table.</summary>
    public const string MetaAdsReport = "meta-ads/report";

    /// <summary>Google Ads, a downloaded card of the overview page.</summary>
    public const string GoogleAdsCard = "google-ads/overview-csv";

    /// <summary>VK Реклама, exported statistics.</summary>
    public const string VkAdsReport = "vk-ads/report";

    /// <summary>Yandex Direct, a table of the report wizard or the statistics page.</summary>
    public const string YandexDirectReport = "yandex-direct/report";

    /// <summary>Yandex Direct, a saved answer of the Reports service.</summary>
    public const string YandexDirectApiReport = "yandex-direct/api-tsv";

    /// <summary>Google Analytics 4, a downloaded report, snapshot or exploration.</summary>
    public const string GoogleAnalyticsReport = "google-analytics/report-csv";

    /// <summary>Google Search Console, a table of the performance report.</summary>
    public const string SearchConsoleTable = "google-search-console/performance-csv";

    /// <summary>Google Search Console, the list of an export's filters.</summary>
    public const string SearchConsoleFilters = "google-search-console/filters-csv";

    /// <summary>Shopify, exported orders.</summary>
    public const string ShopifyOrders = "shopify/orders-csv";

    /// <summary>A table of other marketing costs.</summary>
    public const string CostsTable = "costs/table";

    /// <summary>Yandex Metrica, a report's table.</summary>
    public const string YandexMetricaReport = "yandex-metrica/report-csv";

    /// <summary>Yandex Metrica, answers of the reporting API as they are kept.</summary>
    public const string YandexMetricaAnswer = "yandex-metrica/api-json";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        GoogleAdsReport, GoogleAdsCard, MetaAdsReport, YandexDirectReport, YandexDirectApiReport, VkAdsReport, MicrosoftAdsReport, LinkedInAdsReport,
        TikTokAdsReport, GoogleAnalyticsReport, YandexMetricaReport, YandexMetricaAnswer, SearchConsoleTable, SearchConsoleFilters, ShopifyOrders,
        CostsTable,
    ];
}
