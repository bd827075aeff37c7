using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Facts;

/// <summary>Advertising that counts, by day. A null measure is unknown, which is not 0.</summary>
/// <param name="Date">The day, in the account's zone.</param>
/// <param name="Account">The account's id, else name; null if neither is known.</param>
/// <param name="Campaign">The campaign's newest name; null for account rows.</param>
/// <param name="CampaignId">The platform's id of the campaign, where known.</param>
/// <param name="Level">What the row sums up: <c>account</c>, <c>campaign</c> …</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="Impressions">Times an ad was shown.</param>
/// <param name="Clicks">Clicks on ads.</param>
/// <param name="Cost">What the platform charged.</param>
/// <param name="Conversions">The platform's own conversions.</param>
/// <param name="ConversionValue">The platform's own conversion value.</param>
public sealed record SelectedAdRow(
    DateOnly Date,
    string? Account,
    string? Campaign,
    string? CampaignId,
    string Level,
    string Channel,
    string Currency,
    long? Impressions,
    long? Clicks,
    decimal? Cost,
    decimal? Conversions,
    decimal? ConversionValue) : ISelectedRow<SelectedAdRow>
{
    /// <inheritdoc/>
    public static FactKind Kind => FactKind.Ads;

    static IReadOnlyList<Column<SelectedAdRow>> ISelectedRow<SelectedAdRow>.Columns { get; } =
    [
        Column.Day<SelectedAdRow>("date", static x => x.Date),
        Column.OptionalText<SelectedAdRow>("account", static x => x.Account),
        Column.OptionalText<SelectedAdRow>("campaign", static x => x.Campaign),
        Column.OptionalText<SelectedAdRow>("campaign_id", static x => x.CampaignId),
        Column.Text<SelectedAdRow>("level", static x => x.Level),
        Column.Text<SelectedAdRow>("channel", static x => x.Channel),
        Column.Text<SelectedAdRow>("currency", static x => x.Currency),
        Column.OptionalLong<SelectedAdRow>("impressions", static x => x.Impressions),
        Column.OptionalLong<SelectedAdRow>("clicks", static x => x.Clicks),
        Column.OptionalAmount<SelectedAdRow>("cost", static x => x.Cost),
        Column.OptionalAmount<SelectedAdRow>("conversions", static x => x.Conversions),
        Column.OptionalAmount<SelectedAdRow>("conversion_value", static x => x.ConversionValue),
    ];
}
