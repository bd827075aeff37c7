namespace KpiFunctions.Core.Facts;

/// <summary>Takes facts one by one, so that a reader need not hold a file's facts in memory.</summary>
public interface IFactSink
{
    /// <summary>Takes one ad fact.</summary>
    void Add(AdFact fact);

    /// <summary>Takes one web fact.</summary>
    void Add(WebFact fact);

    /// <summary>Takes one order.</summary>
    void Add(Order fact);

    /// <summary>Takes one cost.</summary>
    void Add(CostFact fact);
}
