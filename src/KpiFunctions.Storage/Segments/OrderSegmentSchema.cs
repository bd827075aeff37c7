using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Segments;

/// <summary>Orders in a segment. Amounts are integer micros; customers are keyed hashes, as the reader made them.</summary>
internal sealed class OrderSegmentSchema : SegmentSchema<Order>
{
    protected override ColumnSchema Schema { get; } = new("segment/orders", 1);

    protected override IReadOnlyList<Column<Order>> Columns { get; } =
    [
        Column.Text<Order>("source", static x => x.Source),
        Column.OptionalText<Order>("account_id", static x => x.Account.Id),
        Column.OptionalText<Order>("account_name", static x => x.Account.Name),
        Column.OptionalText<Order>("order_id", static x => x.Id),
        Column.OptionalText<Order>("order_number", static x => x.Number),
        Column.Moment<Order>("created_at", static x => x.CreatedAt),
        Column.Day<Order>("order_day", static x => x.Date),
        Column.OptionalMoment<Order>("changed_at", static x => x.ChangedAt),
        Column.Text<Order>("state", static x => x.State),
        Column.Text<Order>("currency", static x => x.Currency),
        Column.Micros<Order>("goods_micros", static x => x.Goods),
        Column.Micros<Order>("refunded_goods_micros", static x => x.RefundedGoods),
        Column.OptionalText<Order>("customer_email_hash", static x => x.Customer.Email),
        Column.OptionalText<Order>("customer_phone_hash", static x => x.Customer.Phone),
        Column.OptionalText<Order>("customer_id_hash", static x => x.Customer.PlatformId),
        .. OriginColumns(static x => x.Origin),
    ];

    protected override async Task ReadAsync(ColumnReader columns, List<Order> facts, CancellationToken cancellationToken)
    {
        var source = await columns.TextAsync("source", cancellationToken);
        var accountId = await columns.OptionalTextAsync("account_id", cancellationToken);
        var accountName = await columns.OptionalTextAsync("account_name", cancellationToken);
        var id = await columns.OptionalTextAsync("order_id", cancellationToken);
        var number = await columns.OptionalTextAsync("order_number", cancellationToken);
        var createdAt = await columns.MomentAsync("created_at", cancellationToken);
        var date = await columns.DayAsync("order_day", cancellationToken);
        var changedAt = await columns.OptionalMomentAsync("changed_at", cancellationToken);
        var state = await columns.TextAsync("state", cancellationToken);
        var currency = await columns.TextAsync("currency", cancellationToken);
        var goods = await columns.MicrosAsync("goods_micros", cancellationToken);
        var refundedGoods = await columns.MicrosAsync("refunded_goods_micros", cancellationToken);
        var email = await columns.OptionalTextAsync("customer_email_hash", cancellationToken);
        var phone = await columns.OptionalTextAsync("customer_phone_hash", cancellationToken);
        var platformId = await columns.OptionalTextAsync("customer_id_hash", cancellationToken);
        var origin = await OriginsAsync(columns, cancellationToken);
        for (var i = 0; i < columns.Rows; i++)
        {
            facts.Add(new()
            {
                Source = source[i],
                Account = new(accountId[i], accountName[i]),
                Id = id[i],
                Number = number[i],
                CreatedAt = createdAt[i],
                Date = date[i],
                ChangedAt = changedAt[i],
                State = state[i],
                Currency = currency[i],
                Goods = goods[i],
                RefundedGoods = refundedGoods[i],
                Customer = new(email[i], phone[i], platformId[i]),
                Origin = origin[i],
            });
        }
    }
}
