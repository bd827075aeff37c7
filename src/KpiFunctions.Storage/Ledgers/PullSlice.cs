using Azure;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>Days of an account that are asked for together.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Source">Source id.</param>
/// <param name="Account">The platform's id of the account.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record PullSliceKey(string Brand, string Source, string Account, DateOnly From, DateOnly To);

/// <summary>What the ledger knows of a slice.</summary>
public sealed record PullSlice
{
    /// <summary>Which days of which account.</summary>
    public required PullSliceKey Key { get; init; }

    /// <summary>Per day, when the last complete answer about it was asked for.</summary>
    public IReadOnlyDictionary<DateOnly, DateTimeOffset> Days { get; init; } = new Dictionary<DateOnly, DateTimeOffset>();

    /// <summary>Until then a message about the slice is taken to be in the queue.</summary>
    public DateTimeOffset? QueuedUntil { get; init; }

    /// <summary>Names that message.</summary>
    public string? QueuedMessage { get; init; }

    /// <summary>Tells whoever is pulling it from others.</summary>
    public string? Claim { get; init; }

    /// <summary>When the right of whoever is pulling it ends.</summary>
    public DateTimeOffset? ClaimExpires { get; init; }

    /// <summary>Since when a pull is under way, or was and never ended: answers asked for since may not have been imported.</summary>
    public DateTimeOffset? OpenSince { get; init; }

    /// <summary>Before then the platform is not asked.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Attempts in a row that failed; 0 where the platform only wished to be left alone.</summary>
    public int Failures { get; init; }

    /// <summary>Stable code of what happened last; null when it went well.</summary>
    public string? LastCode { get; init; }

    /// <summary>What the platform said to it.</summary>
    public string? LastDetail { get; init; }

    /// <summary>When the row last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Version of the ledger's row; null where there is none yet.</summary>
    public ETag? ETag { get; init; }

    /// <summary>Whether somebody is pulling it.</summary>
    public bool IsClaimed(DateTimeOffset now) => Claim is not null && ClaimExpires > now;

    /// <summary>Whether a message about it is taken to be in the queue.</summary>
    public bool IsQueued(DateTimeOffset now) => QueuedUntil > now;

    /// <summary>Whether the platform is not to be asked yet.</summary>
    public bool IsWaiting(DateTimeOffset now) => NotBefore > now;
}

/// <summary>The answer to a claim: either the slice or until when it is busy.</summary>
/// <param name="Slice">Pull it now.</param>
/// <param name="BusyUntil">Somebody else is at it: look again then.</param>
/// <param name="UnfinishedSince">When an earlier pull began that never ended: what it kept may not have been imported.</param>
public sealed record PullClaim(PullSlice? Slice, DateTimeOffset? BusyUntil = null, DateTimeOffset? UnfinishedSince = null);

/// <summary>How a pull ended.</summary>
/// <param name="Days">Days about which there are complete answers now, and when those were asked for.</param>
/// <param name="NotBefore">Before then the platform is not asked again; null where nothing is left to ask.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="Code">Stable code; null when it went well.</param>
/// <param name="Detail">What the platform said to it.</param>
public sealed record PullEnd(
    IReadOnlyDictionary<DateOnly, DateTimeOffset> Days, DateTimeOffset? NotBefore = null, int Failures = 0, string? Code = null, string? Detail = null);
