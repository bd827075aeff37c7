using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Facts;

/// <summary>
/// Web analytics over a range of days, from an export without days. It counts for periods that hold the range whole, in the place of the
/// days of its property inside; its users for the period that equals it and no other. Dimension sets are never added, see
/// <see cref="SelectedWebRow"/>; of overlapping ranges of one property the one exported last counts.
/// </summary>
/// <param name="FirstDay">First day, in the property's zone.</param>
/// <param name="LastDay">Last day.</param>
/// <param name="ExportedAt">Stamp of the newest file of the property and range; whole milliseconds, UTC.</param>
/// <param name="UsersOnly">Its days are all known (or it knows nothing but users), so nothing of it counts but its users.</param>
/// <param name="Fact">The rest, as by day.</param>
public sealed record WebPeriodRow(DateOnly FirstDay, DateOnly LastDay, DateTimeOffset ExportedAt, bool UsersOnly, SelectedWebRow Fact)
    : ISelectedRow<WebPeriodRow>
{
    /// <inheritdoc/>
    public static FactKind Kind => FactKind.Web;

    /// <inheritdoc/>
    public static bool IsOfPeriods => true;

    DateOnly ISelectedRow<WebPeriodRow>.Date => FirstDay;

    static IReadOnlyList<Column<WebPeriodRow>> ISelectedRow<WebPeriodRow>.Columns { get; } =
    [
        Column.Day<WebPeriodRow>("first_day", static x => x.FirstDay),
        Column.Day<WebPeriodRow>("last_day", static x => x.LastDay),
        Column.Moment<WebPeriodRow>("exported_at", static x => x.ExportedAt),
        Column.Flag<WebPeriodRow>("users_only", static x => x.UsersOnly),
        Column.OptionalText<WebPeriodRow>("account", static x => x.Fact.Account),
        Column.Text<WebPeriodRow>("dimension_set", static x => x.Fact.DimensionSet),
        Column.OptionalText<WebPeriodRow>("channel", static x => x.Fact.Channel),
        Column.OptionalText<WebPeriodRow>("source", static x => x.Fact.Source),
        Column.OptionalText<WebPeriodRow>("medium", static x => x.Fact.Medium),
        Column.OptionalText<WebPeriodRow>("campaign", static x => x.Fact.Campaign),
        Column.Text<WebPeriodRow>("currency", static x => x.Fact.Currency),
        Column.OptionalLong<WebPeriodRow>("sessions", static x => x.Fact.Sessions),
        Column.OptionalLong<WebPeriodRow>("users", static x => x.Fact.Users),
        Column.OptionalLong<WebPeriodRow>("new_users", static x => x.Fact.NewUsers),
        Column.OptionalAmount<WebPeriodRow>("conversions", static x => x.Fact.Conversions),
        Column.OptionalLong<WebPeriodRow>("orders", static x => x.Fact.Orders),
        Column.OptionalAmount<WebPeriodRow>("revenue", static x => x.Fact.Revenue),
        Column.OptionalLong<WebPeriodRow>("clicks", static x => x.Fact.Clicks),
        Column.OptionalLong<WebPeriodRow>("impressions", static x => x.Fact.Impressions),
        Column.Flag<WebPeriodRow>("serves_total", static x => x.Fact.ServesTotal),
        Column.Flag<WebPeriodRow>("serves_channel", static x => x.Fact.ServesChannel),
    ];
}
