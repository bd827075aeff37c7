using KpiFunctions.Core.Facts;
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
    public void A_file_without_facts_has_no_effect() =>
        Assert.Null(FileEffects.Of(new Files().Ad("a", At(21), "Brand", 10m).Facts, new FactSet(), new SelectionOptions()));

    private static FileEffect Effect(Files stored, Files file) => FileEffects.Of(stored.Facts, file.Facts, new SelectionOptions())!;
}
