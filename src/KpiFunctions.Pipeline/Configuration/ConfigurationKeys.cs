using KpiFunctions.Core.Facts;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>The names that a configuration may use, and the nearest one to a name that it may not.</summary>
public static class ConfigurationKeys
{
    /// <summary>Top-level keys that this version uses.</summary>
    public static IReadOnlyList<string> Used { get; } =
    [
        "brand", "name", "timeZone", "currency", "weekStart", "language", "historyFrom", "sourcesOfTruth", "accounts", "dateOrder", "connectors", "reports",
        "owner", "receipts", "mappings",
    ];

    /// <summary>Top-level keys of the contract that have no effect yet: taken with a warning, so that a file need not wait for a version.</summary>
    public static IReadOnlyList<string> WithoutEffect { get; } =
    [
        "retentionWindowDays", "margin", "vat", "country", "orderStates", "stages", "goals", "leadEvents", "exclude", "channels",
        "targets", "annotations",
    ];

    /// <summary>Every source id of the contract.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        "google-ads", "google-analytics", "google-search-console", "meta-ads", "yandex-direct", "yandex-metrica", "vk-ads", "microsoft-ads",
        "linkedin-ads", "tiktok-ads", "shopify", "woocommerce", "hubspot", "amocrm", "bitrix24", "pipedrive", "salesforce", "klaviyo", "mailchimp",
        "unisender", "sendpulse", "costs", "targets", "rates", "mapped",
    ];

    /// <summary>Sources that can be pulled: those with a connector.</summary>
    public static IReadOnlyList<string> PulledSources { get; } = [Core.Facts.Sources.YandexMetrica];

    /// <summary>Sources that can know visits.</summary>
    public static IReadOnlyList<string> TrafficSources { get; } = ["google-analytics", "yandex-metrica", "mapped"];

    /// <summary>Sources that can know sales.</summary>
    public static IReadOnlyList<string> SalesSources { get; } =
        ["shopify", "woocommerce", "hubspot", "amocrm", "bitrix24", "pipedrive", "salesforce", "mapped"];

    /// <summary>Sources that can know leads: deals, else web events, else the platforms' own conversions.</summary>
    public static IReadOnlyList<string> LeadSources { get; } =
    [
        "hubspot", "amocrm", "bitrix24", "pipedrive", "salesforce", "google-analytics", "yandex-metrica", "google-ads", "meta-ads", "yandex-direct",
        "vk-ads", "microsoft-ads", "linkedin-ads", "tiktok-ads", "mapped",
    ];

    internal static IReadOnlyList<string> SourcesOfTruth { get; } = ["traffic", "leads", "sales"];

    internal static IReadOnlyList<string> Account { get; } = ["source", "account", "path"];

    internal static IReadOnlyList<string> Connector { get; } = ["source", "account", "token", "from", "restatementDays"];

    internal static IReadOnlyList<string> Mapping { get; } =
    [
        "id", "kind", "source", "file", "header", "columns", "dateFormat", "dateOrder", "numbers", "constants", "level", "totals", "delimiter", "encoding",
    ];

    internal static IReadOnlyList<string> MappingKinds { get; } = [.. Core.Brands.MappingFields.Kinds.Select(static x => x.Id())];

    internal static IReadOnlyList<string> MappedEncodings { get; } = ["utf-8", "windows-1251", "windows-1252"];

    internal static IReadOnlyList<string> Levels { get; } = ["account", "campaign", "adGroup", "keyword", "searchTerm"];

    internal static IReadOnlyList<string> NumberSigns { get; } = ["comma", "point"];

    internal static IReadOnlyList<string> Report { get; } = ["id", "language", "recipients"];

    internal static IReadOnlyList<string> Recipient { get; } = ["email", "language"];

    internal static IReadOnlyList<string> Receipt { get; } = ["to", "when", "source", "path", "language"];

    internal static IReadOnlyList<string> ReceiptWhens { get; } = ["rejected", "always"];

    internal static IReadOnlyList<string> DateOrders { get; } = ["dayFirst", "monthFirst"];

    internal static IReadOnlyList<string> WeekStarts { get; } = ["monday", "sunday"];

    internal static IReadOnlyList<string> Languages { get; } = ["en", "ru"];

    /// <summary>Sources whose rows a mapped file of that kind may have.</summary>
    internal static IReadOnlyList<string> MappedSources(FactKind kind) => kind switch
    {
        FactKind.Ads => ["mapped", "google-ads", "meta-ads", "yandex-direct", "vk-ads", "microsoft-ads", "linkedin-ads", "tiktok-ads"],
        FactKind.Web => ["mapped", "google-analytics", "google-search-console", "yandex-metrica"],
        _ => ["mapped", "costs"],
    };

    internal static string ColumnsExample(FactKind kind) => kind switch
    {
        FactKind.Ads => "{ date: Datum, campaign: Kampagne, cost: Spend }",
        FactKind.Web => "{ date: Datum, channel: Kanal, sessions: Besuche }",
        _ => "{ date: Datum, utmSource: Partner, amount: Betrag }",
    };

    /// <summary>The known name that was probably meant, or null when none is near.</summary>
    /// <param name="name">What stands in the file.</param>
    /// <param name="known">What may stand there.</param>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var folded = Fold(name);
        if (folded.Length is 0 or > 60)
        {
            return null;
        }

        var best = known
            .Select(x => (Name: x, Distance: Distance(folded, Fold(x))))
            .OrderBy(static x => x.Distance)
            .ThenBy(static x => x.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(1, folded.Length / 3) ? best.Name : null;
    }

    // time_zone, time-zone and TimeZone are one slip, not three.
    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
