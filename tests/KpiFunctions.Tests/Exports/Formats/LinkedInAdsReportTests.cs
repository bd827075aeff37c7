using KpiFunctions.Core.Facts;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class LinkedInAdsReportTests
{
    private const string Header = "Campaign Performance Report (in UTC)\n\"Report Start: 09/01/2026, Report End: 09/30/2026\"\n\nStart Date (in UTC),Campaign Name,Total Spent,Clicks,Currency\n";

    [Fact]
    public async Task An_english_report_by_day_writes_the_month_first()
    {
        var (reading, facts) = await Fixture("linkedin-ads-by-day.csv");

        Assert.Equal(("linkedin-ads/report-csv", "utf-16le", "\t", "en", "EUR"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 3), false), (reading.FirstDate, reading.LastDate, reading.Undated));
        Assert.Equal("impressions=11113 clicks=213 cost=1309.89 conversions=4 conversionValue=345", Totals(reading));
        Assert.Empty(reading.Problems);
        Assert.Equal("Boots Work", reading.Account);
        Assert.Equal(new CampaignRef("410002", "Leads, buyers"), facts.Ads[2].Campaign);
        Assert.All(facts.Ads, static x => Assert.Equal(("linkedin-ads", AdLevel.AdGroup, Channels.PaidSocial, "ad"), (x.Source, x.Level, x.Channel, x.Dimensions.Set)));
    }

    [Fact]
    public async Task A_dutch_report_writes_the_day_first_and_a_decimal_comma()
    {
        var (reading, facts) = await Fixture("linkedin-campaigns-dutch.csv");

        Assert.Equal(("linkedin-ads/report-csv", "utf-8", ";", "nl"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale));
        Assert.Equal("impressions=10812 clicks=209 cost=1243.86 conversions=3", Totals(reading));
        Assert.Equal([new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2)], facts.Ads.Select(static x => x.From));
        Assert.All(facts.Ads, static x => Assert.Equal(AdLevel.Campaign, x.Level));
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public async Task Rows_that_all_bear_the_first_day_of_a_longer_range_are_about_the_range()
    {
        var (reading, facts) = await Text(Header + "09/01/2026,A,\"1,234.50\",200,USD\n09/01/2026,B,1,2,USD\n");

        Assert.Equal((true, "undated", "clicks=202 cost=1235.5"), (reading.Undated, Problems(reading), Totals(reading)));
        Assert.All(facts.Ads, static x => Assert.Equal((new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30)), (x.From, x.To)));
    }

    [Fact]
    public async Task Several_days_or_another_day_than_the_first_are_days()
    {
        var (several, facts) = await Text(Header + "09/01/2026,A,1,200,USD\n09/02/2026,A,1,2,USD\n");
        var (later, _) = await Text(Header + "09/05/2026,A,1,200,USD\n09/05/2026,B,1,2,USD\n");

        Assert.Equal((false, false), (several.Undated, later.Undated));
        Assert.Equal(new DateOnly(2026, 9, 2), facts.Ads[1].From);
        Assert.Equal(new DateOnly(2026, 9, 5), later.FirstDate);
    }

    [Fact]
    public async Task A_file_that_was_saved_day_first_is_read_so_where_its_days_prove_it()
    {
        var (reading, facts) = await Text(Header + "05/09/2026,A,1,200,USD\n25/09/2026,A,1,2,USD\n");

        Assert.Equal((0, new DateOnly(2026, 9, 5)), (reading.Rejected, facts.Ads[0].From));
    }

    [Fact]
    public async Task A_total_line_is_compared_and_not_added()
    {
        var (reading, _) = await Text(Header + "09/05/2026,Total Fitness,1,200,USD\n09/06/2026,A,1,2,USD\nTotal,,2,203,USD\n");

        Assert.Equal((2, "clicks=202 cost=2"), (reading.Rows, Totals(reading)));
        Assert.Equal(("clicks", 203m), (Assert.Single(reading.Control.Differences).Measure, reading.Control.Differences[0].File));
    }
}
