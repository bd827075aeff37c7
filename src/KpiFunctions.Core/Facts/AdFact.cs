namespace KpiFunctions.Core.Facts;

/// <summary>
/// How fine an ad export's rows are, from coarse to fine. Levels are never added: per day and campaign only the coarsest serves.
/// </summary>
public enum AdLevel
{
    /// <summary>One row an account: serves only days without campaign rows.</summary>
    Account = 0,

    /// <summary>One row a campaign, possibly by further dimensions such as network.</summary>
    Campaign = 1,

    /// <summary>Ad group, ad, or a breakdown such as device, age, location.</summary>
    AdGroup = 2,

    /// <summary>Keyword, audience, placement: rarely the whole of a campaign.</summary>
    Keyword = 3,

    /// <summary>Search term, product: never the whole of a campaign.</summary>
    SearchTerm = 4,
}

/// <summary>One row of an ad platform's export, as read. Absent measures are null, which is not 0.</summary>
public sealed record AdFact
{
    /// <summary>Source id, such as <c>google-ads</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The ad account, as far as known.</summary>
    public AccountRef Account { get; init; }

    /// <summary>First day the row is about, in the account's zone.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day the row is about; equal to <see cref="From"/> for a row by day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>How fine the row is.</summary>
    public required AdLevel Level { get; init; }

    /// <summary>The campaign, as far as known.</summary>
    public CampaignRef Campaign { get; init; }

    /// <summary>Further dimensions of the row.</summary>
    public Dimensions Dimensions { get; init; } = Dimensions.None;

    /// <summary>One of <see cref="Channels"/>; the platform decides it.</summary>
    public required string Channel { get; init; }

    /// <summary>ISO 4217 code of the money measures.</summary>
    public required string Currency { get; init; }

    /// <summary>Times an ad was shown.</summary>
    public long? Impressions { get; init; }

    /// <summary>Clicks on ads.</summary>
    public long? Clicks { get; init; }

    /// <summary>What the platform charged, at most 6 decimals.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The platform's own conversions; may be fractional, at most 6 decimals.</summary>
    public decimal? Conversions { get; init; }

    /// <summary>The platform's own conversion value, at most 6 decimals.</summary>
    public decimal? ConversionValue { get; init; }

    /// <summary>Where the row came from.</summary>
    public required FactOrigin Origin { get; init; }

    /// <summary>Whether the row is about one day.</summary>
    public bool IsDay => From == To;
}
