using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Accounts" of the selection rules: which accounts are one, and what files without an account are worth.</summary>
public sealed class AccountTests
{
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
    public void Two_accounts_that_share_nothing_add_up()
    {
        var selected = new Files()
            .Ad("a", At(21), "Brand", 10m, account: new("123", "Shop"))
            .Ad("b", At(22), "Brand", 12m, account: new("456", "Shop"))
            .Ad("c", At(22), "Brand", 5m, account: new(null, "Other"))
            .Select();

        Assert.Equal(27m, selected.Ads.Sum(static x => x.Measures.Cost));
    }

    [Fact]
    public void Visits_without_a_property_give_way_to_those_of_a_named_one_and_a_note_says_so()
    {
        var files = new Files()
            .Visits("nameless", At(22), 90).Visits("nameless", At(22), 80, day: Day.AddDays(1))
            .Visits("named", At(21), 100, account: new("7", null));

        Assert.Equal([100L, 80L], files.Select().Web.Select(static x => x.Measures.Sessions!.Value));
        Assert.Equal(SelectionNotes.AccountUnknown, Assert.Single(files.Select().Notes).Code);
    }

    [Fact]
    public void A_shop_without_a_name_is_a_note_on_the_orders_and_not_on_the_spend()
    {
        var files = new Files()
            .Order("nameless", At(21), "1", "#1", 10m).Order("named", At(22), "2", "#2", 20m, account: new(null, "tea-shop"))
            .Ad("campaigns", At(21), "Brand", 5m);
        var total = new KpiCalculator(files.Select(), new() { Brand = "b" }).Calculate(Period.Day(Day)).Total!;

        Assert.Contains(SelectionNotes.AccountUnknown, total.Notes["orders"]);
        Assert.False(total.Notes.ContainsKey("ad_spend"));
    }
}
