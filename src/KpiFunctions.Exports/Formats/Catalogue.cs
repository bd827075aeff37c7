namespace KpiFunctions.Exports.Formats;

/// <summary>Every format that is read.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<ExportFormat> Formats { get; } =
    [
        new GoogleAdsReport(), new GoogleAdsCard(), new MetaAdsReport(), new YandexDirectReport(), new YandexDirectApiReport(), new VkAdsReport(),
        new MicrosoftAdsReport(), new LinkedInAdsReport(), new TikTokAdsReport(),
        new GoogleAnalyticsReport(), new YandexMetricaReport(), new SearchConsoleTable(), new SearchConsoleFilters(),
        new ShopifyOrders(), new CostsTable(),
    ];

    public static ExportFormat? Find(string? id) => Formats.FirstOrDefault(x => string.Equals(x.Id, id, StringComparison.Ordinal));
}
