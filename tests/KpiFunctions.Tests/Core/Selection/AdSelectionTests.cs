using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

public sealed class AdSelectionTests
{
    [Fact]
    public void Rows_of_one_file_with_the_same_key_are_added()
    {
        var selected = new Files().Ad("a", At(21), "Brand", 10m, clicks: 1).Ad("a", At(21), "Brand", 5m, clicks: 2).Select();

        Assert.Equal("Brand 15/3", Text(selected.Ads));
    }

    [Fact]
    public void A_newer_file_replaces_an_older_one_row_by_row()
    {
        var selected = new Files()
            .Ad("old", At(21), "Brand", 10m).Ad("old", At(21), "Tea", 7m)
            .Ad("new", At(22), "Brand", 12m)
            .Select();

        Assert.Equal("Brand 12/; Tea 7/", Text(selected.Ads));
    }

    [Fact]
    public void A_measure_that_the_newer_file_has_no_column_for_keeps_its_older_value()
    {
        var selected = new Files().Ad("old", At(21), "Brand", 10m, clicks: 4).Ad("new", At(22), "Brand", 12m).Select();

        Assert.Equal("Brand 12/4", Text(selected.Ads));
    }

    [Fact]
    public void Of_two_files_with_one_stamp_the_lower_hash_is_newer()
    {
        var selected = new Files().Ad("b", At(21), "Brand", 10m).Ad("a", At(21), "Brand", 12m).Select();

        Assert.Equal("Brand 12/", Text(selected.Ads));
    }

    [Fact]
    public void The_same_bytes_dropped_again_later_do_not_become_newer()
    {
        var selected = new Files()
            .Ad("first", At(21), "Brand", 10m, row: 3)
            .Ad("correction", At(22), "Brand", 12m)
            .Ad("first", At(23), "Brand", 10m, row: 3)
            .Select();

        Assert.Equal("Brand 12/", Text(selected.Ads));
    }

    [Fact]
    public void Only_the_current_reading_of_a_file_counts()
    {
        var files = new Files().Ad("a", At(21), "Brand", 10m, row: 3, reading: "2").Ad("a", At(21), "Brand", 11m, row: 3, reading: "1");

        Assert.Equal("Brand 10/", Text(files.Select().Ads));
        Assert.Equal("Brand 11/", Text(files.Select(new() { CurrentReadings = new Dictionary<string, string> { ["a"] = "1" } }).Ads));
    }

