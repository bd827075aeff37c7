namespace KpiFunctions.Core.Kpis;

/// <summary>Finds the unrounded parts of a KPI's change between two periods.</summary>
internal sealed class ChangeSplitter(PeriodKpis before, PeriodKpis after, MemberKpis total0, MemberKpis total1)
{
    /// <summary>The parts, in no particular order; empty where nothing is known that the KPI is made of.</summary>
    public List<SplitPart> Parts(KpiDefinition kpi)
    {
        if (kpi.Denominator is { } denominator)
        {
            return IsSpend(kpi.Numerator) && denominator != Measures.Clicks
                ? SpendRatio(kpi, denominator)
                : MemberRatio(kpi, denominator);
        }

        if (kpi.Numerator == Measures.AdSpend)
        {
            return SpendParts(weight: 1m);
        }

        var members = AdditiveParts(kpi);
        return members.Count > 0 ? members : ProductParts(kpi);
    }

    private static bool IsSpend(Measure measure) => measure == Measures.AdSpend || measure == Measures.MarketingCost;

    /// <summary>Cost per something: the numerator's effect by campaign, the denominator's as a whole.</summary>
    private List<SplitPart> SpendRatio(KpiDefinition kpi, Measure denominator)
    {
        var (n0, n1) = Totals(kpi.Numerator);
        var (d0, d1) = Totals(denominator);
        var weight = LogMean.NumeratorWeight(n0, n1, d0, d1);
        var parts = SpendParts(weight);
        if (kpi.Numerator == Measures.MarketingCost)
        {
            var (ads0, ads1) = Totals(Measures.AdSpend);
            var (other0, other1) = (n0 - ads0, n1 - ads1);
            Add(parts, SplitKind.OtherCosts, SplitPart.OtherCosts, KpiUnit.Money, other0, other1, weight * (other1 - other0));
        }

        var whole = (n1 / d1) - (n0 / d0);
        Add(parts, SplitKind.Denominator, KpiOf(denominator), denominator.Unit, d0, d1, whole - (weight * (n1 - n0)));
        return parts;
    }

    /// <summary>Ad spend by campaign (by channel, else as a whole, where no campaign is known), each into price and number of clicks.</summary>
    private List<SplitPart> SpendParts(decimal weight)
    {
        var parts = new List<SplitPart>();
        var (all0, all1) = Totals(Measures.AdSpend);
        var (rest0, rest1) = (all0, all1);
        foreach (var pair in SpendMembers())
        {
            var (s0, s1) = pair.Sums(Measures.AdSpend);
            (rest0, rest1) = (rest0 - s0, rest1 - s1);
            AddSpend(parts, pair, weight);
        }

        Add(parts, SplitKind.UnassignedSpend, "ad_spend", KpiUnit.Money, rest0, rest1, weight * (rest1 - rest0));
        return parts;
    }

    private static void AddSpend(List<SplitPart> parts, MemberPair pair, decimal weight)
    {
        var (s0, s1) = pair.Sums(Measures.AdSpend);
        var (c0, c1) = pair.Sums(Measures.Clicks);
        if (c0 > 0 && c1 > 0 && LogMean.FactorEffect(s0, s1, c0, c1) is { } clicks)
        {
            parts.Add(pair.Part(SplitKind.ClickPrice, "cpc", KpiUnit.Money, s0 / c0, s1 / c1, weight * (s1 - s0 - clicks)));
            parts.Add(pair.Part(SplitKind.Clicks, "clicks", KpiUnit.Count, c0, c1, weight * clicks));
        }
        else if (s0 != s1)
        {
            parts.Add(pair.Part(SplitKind.Spend, "ad_spend", KpiUnit.Money, s0, s1, weight * (s1 - s0)));
        }
    }

    private List<MemberPair> SpendMembers()
    {
        foreach (var scope in (ReadOnlySpan<KpiScope>)[KpiScope.Campaign, KpiScope.Channel])
        {
            var pairs = Pairs(scope).Where(static x => x.Knows(Measures.AdSpend)).ToList();
            if (pairs.Count > 0)
            {
                return pairs;
            }
        }

        return [new MemberPair(total0, total1)];
    }

