using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Facts;

/// <summary>An order in its newest version, counted or not.</summary>
/// <param name="OrderId">The platform's id, if the export has it.</param>
/// <param name="OrderNumber">The number people use, if the export has it.</param>
/// <param name="CreatedAt">When it was made; whole milliseconds, UTC.</param>
/// <param name="Date">The day of that in the brand's zone.</param>
/// <param name="State">Financial state as the platform spells it, lower case.</param>
/// <param name="Counted">It makes order, revenue and customer; a cancelled one does not.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="Goods">Goods after discounts, before refunds.</param>
/// <param name="RefundedGoods">The goods' share of what was refunded.</param>
/// <param name="NetRevenue">Goods less refunded goods.</param>
/// <param name="CustomerKey">Keyed hash that stands for the customer; null if nobody is known.</param>
/// <param name="FirstOrder">It is the customer's first counted order ever.</param>
public sealed record SelectedOrderRow(
    string? OrderId,
    string? OrderNumber,
    DateTimeOffset CreatedAt,
    DateOnly Date,
    string State,
    bool Counted,
    string Currency,
    decimal Goods,
    decimal RefundedGoods,
    decimal NetRevenue,
    string? CustomerKey,
    bool FirstOrder) : ISelectedRow<SelectedOrderRow>
{
    /// <inheritdoc/>
    public static FactKind Kind => FactKind.Orders;

    static IReadOnlyList<Column<SelectedOrderRow>> ISelectedRow<SelectedOrderRow>.Columns { get; } =
    [
        Column.OptionalText<SelectedOrderRow>("order_id", static x => x.OrderId),
        Column.OptionalText<SelectedOrderRow>("order_number", static x => x.OrderNumber),
        Column.Moment<SelectedOrderRow>("created_at", static x => x.CreatedAt),
        Column.Day<SelectedOrderRow>("date", static x => x.Date),
        Column.Text<SelectedOrderRow>("state", static x => x.State),
        Column.Flag<SelectedOrderRow>("counted", static x => x.Counted),
        Column.Text<SelectedOrderRow>("currency", static x => x.Currency),
        Column.Amount<SelectedOrderRow>("goods", static x => x.Goods),
        Column.Amount<SelectedOrderRow>("refunded_goods", static x => x.RefundedGoods),
        Column.Amount<SelectedOrderRow>("net_revenue", static x => x.NetRevenue),
        Column.OptionalText<SelectedOrderRow>("customer_key", static x => x.CustomerKey),
        Column.Flag<SelectedOrderRow>("first_order", static x => x.FirstOrder),
    ];
}
