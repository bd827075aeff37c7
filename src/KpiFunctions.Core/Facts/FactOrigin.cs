namespace KpiFunctions.Core.Facts;

/// <summary>Where a fact came from.</summary>
/// <param name="FileHash">SHA-256 of the original file, lower-case hex.</param>
/// <param name="Row">Physical line (worksheet row) on which the record starts, from 1. Unique within the file.</param>
/// <param name="Stamp">The earlier of the export's own stated time and the time the bytes were first dropped; whole milliseconds, UTC.</param>
/// <param name="Reading">Reader version and configuration hash that made the fact out of the row.</param>
public sealed record FactOrigin(string FileHash, int Row, DateTimeOffset Stamp, string Reading);

/// <summary>An account as a file or the configuration names it. Either part may be unknown.</summary>
/// <param name="Id">The platform's id, if known.</param>
/// <param name="Name">The name shown to people, if known.</param>
public readonly record struct AccountRef(string? Id, string? Name)
{
    /// <summary>No account is known.</summary>
    public static AccountRef None => default;

    /// <summary>Neither id nor name is known.</summary>
    public bool IsNone => Id is null && Name is null;
}

/// <summary>A campaign as a row names it. Either part may be unknown (account-level rows have neither).</summary>
/// <param name="Id">The platform's id, if known.</param>
/// <param name="Name">The name shown to people, if known.</param>
public readonly record struct CampaignRef(string? Id, string? Name)
{
    /// <summary>The row is not about a campaign.</summary>
    public static CampaignRef None => default;

    /// <summary>Neither id nor name is known.</summary>
    public bool IsNone => Id is null && Name is null;
}
