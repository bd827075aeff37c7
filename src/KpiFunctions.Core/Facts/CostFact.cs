namespace KpiFunctions.Core.Facts;

/// <summary>One row of a costs file: other marketing costs over a day or a range of days.</summary>
public sealed record CostFact
{
    /// <summary>Source id of the file, <c>costs</c>.</summary>
    public required string Source { get; init; }

    /// <summary>First day the cost is for.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day the cost is for.</summary>
    public required DateOnly To { get; init; }

    /// <summary>utm_source or the name the row gives, such as <c>agency</c>; empty if none.</summary>
    public string UtmSource { get; init; } = string.Empty;

    /// <summary>utm_medium; empty if none.</summary>
    public string UtmMedium { get; init; } = string.Empty;

    /// <summary>utm_campaign; empty if none.</summary>
    public string UtmCampaign { get; init; } = string.Empty;

    /// <summary>The amount for the whole range, at most 6 decimals.</summary>
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>Where the row came from.</summary>
    public required FactOrigin Origin { get; init; }
}
