using System.Globalization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Yandex Direct, an answer of its Reports service that somebody saved: <c>"name (2026-11-01 - 2026-11-07)"</c>, field names, rows,
/// <c>Total rows: 12</c>; first and last line may be left out when asking. <c>--</c> is no value.
/// </summary>
internal sealed class YandexDirectApiReport : AdReport
{
    private static readonly ColumnSpec Day = new(["date"]);
    private static readonly ColumnSpec Login = new(["clientlogin"]);
    private static readonly ColumnSpec Campaign = new(["campaignname"]);
    private static readonly ColumnSpec CampaignId = new(["campaignid"]);
    private static readonly ColumnSpec Network = new(["adnetworktype"]);
    private static readonly ColumnSpec AdGroup = new(["adgroupname"]);
    private static readonly ColumnSpec AdGroupId = new(["adgroupid"]);
    private static readonly ColumnSpec AdId = new(["adid"]);
    private static readonly ColumnSpec Keyword = new(["criterion", "criteria", "keyword", "matchedkeyword"]);
    private static readonly ColumnSpec KeywordId = new(["criterionid", "criteriaid", "keywordid", "audiencetargetid"]);
    private static readonly ColumnSpec SearchTerm = new(["query"]);
    private static readonly ColumnSpec Placement = new(["placement", "externalnetworkname"]);
    private static readonly ColumnSpec Impressions = new(["impressions"]);
    private static readonly ColumnSpec Clicks = new(["clicks"]);
    private static readonly ColumnSpec Cost = new(["cost"]);
    private static readonly ColumnSpec Conversions = new(["conversions"]);
    private static readonly ColumnSpec Revenue = new(["revenue"]);

    private static readonly AdDimension[] Breakdowns =
    [
        new(new(["gender"]), "gender"),
        new(new(["age"]), "age"),
        new(new(["device"]), "device"),
        new(new(["mobileplatform"]), "os"),
        new(new(["locationofpresencename"]), "location", new(["locationofpresenceid"])),
        new(new(["targetinglocationname"]), "targeting_location", new(["targetinglocationid"])),
        new(new(["incomegrade"]), "income"),
        new(new(["adformat"]), "format"),
        new(new(["criteriontype", "criteriatype"]), "condition_type"),
        new(new(["matchtype"]), "match_type"),
        new(new(["targetingcategory"]), "targeting_category"),
        new(new(["slot"]), "position"),
        new(new(["clicktype"]), "click_type"),
        new(new(["carriertype"]), "carrier"),
        new(new(["rladjustmentid"]), "adjustment"),
    ];

    private static readonly AdDimension[] CoarseTimes =
    [
        new(new(["week"]), "week"), new(new(["month"]), "month"), new(new(["quarter"]), "quarter"), new(new(["year"]), "year"),
    ];

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        Account = Login,
        Campaign = Campaign,
        CampaignId = CampaignId,
        CampaignType = new(["campaigntype"]),
        NetworkType = Network,
        MayBeInMicros = true,
        Measures =
        [
            AdMeasure.Impressions(Impressions), AdMeasure.Clicks(Clicks), AdMeasure.Cost(Cost), AdMeasure.Conversions(Conversions), AdMeasure.Value(Revenue),
        ],
        Named = Named,
        Dimensions =
        [
            new(AdGroup, "ad_group", AdGroupId), new(AdId, "ad"), new(Keyword, "keyword", KeywordId), new(SearchTerm, "search_term"),
            new(Placement, "placement"), new(Network, "network"), .. Breakdowns, .. CoarseTimes,
        ],
        Levels =
        [
            (AdLevel.SearchTerm, [SearchTerm]),
            (AdLevel.Keyword, [Keyword, KeywordId, Placement]),
            (AdLevel.AdGroup, [AdGroup, AdGroupId, AdId, .. Breakdowns.Select(static x => x.Column)]),
        ],
        CheckedIds = [AdGroupId, AdId, KeywordId],
    };

    public override string Id => FormatIds.YandexDirectApiReport;

    public override string Source => Sources.YandexDirect;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        // Field names are one word each, with a capital inside; exports for people have words with blanks.
        var isOfFields = row.Cells.All(static x => x.Length > 0 && char.IsAsciiLetterUpper(x[0]) && x.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        var isNamed = RangeOf(before) is not null;
        var hasOwn = row.Cells.Any(static x => x is "CampaignName" or "CampaignId" or "AdGroupId" or "AdGroupName" or "AdNetworkType" or "ClientLogin" or "CriterionId" or "AvgCpc");
        // Microsoft's fields have such names too, below lines that no answer of Direct has.
        var isOfOthers = before.Any(static x => x.Cells[0].StartsWith("Report Name:", StringComparison.OrdinalIgnoreCase));
        return isOfFields && !isOfOthers && (isNamed || (hasOwn && columns.HasAny(Cost, Impressions, Clicks))) && Declared.Fits(columns) ? columns.Count + (isNamed ? 15 : 3) : 0;
    }

    public override string ChannelOf(string? campaignType) => campaignType?.ToUpperInvariant() switch
    {
        "AD_NETWORK" or "CPM_BANNER_CAMPAIGN" or "CPM_DEALS_CAMPAIGN" or "CPM_FRONTPAGE_CAMPAIGN" or "CPM_PRICE" => Channels.Display,
        _ => Channels.PaidSearch,
    };

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) => new() { Range = RangeOf(before) };

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first)
    {
        var label = "Total rows:"u8;
        return first.StartsWith(label)
            && int.TryParse(CellText.Trim(first[label.Length..]), NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? new AdTotal(IsTotal: false, Rows: rows)
            : null;
    }

    private static DateRangeText? RangeOf(IReadOnlyList<HeadRow> before) => before
        .Select(static x => x.Cells[0])
        .Where(static x => x.EndsWith(')') && x.Contains('(', StringComparison.Ordinal))
        .Select(static x => DateRangeText.Of(x[(x.LastIndexOf('(') + 1)..^1]))
        .FirstOrDefault(static x => x is not null);

    // Asked for goals the service makes a column for each goal and attribution model: Conversions_12345_LSC.
    private static NamedMeasure? Named(string key)
    {
        var parts = key.Split('_');
        var isGoal = parts.Length is 2 or 3 && parts[1].Length > 0 && parts[1].All(char.IsAsciiDigit);
        var model = parts.Length == 3 ? parts[2] : string.Empty;
        return !isGoal ? null : parts[0] switch
        {
            "conversions" => new(AdMeasure.Conversions(Conversions).Measure, model),
            "revenue" => new(AdMeasure.Value(Revenue).Measure, model),
            _ => null,
        };
    }
}