    /// <summary>A sum by channel or campaign, whichever knows it by the same source as the total does.</summary>
    private List<SplitPart> AdditiveParts(KpiDefinition kpi)
    {
        var parts = new List<SplitPart>();
        if (kpi.Numerator == Measures.Customers || ScopeOf(kpi.Numerator) is not { } scope)
        {
            return parts;
        }

        var (rest0, rest1) = Totals(kpi.Numerator);
        foreach (var pair in Pairs(scope))
        {
            var (x0, x1) = pair.Sums(kpi.Numerator);
            (rest0, rest1) = (rest0 - x0, rest1 - x1);
            if (x0 != x1)
            {
                parts.Add(pair.Part(SplitKind.Member, kpi.Id, kpi.Unit, x0, x1, x1 - x0));
            }
        }

        Add(parts, SplitKind.Unassigned, kpi.Id, kpi.Unit, rest0, rest1, rest1 - rest0);
        return parts;
    }

    /// <summary>A sum as a product: sales are orders × order value, orders visits × orders per visit, new customers customers × share of new.</summary>
    private List<SplitPart> ProductParts(KpiDefinition kpi) => kpi.Numerator switch
    {
        var x when x == Measures.Sales => Product(kpi, Measures.Orders, "aov", KpiUnit.Money),
        var x when x == Measures.Orders => Product(kpi, Measures.Sessions, SplitPart.OrdersPerSession, KpiUnit.Percent),
        var x when x == Measures.NewCustomers => Product(kpi, Measures.Customers, SplitPart.NewShare, KpiUnit.Percent),
        _ => [],
    };

    private List<SplitPart> Product(KpiDefinition kpi, Measure factor, string other, KpiUnit otherUnit)
    {
        if (!total0.Sums.TryGetValue(factor, out var f0) || !total1.Sums.TryGetValue(factor, out var f1))
        {
            return [];
        }

        var (x0, x1) = Totals(kpi.Numerator);
        var effect = LogMean.FactorEffect(x0, x1, f0, f1) ?? (x1 - x0);
        var parts = new List<SplitPart>
        {
            new(SplitKind.Factor, KpiOf(factor), factor.Unit, KpiScope.Total, string.Empty, f0, f1, effect),
        };
        Add(parts, SplitKind.Factor, other, otherUnit, Quotient(x0, f0), Quotient(x1, f1), x1 - x0 - effect);
        return parts;
    }

    /// <summary>A ratio over its members: each one's own ratio at its mean weight, and its weight at its mean distance from the whole.</summary>
    private List<SplitPart> MemberRatio(KpiDefinition kpi, Measure denominator)
    {
        var (n0, n1) = Totals(kpi.Numerator);
        var (d0, d1) = Totals(denominator);
        if (ScopeOf(kpi.Numerator) is not { } scope || ScopeOf(denominator) != scope || d0 <= 0 || d1 <= 0)
        {
            return Quotient(kpi, denominator);
        }

        var parts = new List<SplitPart>();
        var middle = ((n0 / d0) + (n1 / d1)) / 2m;
        var whole = (n1 / d1) - (n0 / d0);
        foreach (var pair in Pairs(scope))
        {
            var (a0, a1) = pair.Sums(kpi.Numerator);
            var (b0, b1) = pair.Sums(denominator);
            if (b0 <= 0 && b1 <= 0)
            {
                continue;
            }

            var (r0, r1) = (Quotient(a0, b0), Quotient(a1, b1));
            var (w0, w1) = (b0 / d0, b1 / d1);
            var (q0, q1) = (r0 ?? r1 ?? 0m, r1 ?? r0 ?? 0m);
            var rate = (q1 - q0) * (w0 + w1) / 2m;
            var mix = (w1 - w0) * (((q0 + q1) / 2m) - middle);
            whole -= rate + mix;
            parts.Add(pair.Part(SplitKind.Rate, kpi.Id, kpi.Unit, r0, r1, rate));
            parts.Add(pair.Part(SplitKind.Mix, SplitPart.Share, KpiUnit.Percent, w0, w1, mix));
        }

        // What the total has beyond its members.
        Add(parts, SplitKind.Unassigned, kpi.Id, kpi.Unit, null, null, whole);
        return parts;
    }

