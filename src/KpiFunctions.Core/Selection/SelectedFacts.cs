using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Core.Selection;

/// <summary>What the selection needs beside the facts themselves.</summary>
public sealed record SelectionOptions
{
    /// <summary>Zone in which a day ends, for telling finished days from unfinished ones.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// For files that were read more than once: the reading that counts, also when it found no fact. A file that is not listed has one reading,
    /// or else its ordinally greatest one counts, so that the result never depends on the order of facts.
    /// </summary>
    public IReadOnlyDictionary<string, string> CurrentReadings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// For files whose bytes were dropped before they were first read into facts (refused at first): the time of the first drop.
    /// </summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstDrops { get; init; } = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Hashes of files whose facts do not count.</summary>
    public IReadOnlySet<string> Retracted { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// What was pulled as a whole, also where there was not a single row; at most one of each file. Those of retracted files do not count,
    /// and an answer carries the lowest stamp of its bytes, as facts do.
    /// </summary>
    public IReadOnlyList<StampedAnswer> CompleteAnswers { get; init; } = [];
}

/// <summary>A complete answer and the file that it stands in.</summary>
/// <param name="FileHash">SHA-256 of the file, lower-case hex.</param>
/// <param name="Stamp">When it was asked for; whole milliseconds, UTC.</param>
/// <param name="Answer">What it is the whole truth about.</param>
public sealed record StampedAnswer(string FileHash, DateTimeOffset Stamp, CompleteAnswer Answer);

/// <summary>The facts that count, and what a reader of the numbers should know about the choice.</summary>
/// <param name="Ads">Ad facts by day: the serving level and dimension set of each campaign and day.</param>
/// <param name="Web">Web facts by day, of every dimension set; <see cref="SelectedWeb.ServesTotal"/> tells which to add.</param>
/// <param name="Orders">The newest version of each order.</param>
/// <param name="Costs">Costs spread over their days.</param>
/// <param name="Notes">What was noticed, in a stable order.</param>
public sealed record SelectedFacts(
    IReadOnlyList<SelectedAd> Ads,
    IReadOnlyList<SelectedWeb> Web,
    IReadOnlyList<SelectedOrder> Orders,
    IReadOnlyList<SelectedCost> Costs,
    IReadOnlyList<SelectionNote> Notes)
{
    /// <summary>Ad exports without days: which of them serve depends on the period that is reported.</summary>
    public PeriodFacts<SelectedAd> AdPeriods { get; init; } = new([]);

    /// <summary>
    /// Web exports without days. Users of a block are those of its whole range: they serve the period that equals it and no other,
    /// see <see cref="PeriodFacts{T}.Of"/>.
    /// </summary>
    public PeriodFacts<SelectedWeb> WebPeriods { get; init; } = new([]);

    /// <summary>Campaigns that went on under another name.</summary>
    public IReadOnlyList<CampaignRename> Renames { get; init; } = [];
}

/// <summary>An ad fact that counts.</summary>
/// <param name="Source">Source id.</param>
/// <param name="AccountKey">What the account is, stable over renames; empty where no account is known.</param>
/// <param name="Account">The account under its newest name.</param>
/// <param name="Date">The day; of a fact over several days, the first of them.</param>
/// <param name="Level">The level that serves.</param>
/// <param name="CampaignKey">What the campaign is within the account, stable over renames; empty for account rows.</param>
/// <param name="Campaign">The campaign under its newest name.</param>
/// <param name="Dimensions">Further dimensions of the row.</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Measures">The measures.</param>
public sealed record SelectedAd(
    string Source,
    string AccountKey,
    AccountRef Account,
    DateOnly Date,
    AdLevel Level,
    string CampaignKey,
    CampaignRef Campaign,
    Dimensions Dimensions,
    string Channel,
    string Currency,
    AdMeasures Measures);

/// <summary>Measures of an ad fact; an absent one is null, which is not 0.</summary>
/// <param name="Impressions">Times an ad was shown.</param>
/// <param name="Clicks">Clicks.</param>
/// <param name="Cost">Spend in the fact's currency.</param>
/// <param name="Conversions">The platform's own conversions.</param>
/// <param name="ConversionValue">The platform's own conversion value.</param>
public readonly record struct AdMeasures(long? Impressions, long? Clicks, decimal? Cost, decimal? Conversions, decimal? ConversionValue)
{
    internal static AdMeasures Of(AdFact fact) => new(fact.Impressions, fact.Clicks, fact.Cost, fact.Conversions, fact.ConversionValue);

    /// <summary>The sum, in which an absent measure is not 0.</summary>
    internal AdMeasures Plus(AdMeasures other) => new(
        Add.Optional(Impressions, other.Impressions),
        Add.Optional(Clicks, other.Clicks),
        Add.Optional(Cost, other.Cost),
        Add.Optional(Conversions, other.Conversions),
        Add.Optional(ConversionValue, other.ConversionValue));
}

/// <summary>A web fact that survived; which dimension set a KPI adds depends on its scope.</summary>
/// <param name="Source">Source id.</param>
/// <param name="AccountKey">What the property is; empty where none is known.</param>
/// <param name="Account">The property under its newest name.</param>
/// <param name="Date">The day; of a fact over several days, the first of them.</param>
/// <param name="Dimensions">Dimensions of the row.</param>
/// <param name="Currency">ISO 4217 code of the revenue.</param>
/// <param name="Measures">The measures.</param>
/// <param name="ServesTotal">Its set is the smallest with sessions (Search Console: clicks) on that day: add these for the total.</param>
/// <param name="ServesChannel">Its set is the smallest with sessions (or clicks) and a channel on that day: add these by channel.</param>
public sealed record SelectedWeb(
    string Source,
    string AccountKey,
    AccountRef Account,
    DateOnly Date,
    Dimensions Dimensions,
    string Currency,
    WebMeasures Measures,
    bool ServesTotal,
    bool ServesChannel);

/// <summary>Measures of a web fact; an absent one is null, which is not 0.</summary>
/// <param name="Sessions">Sessions.</param>
/// <param name="Users">Users; never summed.</param>
/// <param name="NewUsers">New users.</param>
/// <param name="Conversions">Conversions or key events.</param>
/// <param name="Orders">Web orders.</param>
/// <param name="Revenue">Web revenue.</param>
/// <param name="Clicks">Clicks on organic search results.</param>
/// <param name="Impressions">Times an organic search result was shown.</param>
public readonly record struct WebMeasures(
    long? Sessions, long? Users, long? NewUsers, decimal? Conversions, long? Orders, decimal? Revenue, long? Clicks, long? Impressions)
{
    /// <summary>What tells how much a row is about: sessions, or clicks where a source has no sessions.</summary>
    internal long? Visits => Sessions ?? Clicks;

    internal static WebMeasures Of(WebFact fact) => new(
        fact.Sessions, fact.Users, fact.NewUsers, fact.Conversions, fact.Orders, fact.Revenue, fact.Clicks, fact.Impressions);

    /// <summary>The sum, in which an absent measure is not 0.</summary>
    internal WebMeasures Plus(WebMeasures other) => new(
        Add.Optional(Sessions, other.Sessions),
        Add.Optional(Users, other.Users),
        Add.Optional(NewUsers, other.NewUsers),
        Add.Optional(Conversions, other.Conversions),
        Add.Optional(Orders, other.Orders),
        Add.Optional(Revenue, other.Revenue),
        Add.Optional(Clicks, other.Clicks),
        Add.Optional(Impressions, other.Impressions));
}

/// <summary>The newest version of an order.</summary>
/// <param name="Key">What the order is, within its source and account.</param>
/// <param name="Version">The version that counts.</param>
/// <param name="Customer">Who bought, the same over all sources of the brand; null when the order names nobody.</param>
public sealed record SelectedOrder(string Key, Order Version, string? Customer);

/// <summary>A cost on one day.</summary>
/// <param name="Date">The day.</param>
/// <param name="UtmSource">utm_source as the file spells it; may be empty.</param>
/// <param name="UtmMedium">utm_medium; may be empty.</param>
/// <param name="UtmCampaign">utm_campaign; may be empty.</param>
/// <param name="Amount">The day's share; the shares of a range add up to its amount to the micro.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record SelectedCost(DateOnly Date, string UtmSource, string UtmMedium, string UtmCampaign, decimal Amount, string Currency);

/// <summary>Something about the choice of facts that a reader of the numbers should know.</summary>
/// <param name="Code">Stable code, see <see cref="SelectionNotes"/>.</param>
/// <param name="Source">Source id.</param>
/// <param name="From">First day concerned.</param>
/// <param name="To">Last day concerned.</param>
/// <param name="Count">How many days, rows or orders are concerned, as the code says.</param>
/// <param name="Days">The days concerned, in order.</param>
public sealed record SelectionNote(string Code, string Source, DateOnly From, DateOnly To, int Count, IReadOnlyList<DateOnly> Days);

/// <summary>Codes of selection notes.</summary>
public static class SelectionNotes
{
    /// <summary>Days served only by keyword, search term or finer rows; counts days.</summary>
    public const string FineLevelOnly = "fine_level_only";

