using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Periods;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>
/// Fingerprints of those parts of a configuration that decide a result: equal parts give equal fingerprints, however the file
/// is laid out, so that adding a recipient neither reads a file again nor computes a KPI again.
/// </summary>
public static class ConfigurationHash
{
    private const int ReadingHashLength = 8;

    /// <summary>Of what decides how files are read: time zone, currency, accounts, date orders, mappings. 8 hex digits.</summary>
    public static string ReadingHash(BrandConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var parts = new List<string?> { "reading", configuration.TimeZone, configuration.Currency };
        // Among one source's accounts the order counts: the first pattern that fits decides.
        foreach (var rule in configuration.Accounts.OrderBy(static x => x.Source, StringComparer.Ordinal))
        {
            parts.AddRange(["account", rule.Source, rule.Account, rule.Path]);
        }

        foreach (var (source, order) in configuration.DateOrders.OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            parts.AddRange(["dateOrder", source, order == DateOrder.DayFirst ? "dayFirst" : "monthFirst"]);
        }

        // Their order counts: of two that fit equally well the first is taken.
        foreach (var mapping in configuration.Mappings)
        {
            parts.AddRange(Parts(mapping));
        }

        return Hash(parts)[..ReadingHashLength];
    }

    private static IEnumerable<string?> Parts(FileMapping mapping) =>
    [
        "mapping", mapping.Id, mapping.Kind.Id(), mapping.Source, mapping.File, mapping.DateFormat, mapping.DateOrder?.ToString(),
        mapping.Numbers?.ToString(), Day(mapping.From), Day(mapping.To), mapping.Level?.ToString(), mapping.Delimiter?.ToString(), mapping.Encoding,
        "header", .. mapping.Header,
        "columns", .. mapping.Columns.OrderBy(static x => x.Field, StringComparer.Ordinal)
            .SelectMany(static x => (string?[])[x.Field, x.Header, x.Position?.ToString(CultureInfo.InvariantCulture)]),
        "constants", .. mapping.Constants.OrderBy(static x => x.Key, StringComparer.Ordinal).SelectMany(static x => (string?[])[x.Key, x.Value]),
        "totals", .. mapping.Totals,
    ];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Of what decides how KPIs are computed: time zone, currency, week start, start of history, sources of truth. 64 hex digits.</summary>
    public static string KpiHash(BrandConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Hash(
        [
            "kpi",
            configuration.TimeZone,
            configuration.Currency,
            configuration.WeekStart == WeekStart.Monday ? "monday" : "sunday",
            configuration.HistoryFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            configuration.TrafficSource,
            configuration.LeadsSource,
            configuration.SalesSource,
        ]);
    }

    // Every part is led by its length, so that no two lists of parts make one text.
    private static string Hash(IEnumerable<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")).Append(';');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
