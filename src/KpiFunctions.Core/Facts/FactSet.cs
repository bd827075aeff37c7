namespace KpiFunctions.Core.Facts;

/// <summary>Facts of any kind, side by side: what a file held, or everything that is stored for a brand.</summary>
public sealed class FactSet : IFactSink
{
    /// <summary>Facts of ad platforms.</summary>
    public List<AdFact> Ads { get; } = [];

    /// <summary>Facts of web analytics.</summary>
    public List<WebFact> Web { get; } = [];

    /// <summary>Orders.</summary>
    public List<Order> Orders { get; } = [];

    /// <summary>Other costs.</summary>
    public List<CostFact> Costs { get; } = [];

    /// <summary>How many facts there are.</summary>
    public int Count => Ads.Count + Web.Count + Orders.Count + Costs.Count;

    /// <inheritdoc/>
    public void Add(AdFact fact) => Ads.Add(fact);

    /// <inheritdoc/>
    public void Add(WebFact fact) => Web.Add(fact);

    /// <inheritdoc/>
    public void Add(Order fact) => Orders.Add(fact);

    /// <inheritdoc/>
    public void Add(CostFact fact) => Costs.Add(fact);

    /// <summary>Appends all facts of another set.</summary>
    public void Add(FactSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Ads.AddRange(other.Ads);
        Web.AddRange(other.Web);
        Orders.AddRange(other.Orders);
        Costs.AddRange(other.Costs);
    }
}
