using System.Collections.Frozen;

namespace KpiFunctions.Core.Kpis;

/// <summary>The sums that KPIs are made of.</summary>
public static class Measures
{
    /// <summary>Ad impressions.</summary>
    public static Measure Impressions { get; } = new("impressions", KpiUnit.Count);

    /// <summary>Ad clicks.</summary>
    public static Measure Clicks { get; } = new("clicks", KpiUnit.Count);

    /// <summary>Ad spend.</summary>
    public static Measure AdSpend { get; } = new("ad_spend", KpiUnit.Money);

    /// <summary>Ad spend and other marketing costs.</summary>
    public static Measure MarketingCost { get; } = new("marketing_cost", KpiUnit.Money);

    /// <summary>Sessions (visits).</summary>
    public static Measure Sessions { get; } = new("sessions", KpiUnit.Count);

    /// <summary>Sessions from organic search.</summary>
    public static Measure OrganicSessions { get; } = new("organic_sessions", KpiUnit.Count);

    /// <summary>Web conversions of the sessions in <see cref="ConversionSessions"/>.</summary>
    public static Measure WebConversions { get; } = new("web_conversions", KpiUnit.Count, Fractional: true);

    /// <summary>Sessions of those tables that carry conversions: the denominator of the conversion rate.</summary>
    public static Measure ConversionSessions { get; } = new("conversion_sessions", KpiUnit.Count);

    /// <summary>Counted orders.</summary>
    public static Measure Orders { get; } = new("orders", KpiUnit.Count);

    /// <summary>Net revenue of counted orders.</summary>
    public static Measure Sales { get; } = new("sales", KpiUnit.Money);

    /// <summary>Distinct customers who bought; not additive over periods.</summary>
    public static Measure Customers { get; } = new("customers", KpiUnit.Count);

    /// <summary>Customers whose first counted order ever lies in the period.</summary>
    public static Measure NewCustomers { get; } = new("new_customers", KpiUnit.Count);

    /// <summary>All measures, in the order of the table's properties.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Impressions, Clicks, AdSpend, MarketingCost, Sessions, OrganicSessions, WebConversions, ConversionSessions,
        Orders, Sales, Customers, NewCustomers,
    ];
}

/// <summary>Every KPI, defined once.</summary>
public static class KpiCatalogue
{
    /// <summary>Raise it when a definition changes: every period is then computed and published again.</summary>
    public const int Version = 1;

    /// <summary>All KPIs, in the order in which tables list them.</summary>
    public static IReadOnlyList<KpiDefinition> All { get; } =
    [
        new("ad_spend", KpiUnit.Money, Better.Neutral, Measures.AdSpend),
        new("impressions", KpiUnit.Count, Better.Higher, Measures.Impressions),
        new("clicks", KpiUnit.Count, Better.Higher, Measures.Clicks),
        new("ctr", KpiUnit.Percent, Better.Higher, Measures.Clicks, Measures.Impressions),
        new("cpc", KpiUnit.Money, Better.Lower, Measures.AdSpend, Measures.Clicks),
        new("traffic", KpiUnit.Count, Better.Higher, Measures.Sessions),
        new("organic_traffic", KpiUnit.Count, Better.Higher, Measures.OrganicSessions),
        new("conversion_rate", KpiUnit.Percent, Better.Higher, Measures.WebConversions, Measures.ConversionSessions),
        new("orders", KpiUnit.Count, Better.Higher, Measures.Orders),
        new("sales_volume", KpiUnit.Money, Better.Higher, Measures.Sales),
        new("aov", KpiUnit.Money, Better.Higher, Measures.Sales, Measures.Orders),
        new("customers", KpiUnit.Count, Better.Higher, Measures.Customers),
        new("new_customers", KpiUnit.Count, Better.Higher, Measures.NewCustomers),
        new("cac", KpiUnit.Money, Better.Lower, Measures.MarketingCost, Measures.NewCustomers),
        new("cac_ads", KpiUnit.Money, Better.Lower, Measures.AdSpend, Measures.NewCustomers),
        new("drr", KpiUnit.Percent, Better.Lower, Measures.AdSpend, Measures.Sales),
    ];

    private static readonly FrozenDictionary<string, KpiDefinition> ById = All.ToFrozenDictionary(static x => x.Id, StringComparer.Ordinal);

    /// <summary>The KPI of that id, or null.</summary>
    public static KpiDefinition? Find(string id) => ById.GetValueOrDefault(id);
}
