using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

public sealed class WebSelectionTests
{
    [Fact]
    public void A_table_by_date_and_one_by_channel_are_never_added()
    {
        var selected = new Files()
            .Visits("by date", At(21), 100)
            .Visits("by channel", At(21), 60, Channels.PaidSearch).Visits("by channel", At(21), 40, Channels.Direct)
            .Select();

        Assert.Equal(100, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
        Assert.Equal(100, selected.Web.Where(static x => x.ServesChannel).Sum(static x => x.Measures.Sessions));
        Assert.Equal(["", "channel", "channel"], selected.Web.Select(static x => x.Dimensions.Set));
        Assert.DoesNotContain(selected.Notes, static x => x.Code == SelectionNotes.SetsDiffer);
    }

    [Fact]
    public void A_table_by_channel_serves_the_total_where_there_is_no_other()
    {
        var selected = new Files().Visits("by channel", At(21), 60, Channels.PaidSearch).Visits("by channel", At(21), 40, Channels.Direct).Select();

        Assert.Equal(100, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
    }

    [Fact]
    public void A_set_without_sessions_does_not_serve_them()
    {
        var selected = new Files().Visits("users only", At(21), null).Visits("by channel", At(21), 60, Channels.PaidSearch).Select();

        Assert.Equal(60, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
    }

    [Fact]
    public void Sets_that_do_not_agree_are_a_note()
    {
        var selected = new Files().Visits("by date", At(21), 100).Visits("by channel", At(21), 60, Channels.PaidSearch).Select();

        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.SetsDiffer);
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

    [Fact]
    public void An_unfinished_day_by_date_yields_to_the_finished_one_by_channel()
    {
        var selected = new Files().Visits("noon", At(18), 30).Visits("week", At(25), 60, Channels.PaidSearch).Select();

        Assert.Equal(60, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
    }
}

public sealed class OrderSelectionTests
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

public sealed class CostSelectionTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void A_range_is_spread_over_its_days_and_adds_up_to_the_micro()
    {
        var selected = new Files().Cost("a", At(21), First, First.AddDays(6), 100m).Select();

        Assert.Equal(7, selected.Costs.Count);
        Assert.Equal(100m, selected.Costs.Sum(static x => x.Amount));
        Assert.True(selected.Costs.Max(static x => x.Amount) - selected.Costs.Min(static x => x.Amount) <= 0.000001m);
    }

    [Fact]
    public void Daily_costs_of_a_newer_file_serve_their_days_of_an_older_monthly_range()
    {
        var selected = new Files()
            .Cost("month", At(21), First, First.AddDays(29), 300m)
            .Cost("day", At(22), First.AddDays(4), First.AddDays(4), 25m)
            .Select();

        Assert.Equal(315m, selected.Costs.Sum(static x => x.Amount));
    }

    [Fact]
    public void Rows_of_one_file_are_added_even_where_they_overlap()
    {
        var selected = new Files().Cost("a", At(21), First, First, 10m).Cost("a", At(21), First, First.AddDays(1), 10m).Select();

        Assert.Equal(20m, selected.Costs.Sum(static x => x.Amount));
    }

    [Fact]
    public void A_negative_amount_is_a_correction_and_adds_up_too()
    {
        var selected = new Files().Cost("a", At(21), First, First.AddDays(2), -10m).Select();

        Assert.Equal(-10m, selected.Costs.Sum(static x => x.Amount));
    }
}
