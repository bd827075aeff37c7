using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Periods" of the selection rules: what an export without days is worth, and where.</summary>
public sealed class PeriodTests
{
    private static readonly AccountRef Shop = new("7", "Shop");
    private static readonly Period November = Period.Month(Nov(1));
    private static readonly Period Week47 = Period.Week(Nov(16), WeekStart.Monday);
    private static readonly Period FourthQuarter = new(Grain.Month, new(2026, 10, 1), new(2026, 12, 31), "2026-Q4");

    [Fact]
    public void A_months_export_without_days_serves_the_month_and_the_quarter_and_no_week_or_day()
    {
        var files = new Files().AdPeriod("month", At(33), 1, 30, "Brand", 300m).AdPeriod("month", At(33), 1, 30, "Tea", 60m);

        Assert.Equal("360 period_facts", Spend(files, November));
        Assert.Equal("360 period_facts", Spend(files, FourthQuarter));
        Assert.Equal("no_data", Spend(files, Week47));
        Assert.Equal("no_data", Spend(files, Period.Day(Nov(1))));
        Assert.Equal("Brand 300, Tea 60", Campaigns(files, November));
        Assert.Empty(files.Select().Ads);
    }

    [Fact]
    public void Periods_that_only_an_export_without_days_reaches_are_there_and_no_shorter_ones()
    {
        var october = new DateOnly(2026, 10, 1);
        var files = new Files().Ad("october", At(2), "Brand", 10m, day: october, to: october.AddDays(30)).AdDays("daily", At(30), 17, 18, "Brand", 1m);

        Assert.Equal(
            ["2026-11-17", "2026-11-18", "2026-W47", "2026-10", "2026-11"],
            new KpiCalculator(files.Select(), Brand).Periods().Select(static x => x.Id));
    }

    [Fact]
    public void Days_serve_where_they_cover_every_day_and_nothing_is_said_of_the_export()
    {
        var files = new Files().AdPeriod("week", At(25), 16, 22, "Brand", 70m).AdDays("daily", At(26), 16, 22, "Brand", 11m);

        Assert.Equal("77", Spend(files, Week47));
        Assert.Equal("77", Spend(files, November));
        Assert.Empty(files.Select().Notes);
    }

    [Fact]
    public void Where_a_day_is_missing_the_export_serves_in_the_place_of_the_days_inside_and_a_note_says_so()
    {
        var files = new Files().AdPeriod("week", At(25), 16, 22, "Brand", 70m).AdDays("daily", At(26), 14, 21, "Brand", 11m);

        Assert.Equal("70 period_facts_for_days", Spend(files, Week47));
        Assert.Equal("92 period_facts_for_days", Spend(files, November)); // 14 and 15 November by day, and the week
        Assert.Equal("11", Spend(files, Period.Day(Nov(16))));
        Assert.Equal("no_data", Spend(files, Period.Day(Nov(22))));
    }

    [Fact]
    public void A_week_that_its_days_tell_whole_lacks_nothing_of_a_longer_export()
    {
        var files = new Files().AdPeriod("month", At(33), 1, 30, "Brand", 300m).AdDays("daily", At(33), 16, 24, "Brand", 11m);

        Assert.Equal("77", Spend(files, Week47));
        Assert.Equal("22 period_facts_unused", Spend(files, Period.Week(Nov(23), WeekStart.Monday)));
        Assert.Equal("300 period_facts_for_days", Spend(files, November));
    }

    [Fact]
    public void Days_are_covered_per_account()
    {
        var other = new AccountRef("8", "Other");
        var files = new Files()
            .AdPeriod("week", At(25), 16, 22, "Brand", 70m, Shop).AdPeriod("week", At(25), 16, 22, "Brand", 500m, other)
            .AdDays("daily", At(26), 16, 22, "Brand", 11m, Shop).AdDays("daily", At(26), 16, 21, "Brand", 1m, other);

        Assert.Equal("577 period_facts_for_days", Spend(files, Week47)); // 7 days of 11, and the other account's export
    }

