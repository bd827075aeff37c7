using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class ShopifyOrdersTests
{
    private const string Header = "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Refunded Amount,Lineitem quantity,Lineitem name,Id,Phone\n";

    [Fact]
    public async Task Orders_are_read_with_net_revenue_and_their_items_are_rows()
    {
        var (reading, facts) = await Fixture("shopify-orders.csv");

        Assert.Equal(("shopify/orders-csv", "EUR", 6, 6), (reading.Format, reading.Currency, reading.Rows, reading.Accepted));
        Assert.Empty(reading.Problems);
        // 100 + (120 − 20 taxes within, all refunded) + 60 · (1 − 13/65); two orders are voided or cancelled.
        Assert.Equal("orders=3 revenue=148 customers=2", Totals(reading));
        Assert.Equal(["paid", "refunded", "pending", "voided", "cancelled"], facts.Orders.Select(static x => x.State));
        Assert.Equal([100m, 0m, 48m, 10m, 10m], facts.Orders.Select(static x => x.NetRevenue));
        Assert.Equal(("5001", "#1001", 2, new DateOnly(2026, 11, 15)), (facts.Orders[0].Id, facts.Orders[0].Number, facts.Orders[0].Origin.Row, facts.Orders[0].Date));
        Assert.Equal(5, facts.Orders[1].Origin.Row);
    }

    [Fact]
    public async Task The_day_is_that_of_the_brands_zone()
    {
        var (_, facts) = await Fixture("shopify-orders.csv", Options with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow") });

        Assert.Equal(new DateOnly(2026, 11, 16), facts.Orders[0].Date);
    }

    [Fact]
    public async Task Customers_are_only_hashes_of_one_spelling()
    {
        var (_, facts) = await Fixture("shopify-orders.csv");
        var hasher = Options.Hasher;

        Assert.Equal(hasher.Hash("email", "anna@shoes.example"), facts.Orders[0].Customer.Email);
        Assert.Equal(facts.Orders[0].Customer.Email, facts.Orders[1].Customer.Email);
        Assert.Equal(hasher.Hash("phone", "+79161234567"), facts.Orders[0].Customer.Phone);
        Assert.Equal(hasher.Hash("phone", "+49301234567"), facts.Orders[2].Customer.Phone);
        Assert.Null(facts.Orders[2].Customer.Email);
    }

    [Fact]
    public async Task A_file_saved_again_by_a_spreadsheet_is_read_by_the_style_of_its_columns()
    {
        var (reading, facts) = await Fixture("shopify-resaved-by-excel.csv");

        Assert.Equal(";", reading.Delimiter);
        // 16/11 in another date column settles that 10/11 is 10 November; 1.100,00 settles that 2.000 is two thousand.
        Assert.Equal([new DateOnly(2026, 11, 11), new DateOnly(2026, 11, 10)], facts.Orders.Select(static x => x.Date));
        Assert.Equal([1100m, 2000m], facts.Orders.Select(static x => x.Goods));
        Assert.Equal("bad_id@3:Id", Problems(reading));
        Assert.Null(facts.Orders[0].Id);
    }

    [Fact]
    public async Task Dates_that_nothing_settles_are_refused_until_the_configuration_does()
    {
        const string Rows = "#1,,paid,EUR,10,0,0,10,3/4/2026 10:00,0,1,A,1,\n#2,,paid,EUR,10,0,0,10,5/5/2026 10:00,0,1,A,2,\n";
        var (open, _) = await Text(Header + Rows);
        var (settled, facts) = await Text(Header + Rows, Options with { DateOrders = new Dictionary<string, KpiFunctions.Core.Brands.DateOrder>(StringComparer.Ordinal) { ["shopify"] = KpiFunctions.Core.Brands.DateOrder.MonthFirst } });

        Assert.Equal((true, 1, 1, "ambiguous_date@2:Created at"), (open.Recognized, open.Rejected, open.Accepted, Problems(open)));
        Assert.Equal((0, new DateOnly(2026, 3, 4)), (settled.Rejected, facts.Orders[0].Date));
    }

    [Theory]
    [InlineData("#1,,paid,EUR,,0,0,,2026-11-16,0,1,A,1,", "missing_value@2:Subtotal")]
    [InlineData("#1,,paid,EUR,x,0,0,10,2026-11-16,0,1,A,1,", "bad_number@2:Subtotal")]
    [InlineData("#1,,paid,EUR,10,0,0,10,,0,1,A,1,", "missing_value@2:Created at")]
    [InlineData("#1,,paid,EUR,10", "too_few_cells@2")]
    public async Task A_bad_order_is_answered(string row, string expected)
    {
        var (reading, facts) = await Text(Header + row + "\n#2,,paid,EUR,10,0,0,10,2026-11-16,0,1,A,1,\n");

        Assert.Equal((expected, 1, 1), (Problems(reading), facts.Count, reading.Rejected));
    }

    [Fact]
    public async Task A_header_without_rows_is_a_warning()
    {
        var (reading, _) = await Text(Header);

        Assert.Equal((true, 0, "header_only", false), (reading.Recognized, reading.Rows, Problems(reading), reading.HasErrors));
    }

    [Fact]
    public async Task What_looks_like_a_person_is_masked_in_problems()
    {
        var (reading, _) = await Text(Header + "#1,,paid,EUR,anna@shoes.example,0,0,10,+7 916 123-45-67,0,1,A,1,\n#2,,paid,EUR,Anna Petrova,0,0,10,2026-11-16,0,1,A,1,\n");

        Assert.DoesNotContain(reading.Problems, static x => x.Value is { } value && (value.Contains("shoes", StringComparison.Ordinal) || value.Contains("916", StringComparison.Ordinal) || value.Contains("Petrova", StringComparison.Ordinal)));
        Assert.Equal(3, reading.Problems.Count);
    }

    [Fact]
    public async Task Goods_that_only_add_up_to_too_much_are_a_bad_number()
    {
        var (reading, facts) = await Text(Header + "#1,,paid,EUR,,-900000000000,0,900000000000,2026-11-02 10:00:00 +0000,0,1,x,1,\n");

        Assert.Equal(("bad_number@2:Total", 0), (Problems(reading), facts.Orders.Count));
    }
}
