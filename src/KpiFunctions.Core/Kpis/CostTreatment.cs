using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>What a cost row counts as.</summary>
public enum CostCounting
{
    /// <summary>Another marketing cost.</summary>
    OtherCost,

    /// <summary>Spend of an ad platform that has no ad facts of its own on that day.</summary>
    AdSpend,

    /// <summary>Spend of an ad platform that already has ad facts on that day: not counted twice.</summary>
    NotCounted,
}

/// <summary>Decides what the rows of costs files count as ("Settled definitions": Costs file).</summary>
public sealed class CostTreatment
{
    private readonly HashSet<(string Source, DateOnly Day)> _adDays;

    /// <summary>Learns on which days each ad platform has facts of its own.</summary>
    public CostTreatment(IEnumerable<SelectedAd> ads)
    {
        _adDays = ads.Select(static x => (x.Source, x.Date)).ToHashSet();
    }

    /// <summary>What the cost counts as, and for spend of which platform and channel.</summary>
    public (CostCounting Counting, string Source, string Channel) Of(SelectedCost cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        return AdPlatforms.OfUtmSource(cost.UtmSource) switch
        {
            null => (CostCounting.OtherCost, string.Empty, string.Empty),
            { } x when _adDays.Contains((x.Source, cost.Date)) => (CostCounting.NotCounted, x.Source, x.Channel),
            { } x => (CostCounting.AdSpend, x.Source, x.Channel),
        };
    }
}
