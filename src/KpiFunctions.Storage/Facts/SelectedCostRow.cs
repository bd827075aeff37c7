using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Facts;

/// <summary>A day's share of a cost.</summary>
/// <param name="Date">The day.</param>
/// <param name="UtmSource">utm_source or the name the row gives; empty if none.</param>
/// <param name="UtmMedium">utm_medium; empty if none.</param>
/// <param name="UtmCampaign">utm_campaign; empty if none.</param>
/// <param name="Amount">The day's share.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="CountedAs">How it counts.</param>
public sealed record SelectedCostRow(
    DateOnly Date,
    string UtmSource,
    string UtmMedium,
    string UtmCampaign,
    decimal Amount,
    string Currency,
    CostCounting CountedAs) : ISelectedRow<SelectedCostRow>
{
    /// <inheritdoc/>
    public static FactKind Kind => FactKind.Costs;

    static IReadOnlyList<Column<SelectedCostRow>> ISelectedRow<SelectedCostRow>.Columns { get; } =
    [
        Column.Day<SelectedCostRow>("date", static x => x.Date),
        Column.Text<SelectedCostRow>("utm_source", static x => x.UtmSource),
        Column.Text<SelectedCostRow>("utm_medium", static x => x.UtmMedium),
        Column.Text<SelectedCostRow>("utm_campaign", static x => x.UtmCampaign),
        Column.Amount<SelectedCostRow>("amount", static x => x.Amount),
        Column.Text<SelectedCostRow>("currency", static x => x.Currency),
        Column.Text<SelectedCostRow>("counted_as", static x => Id(x.CountedAs)),
    ];

    private static string Id(CostCounting counting) => counting switch
    {
        CostCounting.OtherCost => "cost",
        CostCounting.AdSpend => "ad_spend",
        CostCounting.NotCounted => "not_counted",
        _ => throw new ArgumentOutOfRangeException(nameof(counting), counting, null),
    };
}
