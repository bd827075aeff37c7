using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Orders and deals" of the selection rules.</summary>
public sealed class OrderTests
{
    [Fact]
    public void A_re_export_after_a_refund_replaces_the_order()
    {
        var selected = new Files()
            .Order("november", At(21), "1", "#1001", 100m)
            .Order("again", At(25), "1", "#1001", 100m, refunded: 100m)
            .Select();

        Assert.Equal(0m, Assert.Single(selected.Orders).Version.NetRevenue);
    }

    [Fact]
    public void Orders_without_an_account_give_way_on_days_on_which_a_named_shop_has_orders()
    {
        var shop = new AccountRef(null, "tea-shop");
        var selected = new Files()
            .Order("before the account was configured", At(21), "1", "#1001", 100m, day: Day.AddDays(-1))
            .Order("before the account was configured", At(21), "2", "#1002", 50m)
            .Order("after", At(25), "2", "#1002", 50m, account: shop)
            .Order("after", At(25), "3", "#1003", 30m, account: shop)
            .Select();

        Assert.Equal(["1", "2", "3"], selected.Orders.Select(static x => x.Version.Id));
        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.AccountUnknown);
    }

    [Fact]
    public void A_stale_row_dropped_late_does_not_win_over_a_row_that_changed_later()
    {
        var selected = new Files()
            .Order("fresh", At(21), "1", "#1001", 50m, changed: At(20))
            .Order("stale", At(25), "1", "#1001", 100m, changed: At(19))
            .Select();

        Assert.Equal(50m, Assert.Single(selected.Orders).Version.NetRevenue);
    }

    [Fact]
    public void An_order_without_id_is_the_one_with_its_number()
    {
        var selected = new Files().Order("a", At(21), "1", "#1001", 100m).Order("b", At(25), null, "#1001", 90m).Select();

        Assert.Equal(90m, Assert.Single(selected.Orders).Version.NetRevenue);
    }

    [Fact]
    public void Customers_are_joined_by_email_then_by_a_phone_that_has_one_email()
    {
        var selected = new Files()
            .Order("a", At(21), "1", null, 1m, email: "anna", phone: "p1")
            .Order("a", At(21), "2", null, 1m, phone: "p1")
            .Order("a", At(21), "3", null, 1m, email: "boris", phone: "p2")
            .Order("a", At(21), "4", null, 1m, email: "clara", phone: "p2")
            .Order("a", At(21), "5", null, 1m, phone: "p2")
            .Order("a", At(21), "6", null, 1m, customerId: "c6")
            .Order("a", At(21), "7", null, 1m)
            .Select();

        var customers = selected.Orders.ToDictionary(static x => x.Version.Id!, static x => x.Customer, StringComparer.Ordinal);
        Assert.Equal(customers["1"], customers["2"]);
        Assert.NotEqual(customers["3"], customers["4"]);
        Assert.Equal("phone:p2", customers["5"]);
        Assert.Equal("id:shopify:c6", customers["6"]);
        Assert.Null(customers["7"]);
        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.OrdersWithoutCustomer && x.Count == 1);
    }
}
