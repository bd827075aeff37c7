using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Segments;

/// <summary>Ad facts in a segment. Amounts are integer micros; the level is the number of <see cref="AdLevel"/>.</summary>
internal sealed class AdSegmentSchema : SegmentSchema<AdFact>
{
    protected override ColumnSchema Schema { get; } = new("segment/ads", 1);

    protected override IReadOnlyList<Column<AdFact>> Columns { get; } =
    [
        Column.Text<AdFact>("source", static x => x.Source),
        Column.OptionalText<AdFact>("account_id", static x => x.Account.Id),
        Column.OptionalText<AdFact>("account_name", static x => x.Account.Name),
        Column.Day<AdFact>("first_day", static x => x.From),
        Column.Day<AdFact>("last_day", static x => x.To),
        Column.Int<AdFact>("level", static x => (int)x.Level),
        Column.OptionalText<AdFact>("campaign_id", static x => x.Campaign.Id),
        Column.OptionalText<AdFact>("campaign_name", static x => x.Campaign.Name),
        Column.OptionalText<AdFact>("dimension_set", static x => x.Dimensions.Set),
        Column.OptionalText<AdFact>("dimension_values", static x => x.Dimensions.Values),
        Column.Text<AdFact>("channel", static x => x.Channel),
        Column.Text<AdFact>("currency", static x => x.Currency),
        Column.OptionalLong<AdFact>("impressions", static x => x.Impressions),
        Column.OptionalLong<AdFact>("clicks", static x => x.Clicks),
        Column.OptionalMicros<AdFact>("cost_micros", static x => x.Cost),
        Column.OptionalMicros<AdFact>("conversions_micros", static x => x.Conversions),
        Column.OptionalMicros<AdFact>("conversion_value_micros", static x => x.ConversionValue),
        .. OriginColumns(static x => x.Origin),
    ];

    protected override async Task ReadAsync(ColumnReader columns, List<AdFact> facts, CancellationToken cancellationToken)
    {
        var source = await columns.TextAsync("source", cancellationToken);
        var accountId = await columns.OptionalTextAsync("account_id", cancellationToken);
        var accountName = await columns.OptionalTextAsync("account_name", cancellationToken);
        var from = await columns.DayAsync("first_day", cancellationToken);
        var to = await columns.DayAsync("last_day", cancellationToken);
        var level = await columns.IntAsync("level", cancellationToken);
        var campaignId = await columns.OptionalTextAsync("campaign_id", cancellationToken);
        var campaignName = await columns.OptionalTextAsync("campaign_name", cancellationToken);
        var set = await columns.OptionalTextAsync("dimension_set", cancellationToken);
        var values = await columns.OptionalTextAsync("dimension_values", cancellationToken);
        var channel = await columns.TextAsync("channel", cancellationToken);
        var currency = await columns.TextAsync("currency", cancellationToken);
        var impressions = await columns.OptionalLongAsync("impressions", cancellationToken);
        var clicks = await columns.OptionalLongAsync("clicks", cancellationToken);
        var cost = await columns.OptionalMicrosAsync("cost_micros", cancellationToken);
        var conversions = await columns.OptionalMicrosAsync("conversions_micros", cancellationToken);
        var conversionValue = await columns.OptionalMicrosAsync("conversion_value_micros", cancellationToken);
        var origin = await OriginsAsync(columns, cancellationToken);
        for (var i = 0; i < columns.Rows; i++)
        {
            facts.Add(new()
            {
                Source = source[i],
                Account = new(accountId[i], accountName[i]),
                From = from[i],
                To = to[i],
                Level = (AdLevel)level[i],
                Campaign = new(campaignId[i], campaignName[i]),
                Dimensions = new(set[i]!, values[i]!),
                Channel = channel[i],
                Currency = currency[i],
                Impressions = impressions[i],
                Clicks = clicks[i],
                Cost = cost[i],
                Conversions = conversions[i],
                ConversionValue = conversionValue[i],
                Origin = origin[i],
            });
        }
    }
}