    [Fact]
    public void A_retracted_file_does_not_count_and_the_older_value_comes_back()
    {
        var files = new Files().Ad("old", At(21), "Brand", 10m).Ad("new", At(22), "Brand", 12m);

        Assert.Equal("Brand 10/", Text(files.Select(new() { Retracted = new HashSet<string> { "new" } }).Ads));
    }

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
    public void A_finished_day_that_falls_by_more_than_a_fifth_is_used_and_noted()
    {
        var selected = new Files().Ad("old", At(21), "Brand", 100m).Ad("new", At(22), "Brand", 79m).Select();
        var tolerated = new Files().Ad("old", At(21), "Brand", 100m).Ad("new", At(22), "Brand", 80m).Select();

        Assert.Equal("Brand 79/", Text(selected.Ads));
        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.Implausible);
        Assert.DoesNotContain(tolerated.Notes, static x => x.Code == SelectionNotes.Implausible);
    }

    [Fact]
    public void A_campaign_known_by_id_and_one_known_by_name_alone_are_one()
    {
        var selected = new Files()
            .Ad("with ids", At(21), "Brand", 10m, id: "77")
            .Ad("names only", At(22), " brand ", 12m)
            .Select();

        var ad = Assert.Single(selected.Ads);
        Assert.Equal(12m, ad.Measures.Cost);
        Assert.Equal("77", ad.Campaign.Id);
        Assert.Equal("brand", ad.Campaign.Name);
    }

    [Fact]
    public void A_renamed_campaign_with_an_id_is_shown_under_its_newest_name()
    {
        var selected = new Files()
            .Ad("old", At(21), "Brand", 10m, id: "77", day: Day.AddDays(-1))
            .Ad("new", At(22), "Brand 2026", 12m, id: "77")
            .Select();

        Assert.All(selected.Ads, static x => Assert.Equal("Brand 2026", x.Campaign.Name));
        Assert.Single(selected.Ads.Select(static x => x.CampaignKey).Distinct());
    }

    [Fact]
    public void A_name_that_two_ids_share_counts_only_on_days_without_them()
    {
        var selected = new Files()
            .Ad("ids", At(21), "Brand", 10m, id: "1").Ad("ids", At(21), "Brand", 20m, id: "2")
            .Ad("names", At(22), "Brand", 99m).Ad("names", At(22), "Brand", 5m, day: Day.AddDays(1))
            .Select();

        Assert.Equal(30m, selected.Ads.Where(static x => x.Date == Day).Sum(static x => x.Measures.Cost));
        Assert.Equal(5m, selected.Ads.Where(static x => x.Date > Day).Sum(static x => x.Measures.Cost));
    }

    [Fact]
    public void Accounts_are_one_when_ids_are_equal_or_a_side_without_id_has_the_same_name()
    {
        var selected = new Files()
            .Ad("a", At(21), "Brand", 10m, account: new("123", "Shop"))
            .Ad("b", At(22), "Brand", 12m, account: new(null, "shop"))
            .Ad("c", At(23), "Brand", 13m, account: new("123", "Shop renamed"))
            .Select();

        var ad = Assert.Single(selected.Ads);
        Assert.Equal(13m, ad.Measures.Cost);
        Assert.Equal("Shop renamed", ad.Account.Name);
    }

    [Fact]
    public void A_file_without_an_account_gives_way_on_days_that_a_named_account_covers()
    {
        var selected = new Files()
            .Ad("nameless", At(23), "Brand", 99m).Ad("nameless", At(23), "Brand", 5m, day: Day.AddDays(1))
            .Ad("named", At(21), "Brand", 10m, account: new("123", null))
            .Select();

        Assert.Equal("Brand 10/; Brand 5/", Text(selected.Ads));
        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.AccountUnknown && x.Count == 1);
    }

    [Fact]
    public void Where_a_nameless_file_serves_a_day_finer_rows_of_named_accounts_do_not()
    {
        var selected = new Files()
            .Ad("nameless", At(21), "Brand", 10m)
            .Ad("named", At(22), "Brand", 4m, account: new("123", null), level: AdLevel.Keyword, dimensions: Dimensions.Of(("keyword", "x")))
            .Select();

        Assert.Equal("Brand 10/", Text(selected.Ads));
    }

    [Fact]
    public void Two_currencies_of_one_key_in_one_file_are_both_kept()
    {
        var selected = new Files().Ad("a", At(21), "Brand", 10m).Ad("a", At(21), "Brand", 7m, currency: "USD").Select();

        Assert.Equal(["EUR", "USD"], selected.Ads.Select(static x => x.Currency));
    }

    [Fact]
    public void A_newer_file_without_money_keeps_the_older_ones_in_its_own_currency_and_is_no_fall()
    {
        var selected = new Files()
            .Ad("all", At(21), "Brand", 100m, clicks: 50, currency: "USD")
            .Ad("clicks only", At(22), "Brand", null, clicks: 51)
            .Select();

        var ad = Assert.Single(selected.Ads);
        Assert.Equal((100m, 51L, "USD"), (ad.Measures.Cost, ad.Measures.Clicks, ad.Currency));
        Assert.Empty(selected.Notes);
    }

    [Fact]
    public void A_current_reading_without_facts_leaves_those_of_the_older_one_out()
    {
        var files = new Files().Ad("a", At(21), "Brand", 100m, reading: "1");

        Assert.Empty(files.Select(new() { CurrentReadings = new Dictionary<string, string> { ["a"] = "2" } }).Ads);
    }

    [Fact]
    public void Bytes_that_were_refused_at_first_carry_the_stamp_of_that_drop()
    {
        var files = new Files().Ad("refused on the 21st", At(25), "Brand", 100m).Ad("corrected", At(22), "Brand", 90m);
        var options = new SelectionOptions { FirstDrops = new Dictionary<string, DateTimeOffset> { ["refused on the 21st"] = At(21) } };

        Assert.Equal("Brand 100/", Text(files.Select().Ads));
        Assert.Equal("Brand 90/", Text(files.Select(options).Ads));
    }

    [Fact]
    public void Rows_under_an_account_name_that_two_ids_share_do_not_count_beside_them()
    {
        var selected = new Files()
            .Ad("by id", At(25), "X", 7m, account: new("1", "Shop"))
            .Ad("by id", At(25), "Y", 3m, account: new("2", "Shop"))
            .Ad("by name", At(26), "X", 7m, account: new(null, "shop"))
            .Ad("by name", At(26), "Z", 5m, account: new(null, "shop"), day: Day.AddDays(-1))
            .Select();

        Assert.Equal("Z 5/; X 7/; Y 3/", Text(selected.Ads));
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
}
