using System.Globalization;
using System.Text;
using KpiFunctions.Cli.Sample;
using Xunit;

namespace KpiFunctions.IntegrationTests;

/// <summary>The oracle itself, on files so small that every number below was worked out by hand.</summary>
public sealed class OracleTests : IDisposable
{
    private const string OlderAds =
        """
        Campaign report
        "July 6, 2026 - July 7, 2026"
        Campaign	Day	Campaign type	Currency code	Impr.	CTR	Currency code	Cost	Clicks
        Alpha	2026-07-06	Search	RUB	"1,000"	1.00%	RUB	100.00	10
        Alpha	2026-07-07	Search	RUB	500	1.00%	RUB	55.50	5
        Beta	2026-07-06	Display	RUB	"2,000"	 --	RUB	20.25	4
        Total: Campaigns			RUB	"3,500"	0.54%	RUB	175.75	19
        Total: Account			RUB	"9,999"	0.54%	RUB	999.75	99

        """;

    /// <summary>Restates Alpha on 7 July, and knows the campaign's id.</summary>
    private const string NewerAds =
        """
        Campaign report
        7 July 2026 - 8 July 2026
        Day,Campaign,Campaign ID,Campaign type,Impr.,Clicks,Currency code,Cost
        2026-07-07,Alpha,11,Search,600,6,RUB,60.00
        2026-07-08,ALPHA,11,Search,400,4,RUB,40.00
        Total: Campaigns,,,,"1,000",10,RUB,100.00

        """;

    private const string WebByChannel =
        """
        # ----------------------------------------
        # Property: Tiny
        # ----------------------------------------
        Date,Session default channel group,Sessions,Total users,Key events,Ecommerce purchases,Total revenue
        20260706,Organic Search,100,90,2,2,500.5
        20260706,Paid Search,50,40,1,1,200
        """;

    private const string WebByDate =
        """
        # ----------------------------------------
        Date,Sessions,Total users
        20260706,150,120
        20260707,80,70
        """;

    private const string OrdersHeader = "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem name,Notes,Cancelled at,Refunded Amount,Id,Phone\n";

    private static readonly string Orders = OrdersHeader +
        """
        #1,a@x.example,paid,RUB,1220.00,100.00,220.00,1320.00,2026-07-06 00:10:00 +0300,Tea,,,0.00,1,+7 000 1
        #2,A@X.example ,partially_refunded,RUB,1220.00,0.00,220.00,1220.00,2026-07-06 12:00:00 +0300,"Tea, 100 g","two
        lines",,122.00,2,
        #3,b@x.example,refunded,RUB,610.00,0.00,110.00,610.00,2026-07-06 12:00:00 +0300,Tea,,,610.00,3,+70002
        #4,c@x.example,voided,RUB,1220.00,0.00,220.00,1220.00,2026-07-06 12:00:00 +0300,Tea,,,0.00,4,
        #5,d@x.example,paid,RUB,1220.00,0.00,220.00,1220.00,2026-07-06 12:00:00 +0300,Tea,,2026-07-06 13:00:00 +0300,0.00,5,
        #6,,pending,RUB,1000.00,50.00,200.00,1250.00,2026-07-07 12:00:00 +0300,Tea,,,0.00,6,+70001
        #7,e@x.example,paid,RUB,305.00,0.00,55.00,305.00,2026-07-06 23:30:00 +0200,Tea,,,0.00,7,+70002
        #7,e@x.example,,,,,,,2026-07-06 23:30:00 +0200,Cup,,,,,+70002
        #8,d@x.example,paid,RUB,122.00,0.00,22.00,122.00,2026-07-08 12:00:00 +0300,Tea,,,0.00,8,
        #9,f@x.example,expired,RUB,122.00,0.00,22.00,122.00,2026-07-08 12:00:00 +0300,Tea,,,0.00,9,
        #10,,paid,RUB,122.00,0.00,22.00,122.00,2026-07-08 12:00:00 +0300,Tea,,,0.00,10,+70002
        #11,g@x.example,paid,RUB,122.00,0.00,22.00,122.00,2026-07-10 12:00:00 +0300,Tea,,,0.00,11,

        """;

    /// <summary>A later export, in which order 8 has been refunded by one rouble.</summary>
    private static readonly string LaterOrders = OrdersHeader +
        "#8,d@x.example,partially_refunded,RUB,122.00,0.00,22.00,122.00,2026-07-08 12:00:00 +0300,Tea,,,1.00,8,\n";

