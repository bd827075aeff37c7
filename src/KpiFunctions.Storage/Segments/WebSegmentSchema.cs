using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Segments;

/// <summary>Web facts in a segment. Amounts and conversions are integer micros.</summary>
internal sealed class WebSegmentSchema : SegmentSchema<WebFact>
{
    protected override ColumnSchema Schema { get; } = new("segment/web", 1);

    protected override IReadOnlyList<Column<WebFact>> Columns { get; } =
    [
        Column.Text<WebFact>("source", static x => x.Source),
        Column.OptionalText<WebFact>("account_id", static x => x.Account.Id),
        Column.OptionalText<WebFact>("account_name", static x => x.Account.Name),
        Column.Day<WebFact>("first_day", static x => x.From),
        Column.Day<WebFact>("last_day", static x => x.To),
        Column.OptionalText<WebFact>("dimension_set", static x => x.Dimensions.Set),
        Column.OptionalText<WebFact>("dimension_values", static x => x.Dimensions.Values),
        Column.Text<WebFact>("currency", static x => x.Currency),
        Column.OptionalLong<WebFact>("sessions", static x => x.Sessions),
        Column.OptionalLong<WebFact>("users", static x => x.Users),
        Column.OptionalLong<WebFact>("new_users", static x => x.NewUsers),
        Column.OptionalMicros<WebFact>("conversions_micros", static x => x.Conversions),
        Column.OptionalLong<WebFact>("orders", static x => x.Orders),
        Column.OptionalMicros<WebFact>("revenue_micros", static x => x.Revenue),
        Column.OptionalLong<WebFact>("clicks", static x => x.Clicks),
        Column.OptionalLong<WebFact>("impressions", static x => x.Impressions),
        .. OriginColumns(static x => x.Origin),
    ];

    protected override async Task ReadAsync(ColumnReader columns, List<WebFact> facts, CancellationToken cancellationToken)
    {
        var source = await columns.TextAsync("source", cancellationToken);
        var accountId = await columns.OptionalTextAsync("account_id", cancellationToken);
        var accountName = await columns.OptionalTextAsync("account_name", cancellationToken);
        var from = await columns.DayAsync("first_day", cancellationToken);
        var to = await columns.DayAsync("last_day", cancellationToken);
        var set = await columns.OptionalTextAsync("dimension_set", cancellationToken);
        var values = await columns.OptionalTextAsync("dimension_values", cancellationToken);
        var currency = await columns.TextAsync("currency", cancellationToken);
        var sessions = await columns.OptionalLongAsync("sessions", cancellationToken);
        var users = await columns.OptionalLongAsync("users", cancellationToken);
        var newUsers = await columns.OptionalLongAsync("new_users", cancellationToken);
        var conversions = await columns.OptionalMicrosAsync("conversions_micros", cancellationToken);
        var orders = await columns.OptionalLongAsync("orders", cancellationToken);
        var revenue = await columns.OptionalMicrosAsync("revenue_micros", cancellationToken);
        var clicks = await columns.OptionalLongAsync("clicks", cancellationToken);
        var impressions = await columns.OptionalLongAsync("impressions", cancellationToken);
        var origin = await OriginsAsync(columns, cancellationToken);
        for (var i = 0; i < columns.Rows; i++)
        {
            facts.Add(new()
            {
                Source = source[i],
                Account = new(accountId[i], accountName[i]),
                From = from[i],
                To = to[i],
                Dimensions = new(set[i]!, values[i]!),
                Currency = currency[i],
                Sessions = sessions[i],
                Users = users[i],
                NewUsers = newUsers[i],
                Conversions = conversions[i],
                Orders = orders[i],
                Revenue = revenue[i],
                Clicks = clicks[i],
                Impressions = impressions[i],
                Origin = origin[i],
            });
        }
    }
}