    /// <summary>Two levels of one campaign and day do not add up to the same cost; counts days.</summary>
    public const string LevelsDiffer = "levels_differ";

    /// <summary>Two dimension sets of one day do not add up to the same sessions; counts days.</summary>
    public const string SetsDiffer = "sets_differ";

    /// <summary>A newer file lowered a finished day by more than a fifth; counts days.</summary>
    public const string Implausible = "implausible";

    /// <summary>Facts of no known account were used beside, or gave way to, named accounts; counts days.</summary>
    public const string AccountUnknown = "account_unknown";

    /// <summary>An export without days: it serves periods that contain it whole, and no day; counts rows.</summary>
    public const string PeriodFacts = "period_facts";

    /// <summary>In a period: an export without days serves in the place of the days inside it, because not all of them are known.</summary>
    public const string PeriodFactsForDays = "period_facts_for_days";

    /// <summary>In a period: an export without days reaches beyond it, or another one overlaps it, and days that it knows are missing.</summary>
    public const string PeriodFactsUnused = "period_facts_unused";

    /// <summary>A campaign known by name alone went on under another name; counts days that tell.</summary>
    public const string CampaignRenamed = "campaign_renamed";

    /// <summary>Orders that name no customer; counts orders.</summary>
    public const string OrdersWithoutCustomer = "orders_without_customer";
}
