using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Core.Selection;
using KpiFunctions.Core.Selection.Effects;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

public sealed class FileEffectTests
{
    [Fact]
    public void A_first_file_brings_only_new_rows()
    {
        var effect = Effect(new Files(), new Files().Ad("campaigns", At(21), "Brand", 10m, 5).Ad("campaigns", At(21), "Boots", 20m, 7));

        Assert.Equal((2, 0, 0, 0), (effect.New, effect.Updated, effect.Unchanged, effect.OnlyOlder));
        Assert.Empty(effect.NotUsed);
        Assert.Equal([new SumChange("clicks", null, null, 12), new SumChange("cost", "EUR", null, 30m)], effect.Changes);
    }

    [Fact]
    public void A_re_export_says_which_rows_are_others_now_and_by_how_much()
    {
        var stored = new Files().Ad("monday", At(21), "Brand", 10m, 5).Ad("monday", At(21), "Boots", 20m, 7);
        var effect = Effect(stored, new Files().Ad("friday", At(25), "Brand", 10m, 5).Ad("friday", At(25), "Boots", 21.5m, 8).Ad("friday", At(25), "Sale", 1m, 1));

        Assert.Equal((1, 1, 1), (effect.New, effect.Updated, effect.Unchanged));
        Assert.Equal([new SumChange("clicks", null, 12, 14), new SumChange("cost", "EUR", 30m, 32.5m)], effect.Changes);
    }