    [Fact]
    public void Of_overlapping_exports_the_one_dropped_last_serves()
    {
        var files = new Files().AdPeriod("until the 20th", At(22), 1, 20, "Brand", 200m).AdPeriod("until the 24th", At(26), 1, 24, "Brand", 240m);
        var reversed = new Files().AdPeriod("until the 20th", At(26), 1, 20, "Brand", 200m).AdPeriod("until the 24th", At(22), 1, 24, "Brand", 240m);

        Assert.Equal("240 period_facts", Spend(files, November));
        Assert.Equal("200 period_facts period_facts_unused", Spend(reversed, November));
    }

    [Fact]
    public void Overlap_is_judged_among_those_that_the_reported_period_contains()
    {
        var files = new Files().AdPeriod("week", At(25), 16, 22, "Brand", 70m).AdPeriod("month", At(33), 1, 30, "Brand", 300m);

        Assert.Equal("70 period_facts", Spend(files, Week47));
        Assert.Equal("300 period_facts", Spend(files, November));
    }

    [Fact]
    public void Weeks_side_by_side_add_up_and_what_does_not_serve_stands_in_nobodys_way()
    {
        // The last 14 days, exported every Monday: each overlaps the one before.
        var files = new Files()
            .AdPeriod("on the 16th", At(17), 2, 15, "Brand", 140m)
            .AdPeriod("on the 23rd", At(24), 9, 22, "Brand", 1000m)
            .AdPeriod("on the 30th", At(31), 16, 29, "Brand", 150m);

        Assert.Equal("290 period_facts", Spend(files, November));
    }

    [Fact]
    public void An_export_that_its_days_replace_does_not_stand_in_an_older_ones_way()
    {
        var files = new Files()
            .AdPeriod("month", At(33), 1, 30, "Brand", 300m)
            .AdPeriod("week", At(34), 16, 22, "Brand", 70m)
            .AdDays("daily", At(34), 16, 22, "Brand", 10m);

        Assert.Equal("300 period_facts_for_days", Spend(files, November));
    }

    [Fact]
    public void A_keyword_report_without_days_never_displaces_the_campaign_report()
    {
        var files = new Files()
            .AdPeriod("campaigns", At(33), 1, 30, "Brand", 300m).AdPeriod("campaigns", At(33), 1, 30, "Tea", 60m)
            .AdPeriod("keywords", At(34), 1, 30, "Brand", 250m, level: AdLevel.Keyword)
            .AdPeriod("keywords of a week", At(35), 16, 22, "Brand", 50m, level: AdLevel.Keyword);

        Assert.Equal("360 period_facts levels_differ", Spend(files, November));
        Assert.Equal("50 period_facts fine_level_only", Spend(files, Week47));
    }

    [Fact]
    public void Account_rows_serve_only_where_no_campaign_rows_overlap()
    {
        var files = new Files()
            .AdPeriod("account", At(34), 1, 30, null, 999m, level: AdLevel.Account)
            .AdPeriod("campaigns", At(33), 1, 30, "Brand", 300m);

        Assert.Equal("300 period_facts levels_differ", Spend(files, November));
    }

    [Fact]
    public void An_export_of_the_same_range_replaces_row_by_row_and_measure_by_measure()
    {
        var files = new Files()
            .AdPeriod("3 December", At(33), 1, 30, "Brand", 300m, clicks: 30).AdPeriod("3 December", At(33), 1, 30, "Tea", 60m, clicks: 6)
            .AdPeriod("5 December", At(35), 1, 30, "Brand", 310m);

        Assert.Equal("Brand 310, Tea 60", Campaigns(files, November));
        Assert.Equal(36m, Total(files, November).Sums[Measures.Clicks]);
    }

    [Fact]
    public void An_unfinished_export_of_the_same_range_yields_to_a_later_one_of_any_level()
    {
        var files = new Files()
            .AdPeriod("on the 20th", At(20), 1, 30, "Brand", 200m)
            .AdPeriod("keywords", At(33), 1, 30, "Brand", 290m, level: AdLevel.Keyword);

        Assert.Equal("290 period_facts fine_level_only", Spend(files, November));
    }

    [Fact]
    public void A_range_that_falls_by_more_than_a_fifth_is_used_and_noted()
    {
        var files = new Files().AdPeriod("all", At(33), 1, 30, "Brand", 300m).AdPeriod("filtered", At(34), 1, 30, "Brand", 200m);

        Assert.Equal("200 period_facts implausible", Spend(files, November));
    }

