using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class MicrosoftAdsReportTests
{
    [Fact]
    public async Task The_line_with_the_range_tells_how_the_days_are_written()
    {
        var (reading, _) = await Text("\"Report Name: x\"\n\"Report Time: 2/1/2026,2/20/2026\"\n\"Rows: 2\"\n\nTimePeriod,CampaignName,CampaignId,Impressions,Clicks,Spend\n2/1/2026,A,1,10,1,1.00\n2/2/2026,A,1,10,1,1.00\n");

        Assert.Equal((2, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 2)), (reading.Accepted, reading.FirstDate, reading.LastDate));
        Assert.Empty(reading.Alternatives);
    }

    private const string Columns = "\n\"GregorianDate\",\"CampaignName\",\"CurrencyCode\",\"Clicks\",\"Spend\"\n";

    [Fact]
    public async Task A_report_by_day_gives_a_fact_per_row_and_holds_as_many_rows_as_it_says()
    {
        var (reading, facts) = await Fixture("microsoft-campaigns-by-day.csv");

        Assert.Equal(("microsoft-ads/report-csv", "utf-8", ",", "EUR", "40112233"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Currency, reading.Account));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 3)), (reading.FirstDate, reading.LastDate));
        Assert.Equal((4, 4, 0, false), (reading.Rows, reading.Accepted, reading.Rejected, reading.Undated));
        Assert.Equal("impressions=3194 clicks=162 cost=1128.51 conversions=3 conversionValue=430", Totals(reading));
        Assert.Equal((true, true, "row-count"), (reading.Control.Present, reading.Control.Matches, reading.Control.Kind));
        Assert.Empty(reading.Problems);
        Assert.Equal(new CampaignRef("700000002", "Sale \"all\" shoes"), facts.Ads[3].Campaign);
        Assert.All(facts.Ads, static x => Assert.Equal(("microsoft-ads", AdLevel.Campaign, Channels.PaidSearch, Dimensions.None), (x.Source, x.Level, x.Channel, x.Dimensions)));
    }

    [Fact]
    public async Task Keywords_without_days_are_about_the_report_s_time_and_may_still_change()
    {
        var (reading, facts) = await Fixture("microsoft-keywords.csv");

        Assert.Equal(("utf-16le", "\t", true, "USD", 2), (reading.Encoding, reading.Delimiter, reading.Undated, reading.Currency, reading.Rows));
        Assert.Equal("bad_id@7:Ad group ID provisional undated", Problems(reading));
        Assert.Equal("impressions=62322 clicks=7178 cost=18260.12 conversions=313.17", Totals(reading));
        Assert.True(reading.Control is { Present: true, Matches: true });
        Assert.Equal((new DateOnly(2026, 10, 27), new DateOnly(2026, 11, 2)), (facts.Ads[0].From, facts.Ads[0].To));
        Assert.Equal((AdLevel.Keyword, "ad_group|keyword|match_type"), (facts.Ads[0].Level, facts.Ads[0].Dimensions.Set));
    }

    [Theory]
    [InlineData("2026-11-16,A,EUR,5,2\n", "Rows: 2", 2, 1)]
    [InlineData("2026-11-16,A,EUR,5,2\nsoon,A,EUR,5,2\n", "Rows: 2", 2, 1)]
    public async Task A_row_that_is_missing_or_cannot_be_used_makes_the_count_not_match(string rows, string stated, int file, int read)
    {
        var (reading, _) = await Text($"\"Report Name: x\"\n\"{stated}\"\n" + Columns + rows);

        Assert.Equal(new ControlDifference("rows", file, read), Assert.Single(reading.Control.Differences));
        Assert.Contains("control_mismatch", Problems(reading), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Last Completed Available Day: 11/20/2026 2:55:00 PM (GMT)", "2026-11-02")]
    [InlineData("Last Completed Available Day: 20/11/2026 14:55:00 (GMT)", null)]
    public async Task Only_a_clock_of_twelve_hours_settles_that_the_month_comes_first(string line, string? day)
    {
        var (reading, facts) = await Text($"\"Report Name: x\"\n\"{line}\"\n" + Columns + "11/2/2026,A,EUR,5,2\n");

        Assert.Equal(day is null ? ["ambiguous_date"] : [], reading.Problems.Select(static x => x.Code));
        Assert.Equal(day, facts.Ads.Count == 0 ? null : facts.Ads[0].From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_configured_order_of_dates_goes_before_the_clock()
    {
        var options = Options with { DateOrders = new Dictionary<string, DateOrder>(StringComparer.Ordinal) { ["microsoft-ads"] = DateOrder.DayFirst } };
        var (_, facts) = await Text("\"Report Name: x\"\n\"Last Completed Available Day: 3/11/2026 2:55:00 PM (GMT)\"\n" + Columns + "2/11/2026,A,EUR,5,2\n", options);

        Assert.Equal(new DateOnly(2026, 11, 2), Assert.Single(facts.Ads).From);
    }

    [Fact]
    public async Task The_first_day_of_a_week_is_no_day_of_its_row()
    {
        var (reading, facts) = await Text("\"Report Name: x\"\n\"Report Time: 11/2/2026, 11/15/2026\"\n\"Report Aggregation: Weekly\"\n" + Columns + "11/2/2026,A,EUR,5,2\n11/9/2026,A,EUR,6,3\n");

        Assert.Equal((true, "undated", 2), (reading.Undated, Problems(reading), facts.Ads.Count));
        Assert.All(facts.Ads, static x => Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 15)), (x.From, x.To)));
    }

    [Fact]
    public async Task A_summary_of_one_day_is_about_that_day()
    {
        var (reading, facts) = await Text("\"Report Name: x\"\n\"Report Time: 2/13/2026\"\n\"Report Aggregation: Summary\"\n\n\"CampaignId\",\"DeviceType\",\"Clicks\"\n\"77\",\"Tablet\",\"35\"\n\n\"©2026 Microsoft Corporation. All rights reserved. \"\n");

        Assert.Equal((false, 1, new DateOnly(2026, 2, 13)), (reading.Undated, reading.Rows, reading.FirstDate));
        Assert.Equal((AdLevel.AdGroup, new CampaignRef("77", null)), (facts.Ads[0].Level, facts.Ads[0].Campaign));
    }
}
