using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Composition;

/// <summary>What to act on: the campaigns whose clicks became dearest and cheapest, or all of them when they are few.</summary>
internal static class CampaignSection
{
    /// <summary>So many campaigns are simply listed.</summary>
    private const int Few = 7;

    /// <summary>So many are shown from either end of the ranking.</summary>
    private const int OfEitherEnd = 3;

    /// <summary>Campaigns with a smaller share of the spend are not ranked.</summary>
    private const decimal Floor = 0.01m;

    private static readonly KpiDefinition Spend = KpiCatalogue.Find("ad_spend")!;
    private static readonly KpiDefinition Clicks = KpiCatalogue.Find("clicks")!;
    private static readonly KpiDefinition Impressions = KpiCatalogue.Find("impressions")!;
    private static readonly KpiDefinition Ctr = KpiCatalogue.Find("ctr")!;
    private static readonly KpiDefinition Cpc = KpiCatalogue.Find("cpc")!;
    private static readonly string[] Results = ["orders", "new_customers", "sales_volume", "cac"];

    /// <summary>Whether there is anything to show.</summary>
    public static bool Has(ReportContext context) => Campaigns(context).Count > 0;

    /// <summary>Heading and table; nothing when no campaign is known.</summary>
    public static IEnumerable<Block> Of(ReportContext context, Place place)
    {
        var campaigns = Campaigns(context);
        if (campaigns.Count == 0)
        {
            yield break;
        }

        var (shown, ranked, floor) = Choose(campaigns);
        var caption = context.Words.CampaignsCaption(
            ranked, shown.Exists(static y => y.Before is not null), floor is { } x ? context.Numbers.Money(x, context.Currency) : null, campaigns.Count - shown.Count);
        yield return new HeadingBlock(place, HeadingLevel.Section, context.Words.CampaignsTitle(ranked), caption);
        yield return Table(context, shown, place);
    }

    private static (List<Campaign> Shown, bool Ranked, decimal? Floor) Choose(List<Campaign> campaigns)
    {
        if (campaigns.Count <= Few)
        {
            return (campaigns, false, null);
        }

        var floor = Nice(campaigns.Sum(static x => x.Spend ?? 0m) * Floor);
        var ranking = campaigns.Where(x => x.PriceEffect is not null && x.Spend >= floor)
            .OrderByDescending(static x => x.PriceEffect).ToList();
        var shown = ranking.Where(static x => x.PriceEffect > 0).Take(OfEitherEnd)
            .Concat(ranking.Where(static x => x.PriceEffect < 0).TakeLast(OfEitherEnd)).ToList();
        return shown.Count >= 2 ? (shown, true, floor > 0 ? floor : null) : ([.. campaigns.Take(Few)], false, null);
    }

    /// <summary>The next lower of 1, 2 and 5 times a power of ten.</summary>
    private static decimal Nice(decimal value)
    {
        if (value < 1m)
        {
            return 0m;
        }

        var power = 1m;
        while (power * 10m <= value)
        {
            power *= 10m;
        }

        return power * (value >= 5m * power ? 5m : value >= 2m * power ? 2m : 1m);
    }

    private static TableBlock Table(ReportContext context, List<Campaign> campaigns, Place place)
    {
        var results = Results.Select(static x => KpiCatalogue.Find(x)!)
            .Where(kpi => campaigns.Exists(x => x.Now.Value(kpi).Value is not null)).Take(2).ToList();
        var compared = campaigns.Exists(static x => x.Before is not null);
        var columns = new List<Column>
        {
            new(context.Words.CampaignColumn, ColumnKind.Name),
            new(context.Words.Column(Spend.Id), ColumnKind.Number),
        };

        // Alone on the width of the page there is room for the way from spend to click.
        KpiDefinition[] funnel = place == Place.Full ? [Impressions, Ctr, Clicks] : [Clicks];
        var largest = place == Place.Full ? campaigns.Max(static x => Math.Max(x.Spend ?? 0m, x.SpendBefore ?? 0m)) : 0m;
        if (place == Place.Full)
        {
            columns.Add(new(string.Empty, ColumnKind.Chart, InMail: false));
        }

        columns.AddRange(funnel.Select(x => new Column(context.Words.Column(x.Id), ColumnKind.Number, InMail: false)));
        columns.Add(new(context.Words.Column(Cpc.Id), ColumnKind.Number));
        if (compared)
        {
            columns.Add(new(context.Words.ChangeColumn, ColumnKind.Number));
        }

        columns.AddRange(results.Select(x => new Column(context.Words.Column(x.Id), ColumnKind.Number, InMail: false)));
        return new(place, columns, campaigns.ConvertAll(x => RowOf(context, x, compared, largest, funnel, results)));
    }

    private static Row RowOf(
        ReportContext context, Campaign campaign, bool compared, decimal largest, KpiDefinition[] funnel, List<KpiDefinition> results)
    {
        var cells = new List<Cell>
        {
            Cell.Of(Names.Clean(campaign.Now.Member)),
            Value(context, Spend, campaign.Now),
        };
        if (funnel.Length > 1)
        {
            cells.Add(largest > 0 && (campaign.Spend > 0 || campaign.SpendBefore > 0)
                ? new(RichText.Empty, null, Charts.Bars(campaign.Spend, campaign.SpendBefore, largest, string.Empty))
                : Cell.Empty);
        }

        cells.AddRange(funnel.Append(Cpc).Select(x => Value(context, x, campaign.Now)));
        if (compared)
        {
            var change = context.ChangeText(Cpc, campaign.Now.Value(Cpc).Value, campaign.Before?.Value(Cpc).Value, bold: true);
            cells.Add(change is null ? Cell.Of(NumberStyle.Dash, Tone.Grey) : new(change));
        }

        cells.AddRange(results.Select(x => Value(context, x, campaign.Now)));
        return new(cells);
    }

    private static Cell Value(ReportContext context, KpiDefinition kpi, MemberKpis member) =>
        member.Value(kpi).Value is { } x ? Cell.Of(context.Format(kpi, x)) : Cell.Of(NumberStyle.Dash, Tone.Grey);

    private static List<Campaign> Campaigns(ReportContext context)
    {
        var before = context.Previous?.Of(KpiScope.Campaign).ToDictionary(static x => x.Identity, StringComparer.Ordinal) ?? [];
        return
        [
            .. context.Input.Current.Of(KpiScope.Campaign)
                .Select(x => new Campaign(x, before.GetValueOrDefault(x.Identity)))
                .Where(static x => x.Spend is not null || x.Now.Value(Clicks).Value is not null)
                .OrderByDescending(static x => x.Spend)
                .ThenBy(static x => x.Now.Member, StringComparer.Ordinal),
        ];
    }

    private sealed record Campaign(MemberKpis Now, MemberKpis? Before)
    {
        public decimal? Spend => Now.Value(CampaignSection.Spend).Value;

        public decimal? SpendBefore => Before?.Value(CampaignSection.Spend).Value;

        /// <summary>What this week's clicks cost more than at last week's price; less when negative.</summary>
        public decimal? PriceEffect => (Now.Value(Cpc).Value - Before?.Value(Cpc).Value) * Now.Value(Clicks).Value;
    }
}
