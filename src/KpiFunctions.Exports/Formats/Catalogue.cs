namespace KpiFunctions.Exports.Formats;

/// <summary>Every format that is read.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<ExportFormat> Formats { get; } =
    [
        new GoogleAnalyticsReport(), new GoogleAdsReport(), new MicrosoftAdsReport(), new LinkedInAdsReport(), new TikTokAdsReport(), new ShopifyOrders(),
        new CostsTable(),
        new SearchConsoleTable(), new SearchConsoleFilters(),
        new MetaAdsReport(),
        new MetaAdsReport(), new VkAdsReport(),
        new MetaAdsReport(), new VkAdsReport(), new GoogleAdsCard(),
        new YandexDirectReport(), new YandexDirectApiReport(),
        new YandexDirectReport(), new YandexDirectApiReport(), new YandexMetricaReport(),
    ];

    public static ExportFormat? Find(string? id) => Formats.FirstOrDefault(x => string.Equals(x.Id, id, StringComparison.Ordinal));
}
