using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Renamed" of the selection rules: campaigns known by their names alone, told by what they did on shared days.</summary>
public sealed class RenamedTests
{
    [Fact]
    public void A_campaign_that_went_on_under_a_new_name_is_one_with_the_newest_name()
    {
        var files = Daily(new Files(), "week 46", 16, 9, 15, "Brand", 100);
        Daily(files, "week 47", 23, 13, 20, "Brand 2026", 104);
        var selected = files.Select();

        Assert.Equal(12, selected.Ads.Count); // 13 to 15 November are in both files and count once
        Assert.All(selected.Ads, static x => Assert.Equal(("name:BRAND", "Brand 2026"), (x.CampaignKey, x.Campaign.Name)));
        var rename = Assert.Single(selected.Renames);
        Assert.Equal(("Brand", "Brand 2026"), (rename.From, rename.To));
        Assert.Equal([Nov(13), Nov(14), Nov(15)], rename.Days);
        var note = Assert.Single(selected.Notes);
        Assert.Equal((SelectionNotes.CampaignRenamed, Nov(13), Nov(15), 3), (note.Code, note.From, note.To, note.Count));
    }

    [Fact]
    public void Two_shared_days_are_not_enough()
    {
        var files = Daily(new Files(), "week 46", 16, 9, 15, "Brand", 100);
        Daily(files, "week 47", 23, 14, 20, "Brand 2026", 105);

        Assert.Empty(files.Select().Renames);
        Assert.Equal(2, files.Select().Ads.Select(static x => x.CampaignKey).Distinct().Count());
    }

    [Fact]
    public void Days_without_a_click_or_an_impression_tell_nothing()
    {
        var files = new Files().AdDays("old", At(16), 9, 15, "Brand", 0m, clicks: 0, impressions: 9).AdDays("new", At(23), 9, 15, "Tea", 0m, clicks: 0, impressions: 9);
        var unknown = new Files().AdDays("old", At(16), 9, 15, "Brand", 5m).AdDays("new", At(23), 9, 15, "Tea", 5m);

        Assert.Empty(files.Select().Renames);
        Assert.Empty(unknown.Select().Renames);
    }

    [Fact]
    public void A_name_that_the_newer_file_still_has_was_not_renamed()
    {
        var files = Daily(new Files(), "old", 16, 9, 15, "Brand", 100);
        Daily(Daily(files, "new", 23, 9, 15, "Brand copy", 100), "new", 23, 16, 22, "Brand", 300);

        Assert.Empty(files.Select().Renames);
    }

    [Fact]
    public void Two_new_names_with_the_same_figures_are_ambiguous_and_nothing_is_joined()
    {
        var files = Daily(new Files(), "old", 16, 9, 15, "Brand", 100);
        Daily(Daily(files, "new", 23, 9, 15, "Brand A", 100), "new", 23, 9, 15, "Brand B", 100);

        Assert.Empty(files.Select().Renames);
    }

    [Fact]
    public void Two_old_names_with_the_same_figures_are_ambiguous_too()
    {
        var files = Daily(Daily(new Files(), "old", 16, 9, 15, "Brand A", 100), "old", 16, 9, 15, "Brand B", 100);
        Daily(files, "new", 23, 9, 15, "Brand", 100);

        Assert.Empty(files.Select().Renames);
    }

    [Fact]
    public void Renamed_twice_it_is_still_one_campaign_under_the_key_of_its_first_name()
    {
        var files = Daily(new Files(), "one", 16, 1, 15, "A", 100);
        Daily(files, "two", 18, 8, 17, "B", 107);
        Daily(files, "three", 23, 10, 22, "C", 109);
        var selected = files.Select();

        Assert.Equal(22, selected.Ads.Count);
        Assert.All(selected.Ads, static x => Assert.Equal(("name:A", "C"), (x.CampaignKey, x.Campaign.Name)));
        Assert.Equal(["A → B", "B → C"], selected.Renames.Select(static x => $"{x.From} → {x.To}"));
    }

    [Fact]
    public void A_later_split_that_cannot_be_told_leaves_the_earlier_rename_as_it_is()
    {
        var files = Daily(new Files(), "one", 16, 1, 15, "A", 100);
        Daily(files, "two", 18, 1, 15, "B", 100);
        Daily(Daily(files, "three", 23, 1, 15, "C", 100), "three", 23, 1, 15, "D", 100);

        Assert.Equal(["A → B"], files.Select().Renames.Select(static x => $"{x.From} → {x.To}"));
    }

    [Fact]
    public void A_filtered_file_that_merely_lacks_a_campaign_renames_nothing()
    {
        var files = Daily(Daily(new Files(), "all", 16, 9, 15, "Brand", 100), "all", 16, 9, 15, "Tea", 500);
        Daily(files, "Cups alone", 23, 9, 15, "Cups", 900);

        Assert.Empty(files.Select().Renames);
        Assert.Equal(3, files.Select().Ads.Select(static x => x.CampaignKey).Distinct().Count());
    }

    [Fact]
    public void Where_ids_are_known_they_decide()
    {
        var files = Daily(new Files(), "old", 16, 9, 15, "Brand", 100);
        Daily(files, "new", 23, 9, 15, "Brand 2026", 100).Ad("ids", At(24), "Brand 2026", 5m, id: "77", day: Nov(23));

        Assert.Empty(files.Select().Renames);
    }

    [Fact]
    public void The_order_in_which_files_are_read_and_the_parts_in_which_they_are_dropped_do_not_matter()
    {
        var whole = Daily(Daily(new Files(), "old", 16, 9, 15, "Brand", 100), "new", 23, 12, 20, "Brand 2026", 103);
        var parts = Daily(Daily(Daily(new Files(), "new 2", 24, 14, 20, "Brand 2026", 105), "new 1", 23, 12, 14, "Brand 2026", 103), "old", 16, 9, 15, "Brand", 100);

        Assert.Equal(12, parts.Select().Ads.Count);
        Assert.Equal(Text(whole.Select().Ads), Text(parts.Select().Ads));
    }

    [Fact]
    public void Figures_that_very_many_campaigns_have_say_nothing()
    {
        var files = new Files();
        for (var i = 0; i < 20; i++)
        {
            files.AdDays("old", At(16), 9, 15, "Old " + i, 1m, clicks: 1, impressions: 1).AdDays("new", At(23), 9, 15, "New " + i, 1m, clicks: 1, impressions: 1);
        }

        Assert.Empty(files.Select().Renames);
    }

    /// <summary>A campaign that does a little more every day: the first day's impressions and clicks, then one more each.</summary>
    private static Files Daily(Files files, string file, int dropped, int from, int to, string campaign, int first)
    {
        for (var day = from; day <= to; day++)
        {
            files.Ad(file, At(dropped + 2), campaign, (first + day - from) / 10m, first + day - from, 10 * (first + day - from), day: Nov(day));
        }

        return files;
    }
}
