using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Segments;

/// <summary>Other costs in a segment. Amounts are integer micros.</summary>
internal sealed class CostSegmentSchema : SegmentSchema<CostFact>
{
    protected override ColumnSchema Schema { get; } = new("segment/costs", 1);

    protected override IReadOnlyList<Column<CostFact>> Columns { get; } =
    [
        Column.Text<CostFact>("source", static x => x.Source),
        Column.Day<CostFact>("first_day", static x => x.From),
        Column.Day<CostFact>("last_day", static x => x.To),
        Column.Text<CostFact>("utm_source", static x => x.UtmSource),
        Column.Text<CostFact>("utm_medium", static x => x.UtmMedium),
        Column.Text<CostFact>("utm_campaign", static x => x.UtmCampaign),
        Column.Micros<CostFact>("amount_micros", static x => x.Amount),
        Column.Text<CostFact>("currency", static x => x.Currency),
        .. OriginColumns(static x => x.Origin),
    ];

    protected override async Task ReadAsync(ColumnReader columns, List<CostFact> facts, CancellationToken cancellationToken)
    {
        var source = await columns.TextAsync("source", cancellationToken);
        var from = await columns.DayAsync("first_day", cancellationToken);
        var to = await columns.DayAsync("last_day", cancellationToken);
        var utmSource = await columns.TextAsync("utm_source", cancellationToken);
        var utmMedium = await columns.TextAsync("utm_medium", cancellationToken);
        var utmCampaign = await columns.TextAsync("utm_campaign", cancellationToken);
        var amount = await columns.MicrosAsync("amount_micros", cancellationToken);
        var currency = await columns.TextAsync("currency", cancellationToken);
        var origin = await OriginsAsync(columns, cancellationToken);
        for (var i = 0; i < columns.Rows; i++)
        {
            facts.Add(new()
            {
                Source = source[i],
                From = from[i],
                To = to[i],
                UtmSource = utmSource[i],
                UtmMedium = utmMedium[i],
                UtmCampaign = utmCampaign[i],
                Amount = amount[i],
                Currency = currency[i],
                Origin = origin[i],
            });
        }
    }
}
