using KpiFunctions.Core.Facts;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class GoogleAdsCardTests
{
    private const string Name = "drop/acme/Devices(2026.11.02-2026.11.08) (1).csv";

    [Fact]
    public async Task A_time_series_by_day_is_about_the_account()
    {
        var (reading, facts) = await Fixture("google-overview-by-day.csv");

        Assert.Equal(("google-ads/overview-csv", "google-ads", "USD", false), (reading.Format, reading.Source, reading.Currency, reading.Undated));
        Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 4)), (reading.FirstDate, reading.LastDate));
        Assert.Equal(("impressions=1927 clicks=1043 cost=1758.56", ""), (Totals(reading), Problems(reading)));
        Assert.All(facts.Ads, static x => Assert.Equal((AdLevel.Account, Dimensions.None, true), (x.Level, x.Dimensions, x.Campaign.IsNone)));
    }

    [Fact]
    public async Task A_time_series_by_week_is_about_seven_days_a_row()
    {
        var (reading, facts) = await Fixture("google-overview-weeks.csv");

        Assert.Equal(("google-ads/overview-csv", "NOK", true), (reading.Format, reading.Currency, reading.Undated));
        Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 15), "undated"), (reading.FirstDate, reading.LastDate, Problems(reading)));
        Assert.Equal("impressions=17730 clicks=2190 cost=43725 conversions=111.75 conversionValue=131143.5", Totals(reading));
        Assert.Equal((new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 15)), (facts.Ads[1].From, facts.Ads[1].To));
    }

    [Fact]
    public async Task The_first_and_the_last_week_end_where_the_name_of_the_file_says()
    {
        var text = System.Text.Encoding.UTF8.GetString(FixtureBytes("google-overview-weeks.csv"));
        var (_, facts) = await Text(text, path: "Time_series(2026.11.05-2026.11.12).csv");

        Assert.Equal(
            [(new DateOnly(2026, 11, 5), new DateOnly(2026, 11, 8)), (new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 12))],
            facts.Ads.Select(static x => (x.From, x.To)));
    }

    [Fact]
    public async Task The_name_of_the_file_dates_a_card_without_days()
    {
        const string Card = "Device,Cost,Impressions,Clicks\nComputers,US$3.38,34,3\nTablets,US$0.48,8,1\n";
        var (named, facts) = await Text(Card, path: Name);
        var (nameless, none) = await Text(Card);

        Assert.Equal((true, new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 8)), (named.Undated, named.FirstDate, named.LastDate));
        Assert.Equal((AdLevel.AdGroup, "device", new DateOnly(2026, 11, 8)), (facts.Ads[0].Level, facts.Ads[0].Dimensions.Set, facts.Ads[0].To));
        Assert.Equal((2, null, 0), (nameless.Accepted, nameless.FirstDate, none.Count));
    }

    [Fact]
    public async Task The_name_of_the_file_says_nothing_in_other_formats()
    {
        var (reading, _) = await Text("Campaign name,Ad set name,Amount spent (EUR),Link clicks\nA,B,5,1\n", path: Name);

        Assert.Equal(("meta-ads/report", null), (reading.Format, reading.FirstDate));
    }

    [Fact]
    public async Task A_card_of_campaigns_is_about_campaigns()
    {
        var (reading, facts) = await Text("Campaign Name,Campaign Group Name,Campaign Status,Cost,Clicks,CTR\nOslo,,Paused,\"NOK267,799.89\",\"6,519\",7.03%\n", path: Name);

        Assert.Equal(("google-ads/overview-csv", "clicks=6519 cost=267799.89", "NOK"), (reading.Format, Totals(reading), reading.Currency));
        Assert.Equal((AdLevel.Campaign, "Oslo"), (facts.Ads[0].Level, facts.Ads[0].Campaign.Name));
    }

    [Fact]
    public async Task A_bare_dollar_is_no_currency()
    {
        var (reading, _) = await Text("Date,Clicks,Impressions,Avg. CPC,Cost\n\"Thu, 5 Nov 2026\",1,2,$1.00,\"$1,000.50\"\n");

        Assert.Equal(("impressions=2 clicks=1 cost=1000.5", null, "currency_unknown"), (Totals(reading), reading.Currency, Problems(reading)));
    }

    [Theory]
    [InlineData("Gender,Impressions,Percent of known total\nMale,10,20%\n", "google-ads-card")]
    [InlineData("Date,Clicks,Impressions,CTR,Position\n2026-11-01,1,2,50%,3.5\n", null)]
    public async Task What_cannot_be_counted_is_refused(string text, string? word)
    {
        var (reading, _) = await Text(text);

        Assert.NotEqual("google-ads/overview-csv", reading.Format);
        Assert.Equal(word, reading.Problems.Where(static x => x.Code == "unknown_format").SelectMany(static x => x.Arguments).FirstOrDefault());
    }
}
