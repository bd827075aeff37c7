using System.Globalization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// TikTok Ads Manager, a report saved as CSV: the header in the first line, the rows, and a last line <c>Total of 12 results</c> with their sums.
/// </summary>
/// <remarks>Built on what programs for such files expect; no file of the platform itself was seen.</remarks>
internal sealed class TikTokAdsReport : AdReport
{
    private static readonly ColumnSpec Day = new(["by day", "date", "day"], ko: ["일별"]);
    private static readonly ColumnSpec Account = new(["account name", "advertiser name"]);
    private static readonly ColumnSpec AccountId = new(["account id", "advertiser id"]);
    private static readonly ColumnSpec Campaign = new(["campaign name"], ko: ["캠페인 이름"]);
    private static readonly ColumnSpec CampaignId = new(["campaign id"]);
    private static readonly ColumnSpec AdGroup = new(["ad group name"], ko: ["광고 그룹 이름"]);
    private static readonly ColumnSpec AdGroupId = new(["ad group id"]);
    private static readonly ColumnSpec Ad = new(["ad name"], ko: ["광고 이름"]);
    private static readonly ColumnSpec AdId = new(["ad id"], ko: ["광고 id"]);
    private static readonly ColumnSpec ClicksToDestination = new(["clicks (destination)"], ko: ["클릭수(목적지)"]);
    private static readonly ColumnSpec AllClicks = new(["clicks", "clicks (all)"]);
    private static readonly ColumnSpec Cost = new(["cost", "total cost", "spend"], ko: ["비용"]);

    private static readonly AdDimension[] Breakdowns =
    [
        new(new(["age"], ko: ["나이"]), "age"),
        new(new(["gender"]), "gender"),
        new(new(["country/region", "country"]), "location"),
        new(new(["placement"]), "placement"),
        new(new(["by hour", "hour"]), "hour"),
    ];

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        Account = Account,
        AccountId = AccountId,
        Campaign = Campaign,
        CampaignId = CampaignId,
        Currency = new(["currency", "currency code"], ko: ["통화"]),
        Measures =
        [
            AdMeasure.Impressions(new(["impressions", "impression"], ko: ["노출수"])),
            AdMeasure.Clicks(ClicksToDestination),
            AdMeasure.Clicks(AllClicks),
            AdMeasure.Cost(Cost),
            // A campaign's "conversions" are whatever it was set to pursue; payments are what the value belongs to.
            AdMeasure.Conversions(new(["complete payment", "complete payments"])),
            AdMeasure.Conversions(new(["conversions", "total conversions"], ko: ["전환수"])),
            AdMeasure.Value(new(["total complete payment value", "total conversion value"])),
        ],
        Dimensions = [new(AdGroup, "ad_group", AdGroupId), new(Ad, "ad", AdId), .. Breakdowns],
        Levels = [(AdLevel.AdGroup, [AdGroup, AdGroupId, Ad, AdId, .. Breakdowns.Select(static x => x.Column)])],
        CheckedIds = [AdGroupId, AdId],
    };

    public override string Id => FormatIds.TikTokAdsReport;

    public override string Source => Sources.TikTokAds;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        // "Campaign name" and "cost" alone would also fit a card of Google Ads, and others.
        var isOfDays = columns.Has(Day) && HeaderText.Key(row.Cells[columns[Day]]) is "by day" or "일별";
        var isFit = (isOfDays || columns.Has(ClicksToDestination)) && columns.Has(Cost) && columns.HasAny(Day, Campaign, CampaignId, AdGroup, Ad);
        return isFit ? columns.Count + 5 : 0;
    }

    public override string ChannelOf(string? campaignType) => Channels.PaidSocial;

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) => new();

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first)
    {
        const string Start = "total of ";
        if (first.Length > 40 || first[0] is not ((byte)'T' or (byte)'t'))
        {
            return null;
        }

        var text = HeaderText.Key(CellText.Decode(first));
        if (!text.StartsWith(Start, StringComparison.Ordinal) || text.LastIndexOf(' ') <= Start.Length || !text.AsSpan(text.LastIndexOf(' ')).SequenceEqual(text.EndsWith('s') ? " results" : " result"))
        {
            return null;
        }

        var count = text[Start.Length..text.LastIndexOf(' ')];
        return int.TryParse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var rows) && rows >= 0
            ? new AdTotal(IsTotal: true, Rows: rows)
            : null;
    }
}
