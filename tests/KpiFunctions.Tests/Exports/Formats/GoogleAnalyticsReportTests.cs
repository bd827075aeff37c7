using KpiFunctions.Core.Brands;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class GoogleAnalyticsReportTests
{
    [Fact]
    public async Task A_table_by_date_and_channel_gives_facts_with_our_channels()
    {
        var (reading, facts) = await Fixture("ga4-by-date-and-channel.csv", Options with { Currency = "EUR" });

        Assert.Equal(("google-analytics/report-csv", "shoes.example - GA4", "en", "EUR"), (reading.Format, reading.Account, reading.Locale, reading.Currency));
        Assert.Equal("sessions=203 newUsers=132 conversions=5.5 orders=5 revenue=510.15", Totals(reading));
        Assert.Equal((3, 3, "currency_unknown"), (reading.Rows, reading.Accepted, Problems(reading)));
        Assert.Equal(["organic_search", "paid_search", "other"], facts.Web.Select(static x => x.Dimensions.Value("channel")));
        Assert.Equal((new DateOnly(2026, 11, 17), 100L, true), (facts.Web[0].From, facts.Web[0].Users, facts.Web[0].IsDay));
        Assert.Equal([11, 12, 13], facts.Web.Select(static x => x.Origin.Row));
    }

    [Fact]
    public async Task A_snapshot_counts_each_measure_once_from_the_best_table()
    {
        var (reading, facts) = await Fixture("ga4-snapshot.csv");

        Assert.Equal("newUsers=18 sessions=31", Totals(reading));
        Assert.Equal((11, false, new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 18)), (reading.Rows, reading.Undated, reading.FirstDate!.Value, reading.LastDate!.Value));
        Assert.Empty(reading.Problems);
        Assert.Equal(3, facts.Web.Count(static x => x.Users is not null && x.IsDay));
        Assert.Equal(new DateOnly(2026, 11, 18), facts.Web.Last(static x => x.Users is not null).From);
        Assert.Equal(["", "channel", "first_user_channel"], facts.Web.Select(static x => x.Dimensions.Set).Distinct());
    }

    [Fact]
    public async Task The_grand_total_of_an_exploration_is_a_control_and_no_fact()
    {
        var (reading, facts) = await Fixture("ga4-exploration.csv");

        Assert.Equal((true, true, true), (reading.Undated, reading.Control.Present, reading.Control.Matches));
        Assert.Equal("sessions=100 users=80 orders=5 revenue=250.5", Totals(reading));
        Assert.Equal(("shoes.example - GA4", 2), (reading.Account, facts.Count));
        Assert.Equal(("google", "cpc", "brand"), (facts.Web[0].Dimensions.Value("source"), facts.Web[0].Dimensions.Value("medium"), facts.Web[0].Dimensions.Value("campaign")));
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22)), (facts.Web[0].From, facts.Web[0].To));
    }

    [Fact]
    public async Task A_russian_export_is_read()
    {
        var (reading, facts) = await Fixture("ga4-russian.csv");

        Assert.Equal(("ru", "obuv.example", "sessions=15 newUsers=5"), (reading.Locale, reading.Account, Totals(reading)));
        Assert.Equal(["paid_search", "direct"], facts.Web.Select(static x => x.Dimensions.Value("channel")));
    }

    [Fact]
    public async Task Another_property_is_refused_where_properties_are_listed()
    {
        var (reading, facts) = await Fixture("ga4-russian.csv", Options with { Accounts = [new AccountRule("google-analytics", "Another", null)] });

        Assert.Equal((0, 2, 2), (facts.Count, reading.Rejected, reading.ProblemCounts["unexpected_account"]));
    }

    [Fact]
    public async Task A_table_without_its_preamble_is_still_recognised()
    {
        var (reading, facts) = await Text("Date,Session default channel group,Sessions,Active users\n20261116,Email,5,4\n");

        Assert.Equal(("google-analytics/report-csv", "email"), (reading.Format, facts.Web[0].Dimensions.Value("channel")));
    }

    [Fact]
    public async Task Other_dimensions_keep_their_name_so_that_such_rows_are_not_taken_for_whole_days()
    {
        var (_, facts) = await Text("# ---\n# Report\n# Account: A\n# Property: P\n# ---\n# Start date: 20261116\n# End date: 20261116\nCountry,Date,Sessions,Event count,Something new\nNorway,20261116,5,9,1\n");

        Assert.Equal("country", Assert.Single(facts.Web).Dimensions.Set);
    }
}
