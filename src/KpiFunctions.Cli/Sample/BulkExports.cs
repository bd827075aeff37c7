using System.Globalization;
using KpiFunctions.Cli.Sample.Files;
using KpiFunctions.Cli.Sample.Model;

namespace KpiFunctions.Cli.Sample;

/// <summary>Export files of any size in the sample's shapes, for measuring. Written as they are made: size costs no memory.</summary>
public static class BulkExports
{
    /// <summary>Writes a Google Ads campaign report by day with that many rows, and totals that add up.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="download">Encoding, delimiter and columns.</param>
    /// <param name="lastDay">The last day; each day has <paramref name="campaigns"/> rows.</param>
    /// <param name="campaigns">Number of campaigns.</param>
    /// <param name="seed">Decides everything that is left to chance.</param>
    public static void WriteGoogleAds(Stream stream, int rows, GoogleAdsDownload download, DateOnly lastDay, int campaigns = 1000, int seed = 47)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(campaigns);
        var days = Math.Max(1, (rows + campaigns - 1) / campaigns);
        var firstDay = lastDay.AddDays(1 - days);
        GoogleAdsReport.Write(stream, download, firstDay, lastDay, Rows(), []);

        IEnumerable<AdRow> Rows()
        {
            var random = SampleRandom.For(seed, "bulk");
            var all = Campaigns(campaigns);
            for (var i = 0; i < rows; i++)
            {
                var clicks = random.Below(2400);
                var impressions = clicks + random.Below(60000);
                yield return new(
                    firstDay.AddDays(i / campaigns), all[i % campaigns], impressions, clicks,
                    Cents(clicks * (500 + random.Below(4500))), Cents(random.Below(9000)), Cents(random.Below(40_000_000)));
            }
        }
    }

    /// <summary>Writes a Shopify orders export with at least that many orders, none if 0.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="orders">Number of orders.</param>
    /// <param name="lastDay">The last day; the orders spread over the two years before it.</param>
    /// <param name="seed">Decides everything that is left to chance.</param>
    public static void WriteShopify(Stream stream, int orders, DateOnly lastDay, int seed = 47)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orders);
        const int days = 730;
        var options = new SampleOptions { Seed = seed, Weeks = SampleOptions.MinWeeks, AsOf = lastDay.AddDays(1), Scale = Math.Max(0.01, orders / 60_000.0) };
        var desk = new OrderDesk(options, new CustomerBase(options));
        var daily = new Carry();
        ShopifyOrders.Write(stream, Enumerable.Range(1 - days, days).SelectMany(day =>
        {
            var count = daily.Take((double)orders / days);
            return desk.Take(lastDay.AddDays(day), [new Demand(ShopPlan.PaidSearch, count / 4, count - (count / 4))]);
        }));
    }

    private static decimal Cents(int cents) => new(cents, 0, 0, isNegative: false, scale: 2);

    private static SampleCampaign[] Campaigns(int count) =>
    [
        .. Enumerable.Range(1, count).Select(static n => new SampleCampaign(
            (21000000000 + n).ToString(CultureInfo.InvariantCulture),
            n % 7 == 0 ? $"Поиск – \"Сорт {n}\", опт" : $"Поиск – Сорт {n}",
            n % 9 == 0 ? "Display" : "Search",
            500m + n,
            n % 11 == 0 ? "Paused" : "Enabled")),
    ];
}
