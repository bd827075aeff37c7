using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Microsoft Advertising, a report downloaded as CSV: lines such as <c>Report Name: …</c>, <c>Rows: 7</c> and
/// <c>Potential Incomplete Data: true</c>, an empty line, the header, the rows, and a line with the copyright. No total rows.
/// </summary>
/// <remarks>
/// Names in one word (<c>CampaignName</c>) are those of documented samples; those with blanks follow the interface and were not seen in a file.
/// </remarks>
internal sealed class MicrosoftAdsReport : AdReport
{
    private static readonly ColumnSpec Day = new(["timeperiod", "time period", "gregoriandate", "gregorian date", "date", "day"]);
    private static readonly ColumnSpec Account = new(["accountname", "account name", "account"]);
    private static readonly ColumnSpec AccountId = new(["accountid", "account id"]);
    private static readonly ColumnSpec Campaign = new(["campaignname", "campaign name", "campaign"]);
    private static readonly ColumnSpec CampaignId = new(["campaignid", "campaign id"]);
    private static readonly ColumnSpec AdGroup = new(["adgroupname", "ad group name", "ad group"]);
    private static readonly ColumnSpec AdGroupId = new(["adgroupid", "ad group id"]);
    private static readonly ColumnSpec Ad = new(["adtitle", "ad title"]);
    private static readonly ColumnSpec AdId = new(["adid", "ad id"]);
    private static readonly ColumnSpec Keyword = new(["keyword"]);
    private static readonly ColumnSpec KeywordId = new(["keywordid", "keyword id"]);
    private static readonly ColumnSpec MatchType = new(["deliveredmatchtype", "delivered match type", "bidmatchtype", "bid match type", "match type"]);
    private static readonly ColumnSpec SearchTerm = new(["searchquery", "search query", "search term"]);
    private static readonly ColumnSpec Audience = new(["audiencename", "audience name", "audience"]);
    private static readonly ColumnSpec Placement = new(["publisherurl", "publisher url", "website url"]);
    private static readonly ColumnSpec Product = new(["merchantproductid", "merchant product id"]);
    private static readonly ColumnSpec Network = new(["network"]);

    private static readonly AdDimension[] Breakdowns =
    [
        new(new(["devicetype", "device type", "device"]), "device"),
        new(new(["agegroup", "age group", "age"]), "age"),
        new(new(["gender"]), "gender"),
        new(new(["locationid", "mostspecificlocation", "most specific location", "country", "country/region"]), "location"),
        new(new(["hour", "hourofday", "hour of day"]), "hour"),
        new(new(["goal", "goal name"]), "conversion_action"),
        new(new(["topvsother", "top vs. other"]), "position"),
    ];

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        Account = Account,
        AccountId = AccountId,
        Campaign = Campaign,
        CampaignId = CampaignId,
        Currency = new(["currencycode", "currency code", "currency"]),
        Measures =
        [
            AdMeasure.Impressions(new(["impressions", "impr."])),
            AdMeasure.Clicks(new(["clicks"])),
            AdMeasure.Cost(new(["spend", "cost"])),
            AdMeasure.Conversions(new(["conversions", "conv."])),
            // The newer name of the same count, which then may be fractional.
            AdMeasure.Conversions(new(["conversionsqualified", "conversions (qualified)", "conversions qualified"])),
            AdMeasure.Value(new(["revenue"])),
        ],
        Dimensions =
        [
            new(AdGroup, "ad_group", AdGroupId), new(Ad, "ad", AdId), new(Keyword, "keyword", KeywordId), new(MatchType, "match_type"),
            new(SearchTerm, "search_term"), new(Audience, "audience"), new(Placement, "placement"), new(Product, "product"), new(Network, "network"),
            .. Breakdowns,
        ],
        Levels =
        [
            (AdLevel.SearchTerm, [SearchTerm, Product]),
            (AdLevel.Keyword, [Keyword, KeywordId, Audience, Placement]),
            (AdLevel.AdGroup, [AdGroup, AdGroupId, Ad, AdId, .. Breakdowns.Select(static x => x.Column)]),
        ],
        CheckedIds = [AdGroupId, AdId, KeywordId],
    };

    public override string Id => FormatIds.MicrosoftAdsReport;

    public override string Source => Sources.MicrosoftAds;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns) =>
        Said(before, "report name") is not null && Declared.Fits(columns) && columns.Count >= 2 ? columns.Count + 20 : 0;

    public override string ChannelOf(string? campaignType) => Channels.PaidSearch;

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        var days = Said(before, "report time");
        return new AdPreamble
        {
            Range = days is null ? null : RangeOf(days),
            IsDaily = Said(before, "report aggregation") is not { Length: > 0 } aggregation || IsOfDay(aggregation),
            Rows = int.TryParse(Said(before, "rows"), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var rows) && rows >= 0 ? rows : null,
            IsProvisional = string.Equals(Said(before, "potential incomplete data"), "true", StringComparison.OrdinalIgnoreCase),
            DateOrder = IsMonthFirst(before) ? DateOrder.MonthFirst : null,
        };
    }

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first) =>
        first.Length < 200 && (first[0] == (byte)'@' || first.StartsWith("©"u8)) && first.IndexOf("Microsoft Corporation"u8) >= 0 ? new AdTotal(IsTotal: false) : null;

    // "Report Name: X" in one cell, or "Report Name:" and "X" in two.
    private static string? Said(IReadOnlyList<HeadRow> before, string name)
    {
        foreach (var row in before)
        {
            var colon = row.Cells[0].IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && HeaderText.Key(row.Cells[0][..colon]) == name)
            {
                var rest = row.Cells[0][(colon + 1)..];
                return string.Join(',', row.Cells.Skip(1).Prepend(rest).Select(static x => x.Trim()).Where(static x => x.Length > 0));
            }
        }

        return null;
    }

    // "2/1/2020, 2/7/2020": two days, or one that is both.
    private static DateRangeText? RangeOf(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return DateRangeText.Of(comma > 0 && text.IndexOf(',', comma + 1) < 0 ? $"{text[..comma].Trim()} - {text[(comma + 1)..].Trim()}" : text);
    }

    // Of a week or month the column holds the first day only.
    private static bool IsOfDay(string aggregation) => HeaderText.Key(aggregation) is "daily" or "hourly" or "summary" or "day" or "hour";

    // The clock of the lines above the header shows whose calendar they are written in.
    private static bool IsMonthFirst(IReadOnlyList<HeadRow> before) => before.Any(static x =>
        x.Cells[0].StartsWith("Last Completed", StringComparison.OrdinalIgnoreCase)
        && (x.Raw.Contains(" AM", StringComparison.OrdinalIgnoreCase) || x.Raw.Contains(" PM", StringComparison.OrdinalIgnoreCase)));
}
