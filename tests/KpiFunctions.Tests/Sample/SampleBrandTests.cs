using KpiFunctions.Cli.Sample;
using Xunit;

namespace KpiFunctions.Tests.Sample;

public class SampleBrandTests
{
    private static readonly string[] States = ["voided", "expired", "refunded", "partially_refunded", "pending", "paid"];

    [Fact]
    public void Equal_options_give_equal_bytes()
    {
        var again = SampleBrand.Generate(SampleReading.Options with { });

        Assert.Equal(SampleReading.Brand.Files.Select(static x => x.Path), again.Files.Select(static x => x.Path));
        Assert.All(SampleReading.Brand.Files.Zip(again.Files), static x => Assert.Equal(x.First.ToArray(), x.Second.ToArray()));
    }

    [Fact]
    public void Another_seed_gives_another_sample()
    {
        var other = SampleBrand.Generate(SampleReading.Options with { Seed = 48 });

        Assert.All(SampleReading.Brand.Files.Zip(other.Files), static x => Assert.NotEqual(x.First.ToArray(), x.Second.ToArray()));
    }

    [Fact]
    public void Bytes_are_the_same_on_every_machine()
    {
        // The hash was taken on linux-x64. If a change to the sample is meant, take the new one; if not, the sample depends on something it must not.
        var files = SampleBrand.Generate(new SampleOptions { AsOf = new DateOnly(2026, 11, 24), Weeks = 3, Scale = 0.1 }).Files;

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. files.SelectMany(static x => x.ToArray())]));

        Assert.Equal("25e82df6310038e6e4086363a83aca282f950032772c160bf34fd8e9ed89cca6", hash);
    }

    [Theory]
    [InlineData("2026-11-23", "2026-11-22")]
    [InlineData("2026-11-24", "2026-11-22")]
    [InlineData("2026-11-29", "2026-11-22")]
    [InlineData("2026-11-30", "2026-11-29")]
    [InlineData("2027-01-01", "2026-12-27")]
    public void Data_end_with_the_last_week_that_is_over(string asOf, string lastDay)
    {
        var brand = SampleBrand.Generate(new SampleOptions { AsOf = SampleReading.Day(asOf), Weeks = 4, Scale = 0.1 });

        Assert.Equal(SampleReading.Day(lastDay), brand.LastDay);
        Assert.Equal(brand.LastDay.AddDays(-27), brand.FirstDay);
        var figures = new SampleFigures(brand);
        Assert.Equal(brand.FirstDay, figures.Ads.Min(static x => x.Day));
        Assert.Equal(brand.LastDay, figures.Ads.Max(static x => x.Day));
        Assert.Equal(brand.LastDay, figures.Orders.Max(static x => x.Day));
        Assert.All([SampleReading.Channels, SampleReading.Days], path =>
        {
            var days = SampleReading.Table(SampleReading.File(brand, path)).Select(static x => SampleReading.Day(x["Date"])).Distinct();
            Assert.Equal(28, days.Count());
        });
    }

    [Theory]
    [InlineData(47, "2026-11-24")]
    [InlineData(1, "2026-11-24")]
    [InlineData(2, "2026-03-03")]
    [InlineData(3, "2027-01-01")]
    [InlineData(4, "2025-06-16")]
    public void A_click_in_the_wholesale_campaign_gets_dear_in_the_last_week_and_so_does_a_new_customer(int seed, string asOf)
    {
        var brand = SampleBrand.Generate(new SampleOptions { Seed = seed, AsOf = SampleReading.Day(asOf) });
        var figures = new SampleFigures(brand);
        var last = brand.LastDay.AddDays(-6);
        var before = last.AddDays(-7);

        Assert.InRange(figures.ClickPrice(before, SampleBrand.StoryCampaign), 30, 32);
        Assert.InRange(figures.ClickPrice(last, SampleBrand.StoryCampaign), 46, 48);
        Assert.InRange((figures.AcquisitionCost(last) / figures.AcquisitionCost(before)) - 1, 0.13m, 0.28m);
        Assert.True(figures.NewCustomers(last) < figures.NewCustomers(before));
        Assert.All(
            figures.Ads.Select(static x => x.Campaign).Distinct().Where(static x => x != SampleBrand.StoryCampaign),
            x => Assert.InRange(figures.ClickPrice(last, x) / figures.ClickPrice(before, x), 0.95m, 1.05m));
    }

    [Fact]
    public void The_weeks_are_those_of_a_small_shop()
    {
        var figures = new SampleFigures(SampleReading.Brand);
        // Whoever bought before the sample starts looks new in its first weeks; from the seventh on they have all been back.
        for (var monday = SampleReading.Brand.FirstDay.AddDays(42); monday < SampleReading.Brand.LastDay; monday = monday.AddDays(7))
        {
            var counted = figures.Counted(monday).ToList();
            Assert.InRange(counted.Count, 540, 640);
            Assert.InRange(counted.Sum(static x => x.Net), 2_200_000, 2_500_000);
            Assert.InRange(figures.NewCustomers(monday), 140, 175);
        }
    }

    [Fact]
    public void Traffic_is_the_same_in_both_web_tables_and_follows_the_clicks()
    {
        var channels = SampleReading.Table(SampleReading.File(SampleReading.Brand, SampleReading.Channels));
        var days = SampleReading.Table(SampleReading.File(SampleReading.Brand, SampleReading.Days)).ToDictionary(static x => x["Date"], StringComparer.Ordinal);
        var clicks = new SampleFigures(SampleReading.Brand).Ads.ToLookup(static x => x.Day);

        Assert.All(channels.GroupBy(static x => x["Date"], StringComparer.Ordinal), day =>
        {
            Assert.Equal(days[day.Key].Number("Sessions"), day.Sum(static x => x.Number("Sessions")));
            var paid = day.Where(static x => x["Session default channel group"] is "Paid Search" or "Display").Sum(static x => x.Number("Sessions"));
            Assert.InRange(paid / clicks[SampleReading.Day(day.Key)].Sum(static x => x.Clicks), 0.90m, 0.96m);
        });
    }

    [Fact]
    public void Web_purchases_are_most_of_the_shops_orders()
    {
        var channels = SampleReading.Table(SampleReading.File(SampleReading.Brand, SampleReading.Channels));
        var orders = new SampleFigures(SampleReading.Brand).Orders;

        Assert.InRange(channels.Sum(static x => x.Number("Ecommerce purchases")) / orders.Count, 0.94m, 0.98m);
        Assert.InRange(channels.Sum(static x => x.Number("Total revenue")) / orders.Sum(static x => x.Total), 0.94m, 0.98m);
    }

    [Fact]
    public void Both_ads_reports_agree_on_the_days_they_share()
    {
        var older = SampleFigures.AdDays(SampleReading.File(SampleReading.Brand, SampleReading.ExcelReport)).ToHashSet();
        var newer = SampleFigures.AdDays(SampleReading.File(SampleReading.Brand, SampleReading.CsvReport)).ToHashSet();

        var sharedDays = older.Select(static x => x.Day).Intersect(newer.Select(static x => x.Day)).ToHashSet();

        Assert.Equal(4, sharedDays.Count);
        Assert.True(older.Where(x => sharedDays.Contains(x.Day)).ToHashSet().SetEquals(newer.Where(x => sharedDays.Contains(x.Day))));
        Assert.Equal(140 * SampleOptions.OwnCampaigns, older.Union(newer).Count());
    }

    [Fact]
    public void Orders_meet_everything_that_a_definition_speaks_of()
    {
        var rows = SampleReading.Table(SampleReading.File(SampleReading.Brand, SampleReading.Orders));
        var first = rows.Where(static x => x["Financial Status"].Length > 0).ToList();

        Assert.All(States, state => Assert.Contains(first, x => x["Financial Status"] == state));
        Assert.Contains(first, static x => x["Cancelled at"].Length > 0);
        Assert.Contains(first, static x => x["Financial Status"] == "pending" && x["Payment Method"] == "Cash on Delivery (COD)");
        Assert.Contains(first, static x => x["Email"].Length == 0);
        Assert.Contains(first, static x => x["Notes"].Contains('\n', StringComparison.Ordinal));
        Assert.Contains(first, static x => x.Number("Taxes") == 0);
        Assert.Contains(first, static x => x["Created at"].Contains(" 00:", StringComparison.Ordinal));
        Assert.Contains(first, static x => x["Created at"].Contains(" 23:", StringComparison.Ordinal));
        Assert.True(rows.Count > first.Count, "some orders have several lines");
        Assert.All(first.Where(static x => x["Financial Status"] == "refunded"), static x => Assert.Equal(x["Total"], x["Refunded Amount"]));
        Assert.All(first.Where(static x => x["Financial Status"] == "partially_refunded"), static x => Assert.InRange(x.Number("Refunded Amount"), 0.01m, x.Number("Total") - 0.01m));
    }

    [Fact]
    public void Lines_of_an_order_add_up_to_it()
    {
        var rows = SampleReading.Table(SampleReading.File(SampleReading.Brand, SampleReading.Orders));

        Assert.All(rows.GroupBy(static x => x["Name"], StringComparer.Ordinal), static order =>
        {
            var first = order.First();
            var goods = order.Sum(static x => x.Number("Lineitem quantity") * x.Number("Lineitem price"));
            Assert.Equal(first.Number("Subtotal"), goods - first.Number("Discount Amount"));
            Assert.Equal(first.Number("Total"), first.Number("Subtotal") + first.Number("Shipping"));
            Assert.All(order.Skip(1), static x => Assert.Equal(string.Empty, x["Total"]));
        });
    }

    [Fact]
    public void Personal_data_are_plainly_invented()
    {
        var rows = SampleReading.Table(SampleReading.File(SampleReading.Brand, SampleReading.Orders));

        Assert.All(rows, static x =>
        {
            Assert.Matches(@"^$|@(mail\.example|post\.example|example\.(com|org|net))$", x["Email"]);
            Assert.StartsWith("+7000", x["Phone"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Costs_name_what_the_ads_report_holds_and_what_it_does_not()
    {
        var rows = SampleReading.Table(SampleReading.File(SampleReading.Brand, SampleReading.Costs));

        var google = Assert.Single(rows, static x => x["UTMSource"] == "google");
        Assert.Equal("2026-11-16/2026-11-22", google["Date"]);
        Assert.Equal(20, rows.Count(static x => x["UTMSource"] == "vk"));
        Assert.Contains(rows, static x => x["UTMSource"] == "agency" && x["Date"] == "2026-11-01/2026-11-30");
        Assert.Contains(rows, static x => x["UTMSource"] == "unisender" && x["Date"].Length == 10);
    }

    [Fact]
    public void Weeks_campaigns_and_scale_are_as_asked()
    {
        var small = new SampleFigures(SampleBrand.Generate(new SampleOptions { AsOf = new DateOnly(2026, 11, 24), Weeks = 10, Campaigns = 12, Scale = 0.1 }));

        Assert.Equal(70, small.Ads.Select(static x => x.Day).Distinct().Count());
        Assert.Equal(12, small.Ads.Select(static x => x.Campaign).Distinct().Count());
        Assert.InRange(small.Orders.Count, 500, 750);
    }

    [Theory]
    [InlineData(1, 5, 1.0)]
    [InlineData(521, 5, 1.0)]
    [InlineData(20, 4, 1.0)]
    [InlineData(20, 5, 0.0)]
    public void Impossible_options_are_refused(int weeks, int campaigns, double scale) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        SampleBrand.Generate(new SampleOptions { AsOf = new DateOnly(2026, 11, 24), Weeks = weeks, Campaigns = campaigns, Scale = scale }));
}
