namespace KpiFunctions.Core.Kpis;

/// <summary>What a value counts, and so how it is written.</summary>
public enum KpiUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>An amount in the brand's currency.</summary>
    Money,

    /// <summary>A fraction, shown as a percentage.</summary>
    Percent,
}

/// <summary>Whether more of it is good news.</summary>
public enum Better
{
    /// <summary>Neither.</summary>
    Neutral,

    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,
}

/// <summary>Why a KPI has no value. The order is the order of precedence.</summary>
public enum NoValueReason
{
    /// <summary>The brand has no source that could know.</summary>
    NotMeasured,

    /// <summary>A source exists but has no fact in the period.</summary>
    NoData,

    /// <summary>The denominator is 0.</summary>
    NoDenominator,

    /// <summary>An exchange rate is missing.</summary>
    NoRate,
}

/// <summary>The stable names of reasons.</summary>
public static class NoValueReasons
{
    /// <summary>The name in JSON and tables.</summary>
    public static string Id(this NoValueReason reason) => reason switch
    {
        NoValueReason.NotMeasured => "not_measured",
        NoValueReason.NoData => "no_data",
        NoValueReason.NoDenominator => "no_denominator",
        NoValueReason.NoRate => "no_rate",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>Reads the name back; null for anything else.</summary>
    public static NoValueReason? Parse(string? id) => id switch
    {
        "not_measured" => NoValueReason.NotMeasured,
        "no_data" => NoValueReason.NoData,
        "no_denominator" => NoValueReason.NoDenominator,
        "no_rate" => NoValueReason.NoRate,
        _ => null,
    };
}

/// <summary>What a KPI can be split by.</summary>
public enum KpiScope
{
    /// <summary>The whole brand.</summary>
    Total,

    /// <summary>One of <see cref="Facts.Channels"/>.</summary>
    Channel,

    /// <summary>A source id.</summary>
    Source,

    /// <summary>An ad account.</summary>
    Account,

    /// <summary>A campaign.</summary>
    Campaign,
}

/// <summary>The stable names of scopes.</summary>
public static class KpiScopes
{
    /// <summary>All scopes, from whole to part.</summary>
    public static IReadOnlyList<KpiScope> All { get; } =
        [KpiScope.Total, KpiScope.Channel, KpiScope.Source, KpiScope.Account, KpiScope.Campaign];

    /// <summary>The name in JSON, tables and on the command line.</summary>
    public static string Id(this KpiScope scope) => scope switch
    {
        KpiScope.Total => "total",
        KpiScope.Channel => "channel",
        KpiScope.Source => "source",
        KpiScope.Account => "account",
        KpiScope.Campaign => "campaign",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    /// <summary>Reads the name back; null for anything else.</summary>
    public static KpiScope? Parse(string? id)
    {
        foreach (var scope in All)
        {
            if (scope.Id() == id)
            {
                return scope;
            }
        }

        return null;
    }
}

/// <summary>A sum that KPIs are made of. Sums are stored, ratios derived.</summary>
/// <param name="Id">Stable name; the property in the KPI table is <c>sum_{Id}</c>.</param>
/// <param name="Unit">Count or Money. Money is stored as integer micros, counts as integers.</param>
/// <param name="Fractional">A count that may be fractional (platform conversions); stored as micros like money.</param>
public sealed record Measure(string Id, KpiUnit Unit, bool Fractional = false)
{
    /// <summary>Whether storage holds 1,000,000 times the value.</summary>
    public bool InMicros => Unit == KpiUnit.Money || Fractional;
}

/// <summary>One KPI: Σ numerator, or Σ numerator / Σ denominator.</summary>
/// <param name="Id">Stable id, such as <c>cac</c>.</param>
/// <param name="Unit">How the value is written.</param>
/// <param name="Better">Whether more is good news.</param>
/// <param name="Numerator">The sum, or the ratio's numerator.</param>
/// <param name="Denominator">The ratio's denominator; null for a sum.</param>
public sealed record KpiDefinition(string Id, KpiUnit Unit, Better Better, Measure Numerator, Measure? Denominator = null)
{
    /// <summary>Whether the KPI is a ratio, whose change in percentage units is said in points.</summary>
    public bool IsRatio => Denominator is not null;
}
