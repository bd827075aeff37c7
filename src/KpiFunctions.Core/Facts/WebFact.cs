namespace KpiFunctions.Core.Facts;

/// <summary>One row of a web analytics export, as read. Absent measures are null, which is not 0.</summary>
public sealed record WebFact
{
    /// <summary>Source id, such as <c>google-analytics</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The property or counter, as far as known.</summary>
    public AccountRef Account { get; init; }

    /// <summary>First day the row is about, in the property's zone.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day the row is about; equal to <see cref="From"/> for a row by day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Dimensions of the row: none for a table by date, <c>channel</c> for one by date and channel.</summary>
    public Dimensions Dimensions { get; init; } = Dimensions.None;

    /// <summary>ISO 4217 code of <see cref="Revenue"/>.</summary>
    public required string Currency { get; init; }

    /// <summary>Sessions (visits).</summary>
    public long? Sessions { get; init; }

    /// <summary>Users; never summed over days or members.</summary>
    public long? Users { get; init; }

    /// <summary>New users.</summary>
    public long? NewUsers { get; init; }

    /// <summary>Conversions or key events; may be fractional.</summary>
    public decimal? Conversions { get; init; }

    /// <summary>Web orders (transactions).</summary>
    public long? Orders { get; init; }

    /// <summary>Web revenue, at most 6 decimals.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>Clicks on results of organic search, as Search Console counts them: no sessions.</summary>
    public long? Clicks { get; init; }

    /// <summary>Times a result of organic search was shown.</summary>
    public long? Impressions { get; init; }

    /// <summary>Where the row came from.</summary>
    public required FactOrigin Origin { get; init; }

    /// <summary>Whether the row is about one day.</summary>
    public bool IsDay => From == To;
}
