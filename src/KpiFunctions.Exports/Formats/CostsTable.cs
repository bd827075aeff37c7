using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// A table of other marketing costs, as people keep it: a day, two days or a range in one cell; source, medium and campaign; an amount.
/// </summary>
/// <remarks>Tables with impressions or clicks are an ad platform's and are not taken for costs.</remarks>
internal sealed class CostsTable : ExportFormat
{
    internal static readonly ColumnSpec Date = new(["date", "day", "period", "dates", "month"], ["дата", "день", "период", "даты", "месяц"]);
    internal static readonly ColumnSpec From = new(["from", "start", "start date", "date from", "period start"], ["начало", "дата начала", "с", "дата с", "начало периода"]);
    internal static readonly ColumnSpec To = new(["to", "end", "end date", "date to", "period end"], ["конец", "дата окончания", "окончание", "по", "дата по", "конец периода"]);
    internal static readonly ColumnSpec UtmSource = new(["utmsource", "utm_source", "utm source", "source"], ["источник"]);
    internal static readonly ColumnSpec UtmMedium = new(["utmmedium", "utm_medium", "utm medium", "medium", "channel"], ["канал"]);
    internal static readonly ColumnSpec UtmCampaign = new(["utmcampaign", "utm_campaign", "utm campaign", "campaign"], ["кампания"]);
    internal static readonly ColumnSpec Amount = new(
        ["expenses", "expense", "amount", "cost", "costs", "spend", "sum", "total cost"], ["расход", "расходы", "сумма", "затраты", "стоимость"]);
    internal static readonly ColumnSpec Currency = new(["currency", "currency code"], ["валюта", "код валюты"]);
    internal static readonly ColumnSpec Comment = new(["comment", "comments", "note", "notes", "description"], ["комментарий", "примечание", "описание"]);

    private static readonly string[] OfPlatforms =
        ["impr.", "impressions", "clicks", "ctr", "avg. cpc", "cpc", "sessions", "conversions", "reach", "показы", "клики", "визиты", "конверсии", "financial status"];

    private static readonly ColumnCatalogue Known = new([Date, From, To, UtmSource, UtmMedium, UtmCampaign, Amount, Currency, Comment]);

    public override string Id => FormatIds.CostsTable;

    public override string Source => Sources.Costs;

    public override FactKind Kind => FactKind.Costs;

    public override ColumnCatalogue Catalogue => Known;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        var isDated = columns.Has(Date) || (columns.Has(From) && columns.Has(To));
        var says = columns.HasAny(UtmSource, UtmMedium, UtmCampaign);
        return isDated && columns.Has(Amount) && (says || columns.Unknown.Count == 0)
            && !row.Cells.Any(x => OfPlatforms.Contains(HeaderText.Key(x), StringComparer.Ordinal))
            ? columns.Count
            : 0;
    }

    public override RowReader Open(FormatMatch match, ReadContext context) => new CostsRows(match, context);
}