    [Fact]
    public void A_campaign_is_the_same_with_and_without_days_and_shown_under_its_newest_name()
    {
        var files = new Files()
            .Ad("daily", At(14), "Brand", 5m, id: "77", day: Nov(2))
            .AdPeriod("weeks", At(30), 16, 22, "Brand 2026", 70m, id: "77")
            .AdPeriod("names", At(31), 23, 29, "brand", 30m);

        Assert.Equal("brand 105", Campaigns(files, November));
    }

    [Fact]
    public void A_retracted_export_does_not_count_and_its_days_come_back()
    {
        var files = new Files().AdPeriod("week", At(25), 16, 22, "Brand", 70m).AdDays("daily", At(26), 16, 20, "Brand", 11m);
        var options = new SelectionOptions { Retracted = new HashSet<string> { "week" } };

        Assert.Equal(55m, new KpiCalculator(files.Select(options), Brand).Calculate(Week47).Total!.Sums[Measures.AdSpend]);
    }

    [Fact]
    public void A_complete_answer_by_day_leaves_exports_without_days_alone()
    {
        var files = new Files().AdPeriod("week", At(25), 16, 22, "Brand", 70m, Shop);
        var answer = new StampedAnswer("pull", At(27), new(Ads, Shop, new FactView(FactKind.Ads, AdLevel.Campaign, ""), Nov(16), Nov(22)));

        Assert.Single(files.Select(new() { CompleteAnswers = [answer] }).AdPeriods.For(Week47).Serving);
    }

    [Fact]
    public void An_export_without_an_account_gives_way_where_a_named_account_has_a_day_of_it()
    {
        var files = new Files().AdPeriod("nameless month", At(33), 1, 30, "Brand", 300m).AdDays("named", At(33), 16, 22, "Brand", 11m, Shop);

        Assert.Equal("77 account_unknown", Spend(files, November));
    }

