using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Ads: coarse before fine" of the selection rules: reports of one week at several levels.</summary>
public sealed class CoarseBeforeFineTests
{
    [Fact]
    public void A_keyword_report_beside_a_campaign_report_is_not_added()
    {
        var keyword = Dimensions.Of(("keyword", "tea"));
        var selected = new Files()
            .Ad("campaigns", At(21), "Brand", 10m)
            .Ad("keywords", At(22), "Brand", 9m, level: AdLevel.Keyword, dimensions: keyword)
            .Select();

        Assert.Equal("Brand 10/", Text(selected.Ads));
        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.LevelsDiffer && x.Count == 1);
    }

    [Fact]
    public void A_day_that_only_keywords_know_is_served_by_them_with_a_note()
    {
        var selected = new Files().Ad("keywords", At(21), "Brand", 9m, level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "tea"))).Select();

        Assert.Equal("Brand 9/", Text(selected.Ads));
        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.FineLevelOnly);
    }

    [Fact]
    public void Account_rows_serve_only_days_without_campaign_rows()
    {
        var next = Day.AddDays(1);
        var selected = new Files()
            .Ad("account", At(22), null, 100m, level: AdLevel.Account).Ad("account", At(22), null, 50m, level: AdLevel.Account, day: next)
            .Ad("campaigns", At(21), "Brand", 10m)
            .Select();

        Assert.Equal("Brand 10/; - 50/", Text(selected.Ads));
    }

    [Fact]
    public void Within_a_level_the_dimension_set_of_the_newer_file_serves()
    {
        var search = Dimensions.Of(("network", "search"));
        var display = Dimensions.Of(("network", "display"));
        var selected = new Files()
            .Ad("plain", At(21), "Brand", 10m)
            .Ad("networks", At(22), "Brand", 7m, dimensions: search).Ad("networks", At(22), "Brand", 4m, dimensions: display)
            .Select();

        Assert.Equal(11m, selected.Ads.Sum(static x => x.Measures.Cost));
    }

    [Fact]
    public void A_level_serves_with_the_measures_it_has_and_what_it_lacks_is_missing()
    {
        var selected = new Files()
            .Ad("campaigns without a cost column", At(21), "Brand", null, clicks: 5)
            .Ad("keywords", At(22), "Brand", 9m, clicks: 5, level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "tea")))
            .Select();

        Assert.Equal("Brand /5", Text(selected.Ads));
    }

    [Fact]
    public void Each_campaign_is_served_by_the_coarsest_report_that_knows_it()
    {
        var selected = new Files()
            .Ad("campaigns", At(21), "Brand", 10m)
            .Ad("keywords", At(22), "Brand", 10m, level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "brand")))
            .Ad("keywords", At(22), "Tea", 4m, level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "tea")))
            .Select();

        Assert.Equal("Brand 10/; Tea 4/", Text(selected.Ads));
        Assert.Equal(SelectionNotes.FineLevelOnly, Assert.Single(selected.Notes).Code);
    }

    [Fact]
    public void Two_breakdowns_of_a_finer_level_are_told_apart_when_levels_are_compared()
    {
        var selected = new Files()
            .Ad("campaigns", At(21), "Brand", 10m)
            .Ad("ad groups", At(22), "Brand", 10m, level: AdLevel.AdGroup, dimensions: Dimensions.Of(("ad_group", "A")))
            .Ad("devices", At(23), "Brand", 6m, level: AdLevel.AdGroup, dimensions: Dimensions.Of(("device", "mobile")))
            .Ad("devices", At(23), "Brand", 4m, level: AdLevel.AdGroup, dimensions: Dimensions.Of(("device", "desktop")))
            .Select();

        Assert.Equal("Brand 10/", Text(selected.Ads));
        Assert.Empty(selected.Notes);
    }

    [Fact]
    public void Levels_without_a_cost_are_compared_by_their_clicks()
    {
        var selected = new Files()
            .Ad("campaigns", At(21), "Brand", null, clicks: 5)
            .Ad("keywords", At(22), "Brand", null, clicks: 4, level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "tea")))
            .Select();

        Assert.Equal(SelectionNotes.LevelsDiffer, Assert.Single(selected.Notes).Code);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(29, true)]
    public void An_account_s_row_that_its_campaigns_do_not_add_up_to_is_a_note(int total, bool differs)
    {
        var selected = new Files()
            .Ad("account", At(22), null, total, level: AdLevel.Account)
            .Ad("campaigns", At(21), "Brand", 10m).Ad("campaigns", At(21), "Tea", 20m)
            .Select();

        Assert.Equal("Brand 10/; Tea 20/", Text(selected.Ads));
        Assert.Equal(differs, selected.Notes.Any(static x => x.Code == SelectionNotes.LevelsDiffer));
    }
}
