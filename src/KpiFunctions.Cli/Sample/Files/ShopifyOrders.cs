using System.Globalization;
using KpiFunctions.Cli.Sample.Model;

namespace KpiFunctions.Cli.Sample.Files;

/// <summary>Shopify's orders_export: a row per line item; what concerns the whole order stands on its first row only.</summary>
internal static class ShopifyOrders
{
    private const string Time = "yyyy-MM-dd HH:mm:ss '+0300'";
    private const long FirstId = 6_120_400_300_000, IdStep = 32_768;

    private static readonly string[] Header =
    [
        "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency", "Subtotal", "Shipping",
        "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price",
        "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status", "Billing Name",
        "Billing Street", "Billing Address1", "Billing Address2", "Billing City", "Billing Zip", "Billing Country", "Billing Phone", "Shipping Name",
        "Shipping Street", "Shipping Address1", "Shipping Address2", "Shipping City", "Shipping Zip", "Shipping Country", "Shipping Phone", "Notes",
        "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount", "Vendor", "Outstanding Balance", "Id", "Tags",
        "Risk Level", "Source", "Lineitem discount", "Tax 1 Name", "Tax 1 Value", "Phone",
    ];

    public static void Write(Stream stream, IEnumerable<ShopOrder> orders)
    {
        using var cells = new CellWriter(stream, CellWriter.Utf8, ',', "\n");
        cells.Row(Header);
        foreach (var order in orders)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"#{order.Number}");
            for (var line = 0; line < order.Lines.Count; line++)
            {
                Row(cells, order, name, order.Lines[line], isFirst: line == 0);
            }
        }
    }

    private static void Row(CellWriter cells, ShopOrder order, string name, OrderLine line, bool isFirst)
    {
        cells.Cell(name);
        cells.Cell(order.WithEmail ? order.Customer.Email : string.Empty);
        if (isFirst)
        {
            Summary(cells, order);
        }
        else
        {
            cells.Empty(13);
        }

        cells.Cell(order.CreatedAt, Time);
        cells.Cell(line.Quantity, "0");
        cells.Cell(line.Product.Name);
        cells.Cell(line.Product.Price, "0.00");
        cells.Empty();
        cells.Cell(line.Product.Sku);
        cells.Cell("true");
        cells.Cell("true");
        cells.Cell(order.FulfilledAt is null ? "pending" : "fulfilled");
        if (isFirst)
        {
            Addresses(cells, order);
            Settlement(cells, order);
        }
        else
        {
            cells.Empty(22);
            cells.Cell("Northern Leaf Tea");
            cells.Empty(5);
        }

        cells.Cell("0.00");
        cells.Cell(isFirst && order.Taxes > 0 ? "VAT 22%" : string.Empty);
        OnFirst(cells, isFirst && order.Taxes > 0, order.Taxes);
        cells.Cell(order.Customer.Phone);
        cells.EndRow();
    }

    private static void Summary(CellWriter cells, ShopOrder order)
    {
        cells.Cell(order.FinancialStatus);
        At(cells, order.PaidAt);
        cells.Cell(order.FulfilledAt is null ? "unfulfilled" : "fulfilled");
        At(cells, order.FulfilledAt);
        cells.Cell(order.Customer.AcceptsMarketing ? "yes" : "no");
        cells.Cell(ShopPlan.Currency);
        cells.Cell(order.Subtotal, "0.00");
        cells.Cell(order.Shipping, "0.00");
        cells.Cell(order.Taxes, "0.00");
        cells.Cell(order.Total, "0.00");
        cells.Cell(order.DiscountCode);
        cells.Cell(order.Discount, "0.00");
        cells.Cell(order.CashOnDelivery ? "Курьер, оплата при получении" : "Пункт выдачи");
    }

    private static void Addresses(CellWriter cells, ShopOrder order)
    {
        for (var i = 0; i < 2; i++)
        {
            var customer = order.Customer;
            cells.Cell(customer.Name);
            cells.Cell(customer.Street);
            cells.Cell(customer.Street);
            cells.Empty();
            cells.Cell(customer.City);
            cells.Cell(customer.Zip);
            cells.Cell("RU");
            cells.Cell(customer.Phone);
        }
    }

    private static void Settlement(CellWriter cells, ShopOrder order)
    {
        cells.Cell(order.Notes);
        cells.Empty();
        At(cells, order.CancelledAt);
        cells.Cell(order.CashOnDelivery ? "Cash on Delivery (COD)" : "Bank card");
        cells.Cell(order.CashOnDelivery ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"nlt-{order.Number}.1"));
        cells.Cell(order.Refunded, "0.00");
        cells.Cell("Northern Leaf Tea");
        cells.Cell(order.PaidAt is null && order.CancelledAt is null ? order.Total : 0m, "0.00");
        cells.Cell(FirstId + (order.Number * IdStep), "0");
        cells.Empty();
        cells.Cell("Low");
        cells.Cell("web");
    }

    private static void At(CellWriter cells, DateTime? time)
    {
        if (time is { } at)
        {
            cells.Cell(at, Time);
        }
        else
        {
            cells.Empty();
        }
    }

    private static void OnFirst(CellWriter cells, bool isThere, decimal value)
    {
        if (isThere)
        {
            cells.Cell(value, "0.00");
        }
        else
        {
            cells.Empty();
        }
    }
}
