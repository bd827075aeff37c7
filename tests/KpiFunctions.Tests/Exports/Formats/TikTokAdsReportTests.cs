using KpiFunctions.Core.Facts;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class TikTokAdsReportTests
{
    private const string Header = "By Day,Campaign name,Currency,Cost,Impressions,Clicks (destination)\n";

    [Fact]
    public async Task A_report_by_day_gives_a_fact_per_row_and_its_last_line_matches()
    {
        var (reading, facts) = await Fixture("tiktok-ads-by-day.csv");

        Assert.Equal(("tiktok-ads/report-csv", "utf-8", ",", "en", "USD"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2), 3), (reading.FirstDate, reading.LastDate, reading.Rows));
        Assert.Equal("impressions=11310 clicks=145 cost=20.75 conversions=3 conversionValue=177", Totals(reading));
        Assert.Equal((true, true, "totals"), (reading.Control.Present, reading.Control.Matches, reading.Control.Kind));
        Assert.Equal("bad_id@4:Ad ID", Problems(reading));
        Assert.Null(facts.Ads[2].Conversions);
        Assert.All(facts.Ads, static x => Assert.Equal(("tiktok-ads", AdLevel.AdGroup, Channels.PaidSocial, "ad|ad_group"), (x.Source, x.Level, x.Channel, x.Dimensions.Set)));
    }

    [Fact]
    public async Task A_korean_report_is_read_with_its_own_headers_and_the_platform_s_conversions()
    {
        var (reading, facts) = await Fixture("tiktok-korean.csv");

        Assert.Equal(("tiktok-ads/report-csv", "ko", "KRW"), (reading.Format, reading.Locale, reading.Currency));
        Assert.Equal("impressions=9210 clicks=134 cost=21500 conversions=7", Totals(reading));
        Assert.Equal((false, false), (reading.Control.Present, reading.HasErrors));
        Assert.Equal("겨울 부츠", facts.Ads[0].Campaign.Name);
    }

    [Theory]
    [InlineData("Total of 2 results,,USD,3,30,3", "")]
    [InlineData("Total of 3 results,,USD,3,30,3", "rows")]
    [InlineData("Total of 2 results,,USD,3.5,30,3", "cost")]
    [InlineData("\"Total of 2,000 results\",,USD,3,30,3", "rows")]
    public async Task The_last_line_s_sums_and_count_are_both_compared(string line, string differing)
    {
        var (reading, _) = await Text(Header + "2026-11-16,A,USD,1,10,1\n2026-11-17,A,USD,2,20,2\n" + line + "\n");

        Assert.Equal((2, differing), (reading.Rows, string.Join(' ', reading.Control.Differences.Select(static x => x.Measure))));
    }

    [Theory]
    [InlineData("Total of results")]
    [InlineData("Total of many results")]
    [InlineData("Total of -1 results")]
    public async Task Only_a_line_with_a_count_is_the_last_one(string campaign)
    {
        var (reading, facts) = await Text($"Campaign name,By Day,Currency,Cost,Impressions,Clicks (destination)\n{campaign},2026-11-16,USD,1,10,1\n");

        Assert.Equal((1, campaign), (reading.Accepted, Assert.Single(facts.Ads).Campaign.Name));
    }

    [Fact]
    public async Task A_report_without_days_states_no_range_and_makes_no_fact()
    {
        var (reading, facts) = await Text("Campaign name,Cost,Impressions,Clicks (destination)\nA,1,10,1\nTotal of 1 result,1,10,1\n");

        Assert.Equal((true, null, 0, "cost=1"), (reading.Undated, reading.FirstDate, facts.Count, Totals(reading).Split(' ')[^1]));
        Assert.True(reading.Control is { Present: true, Matches: true });
    }
}
