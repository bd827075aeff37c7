using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Unfinished days" of the selection rules: what was exported before a day was over, and finished days that fall.</summary>
public sealed class UnfinishedDayTests
{
    [Fact]
    public void A_row_from_an_unfinished_day_yields_to_a_later_export_of_any_level()
    {
        var keyword = Dimensions.Of(("keyword", "tea"));
        var selected = new Files()
            .Ad("noon", At(18), "Brand", 3m)
            .Ad("keywords", At(25), "Brand", 9m, level: AdLevel.Keyword, dimensions: keyword)
            .Select();

        Assert.Equal("Brand 9/", Text(selected.Ads));
    }

    [Fact]
    public void A_row_that_vanished_from_the_finished_export_vanishes_if_it_was_provisional()
    {
        var unknown = Dimensions.Of(("network", "unknown"));
        var search = Dimensions.Of(("network", "search"));
        var selected = new Files()
            .Ad("noon", At(18), "Brand", 3m, dimensions: unknown).Ad("noon", At(18), "Brand", 1m, dimensions: search)
            .Ad("week", At(25), "Brand", 9m, dimensions: search)
            .Select();

        Assert.Equal("Brand 9/", Text(selected.Ads));
    }

    [Fact]
    public void Two_halves_of_an_unfinished_export_add_up()
    {
        var search = Dimensions.Of(("network", "search"));
        var display = Dimensions.Of(("network", "display"));
        var selected = new Files()
            .Ad("half 1", At(18, 12), "Brand", 3m, dimensions: search)
            .Ad("half 2", At(18, 13), "Brand", 4m, dimensions: display)
            .Select();

        Assert.Equal(7m, selected.Ads.Sum(static x => x.Measures.Cost));
    }

    [Fact]
    public void A_day_is_unfinished_until_a_day_after_its_end_in_the_zone()
    {
        // 18 November in Honolulu (UTC-10) ends on the 19th at 10:00 UTC and is settled on the 20th at 10:00.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Honolulu");
        SelectedFacts Select(DateTimeOffset dropped) => new Files()
            .Ad("early", dropped, "Brand", 3m, dimensions: Dimensions.Of(("network", "unknown")))
            .Ad("week", At(25), "Brand", 9m, dimensions: Dimensions.Of(("network", "search")))
            .Select(new() { Zone = zone });

        Assert.Equal(9m, Select(At(20, 9)).Ads.Sum(static x => x.Measures.Cost));
        Assert.Equal(12m, Select(At(20, 10)).Ads.Sum(static x => x.Measures.Cost));
    }

    [Fact]
    public void An_unfinished_day_by_date_yields_to_the_finished_one_by_channel()
    {
        var selected = new Files().Visits("noon", At(18), 30).Visits("week", At(25), 60, Channels.PaidSearch).Select();

        Assert.Equal(60, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
    }

    [Fact]
    public void A_finished_day_that_falls_by_more_than_a_fifth_is_used_and_noted()
    {
        var selected = new Files().Ad("old", At(21), "Brand", 100m).Ad("new", At(22), "Brand", 79m).Select();
        var tolerated = new Files().Ad("old", At(21), "Brand", 100m).Ad("new", At(22), "Brand", 80m).Select();

        Assert.Equal("Brand 79/", Text(selected.Ads));
        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.Implausible);
        Assert.DoesNotContain(tolerated.Notes, static x => x.Code == SelectionNotes.Implausible);
    }

    [Fact]
    public void A_fall_is_judged_by_a_measure_that_both_files_have()
    {
        var selected = new Files()
            .Ad("clicks only", At(21), "Brand", null, clicks: 100)
            .Ad("all", At(22), "Brand", 20m, clicks: 70)
            .Select();

        Assert.Equal(SelectionNotes.Implausible, Assert.Single(selected.Notes).Code);
    }

    [Fact]
    public void A_figure_that_was_not_final_may_fall_without_a_note()
    {
        var selected = new Files().Ad("at noon", At(18), "Brand", 100m).Ad("week", At(25), "Brand", 50m).Select();

        Assert.Equal("Brand 50/", Text(selected.Ads));
        Assert.Empty(selected.Notes);
    }

    [Fact]
    public void A_filtered_export_stays_noted_when_it_is_dropped_in_two_parts_or_restated_a_little()
    {
        var files = new Files().Ad("all", At(21), "Brand", 100m).Ad("mobile only 1", At(22), "Brand", 60m).Ad("mobile only 2", At(23), "Brand", 59m);

        Assert.Equal("Brand 59/", Text(files.Select().Ads));
        Assert.Equal(SelectionNotes.Implausible, Assert.Single(files.Select().Notes).Code);
        Assert.Empty(files.Ad("all again", At(24), "Brand", 100m).Select().Notes);
    }

    [Fact]
    public void A_day_falls_as_well_when_a_filtered_breakdown_takes_the_place_of_the_whole()
    {
        var selected = new Files()
            .Ad("campaigns", At(21), "Brand", 100m)
            .Ad("search network only", At(22), "Brand", 60m, dimensions: Dimensions.Of(("network", "search")))
            .Select();

        Assert.Equal("Brand 60/", Text(selected.Ads));
        Assert.Equal(SelectionNotes.Implausible, Assert.Single(selected.Notes).Code);
    }

    [Fact]
    public void A_day_falls_as_well_when_some_campaigns_take_the_place_of_the_account_s_row()
    {
        var selected = new Files().Ad("account", At(21), null, 100m, level: AdLevel.Account).Ad("one campaign", At(22), "Brand", 60m).Select();

        Assert.Equal("Brand 60/", Text(selected.Ads));
        Assert.Equal([SelectionNotes.Implausible, SelectionNotes.LevelsDiffer], selected.Notes.Select(static x => x.Code));
    }

    [Theory]
    [InlineData(79, true)]
    [InlineData(80, false)]
    public void Visits_by_date_that_come_to_less_than_older_ones_by_channel_are_a_fall(int visits, bool falls)
    {
        var selected = new Files().Visits("by channel", At(21), 100, Channels.Direct).Visits("by date", At(22), visits).Select();

        Assert.Equal(visits, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
        Assert.Equal(falls, selected.Notes.Any(static x => x.Code == SelectionNotes.Implausible));
    }

    [Fact]
    public void Visits_by_channel_never_lower_those_by_date()
    {
        var selected = new Files().Visits("by date", At(21), 100).Visits("one channel", At(22), 10, Channels.Direct).Select();

        Assert.DoesNotContain(selected.Notes, static x => x.Code == SelectionNotes.Implausible);
    }
}
