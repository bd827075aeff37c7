using KpiFunctions.Core.Periods;

namespace KpiFunctions.Core.Brands;

/// <summary>Whether a date like 03/04/2026 names the day or the month first.</summary>
public enum DateOrder
{
    /// <summary>3 April.</summary>
    DayFirst,

    /// <summary>4 March.</summary>
    MonthFirst,
}

/// <summary>Which account files of a source belong to.</summary>
/// <param name="Source">Source id.</param>
/// <param name="Account">The account's id or name.</param>
/// <param name="Path">Pattern below the brand's drop folder (<c>*</c> within a folder, <c>**</c> over folders), or null.</param>
public sealed record AccountRule(string Source, string Account, string? Path);

/// <summary>An account that is pulled from a platform's API.</summary>
/// <param name="Source">Source id of a platform that has a connector.</param>
/// <param name="Account">The platform's id of the account; matches <c>[A-Za-z0-9_-]{1,64}</c>.</param>
/// <param name="Token">Name of the token in the deployment's settings, never the token itself; matches <c>[a-z0-9_]{1,40}</c>.</param>
/// <param name="From">First day that is wanted; null means the first day of the month before this one.</param>
/// <param name="RestatementDays">How many finished days, counted back from yesterday, are asked for again every day; null takes the connector's.</param>
public sealed record ConnectorRule(string Source, string Account, string Token, DateOnly? From, int? RestatementDays);

/// <summary>Somebody who receives a report.</summary>
/// <param name="Email">The address.</param>
/// <param name="Language">ru or en; null takes the report's.</param>
public sealed record Recipient(string Email, string? Language);

/// <summary>A report that is sent.</summary>
/// <param name="Id">Unique in a deployment; matches <c>[a-z0-9-]{1,40}</c>.</param>
/// <param name="Language">ru or en; null takes the brand's.</param>
/// <param name="Recipients">Who receives it.</param>
public sealed record ReportDefinition(string Id, string? Language, IReadOnlyList<Recipient> Recipients);

/// <summary>Of which files somebody hears by mail.</summary>
public enum ReceiptWhen
{
    /// <summary>Of those that were not right: refused, with rows that were not used, or not adding up to their own total.</summary>
    Rejected,

    /// <summary>Of every file.</summary>
    Always,
}

/// <summary>Who gets receipts by mail.</summary>
/// <param name="To">Their addresses.</param>
/// <param name="When">Of which files.</param>
/// <param name="Source">Only of files of this source, or null. A file that was not recognised is of no source.</param>
/// <param name="Path">Only of files whose path below the brand's drop folder fits this pattern, or null.</param>
/// <param name="Language">ru or en; null takes the brand's.</param>
public sealed record ReceiptRule(IReadOnlyList<string> To, ReceiptWhen When, string? Source, string? Path, string? Language);

/// <summary>Everything that a brand's owner has settled. Only <see cref="Brand"/> is required; the defaults are those of the documentation.</summary>
public sealed record BrandConfiguration
{
    /// <summary>Brand id; matches <c>[a-z0-9-]{1,40}</c>.</summary>
    public required string Brand { get; init; }

    /// <summary>The name that reports show; the id if none is given.</summary>
    public string? Name { get; init; }

    /// <summary>IANA id of the zone in which the brand's days are counted.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 4217 code of the brand's currency.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>On which day weeks start.</summary>
    public WeekStart WeekStart { get; init; } = WeekStart.Monday;

    /// <summary>ru or en.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Since when orders are complete; null means since the first order's day.</summary>
    public DateOnly? HistoryFrom { get; init; }

    /// <summary>Web source that traffic is taken from; null means google-analytics, else yandex-metrica.</summary>
    public string? TrafficSource { get; init; }

    /// <summary>Source that leads are taken from; null means deals, else web events, else the ad platforms' own conversions.</summary>
    public string? LeadsSource { get; init; }

    /// <summary>Source that sales are taken from; null means the brand's orders.</summary>
    public string? SalesSource { get; init; }

    /// <summary>Accounts that belong to the brand; a source that is listed here refuses all others.</summary>
    public IReadOnlyList<AccountRule> Accounts { get; init; } = [];

    /// <summary>Per source, how ambiguous dates are meant.</summary>
    public IReadOnlyDictionary<string, DateOrder> DateOrders { get; init; } = new Dictionary<string, DateOrder>(StringComparer.Ordinal);

    /// <summary>How files of shapes that nothing built in knows are read; each id once.</summary>
    public IReadOnlyList<FileMapping> Mappings { get; init; } = [];

    /// <summary>Accounts that are pulled from their platforms; each account once.</summary>
    public IReadOnlyList<ConnectorRule> Connectors { get; init; } = [];

    /// <summary>Reports and who receives them.</summary>
    public IReadOnlyList<ReportDefinition> Reports { get; init; } = [];

    /// <summary>Who gets receipts by mail; null means the owner, of files that were not right.</summary>
    public IReadOnlyList<ReceiptRule>? Receipts { get; init; }

    /// <summary>E-mail address of the person who answers for the brand's numbers.</summary>
    public string? Owner { get; init; }

    /// <summary>The name that people see.</summary>
    public string DisplayName => Name ?? Brand;

    /// <summary>The zone as the framework knows it.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
