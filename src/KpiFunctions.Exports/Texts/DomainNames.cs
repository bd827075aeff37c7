using KpiFunctions.Core.Facts;

namespace KpiFunctions.Exports.Texts;

/// <summary>What sources, formats, kinds and measures are called when people read about them.</summary>
public static class DomainNames
{
    private static readonly Dictionary<string, Localized> SourceNames = new(StringComparer.Ordinal)
    {
        ["google-ads"] = Localized.Same("Google Ads"),
        ["google-analytics"] = Localized.Same("Google Analytics"),
        ["google-search-console"] = Localized.Same("Google Search Console"),
        ["meta-ads"] = Localized.Same("Meta Ads"),
        ["yandex-direct"] = new("Yandex Direct", "Яндекс Директ"),
        ["yandex-metrica"] = new("Yandex Metrica", "Яндекс Метрика"),
        ["vk-ads"] = new("VK Ads", "VK Реклама"),
        ["microsoft-ads"] = Localized.Same("Microsoft Advertising"),
        ["linkedin-ads"] = Localized.Same("LinkedIn Ads"),
        ["tiktok-ads"] = Localized.Same("TikTok Ads"),
        ["shopify"] = Localized.Same("Shopify"),
        ["woocommerce"] = Localized.Same("WooCommerce"),
        ["hubspot"] = Localized.Same("HubSpot"),
        ["amocrm"] = Localized.Same("amoCRM"),
        ["bitrix24"] = new("Bitrix24", "Битрикс24"),
        ["pipedrive"] = Localized.Same("Pipedrive"),
        ["salesforce"] = Localized.Same("Salesforce"),
        ["klaviyo"] = Localized.Same("Klaviyo"),
        ["mailchimp"] = Localized.Same("Mailchimp"),
        ["unisender"] = Localized.Same("Unisender"),
        ["sendpulse"] = Localized.Same("SendPulse"),
        ["costs"] = new("costs file", "файл затрат"),
        ["targets"] = new("targets file", "файл целей"),
        ["rates"] = new("exchange rates file", "файл курсов валют"),
        ["mapped"] = new("file with your own mapping", "файл по вашей разметке"),
    };

    // Russian names that are declined; all others look the same in every case.
    private static readonly Dictionary<string, string> RussianGenitives = new(StringComparer.Ordinal)
    {
        ["yandex-direct"] = "Яндекс Директа",
        ["yandex-metrica"] = "Яндекс Метрики",
        ["vk-ads"] = "VK Рекламы",
        ["costs"] = "файла затрат",
        ["targets"] = "файла целей",
        ["rates"] = "файла курсов валют",
        ["mapped"] = "файла по вашей разметке",
    };

    private static readonly Dictionary<string, Localized> MeasureNames = new(StringComparer.Ordinal)
    {
        ["rows"] = new("Rows", "Строки"),
        ["impressions"] = new("Impressions", "Показы"),
        ["clicks"] = new("Clicks", "Клики"),
        ["cost"] = new("Cost", "Расход"),
        ["conversions"] = new("Conversions", "Конверсии"),
        ["conversionValue"] = new("Conversion value", "Ценность конверсий"),
        ["sessions"] = new("Sessions", "Визиты"),
        ["users"] = new("Users", "Пользователи"),
        ["newUsers"] = new("New users", "Новые пользователи"),
        ["orders"] = new("Orders", "Заказы"),
        ["revenue"] = new("Revenue", "Выручка"),
        ["customers"] = new("Customers", "Покупатели"),
        ["leads"] = new("Leads", "Лиды"),
        ["dealsWon"] = new("Deals won", "Выигранные сделки"),
        ["wonAmount"] = new("Amount won", "Сумма выигранных сделок"),
        ["delivered"] = new("Delivered", "Доставлено"),
        ["opens"] = new("Opens", "Открытия"),
        ["emailClicks"] = new("Clicks in e-mails", "Клики в письмах"),
        ["unsubscribes"] = new("Unsubscribes", "Отписки"),
    };

    private static readonly Dictionary<string, Localized> EncodingNames = new(StringComparer.Ordinal)
    {
        ["utf-8"] = Localized.Same("UTF-8"),
        ["utf-16le"] = Localized.Same("UTF-16 LE"),
        ["utf-16be"] = Localized.Same("UTF-16 BE"),
        ["windows-1251"] = new("Windows-1251 (Cyrillic)", "Windows-1251 (кириллица)"),
        ["windows-1252"] = new("Windows-1252 (Western European)", "Windows-1252 (западноевропейская)"),
    };

    /// <summary>Every source that has a name.</summary>
    public static IReadOnlyCollection<string> KnownSources => SourceNames.Keys;

    /// <summary>Every measure that has a name.</summary>
    public static IReadOnlyCollection<string> KnownMeasures => MeasureNames.Keys;

    /// <summary>The source's name, such as "Google Ads"; the id itself for an unknown one.</summary>
    public static Localized Source(string source) => SourceNames.GetValueOrDefault(source) ?? Localized.Same(source);

    /// <summary>The source's name as it stands after "from" and "of" (in Russian the genitive).</summary>
    public static Localized OfSource(string source)
    {
        var name = Source(source);
        return RussianGenitives.TryGetValue(source, out var genitive) ? name with { Russian = genitive } : name;
    }

    /// <summary>Whether files of the source come out of a platform; a person writes the others.</summary>
    public static bool IsPlatform(string? source) =>
        source is not null and not "costs" and not "targets" and not "rates" and not "mapped" && SourceNames.ContainsKey(source);

    /// <summary>The measure's name, such as "Cost"; the id itself for an unknown one.</summary>
    public static Localized Measure(string measure) => MeasureNames.GetValueOrDefault(measure) ?? Localized.Same(measure);

    /// <summary>The encoding's name for people.</summary>
    public static Localized Encoding(string encoding) => EncodingNames.GetValueOrDefault(encoding) ?? Localized.Same(encoding);

    /// <summary>What facts of the kind are called.</summary>
    public static Localized Kind(FactKind kind) => kind switch
    {
        FactKind.Ads => new("advertising", "реклама"),
        FactKind.Web => new("web analytics", "веб-аналитика"),
        FactKind.Orders => new("orders", "заказы"),
        FactKind.Costs => new("other costs", "прочие затраты"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What a file of the source and kind is, such as "Google Ads report" or "orders from Shopify".</summary>
    public static Localized File(string source, FactKind? kind)
    {
        var name = OfSource(source);
        return !IsPlatform(source) ? Source(source) : kind switch
        {
            FactKind.Orders => new($"orders from {name.English}", $"заказы {name.Russian}"),
            _ => new($"{name.English} report", $"отчёт {name.Russian}"),
        };
    }

    /// <summary>A format for people: what the file is, and in brackets the variant's stable name.</summary>
    /// <param name="format">Such as <c>google-ads/report-csv</c>.</param>
    /// <param name="kind">What its facts are about, if known.</param>
    public static Localized Format(string format, FactKind? kind)
    {
        var file = File(format.Split('/', 2)[0], kind);
        return new($"{file.English} ({format})", $"{file.Russian} ({format})");
    }
}
