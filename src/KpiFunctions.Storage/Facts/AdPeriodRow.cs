using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Facts;

/// <summary>
/// Advertising over a range of days, from an export without days. It counts for periods that hold the range whole, in the place of the
/// days of its account inside. Ranges may overlap: of those of one account that a period holds, the coarser level counts, then the one
/// exported last. A null measure is unknown, which is not 0.
/// </summary>
/// <param name="FirstDay">First day, in the account's zone.</param>
/// <param name="LastDay">Last day.</param>
/// <param name="ExportedAt">Stamp of the newest file of the account and range; whole milliseconds, UTC.</param>
/// <param name="Fact">The rest, as by day.</param>
public sealed record AdPeriodRow(DateOnly FirstDay, DateOnly LastDay, DateTimeOffset ExportedAt, SelectedAdRow Fact) : ISelectedRow<AdPeriodRow>
{
    /// <inheritdoc/>
    public static FactKind Kind => FactKind.Ads;

    /// <inheritdoc/>
    public static bool IsOfPeriods => true;

    DateOnly ISelectedRow<AdPeriodRow>.Date => FirstDay;

    static IReadOnlyList<Column<AdPeriodRow>> ISelectedRow<AdPeriodRow>.Columns { get; } =
    [
        Column.Day<AdPeriodRow>("first_day", static x => x.FirstDay),
        Column.Day<AdPeriodRow>("last_day", static x => x.LastDay),
        Column.Moment<AdPeriodRow>("exported_at", static x => x.ExportedAt),
        Column.OptionalText<AdPeriodRow>("account", static x => x.Fact.Account),
        Column.OptionalText<AdPeriodRow>("campaign", static x => x.Fact.Campaign),
        Column.OptionalText<AdPeriodRow>("campaign_id", static x => x.Fact.CampaignId),
        Column.Text<AdPeriodRow>("level", static x => x.Fact.Level),
        Column.Text<AdPeriodRow>("channel", static x => x.Fact.Channel),
        Column.Text<AdPeriodRow>("currency", static x => x.Fact.Currency),
        Column.OptionalLong<AdPeriodRow>("impressions", static x => x.Fact.Impressions),
        Column.OptionalLong<AdPeriodRow>("clicks", static x => x.Fact.Clicks),
        Column.OptionalAmount<AdPeriodRow>("cost", static x => x.Fact.Cost),
        Column.OptionalAmount<AdPeriodRow>("conversions", static x => x.Fact.Conversions),
        Column.OptionalAmount<AdPeriodRow>("conversion_value", static x => x.Fact.ConversionValue),
    ];
}
