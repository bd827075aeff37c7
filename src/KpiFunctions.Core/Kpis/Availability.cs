using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>Which sums the brand's sources could supply at all, per scope: what is not here is <c>not_measured</c>.</summary>
internal sealed class Availability
{
    private readonly HashSet<(KpiScope Scope, Measure Measure)> _has = [];

    private Availability(bool otherCosts)
    {
        OtherCosts = otherCosts;
    }

    /// <summary>A costs file with other costs than spend of ad platforms is known.</summary>
    public bool OtherCosts { get; }

    public static Availability Of(SelectedFacts facts, DayIndex days, CostTreatment costs)
    {
        var countings = facts.Costs.Select(x => costs.Of(x).Counting).ToHashSet();
        var available = new Availability(countings.Contains(CostCounting.OtherCost));
        available.LearnAds([.. facts.Ads, .. days.PeriodAds], countings.Contains(CostCounting.AdSpend));
        available.LearnWeb([.. days.AllWeb, .. days.PeriodWeb]);
        if (days.AllOrders.Count > 0)
        {
            available.Learn([KpiScope.Total], Measures.Orders, Measures.Sales);
        }

        if (days.AllOrders.Any(static x => x.Customer is not null))
        {
            available.Learn([KpiScope.Total], Measures.Customers, Measures.NewCustomers);
        }

        if (available.OtherCosts || available.Has(KpiScope.Total, Measures.AdSpend))
        {
            available.Learn([KpiScope.Total], Measures.MarketingCost);
        }

        return available;
    }

    public bool Has(KpiScope scope, Measure measure) => _has.Contains((scope, measure));

    private void LearnAds(IReadOnlyList<SelectedAd> ads, bool spendFromCosts)
    {
        IReadOnlyList<KpiScope> scopes = KpiScopes.All;
        LearnIf(ads.Any(static x => x.Measures.Impressions is not null), scopes, Measures.Impressions);
        LearnIf(ads.Any(static x => x.Measures.Clicks is not null), scopes, Measures.Clicks);
        LearnIf(spendFromCosts || ads.Any(static x => x.Measures.Cost is not null), scopes, Measures.AdSpend);
    }

    private void LearnWeb(IReadOnlyList<SelectedWeb> web)
    {
        IReadOnlyList<KpiScope> total = [KpiScope.Total];
        IReadOnlyList<KpiScope> channel = [KpiScope.Channel];
        LearnIf(web.Any(static x => x.Measures.Sessions is not null), total, Measures.Sessions);
        LearnIf(web.Any(HasConversions), total, Measures.WebConversions, Measures.ConversionSessions);
        var byChannel = web.Where(static x => x.Dimensions.Has(DimensionNames.Channel)).ToList();
        LearnIf(byChannel.Exists(static x => x.Measures.Sessions is not null), channel, Measures.Sessions, Measures.OrganicSessions);
        LearnIf(byChannel.Exists(static x => x.Measures.Sessions is not null), total, Measures.OrganicSessions);
        LearnIf(byChannel.Exists(HasConversions), channel, Measures.WebConversions, Measures.ConversionSessions);
        LearnIf(byChannel.Exists(static x => x.Measures.Orders is not null), channel, Measures.Orders);
        LearnIf(byChannel.Exists(static x => x.Measures.Revenue is not null), channel, Measures.Sales);

        static bool HasConversions(SelectedWeb x) => x.Measures is { Sessions: not null, Conversions: not null };
    }

    private void LearnIf(bool known, IReadOnlyList<KpiScope> scopes, params ReadOnlySpan<Measure> measures)
    {
        if (known)
        {
            Learn(scopes, measures);
        }
    }

    private void Learn(IReadOnlyList<KpiScope> scopes, params ReadOnlySpan<Measure> measures)
    {
        foreach (var scope in scopes)
        {
            foreach (var measure in measures)
            {
                _has.Add((scope, measure));
            }
        }
    }
}