    /// <summary>A ratio of which only both sums are known.</summary>
    private List<SplitPart> Quotient(KpiDefinition kpi, Measure denominator)
    {
        var (n0, n1) = Totals(kpi.Numerator);
        var (d0, d1) = Totals(denominator);
        var effect = LogMean.NumeratorWeight(n0, n1, d0, d1) * (n1 - n0);
        return
        [
            new(SplitKind.Factor, KpiOf(kpi.Numerator), kpi.Numerator.Unit, KpiScope.Total, string.Empty, n0, n1, effect),
            new(SplitKind.Denominator, KpiOf(denominator), denominator.Unit, KpiScope.Total, string.Empty, d0, d1,
                (n1 / d1) - (n0 / d0) - effect),
        ];
    }

    private static decimal? Quotient(decimal numerator, decimal denominator) => denominator == 0 ? null : numerator / denominator;

    private static void Add(
        List<SplitPart> parts, SplitKind kind, string subject, KpiUnit unit, decimal? before, decimal? after, decimal amount)
    {
        if (amount != 0)
        {
            parts.Add(new(kind, subject, unit, KpiScope.Total, string.Empty, before, after, amount));
        }
    }

    private (decimal Before, decimal After) Totals(Measure measure) =>
        (total0.Sums.GetValueOrDefault(measure), total1.Sums.GetValueOrDefault(measure));

    /// <summary>The scope whose members add up to the total by its own source; null where none does or another source stands in for it.</summary>
    private KpiScope? ScopeOf(Measure measure)
    {
        // Ad measures are explained by what can be acted on; everything else by channel.
        var scope = measure == Measures.Clicks || measure == Measures.Impressions || IsSpend(measure)
            ? KpiScope.Campaign
            : KpiScope.Channel;
        var pairs = Pairs(scope);
        return pairs.Exists(x => x.Knows(measure)) && !pairs.Exists(x => x.StandsIn(measure)) ? scope : null;
    }

    private List<MemberPair> Pairs(KpiScope scope)
    {
        var earlier = before.Of(scope).ToDictionary(static x => x.Identity, StringComparer.Ordinal);
        var pairs = new List<MemberPair>();
        foreach (var member in after.Of(scope))
        {
            pairs.Add(new(earlier.Remove(member.Identity, out var same) ? same : null, member));
        }

        pairs.AddRange(before.Of(scope).Where(x => earlier.ContainsKey(x.Identity)).Select(static x => new MemberPair(x, null)));
        return pairs;
    }

    private static string KpiOf(Measure measure) =>
        KpiCatalogue.All.FirstOrDefault(x => !x.IsRatio && x.Numerator == measure)?.Id ?? measure.Id;

    /// <summary>A member in both periods; one side may be missing.</summary>
    private sealed record MemberPair(MemberKpis? Before, MemberKpis? After)
    {
        private MemberKpis Any => After ?? Before!;

        public (decimal Before, decimal After) Sums(Measure measure) =>
            (Before?.Sums.GetValueOrDefault(measure) ?? 0m, After?.Sums.GetValueOrDefault(measure) ?? 0m);

        public bool Knows(Measure measure) => Before?.Sums.ContainsKey(measure) == true || After?.Sums.ContainsKey(measure) == true;

        public bool StandsIn(Measure measure) => StandsIn(Before, measure) || StandsIn(After, measure);

        public SplitPart Part(SplitKind kind, string subject, KpiUnit unit, decimal? before, decimal? after, decimal amount) =>
            new(kind, subject, unit, Any.Scope, Any.Member, before, after, amount);

        private static bool StandsIn(MemberKpis? member, Measure measure) => member is not null
            && member.Notes.Any(x => KpiCatalogue.Find(x.Key)?.Numerator == measure && x.Value.Contains(KpiNotes.WebAttributed, StringComparer.Ordinal));
    }
}
