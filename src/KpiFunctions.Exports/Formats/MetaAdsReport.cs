using System.Text;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Meta Ads: a table of Ads Manager or a report of Ads Reporting, as CSV or workbook. The header in the first line, often a total row
/// without a name below it (or at the end), then campaigns, ad sets or ads, each possibly split by day, age, place and the like.
/// </summary>
/// <remarks>
/// <c>Reporting starts</c> and <c>Reporting ends</c> are the days that a row is about, except in tables with a day: there they span the whole
/// report. <c>Results</c> are whatever a campaign was set to pursue: they are conversions only where the row says that they are leads or
/// purchases; see <see cref="ResultKinds"/>.
/// </remarks>
internal sealed class MetaAdsReport : AdReport
{
    // Snapchat's tables call their spend the same.
    private static readonly string[] OfOthers = ["swipe ups", "paid impressions"];

    private static readonly AdTable Declared = new()
    {
        Day = MetaAdsColumns.Day,
        Period = MetaAdsColumns.Period,
        Starts = MetaAdsColumns.Starts,
        Ends = MetaAdsColumns.Ends,
        HasBlankTotals = true,
        Account = MetaAdsColumns.Account,
        AccountId = MetaAdsColumns.AccountId,
        Campaign = MetaAdsColumns.Campaign,
        CampaignId = MetaAdsColumns.CampaignId,
        Currency = MetaAdsColumns.Currency,
        Measures =
        [
            AdMeasure.Impressions(MetaAdsColumns.Impressions),
            AdMeasure.Clicks(MetaAdsColumns.LinkClicks),
            AdMeasure.Clicks(MetaAdsColumns.AllClicks),
            AdMeasure.Cost(MetaAdsColumns.Spent),
            // Where a row's results are no conversions, or no column says of which kind they are, purchases are, else leads.
            AdMeasure.Results(MetaAdsColumns.Results, MetaAdsColumns.Kind),
            AdMeasure.Conversions(MetaAdsColumns.Purchases),
            AdMeasure.Conversions(MetaAdsColumns.Leads),
            AdMeasure.Value(MetaAdsColumns.PurchaseValue),
        ],
        Dimensions = [new(MetaAdsColumns.AdSet, "ad_group", MetaAdsColumns.AdSetId), new(MetaAdsColumns.Ad, "ad", MetaAdsColumns.AdId), .. MetaAdsColumns.Breakdowns],
        Levels =
        [
            (AdLevel.AdGroup, [MetaAdsColumns.AdSet, MetaAdsColumns.AdSetId, MetaAdsColumns.Ad, MetaAdsColumns.AdId, .. MetaAdsColumns.Breakdowns.Select(static x => x.Column)]),
        ],
        CheckedIds = [MetaAdsColumns.AdSetId, MetaAdsColumns.AdId],
    };

    public override string Id => FormatIds.MetaAdsReport;

    public override string Source => Sources.MetaAds;

    public override AdTable Table => Declared;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        var isOwn = columns.HasAny(MetaAdsColumns.Spent, MetaAdsColumns.Starts, MetaAdsColumns.Ends)
            || (columns.Has(MetaAdsColumns.AdSet) && columns.HasAny(MetaAdsColumns.LinkClicks, MetaAdsColumns.Kind));
        var hasAny = Declared.Measures.Any(x => columns.Has(x.Column));
        return isOwn && hasAny && !row.Cells.Any(x => OfOthers.Contains(HeaderText.Key(x), StringComparer.Ordinal)) ? columns.Count + 8 : 0;
    }

    public override string ChannelOf(string? campaignType) => Channels.PaidSocial;

    public override AdPreamble PreambleOf(IReadOnlyList<HeadRow> before, BoundColumns columns) => new();

    // Meta writes numbers with a point in every language; with semicolons a spreadsheet wrote the file, in the style of its language.
    public override NumberStyle NumbersOf(FormatMatch match) =>
        match.Delimiter == (byte)';' && match.Columns.Locale is not "en" ? NumberStyle.Comma : NumberStyle.Point;

    // The last line of a table that was copied from the page: "Results from 12 campaigns".
    public override AdTotal? TotalOf(ReadOnlySpan<byte> first) =>
        first.Length < 60 && first.Length > 13 && Ascii.EqualsIgnoreCase(first[..13], "results from "u8) ? new AdTotal(IsTotal: true) : null;
}
