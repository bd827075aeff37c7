using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// VK Реклама (ads.vk.com), statistics of campaigns, groups or ads, also split by age and gender, as CSV or workbook. Money has its currency in the header:
/// <c>Потрачено всего, ₽</c>.
/// </summary>
/// <remarks>Built on what programs for such files expect; no file of the platform itself was seen, nor its English one.</remarks>
internal sealed class VkAdsReport : AdReport
{
    private static readonly ColumnSpec Day = new(["date", "day"], ru: ["дата", "день"]);
    private static readonly ColumnSpec Campaign = new(
        ["campaign name", "campaign"], ru: ["название кампании", "кампания", "название рекламной кампании", "рекламная кампания"]);
    private static readonly ColumnSpec CampaignId = new(["campaign id"], ru: ["id кампании", "id рекламной кампании"]);
    private static readonly ColumnSpec Group = new(["ad group name", "ad group", "group name"], ru: ["название группы", "группа", "название группы объявлений", "группа объявлений"]);
    private static readonly ColumnSpec GroupId = new(["ad group id", "group id"], ru: ["id группы", "id группы объявлений"]);
    private static readonly ColumnSpec Ad = new(["ad name", "ad"], ru: ["название объявления", "объявление"]);
    private static readonly ColumnSpec AdId = new(["ad id"], ru: ["id объявления"]);
    private static readonly ColumnSpec Spent = new(
        ["total spent", "spent", "amount spent"], ru: ["потрачено всего", "потрачено", "всего потрачено", "потрачено всего с ндс", "потрачено с ндс"]);
    private static readonly ColumnSpec Impressions = new(["impressions", "shows"], ru: ["показы"]);
    private static readonly ColumnSpec Clicks = new(["clicks"], ru: ["клики"]);

    private static readonly AdDimension[] Breakdowns =
    [
        new(new(["age"], ru: ["возраст"]), "age") { IsBreakdown = true },
        new(new(["gender", "sex"], ru: ["пол"]), "gender") { IsBreakdown = true },
        new(new(["region", "location"], ru: ["регион", "география", "гео"]), "location") { IsBreakdown = true },
        new(new(["placement"], ru: ["место размещения", "площадка", "плейсмент"]), "placement") { IsBreakdown = true },
    ];

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        HasBlankTotals = true,
        Account = new(["account", "account name"], ru: ["кабинет", "название кабинета"]),
        AccountId = new(["account id"], ru: ["id кабинета"]),
        Campaign = Campaign,
        CampaignId = CampaignId,
        Currency = new(["currency"], ru: ["валюта"]),
        Measures =
        [
            AdMeasure.Impressions(Impressions), AdMeasure.Clicks(Clicks), AdMeasure.Cost(Spent),
            // What a campaign was set to pursue may also be clicks.
            AdMeasure.Results(new(["result", "results"], ru: ["результат", "результаты"]), new(["result type"], ru: ["тип результата", "целевое действие"])),
        ],
        Dimensions = [new(Group, "ad_group", GroupId), new(Ad, "ad", AdId), .. Breakdowns],
        Levels = [(AdLevel.AdGroup, [Group, GroupId, Ad, AdId, .. Breakdowns.Select(static x => x.Column)])],
        CheckedIds = [GroupId, AdId],
    };

    // Headers of money that stand before ", ₽".
    private static readonly string[] Money =
        ["потрачено всего", "потрачено", "всего потрачено", "потрачено всего с ндс", "потрачено с ндс", "цена за результат", "ecpc", "ecpm", "ecpa", "cpc", "cpm", "total spent", "spent", "cost per result"];

    private static readonly string[] Totals = ["итого", "итого:", "всего", "всего:", "total", "total:"];

    public override string Id => FormatIds.VkAdsReport;

    public override string Source => Sources.VkAds;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        var isOwn = row.Cells.Any(static x => HeaderText.Key(x) is var key && (key is "потрачено всего"
            || (key.Contains(',', StringComparison.Ordinal) && HeaderText.SplitCurrency(key) is { } split && Money.Contains(split.Key, StringComparer.Ordinal))));
        return isOwn && columns.HasAny(Impressions, Clicks, Spent) && Declared.Fits(columns) ? columns.Count + 10 : 0;
    }

    public override string ChannelOf(string? campaignType) => Channels.PaidSocial;

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) => new() { Range = StatedRange(before) };

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first)
    {
        if (first.Length > 20 || first[0] is not (0xD0 or (byte)'T' or (byte)'t'))
        {
            return null;
        }

        return Totals.Contains(HeaderText.Key(CellText.Decode(first)), StringComparer.Ordinal) ? new AdTotal(IsTotal: true) : null;
    }

    // "Период: 01.11.2026 - 30.11.2026", wherever it stands above the header.
    private static DateRangeText? StatedRange(IReadOnlyList<HeadRow> before) => before
        .SelectMany(static x => x.Cells)
        .Select(static x => DateRangeText.Of(x[(x.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))
        .FirstOrDefault(static x => x is not null);
}
