using System.Text;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Periods;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>
/// Reads a brand's configuration (YAML). Whatever is wrong is an answer that names line, column, setting and an example; nothing throws.
/// </summary>
public static class BrandConfigurationReader
{
    /// <summary>Reads the whole stream, at most a little more than the limit on a configuration's size.</summary>
    /// <param name="stream">UTF-8.</param>
    /// <param name="expectedBrand">The brand that the file is for, when that is known; another <c>brand</c> in it is an error.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<ConfigurationReading> ReadAsync(Stream stream, string? expectedBrand, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[YamlTree.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Read(buffer.AsSpan(0, length), expectedBrand);
    }

    /// <summary>Reads a text.</summary>
    public static ConfigurationReading Read(string yaml, string? expectedBrand = null) => Read(Encoding.UTF8.GetBytes(yaml), expectedBrand);

    /// <summary>Reads UTF-8 bytes.</summary>
    public static ConfigurationReading Read(ReadOnlySpan<byte> utf8, string? expectedBrand = null)
    {
        var problems = new ProblemList();
        if (YamlTree.Read(utf8, problems) is not { } root)
        {
            return new(null, problems.InFileOrder, []);
        }

        var reader = new MappingReader(root, string.Empty, [.. ConfigurationKeys.Used, .. ConfigurationKeys.WithoutEffect], problems);
        WarnOfKeysWithoutEffect(root, problems);
        var configuration = Build(reader);
        CheckBrand(reader, configuration.Brand, expectedBrand);
        ConnectorSections.WarnOfUnlisted(reader, configuration);
        ReceiptSections.WarnOfUnheard(reader, configuration);
        return new(problems.HasErrors ? null : configuration, problems.InFileOrder, Defaults(reader, configuration));
    }

    private static BrandConfiguration Build(MappingReader reader)
    {
        var defaults = new BrandConfiguration { Brand = reader.Require("brand", "tea-shop", ConfigurationValues.Id) ?? string.Empty };
        var truth = reader.Read("sourcesOfTruth", ConfigurationSections.Truth);
        return defaults with
        {
            Name = reader.Read("name", ConfigurationValues.Name),
            TimeZone = reader.Read("timeZone", ConfigurationValues.Zone) ?? defaults.TimeZone,
            Currency = reader.Read("currency", ConfigurationValues.Currency) ?? defaults.Currency,
            WeekStart = reader.Read("weekStart", ConfigurationValues.Week) ?? defaults.WeekStart,
            Language = reader.Read("language", ConfigurationValues.Language) ?? defaults.Language,
            HistoryFrom = reader.Read("historyFrom", ConfigurationValues.Day),
            TrafficSource = truth?.Traffic,
            LeadsSource = truth?.Leads,
            SalesSource = truth?.Sales,
            Accounts = reader.Read("accounts", ConfigurationSections.Accounts) ?? defaults.Accounts,
            DateOrders = reader.Read("dateOrder", ConfigurationSections.DateOrders) ?? defaults.DateOrders,
            Mappings = reader.Read("mappings", FileMappingSections.Mappings) ?? defaults.Mappings,
            Connectors = reader.Read("connectors", ConnectorSections.Connectors) ?? defaults.Connectors,
            Reports = reader.Read("reports", ConfigurationSections.Reports) ?? defaults.Reports,
            Receipts = reader.Read("receipts", ReceiptSections.Receipts),
            Owner = reader.Read("owner", ConfigurationValues.Email),
        };
    }

    private static void WarnOfKeysWithoutEffect(MappingNode root, ProblemList problems)
    {
        foreach (var key in root.Entries.Select(static x => x.Key).Where(static x => ConfigurationKeys.WithoutEffect.Contains(x.Value, StringComparer.Ordinal)))
        {
            problems.Warning(
                key, key.Value,
                $"`{key.Value}` is known but has no effect in this version.",
                $"`{key.Value}` – известный ключ, но в этой версии он ни на что не влияет.");
        }
    }

    private static void CheckBrand(MappingReader reader, string brand, string? expected)
    {
        if (expected is null || brand.Length == 0 || brand == expected)
        {
            return;
        }

        reader.Problems.Error(
            reader.Find("brand")!, "brand",
            $"`brand` is “{brand}”, but this file is for “{expected}”. Change one of them.",
            $"В `brand` указано «{brand}», а файл – для «{expected}». Исправьте одно из двух.");
    }

    private static List<DefaultUsed> Defaults(MappingReader reader, BrandConfiguration configuration)
    {
        var defaults = new List<DefaultUsed>();
        Add("timeZone", Localized.Same(configuration.TimeZone));
        Add("currency", Localized.Same(configuration.Currency));
        Add("weekStart", Localized.Same(configuration.WeekStart == WeekStart.Monday ? "monday" : "sunday"));
        Add("language", Localized.Same(configuration.Language));
        Add("historyFrom", new("the day of the first order", "день первого заказа"));
        if (configuration.TrafficSource is null)
        {
            defaults.Add(new("sourcesOfTruth.traffic", new("google-analytics, else yandex-metrica", "google-analytics, иначе yandex-metrica")));
        }

        if (configuration.SalesSource is null)
        {
            defaults.Add(new("sourcesOfTruth.sales", new("orders, else deals won", "заказы, иначе выигранные сделки")));
        }

        return defaults;

        void Add(string key, Localized value)
        {
            if (reader.Find(key) is null)
            {
                defaults.Add(new(key, value));
            }
        }
    }
}
