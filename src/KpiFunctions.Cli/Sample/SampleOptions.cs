namespace KpiFunctions.Cli.Sample;

/// <summary>What sample to make. Equal options give equal bytes, on every machine.</summary>
public sealed record SampleOptions
{
    /// <summary>Fewest weeks a sample may have: the week that goes wrong and one to compare it with.</summary>
    public const int MinWeeks = 2;

    /// <summary>Most weeks a sample may have.</summary>
    public const int MaxWeeks = 520;

    /// <summary>Campaigns that the tea shop has of its own; more are made up beside them.</summary>
    public const int OwnCampaigns = 5;

    /// <summary>Decides everything that is left to chance.</summary>
    public int Seed { get; init; } = 47;

    /// <summary>Number of whole weeks, Monday to Sunday.</summary>
    public int Weeks { get; init; } = 20;

    /// <summary>The day on which the exports are made, in the brand's zone. The data end with the last week that is over by then.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Number of Google Ads campaigns, from <see cref="OwnCampaigns"/> up.</summary>
    public int Campaigns { get; init; } = OwnCampaigns;

    /// <summary>How big the shop is: 1 is about 600 orders a week.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The last Sunday that was over before <see cref="AsOf"/>.</summary>
    public DateOnly LastDay => AsOf.AddDays(-(((int)AsOf.DayOfWeek + 6) % 7) - 1);

    /// <summary>The Monday on which the data start.</summary>
    public DateOnly FirstDay => LastDay.AddDays(1 - (7 * Weeks));

    internal static void Check(SampleOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Weeks, MinWeeks, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Weeks, MaxWeeks, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Campaigns, OwnCampaigns, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Scale, nameof(options));
    }
}
