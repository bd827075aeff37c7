using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"One file, one table" of the selection rules: rows of a file are added, those of a newer file replace.</summary>
public sealed class OneFileOneTableTests
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
    public void A_newer_table_without_sessions_or_revenue_keeps_both_and_is_no_fall()
    {
        var files = new Files().Visits("all", At(21), 100, revenue: 500m, currency: "USD").Visits("conversions only", At(22), null, conversions: 3m);
        var selected = files.Select();

        var row = Assert.Single(selected.Web);
        Assert.Equal((100L, 3m, 500m, "USD"), (row.Measures.Sessions, row.Measures.Conversions, row.Measures.Revenue, row.Currency));
        Assert.Empty(selected.Notes);
    }
}
