using KpiFunctions.Core.Kpis;

namespace KpiFunctions.Reports.Composition;

/// <summary>A KPI's value and how it changed.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Now">Its value.</param>
/// <param name="Before">Its value in the period it is compared with, or null.</param>
public sealed record KpiChange(KpiDefinition Kpi, decimal Now, decimal? Before)
{
    /// <summary>The difference, or null.</summary>
    public decimal? Difference => Now - Before;

    /// <summary>The relative change as a fraction; null where it is unknown or started from 0.</summary>
    public decimal? Relative => Change.Relative(Before, Now);

    /// <summary>Whether it started from 0.</summary>
    public bool IsNew => Before == 0 && Now != 0;

    /// <summary>Whether more was measured than before.</summary>
    public bool Up => Now > Before;

    /// <summary>Whether a change by this much is good news; null for neither.</summary>
    public static bool? IsGood(KpiDefinition kpi, decimal difference)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        return kpi.Better == Better.Neutral || difference == 0 ? null : (kpi.Better == Better.Higher) == (difference > 0);
    }
}
