using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// LinkedIn Campaign Manager, a performance report (UTF-16LE, tab, or as another program saved it): a title, lines such as
/// <c>Report Start: September 21, 2026, 12:00 AM</c>, an empty line, the header, the rows. English files write the month first, Dutch ones the day.
/// </summary>
/// <remarks>Built on what programs for such files expect; no file of the platform itself was seen.</remarks>
internal sealed class LinkedInAdsReport : AdReport
{
    private static readonly ColumnSpec Day = new(["start date (in utc)"], nl: ["begindatum (in utc)"]);
    private static readonly ColumnSpec Account = new(["account name"], nl: ["accountnaam"]);
    private static readonly ColumnSpec AccountId = new(["account id"]);
    private static readonly ColumnSpec Campaign = new(["campaign name"], nl: ["campagnenaam"]);
    private static readonly ColumnSpec CampaignId = new(["campaign id"], nl: ["campagne-id"]);
    private static readonly ColumnSpec AdSet = new(["ad set name"], nl: ["naam van advertentieset"]);
    private static readonly ColumnSpec AdSetId = new(["ad set id"], nl: ["advertentieset-id"]);
    private static readonly ColumnSpec Ad = new(["ad name", "creative name"], nl: ["advertentienaam"]);
    private static readonly ColumnSpec AdId = new(["ad id", "creative id"], nl: ["advertentie-id"]);
    private static readonly ColumnSpec Spent = new(["total spent"], nl: ["totaal besteed"]);

    private static readonly AdTable Declared = new()
    {
        Day = Day,
        Account = Account,
        AccountId = AccountId,
        Campaign = Campaign,
        CampaignId = CampaignId,
        Currency = new(["currency"], nl: ["valuta"]),
        Measures =
        [
            AdMeasure.Impressions(new(["impressions"], nl: ["weergaven"])),
            AdMeasure.Clicks(new(["clicks"], nl: ["klikken"])),
            AdMeasure.Cost(Spent),
            AdMeasure.Conversions(new(["conversions"], nl: ["conversies"])),
            AdMeasure.Value(new(["total conversion value"])),
        ],
        Dimensions = [new(AdSet, "ad_group", AdSetId), new(Ad, "ad", AdId)],
        Levels = [(AdLevel.AdGroup, [AdSet, AdSetId, Ad, AdId])],
        CheckedIds = [AdSetId, AdId],
    };

    private static readonly string[] Starts = ["report start", "begindatum van rapport"];
    private static readonly string[] Ends = ["report end", "einddatum van rapport"];
    private static readonly string[] Totals = ["total", "totals", "total:", "grand total"];

    public override string Id => FormatIds.LinkedInAdsReport;

    public override string Source => Sources.LinkedInAds;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        var isFit = columns.Has(Spent) && columns.HasAny(Campaign, CampaignId, Account);
        return isFit && (columns.Has(Day) || RangeOf(before) is not null) ? columns.Count + 10 : 0;
    }

    public override string ChannelOf(string? campaignType) => Channels.PaidSocial;

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) => new()
    {
        Range = RangeOf(before),
        MayDateByStart = true,
        DateOrder = columns.Locale is "en" ? DateOrder.MonthFirst : DateOrder.DayFirst,
    };

    public override AdTotal? TotalOf(ReadOnlySpan<byte> first)
    {
        if (first.Length > 12 || first[0] is not ((byte)'T' or (byte)'t' or (byte)'G' or (byte)'g'))
        {
            return null;
        }

        return Totals.Contains(HeaderText.Key(CellText.Decode(first)), StringComparer.Ordinal) ? new AdTotal(IsTotal: true) : null;
    }

    private static DateRangeText? RangeOf(IReadOnlyList<HeadRow> before) =>
        StatedDay(before, Starts) is { } from && StatedDay(before, Ends) is { } to ? DateRangeText.Of($"{from} - {to}") : null;

    // The two may stand in lines of their own or in one, with a time behind the day or without.
    private static string? StatedDay(IReadOnlyList<HeadRow> before, string[] labels)
    {
        foreach (var label in labels)
        {
            foreach (var row in before)
            {
                var at = row.Raw.IndexOf(label, StringComparison.OrdinalIgnoreCase);
                if (at >= 0)
                {
                    return DayIn(row.Raw.AsSpan(at + label.Length));
                }
            }
        }

        return null;
    }

    // Whatever stands behind the day – a time, the next label, a quote – begins at a sign that a day may also have inside.
    private static string? DayIn(ReadOnlySpan<char> text)
    {
        var rest = text[..Math.Min(text.Length, 60)].TrimStart(" :\t\"").ToString();
        for (var end = rest.Length; end > 0; end = rest.LastIndexOfAny([',', ' ', '"', '\t', ';', '\r', '\n'], end - 1))
        {
            if (DateText.Of(rest[..end]) is { Time: null, Shape: not (DateShape.Bad or DateShape.Missing) })
            {
                return rest[..end].TrimEnd(',', ' ');
            }
        }

        return null;
    }
}
