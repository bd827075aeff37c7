using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Shopify, exported orders. The fields of an order stand on its first line only; further lines are items. Columns are found by name,
/// because apps and people keep different subsets of them.
/// </summary>
/// <remarks>Shopify writes the header in English whatever the language of the shop.</remarks>
internal sealed class ShopifyOrders : ExportFormat
{
    internal static readonly ColumnSpec Name = new(["name"]);
    internal static readonly ColumnSpec OrderId = new(["id"]);
    internal static readonly ColumnSpec Email = new(["email"]);
    internal static readonly ColumnSpec Phone = new(["phone"]);
    internal static readonly ColumnSpec BillingPhone = new(["billing phone"]);
    internal static readonly ColumnSpec ShippingPhone = new(["shipping phone"]);
    internal static readonly ColumnSpec CustomerId = new(["customer id"]);
    internal static readonly ColumnSpec FinancialStatus = new(["financial status"]);
    internal static readonly ColumnSpec CreatedAt = new(["created at"]);
    internal static readonly ColumnSpec PaidAt = new(["paid at"]);
    internal static readonly ColumnSpec FulfilledAt = new(["fulfilled at"]);
    internal static readonly ColumnSpec CancelledAt = new(["cancelled at", "canceled at"]);
    internal static readonly ColumnSpec Currency = new(["currency"]);
    internal static readonly ColumnSpec Subtotal = new(["subtotal"]);
    internal static readonly ColumnSpec Shipping = new(["shipping"]);
    internal static readonly ColumnSpec Taxes = new(["taxes"]);
    internal static readonly ColumnSpec Total = new(["total"]);
    internal static readonly ColumnSpec Refunded = new(["refunded amount"]);
    internal static readonly ColumnSpec ItemName = new(["lineitem name"]);
    internal static readonly ColumnSpec ItemQuantity = new(["lineitem quantity"]);
    internal static readonly ColumnSpec ItemPrice = new(["lineitem price"]);

    /// <summary>Orders in these states make neither order, revenue nor customer.</summary>
    internal static readonly IReadOnlyList<string> NotCounted = ["cancelled", "voided", "expired"];

    /// <summary>Columns that say nothing about a person; the cells of all others are replaced in the archived copy.</summary>
    internal static readonly IReadOnlySet<string> Harmless = new HashSet<string>(StringComparer.Ordinal)
    {
        "name", "financial status", "paid at", "fulfillment status", "fulfilled at", "accepts marketing", "currency", "subtotal", "shipping", "taxes", "total",
        "discount amount", "shipping method", "created at", "lineitem quantity", "lineitem name", "lineitem price", "lineitem compare at price", "lineitem sku",
        "lineitem requires shipping", "lineitem taxable", "lineitem fulfillment status", "lineitem discount", "billing country", "shipping country",
        "cancelled at", "canceled at", "payment method", "refunded amount", "vendor", "outstanding balance", "id", "risk level", "source",
        "tax 1 name", "tax 1 value", "tax 2 name", "tax 2 value", "tax 3 name", "tax 3 value", "tax 4 name", "tax 4 value", "tax 5 name", "tax 5 value", "duties",
        "next payment due at", "payment terms name",
    };

    private static readonly ColumnCatalogue Known = new(
    [
        Name, OrderId, Email, Phone, BillingPhone, ShippingPhone, CustomerId, FinancialStatus, CreatedAt, PaidAt, FulfilledAt, CancelledAt, Currency,
        Subtotal, Shipping, Taxes, Total, Refunded, ItemName, ItemQuantity, ItemPrice,
    ]);

    public override string Id => FormatIds.ShopifyOrders;

    public override string Source => Sources.Shopify;

    public override FactKind Kind => FactKind.Orders;

    public override bool IsPersonal => true;

    public override ColumnCatalogue Catalogue => Known;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns) =>
        columns.Has(FinancialStatus) && columns.Has(CreatedAt) && columns.HasAny(Name, OrderId) && columns.HasAny(Subtotal, Total)
            && columns.HasAny(ItemQuantity, ItemName, ItemPrice, Subtotal)
            ? columns.Count + 5
            : 0;

    public override RowReader Open(FormatMatch match, ReadContext context) => new ShopifyRows(match, context);
}