    private const string Costs =
        """
        Date,UTMSource,UTMMedium,UTMCampaign,Expenses,Currency
        2026-07-01/2026-07-31,agency,,,310.00,RUB
        2026-07-07,unisender,email,digest,5.00,RUB
        2026-07-06/2026-07-09,google,cpc,Alpha,400.00,RUB
        2026-07-06/2026-07-08,vk,cpc,Promo,100.00,RUB

        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("kpi-oracle-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("ad_spend", "320.25", null)] // 100 + 60 restated + 40 + 20.25 + 100 of vk; google's row yields to the report
    [InlineData("impressions", "4000", null)]
    [InlineData("clicks", "24", null)]
    [InlineData("ctr", "24", "4000")]
    [InlineData("cpc", "320.25", "24")]
    [InlineData("traffic", "230", null)] // 150 + 80 from the table by date, not twice
    [InlineData("organic_traffic", "100", null)]
    [InlineData("conversion_rate", "3", "150")] // only the table by channel has key events, and only 6 July
    [InlineData("orders", "7", null)] // 1, 2, 3, 6, 7, 8, 10
    [InlineData("sales_volume", "3349.180328", null)] // 1000 + 900 + 0 + 1000 + 250 + 100·121/122 + 100
    [InlineData("aov", "3349.180328", "7")]
    [InlineData("customers", "5", null)] // a, b, e, d, and the phone that two people share
    [InlineData("new_customers", "5", null)]
    [InlineData("cac", "355.25", "5")] // 320.25 + 3 · 10 agency + 5 mailing
    [InlineData("cac_ads", "320.25", "5")]
    [InlineData("drr", "320.25", "3349.180328")]
    public void Total_of_three_days(string kpi, string numerator, string? denominator) =>
        Equal(Tiny("2026-07-06", "2026-07-08")[("total", "", kpi)], numerator, denominator);

    [Theory]
    [InlineData("2026-07-06", "orders", "3")]
    [InlineData("2026-07-06", "sales_volume", "1900")]
    [InlineData("2026-07-06", "customers", "2")] // one address in two spellings is one customer
    [InlineData("2026-07-06", "new_customers", "2")]
    [InlineData("2026-07-07", "orders", "2")] // 23:30 at +0200 is the next day in Moscow
    [InlineData("2026-07-07", "sales_volume", "1250")] // taxes on top of the subtotal are no part of it
    [InlineData("2026-07-07", "new_customers", "1")] // the phone leads to a's address
    [InlineData("2026-07-08", "new_customers", "2")] // a cancelled order did not make d a customer
    [InlineData("2026-07-09", "orders", "0")] // between the first and the last day a day without an order is a 0
    [InlineData("2026-07-09", "ad_spend", "100")] // a day on which the report has nothing: the costs row counts
    [InlineData("2026-07-06", "ad_spend", "153.583333333333333")]
    [InlineData("2026-07-05", "orders", null)]
    [InlineData("2026-07-05", "traffic", null)]
    [InlineData("2026-07-05", "ad_spend", null)]
    public void Single_days(string day, string kpi, string? value) => Equal(Tiny(day, day)[("total", "", kpi)], value, null);

    [Fact]
    public void A_ratio_over_nothing_has_no_value()
    {
        var cac = Tiny("2026-07-09", "2026-07-09")[("total", "", "cac")];

        Assert.Equal(new OracleValue(null, 110, 0), cac);
    }

    [Theory]
    [InlineData("paid_search", "ad_spend", "200", null)]
    [InlineData("paid_search", "clicks", "20", null)]
    [InlineData("paid_search", "traffic", "50", null)]
    [InlineData("paid_search", "conversion_rate", "1", "50")]
    [InlineData("paid_search", "sales_volume", "200", null)]
    [InlineData("paid_search", "orders", "1", null)]
    [InlineData("paid_search", "drr", "200", "200")]
    [InlineData("display", "ad_spend", "20.25", null)]
    [InlineData("paid_search", "organic_traffic", "0", null)]
    [InlineData("display", "traffic", null, null)]
    [InlineData("paid_social", "ad_spend", "100", null)]
    [InlineData("paid_social", "clicks", null, null)]
    [InlineData("organic_search", "organic_traffic", "100", null)]
    [InlineData("organic_search", "sales_volume", "500.5", null)]
    [InlineData("organic_search", "aov", "500.5", "2")]
    [InlineData("organic_search", "customers", null, null)]
    public void Channels(string channel, string kpi, string? numerator, string? denominator) =>
        Equal(Tiny("2026-07-06", "2026-07-08")[("channel", channel, kpi)], numerator, denominator);

    [Theory]
    [InlineData("ALPHA", "ad_spend", "200", null)]
    [InlineData("ALPHA", "cpc", "200", "20")]
    [InlineData("Beta", "ctr", "4", "2000")]
    [InlineData("Promo", "ad_spend", "100", null)]
    [InlineData("ALPHA", "sales_volume", null, null)]
    public void Campaigns(string campaign, string kpi, string? numerator, string? denominator) =>
        Equal(Tiny("2026-07-06", "2026-07-08")[("campaign", campaign, kpi)], numerator, denominator);

    [Fact]
    public void The_sample_tells_its_story()
    {
        var brand = SampleBrand.Generate(new SampleOptions { AsOf = new DateOnly(2026, 11, 24) });
        brand.WriteTo(_directory, TestContext.Current.CancellationToken);
        using var oracle = Oracle.Open(_directory);

        var last = oracle.Compute(brand.LastDay.AddDays(-6), brand.LastDay);
        var before = oracle.Compute(brand.LastDay.AddDays(-13), brand.LastDay.AddDays(-7));

        Assert.InRange(last[("campaign", SampleBrand.StoryCampaign, "cpc")].Value!.Value, 46, 48);
        Assert.InRange(before[("campaign", SampleBrand.StoryCampaign, "cpc")].Value!.Value, 30, 32);
        Assert.InRange((last[("total", "", "cac")].Value!.Value / before[("total", "", "cac")].Value!.Value) - 1, 0.15m, 0.25m);
        Assert.InRange(last[("total", "", "sales_volume")].Value!.Value, 2_300_000, 2_500_000);
        Assert.All(["ad_spend", "impressions", "clicks"], kpi => Assert.All(["channel", "campaign"], scope =>
            Assert.Equal(last[("total", "", kpi)].Value, last.Where(x => x.Key.Scope == scope && x.Key.Kpi == kpi).Sum(static x => x.Value.Value))));
        Assert.Equal(last[("total", "", "traffic")].Value, last.Where(static x => x.Key.Scope == "channel" && x.Key.Kpi == "traffic").Sum(static x => x.Value.Value));
    }

    [Fact]
    public void Splitting_files_with_an_overlap_changes_nothing()
    {
        var brand = SampleBrand.Generate(new SampleOptions { AsOf = new DateOnly(2026, 11, 24), Weeks = 6, Scale = 0.2 });
        brand.WriteTo(Path.Combine(_directory, "whole"), TestContext.Current.CancellationToken);
        foreach (var half in brand.Files.SelectMany(static x => x.InOverlappingHalves()))
        {
            Write(Path.Combine("halves", half.Path), half.ToArray());
        }

        using var whole = Oracle.Open(Path.Combine(_directory, "whole"));
        using var halves = Oracle.Open(Path.Combine(_directory, "halves"));

        var expected = whole.Compute(brand.FirstDay, brand.LastDay);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(static x => x.Key), halves.Compute(brand.FirstDay, brand.LastDay).OrderBy(static x => x.Key));
    }

    private IReadOnlyDictionary<(string Scope, string Member, string Kpi), OracleValue> Tiny(string from, string to)
    {
        Write("ads-1.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(OlderAds.ReplaceLineEndings("\n"))]);
        Write("ads-2.csv", Encoding.UTF8.GetBytes(NewerAds.ReplaceLineEndings("\n")));
        Write("costs.csv", Encoding.UTF8.GetBytes(Costs.ReplaceLineEndings("\n")));
        Write("orders-1.csv", Encoding.UTF8.GetBytes(Orders.ReplaceLineEndings("\n")));
        Write("orders-2.csv", Encoding.UTF8.GetBytes(LaterOrders));
        Write("web-1.csv", Encoding.UTF8.GetBytes(WebByChannel.ReplaceLineEndings("\r\n")));
        Write("web-2.csv", Encoding.UTF8.GetBytes(WebByDate.ReplaceLineEndings("\r\n")));
        using var oracle = Oracle.Open(_directory);
        return oracle.Compute(Day(from), Day(to));
    }

    private void Write(string path, byte[] bytes)
    {
        var target = Path.Combine(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, bytes);
    }

    private static void Equal(OracleValue actual, string? numerator, string? denominator)
    {
        Assert.Equal(Number(numerator), actual.Numerator);
        Assert.Equal(Number(denominator), actual.Denominator);
        Assert.Equal(denominator is null ? Number(numerator) : Number(numerator) / Number(denominator), actual.Value);
    }

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
