using KpiFunctions.Cli.Sample.Files;
using KpiFunctions.Cli.Sample.Model;

namespace KpiFunctions.Cli.Sample;

/// <summary>
/// A made-up tea shop: its configuration and some weeks of its exports, as its people would download them from Google Ads, Google
/// Analytics and Shopify, with a list of other costs. All files tell of the same visits, orders and money. In the last full week the
/// search campaign for wholesale tea goes wrong: a click costs half as much again and brings fewer new customers.
/// </summary>
public sealed class SampleBrand
{
    /// <summary>Brand id.</summary>
    public const string Id = "northern-leaf-tea";

    /// <summary>Name of the campaign that goes wrong in the last full week.</summary>
    public const string StoryCampaign = "Поиск – Чай оптом";

    /// <summary>The zone in which the shop counts its days.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    /// <summary>Share of the weeks that the newer of the two Google Ads reports covers.</summary>
    private const double NewerReport = 0.3;

    /// <summary>Days that both Google Ads reports hold, as happens when people download "the last weeks" again.</summary>
    private const int OverlapDays = 4;

    private SampleBrand(SampleOptions options, IReadOnlyList<SampleFile> files)
    {
        FirstDay = options.FirstDay;
        LastDay = options.LastDay;
        Files = files;
    }

    /// <summary>First day of the data, a Monday.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>Last day of the data, a Sunday.</summary>
    public DateOnly LastDay { get; }

    /// <summary>The export files, in the order of their paths.</summary>
    public IReadOnlyList<SampleFile> Files { get; }

    /// <summary>The brand's configuration, YAML.</summary>
    public static string ConfigurationYaml { get; } =
        $"""
        brand: {Id}
        name: Northern Leaf Tea
        timeZone: Europe/Moscow
        currency: RUB
        weekStart: monday
        language: ru
        owner: owner@northern-leaf-tea.example
        reports:
          - id: weekly
            recipients:
              - email: director@northern-leaf-tea.example
                language: ru
              - email: cfo@northern-leaf-tea.example
                language: en

        """.ReplaceLineEndings("\n");

    /// <summary>Makes the sample.</summary>
    public static SampleBrand Generate(SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SampleOptions.Check(options);
        var model = ShopModel.Of(options);
        var newerFrom = options.LastDay.AddDays(1 - (7 * Math.Max(1, (int)(options.Weeks * NewerReport))));
        var older = model.Ads.Where(x => x.Day < newerFrom).OrderBy(static x => x.Campaign.Name, StringComparer.Ordinal).ThenBy(static x => x.Day);
        var newer = model.Ads.Where(x => x.Day >= newerFrom.AddDays(-OverlapDays)).OrderBy(static x => x.Day).ThenByDescending(static x => x.Cost);
        return new(options,
        [
            SampleFile.Of("costs/costs.csv", model.Costs, CostsFile.Write),
            SampleFile.Of("ga4/channels-by-day.csv", model.WebByChannel, Ga4Report.WriteByChannel),
            SampleFile.Of("ga4/days.csv", model.WebByDay, Ga4Report.WriteByDate),
            SampleFile.Of("google-ads/campaign-report-excel.csv", [.. older], Report(GoogleAdsDownload.ExcelCsv)),
            SampleFile.Of("google-ads/campaign-report.csv", [.. newer], Report(GoogleAdsDownload.Csv)),
            SampleFile.Of("shopify/orders_export.csv", model.Orders, ShopifyOrders.Write),
        ]);

        Action<Stream, IReadOnlyList<AdRow>> Report(GoogleAdsDownload download) => (stream, rows) =>
        {
            var from = rows.Min(static x => x.Day);
            var to = rows.Max(static x => x.Day);
            GoogleAdsReport.Write(stream, download, from, to, rows, model.FilteredOut.Where(x => x.Day >= from && x.Day <= to));
        };
    }

    /// <summary>Writes all files below the directory, which is made if need be; files that are there already are replaced.</summary>
    public void WriteTo(string directory, CancellationToken cancellationToken = default)
    {
        foreach (var file in Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(directory, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = File.Create(path);
            file.WriteTo(stream);
        }
    }
}