    [Fact]
    public void Keywords_do_not_count_where_campaigns_do()
    {
        var stored = new Files().Ad("campaigns", At(21), "Brand", 10m, 5);
        var effect = Effect(stored, new Files().Ad("keywords", At(25), "Brand", 9m, 4, level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "boots"))));

        Assert.Equal([new NotUsedRows(NotUsedReasons.CoarserRows, 1)], effect.NotUsed);
        Assert.Empty(effect.Changes);
    }

    [Fact]
    public void A_campaign_report_after_the_keywords_is_new_and_moves_the_sum()
    {
        var stored = new Files().Ad("keywords", At(21), "Brand", 9m, 4, level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "boots")));
        var effect = Effect(stored, new Files().Ad("campaigns", At(25), "Brand", 10m, 5));

        Assert.Equal((1, 0), (effect.New, effect.Updated));
        Assert.Equal(new SumChange("cost", "EUR", 9m, 10m), effect.Changes[^1]);
    }

    [Fact]
    public void A_file_from_last_month_dropped_late_leaves_newer_figures_alone()
    {
        var stored = new Files().Ad("new", At(25), "Brand", 10m, 5).Ad("new", At(25), "Boots", 3m, 1);
        var effect = Effect(stored, new Files().Ad("old", At(21), "Brand", 9m, 5).Ad("old", At(21), "Boots", 3m, 1));

        Assert.Equal((0, 0, 1), (effect.New, effect.Updated, effect.Unchanged));
        Assert.Equal([new NotUsedRows(NotUsedReasons.NewerFile, 1)], effect.NotUsed);
        Assert.Empty(effect.Changes);
    }

    [Fact]
    public void The_same_bytes_again_change_nothing()
    {
        var stored = new Files().Ad("a", At(21), "Brand", 10m, 5);
        var effect = Effect(stored, new Files().Ad("a", At(25), "Brand", 10m, 5));

        Assert.Equal((0, 0, 1), (effect.New, effect.Updated, effect.Unchanged));
        Assert.Empty(effect.Changes);
    }

    [Fact]
    public void Rows_that_only_older_files_have_are_counted_as_a_filtered_export_would_need_it()
    {
        var stored = new Files().Ad("all", At(21), "Brand", 10m, 5).Ad("all", At(21), "Boots", 20m, 7);
        var effect = Effect(stored, new Files().Ad("brand only", At(25), "Brand", 11m, 5));

        Assert.Equal((1, 1), (effect.Updated, effect.OnlyOlder));
    }

    [Fact]
    public void A_row_without_an_account_does_not_count_beside_a_named_one()
    {
        var stored = new Files().Ad("named", At(21), "Brand", 10m, 5, account: new("123", "Shop"));
        var effect = Effect(stored, new Files().Ad("nameless", At(25), "Sale", 11m, 5));

        Assert.Equal([new NotUsedRows(NotUsedReasons.UnknownAccount, 1)], effect.NotUsed);
    }

    [Fact]
    public void Visits_by_channel_are_another_view_and_leave_the_sum()
    {
        var stored = new Files().Visits("by date", At(21), 100);
        var effect = Effect(stored, new Files().Visits("by channel", At(25), 60, Channels.PaidSearch).Visits("by channel", At(25), 40, Channels.Direct));

        Assert.Equal((2, 0), (effect.New, effect.NotUsed.Count));
        Assert.Empty(effect.Changes);
    }

    [Fact]
    public void A_refund_is_an_update_of_its_order_and_a_stale_order_is_not_used()
    {
        var stored = new Files().Order("november", At(21), "1", "#1001", 100m).Order("november", At(21), "2", "#1002", 50m);
        var effect = Effect(stored, new Files().Order("again", At(25), "1", "#1001", 100m, refunded: 100m).Order("again", At(25), "2", "#1002", 50m));

        Assert.Equal((0, 1, 1), (effect.New, effect.Updated, effect.Unchanged));
        Assert.Equal([new SumChange("revenue", "EUR", 150m, 50m)], effect.Changes);
        var stale = Effect(new Files().Order("again", At(25), "1", "#1001", 100m, refunded: 100m), new Files().Order("november", At(21), "1", "#1001", 100m));
        Assert.Equal([new NotUsedRows(NotUsedReasons.NewerFile, 1)], stale.NotUsed);
    }

    [Fact]
    public void A_month_without_days_counts_until_the_days_are_all_known()
    {
        var month = Month("month", At(25), 100m);
        Assert.Equal((1, 0), (Effect(new Files(), month).New, Effect(new Files(), month).NotUsed.Count));
        var again = Effect(month, Month("again", At(26), 120m));
        Assert.Equal((0, 1, 0), (again.New, again.Updated, again.NotUsed.Count));

        var days = new Files();
        for (var day = new DateOnly(2026, 10, 1); day.Month == 10; day = day.AddDays(1))
        {
            _ = days.Ad("days", At(21), "Brand", 3m, 1, day: day);
        }

        Assert.Equal([new NotUsedRows(NotUsedReasons.OtherRange, 1)], Effect(days, month).NotUsed);

        static Files Month(string file, DateTimeOffset dropped, decimal cost)
        {
            var files = new Files().Ad(file, dropped, "Brand", cost, 30, day: new DateOnly(2026, 10, 1));
            files.Facts.Ads[0] = files.Facts.Ads[0] with { To = new DateOnly(2026, 10, 31) };
            return files;
        }
    }

    [Fact]
    public void A_renamed_campaign_is_not_new_on_the_days_that_are_known_and_the_rename_is_told_once()
    {
        var stored = Daily(new Files(), "week 46", At(17), 9, 15, "Brand");
        var file = Daily(new Files(), "week 47", At(23), 13, 20, "Brand 2026");
        var effect = Effect(stored, file);

        Assert.Equal((5, 0, 3), (effect.New, effect.Updated, effect.Unchanged));
        Assert.Equal(("Brand", "Brand 2026"), Assert.Single(effect.Renames) is var x ? (x.From, x.To) : default);
        stored.Facts.Add(file.Facts);
        Assert.Empty(Effect(stored, Daily(new Files(), "week 48", At(30), 18, 25, "Brand 2026")).Renames);
    }

    [Fact]
    public void A_campaign_whose_id_only_the_new_file_knows_is_not_new()
    {
        var stored = new Files().Ad("names", At(21), "Brand", 10m, 5, account: new(null, "Shop"));
        var effect = Effect(stored, new Files().Ad("ids", At(25), "brand", 10m, 5, id: "77", account: new("9", "shop")));

        Assert.Equal((0, 0, 1), (effect.New, effect.Updated, effect.Unchanged));
        Assert.Empty(effect.Changes);
    }

    [Fact]
    public void Visits_of_a_property_whose_id_only_the_new_file_knows_are_not_new()
    {
        var stored = new Files().Visits("name", At(21), 100, account: new(null, "Shop"));

        Assert.Equal(1, Effect(stored, new Files().Visits("id", At(25), 100, account: new("9", "shop"))).Unchanged);
    }

    [Fact]
    public void The_file_that_lowers_finished_days_is_told_which_and_the_next_one_is_not()
    {
        var stored = new Files().AdDays("all", At(24), 16, 22, "Brand", 100m).AdDays("all", At(24), 16, 22, "Tea", 100m);
        var filtered = new Files().AdDays("mobile only", At(25), 16, 18, "Brand", 60m).AdDays("mobile only", At(25), 20, 20, "Brand", 79m).AdDays("mobile only", At(25), 21, 21, "Brand", 80m);

        Assert.Equal([new DaySpan(Nov(16), Nov(18)), new DaySpan(Nov(20), Nov(20))], Effect(stored, filtered).Fallen);
        stored.Facts.Add(filtered.Facts);
        Assert.Empty(Effect(stored, new Files().AdDays("again", At(26), 16, 18, "Brand", 59m)).Fallen);
        Assert.Empty(Effect(stored, new Files().AdDays("other campaign", At(26), 16, 18, "Cups", 1m)).Fallen);
    }

    [Fact]
    public void A_day_that_falls_because_campaigns_or_a_breakdown_take_its_place_is_told()
    {
        var account = new Files().Ad("account", At(21), null, 100m, level: AdLevel.Account);
        var whole = new Files().Ad("campaigns", At(21), "Brand", 100m);

        Assert.Equal([new DaySpan(Day, Day)], Effect(account, new Files().Ad("one campaign", At(25), "Brand", 60m)).Fallen);
        Assert.Equal([new DaySpan(Day, Day)], Effect(whole, new Files().Ad("search only", At(25), "Brand", 60m, dimensions: Dimensions.Of(("network", "search")))).Fallen);
    }

    [Fact]
    public void An_older_file_and_an_unfinished_figure_are_no_fall()
    {
        Assert.Empty(Effect(new Files().Ad("new", At(25), "Brand", 60m), new Files().Ad("old", At(21), "Brand", 100m)).Fallen);
        Assert.Empty(Effect(new Files().Ad("noon", At(18), "Brand", 100m), new Files().Ad("week", At(25), "Brand", 60m)).Fallen);
    }

    [Fact]
    public void Visits_that_fall_are_told_and_so_is_a_month_without_days()
    {
        Assert.Equal([new DaySpan(Day, Day)], Effect(new Files().Visits("a", At(21), 100), new Files().Visits("b", At(25), 10)).Fallen);
        Assert.Equal(
            [new DaySpan(Nov(1), Nov(30))],
            Effect(new Files().AdPeriod("all", At(33), 1, 30, "Brand", 300m), new Files().AdPeriod("filtered", At(34), 1, 30, "Brand", 200m)).Fallen);
        Assert.Equal(
            [new DaySpan(Nov(1), Nov(30))],
            Effect(
                new Files().Visits("all", At(33), 300, day: Nov(1), to: Nov(30)),
                new Files().Visits("filtered", At(34), 200, day: Nov(1), to: Nov(30))).Fallen);
    }

    [Fact]
    public void A_month_without_days_says_by_how_much_it_differs_from_what_the_month_came_to_before()
    {
        var days = new Files().AdDays("days", At(33), 1, 20, "Brand", 10m);
        var month = new Files().AdPeriod("month", At(33), 1, 30, "Brand", 310m);
        var visits = new Files().Visits("days", At(33), 70, day: Nov(3)).Visits("another month", At(33), 1, day: Nov(30).AddDays(1));

        Assert.Equal([new SumChange("cost", "EUR", 200m, 310m)], Effect(days, month).Changes);
        Assert.Equal([new SumChange("cost", "EUR", 310m, 320m)], Effect(month, new Files().AdPeriod("again", At(34), 1, 30, "Brand", 320m)).Changes);
        Assert.Equal([new SumChange("sessions", null, 70, 1000)], Effect(visits, new Files().Visits("month", At(34), 1000, day: Nov(1), to: Nov(30))).Changes);
    }

    [Fact]
    public void Rows_about_a_range_that_serves_no_period_are_not_used()
    {
        var across = new Files().AdPeriod("last 30 days", At(34), 3, 32, "Brand", 300m);
        var month = new Files().AdPeriod("month", At(33), 1, 30, "Brand", 300m);

        Assert.Equal([new NotUsedRows(NotUsedReasons.NoPeriod, 1)], Effect(new Files(), across).NotUsed);
        Assert.Empty(Effect(new Files(), across).Changes);
        Assert.Equal([new NotUsedRows(NotUsedReasons.CoarserRows, 1)], Effect(month, new Files().AdPeriod("keywords", At(34), 2, 28, "Brand", 9m, level: AdLevel.Keyword)).NotUsed);
        Assert.Equal([new NotUsedRows(NotUsedReasons.CoarserRows, 1)], Effect(month, new Files().AdPeriod("keywords", At(34), 1, 30, "Brand", 9m, level: AdLevel.Keyword)).NotUsed);
        Assert.Equal([new NotUsedRows(NotUsedReasons.OtherRange, 1)], Effect(month, new Files().AdPeriod("stale", At(32), 2, 28, "Brand", 9m)).NotUsed);
        Assert.Empty(Effect(month, new Files().AdPeriod("a week of it", At(32), 2, 8, "Brand", 9m)).NotUsed);
    }

    [Fact]
    public void Rows_of_the_same_month_that_only_an_older_export_has_are_counted()
    {
        var stored = new Files().AdPeriod("all", At(33), 1, 30, "Brand", 300m).AdPeriod("all", At(33), 1, 30, "Tea", 60m);

        Assert.Equal(1, Effect(stored, new Files().AdPeriod("Brand only", At(34), 1, 30, "Brand", 300m)).OnlyOlder);
    }

    [Fact]
    public void An_account_that_an_answer_without_rows_names_is_the_same_to_a_file_that_has_only_its_name()
    {
        var options = new SelectionOptions
        {
            CompleteAnswers = [new("pull", At(20), new(Ads, new AccountRef("7", "Shop"), new FactView(FactKind.Ads, AdLevel.Campaign, ""), Nov(1), Nov(1)))],
        };
        var effect = FileEffects.Of(new FactSet(), new Files().Ad("file", At(21), "Brand", 10m, account: new(null, "Shop")).Facts, options)!;

        Assert.Equal((1, 0), (effect.New, effect.NotUsed.Count));
    }

    [Fact]
    public void A_file_without_facts_has_no_effect() =>
        Assert.Null(FileEffects.Of(new Files().Ad("a", At(21), "Brand", 10m).Facts, new FactSet(), new SelectionOptions()));

    private static FileEffect Effect(Files stored, Files file) => FileEffects.Of(stored.Facts, file.Facts, new SelectionOptions())!;

    /// <summary>A campaign that does a little more every day of November.</summary>
    private static Files Daily(Files files, string file, DateTimeOffset dropped, int from, int to, string campaign)
    {
        for (var day = from; day <= to; day++)
        {
            files.Ad(file, dropped, campaign, day, 100 + day, 1000 + day, day: Nov(day));
        }

        return files;
    }
}
