using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Facts;

/// <summary>
/// Web analytics that counts, by day. Rows of several dimension sets may stand side by side and are never added: filter by
/// <c>serves_total</c> for the whole, by <c>serves_channel</c> for channels. A null measure is unknown, which is not 0.
/// </summary>
/// <param name="Date">The day, in the property's zone.</param>
/// <param name="Account">The property or counter; null if unknown.</param>
/// <param name="DimensionSet">Names of the table's dimensions joined by <c>|</c>; empty for a table by date.</param>
/// <param name="Channel">One of <see cref="Channels"/>, where the row has one.</param>
/// <param name="Source">utm_source, where the row has one.</param>
/// <param name="Medium">utm_medium, where the row has one.</param>
/// <param name="Campaign">utm_campaign, where the row has one.</param>
/// <param name="Currency">ISO 4217 code of the revenue.</param>
/// <param name="Sessions">Sessions (visits).</param>
/// <param name="Users">Users; never add them up.</param>
/// <param name="NewUsers">New users.</param>
/// <param name="Conversions">Conversions or key events.</param>
/// <param name="Orders">Web orders.</param>
/// <param name="Revenue">Web revenue.</param>
/// <param name="Clicks">Clicks on organic search results (Search Console).</param>
/// <param name="Impressions">Times an organic search result was shown.</param>
/// <param name="ServesTotal">The brand's total is made of such rows.</param>
/// <param name="ServesChannel">The channels are made of such rows.</param>
public sealed record SelectedWebRow(
    DateOnly Date,
    string? Account,
    string DimensionSet,
    string? Channel,
    string? Source,
    string? Medium,
    string? Campaign,
    string Currency,
    long? Sessions,
    long? Users,
    long? NewUsers,
    decimal? Conversions,
    long? Orders,
    decimal? Revenue,
    long? Clicks,
    long? Impressions,
    bool ServesTotal,
    bool ServesChannel) : ISelectedRow<SelectedWebRow>
{
    /// <inheritdoc/>
    public static FactKind Kind => FactKind.Web;

    static IReadOnlyList<Column<SelectedWebRow>> ISelectedRow<SelectedWebRow>.Columns { get; } =
    [
        Column.Day<SelectedWebRow>("date", static x => x.Date),
        Column.OptionalText<SelectedWebRow>("account", static x => x.Account),
        Column.Text<SelectedWebRow>("dimension_set", static x => x.DimensionSet),
        Column.OptionalText<SelectedWebRow>("channel", static x => x.Channel),
        Column.OptionalText<SelectedWebRow>("source", static x => x.Source),
        Column.OptionalText<SelectedWebRow>("medium", static x => x.Medium),
        Column.OptionalText<SelectedWebRow>("campaign", static x => x.Campaign),
        Column.Text<SelectedWebRow>("currency", static x => x.Currency),
        Column.OptionalLong<SelectedWebRow>("sessions", static x => x.Sessions),
        Column.OptionalLong<SelectedWebRow>("users", static x => x.Users),
        Column.OptionalLong<SelectedWebRow>("new_users", static x => x.NewUsers),
        Column.OptionalAmount<SelectedWebRow>("conversions", static x => x.Conversions),
        Column.OptionalLong<SelectedWebRow>("orders", static x => x.Orders),
        Column.OptionalAmount<SelectedWebRow>("revenue", static x => x.Revenue),
        Column.OptionalLong<SelectedWebRow>("clicks", static x => x.Clicks),
        Column.OptionalLong<SelectedWebRow>("impressions", static x => x.Impressions),
        Column.Flag<SelectedWebRow>("serves_total", static x => x.ServesTotal),
        Column.Flag<SelectedWebRow>("serves_channel", static x => x.ServesChannel),
    ];
}
