namespace KpiFunctions.Reports.Words;

/// <summary>Names that are the same in every language.</summary>
internal static class SourceNames
{
    /// <summary>The name of a source, or null where it has to be said in words or differs by language.</summary>
    public static string? Find(string id) => id switch
    {
        "google-ads" => "Google Ads",
        "google-analytics" => "Google Analytics",
        "google-search-console" => "Search Console",
        "meta-ads" => "Meta Ads",
        "vk-ads" => "VK Ads",
        "microsoft-ads" => "Microsoft Ads",
        "linkedin-ads" => "LinkedIn Ads",
        "tiktok-ads" => "TikTok Ads",
        "shopify" => "Shopify",
        "woocommerce" => "WooCommerce",
        "hubspot" => "HubSpot",
        "amocrm" => "amoCRM",
        "pipedrive" => "Pipedrive",
        "salesforce" => "Salesforce",
        "klaviyo" => "Klaviyo",
        "mailchimp" => "Mailchimp",
        "unisender" => "UniSender",
        "sendpulse" => "SendPulse",
        _ => null,
    };
}