    [Fact]
    public void An_export_without_an_account_serves_above_finer_facts_of_named_accounts()
    {
        var files = new Files()
            .AdPeriod("nameless month", At(33), 1, 30, "Brand", 300m)
            .AdDays("keywords", At(33), 16, 22, "Brand", 11m, Shop, AdLevel.Keyword)
            .AdPeriod("search terms", At(33), 1, 7, "Brand", 5m, Shop, AdLevel.SearchTerm);

        Assert.StartsWith("300 ", Spend(files, November), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_accounts_export_serves_above_days_without_an_account()
    {
        var files = new Files().AdPeriod("named month", At(33), 1, 30, "Brand", 300m, Shop).AdDays("nameless", At(33), 16, 22, "Brand", 11m);

        Assert.StartsWith("300 ", Spend(files, November), StringComparison.Ordinal);
        Assert.StartsWith("77", Spend(files, Week47), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_exports_without_days_the_one_of_a_named_account_serves()
    {
        var files = new Files().AdPeriod("nameless", At(34), 1, 30, "Brand", 290m).AdPeriod("named", At(33), 1, 30, "Brand", 300m, Shop);

        Assert.Equal("300 period_facts account_unknown", Spend(files, November));
    }

    [Fact]
    public void An_export_under_an_account_name_that_two_ids_share_does_not_count_beside_them()
    {
        var named = new AccountRef(null, "shop");
        var files = new Files()
            .AdPeriod("by name", At(34), 1, 30, "Brand", 290m, named)
            .AdPeriod("ids", At(33), 1, 30, "Brand", 100m, new("1", "Shop")).AdPeriod("ids", At(33), 1, 30, "Brand", 200m, new("2", "Shop"))
            .AdDays("days by name", At(33), 3, 5, "Brand", 7m, named);

        Assert.StartsWith("300 ", Spend(files, November), StringComparison.Ordinal);
        Assert.StartsWith("7", Spend(files, Period.Day(Nov(3))), StringComparison.Ordinal);
    }

    [Fact]
    public void Ad_spend_of_a_costs_file_is_not_counted_beside_the_platforms_export_of_the_period()
    {
        var files = new Files().AdPeriod("month", At(33), 1, 30, "Brand", 300m).Cost("costs", At(33), Nov(10), Nov(12), 30m, "google");

        Assert.Equal("300 period_facts costs_not_counted", Spend(files, November));
        Assert.Equal("10", Spend(files, Period.Day(Nov(10)))[..2]);
    }

    [Fact]
    public void Visits_of_a_month_serve_by_total_and_by_channel_and_replace_the_days_known()
    {
        var files = new Files()
            .Visits("total", At(33), 1000, day: Nov(1), to: Nov(30))
            .Visits("channels", At(33), 600, Channels.OrganicSearch, day: Nov(1), to: Nov(30)).Visits("channels", At(33), 400, Channels.Direct, day: Nov(1), to: Nov(30))
            .Visits("a day", At(33), 50, Channels.OrganicSearch, day: Nov(3));
        var kpis = Kpis(files, November);

        Assert.Equal((1000m, 600m), (kpis.Total!.Sums[Measures.Sessions], kpis.Total.Sums[Measures.OrganicSessions]));
        Assert.Equal([400m, 600m], kpis.Of(KpiScope.Channel).Select(static x => x.Sums[Measures.Sessions]));
        Assert.Equal([SelectionNotes.PeriodFactsForDays], kpis.Total.Notes["traffic"]);
        Assert.Equal(50m, Total(files, Period.Day(Nov(3))).Sums[Measures.Sessions]);
    }

    [Fact]
    public void An_export_without_days_of_another_source_does_not_become_the_source_of_traffic()
    {
        var files = new Files().Visits("snapshot", At(33), 1000, day: Nov(1), to: Nov(30)).Visits("metrica", At(33), 70, day: Nov(3));
        files.Facts.Web[1] = files.Facts.Web[1] with { Source = Sources.YandexMetrica };

        Assert.Equal(70m, Total(files, November).Sums[Measures.Sessions]);
    }

    [Fact]
    public void Users_of_an_export_serve_exactly_its_own_period_also_where_days_serve_the_visits()
    {
        var files = new Files().Visits("week", At(25), 700, day: Nov(16), to: Nov(22), users: 400);
        for (var day = 16; day <= 22; day++)
        {
            files.Visits("daily", At(26), 110, day: Nov(day), users: 90);
        }

        var selected = files.Select();
        Assert.Equal(770m, new KpiCalculator(selected, Brand).Calculate(Week47).Total!.Sums[Measures.Sessions]);
        Assert.Equal(400, Assert.Single(Assert.Single(selected.WebPeriods.Of(Week47)).Rows).Measures.Users);
        Assert.Empty(selected.WebPeriods.Of(November));
    }

    [Fact]
    public void An_export_that_knows_users_alone_takes_no_visits_away()
    {
        var files = new Files().Visits("users", At(25), null, day: Nov(16), to: Nov(22), users: 400).Visits("daily", At(26), 110, day: Nov(17), users: 90);

        Assert.Equal(110m, Total(files, Week47).Sums[Measures.Sessions]);
        Assert.Single(files.Select().WebPeriods.Of(Week47));
    }

    private static BrandConfiguration Brand { get; } = new() { Brand = "b" };

    private static PeriodKpis Kpis(Files files, Period period) => new KpiCalculator(files.Select(), Brand).Calculate(period);

    private static MemberKpis Total(Files files, Period period) => Kpis(files, period).Total!;

    /// <summary>The ad spend, or why there is none, and the notes on it.</summary>
    private static string Spend(Files files, Period period)
    {
        var value = Total(files, period).Value(KpiCatalogue.Find("ad_spend")!);
        string? shown = value.Value is { } spend ? spend.ToString("0.##", CultureInfo.InvariantCulture) : value.Reason!.Value.Id();
        return string.Join(' ', [shown, .. value.Notes]);
    }

    private static string Campaigns(Files files, Period period) => string.Join(", ", Kpis(files, period)
        .Of(KpiScope.Campaign)
        .Select(static x => string.Create(CultureInfo.InvariantCulture, $"{x.Member} {x.Sums[Measures.AdSpend]:0.##}"))
        .Order(StringComparer.Ordinal));
}
