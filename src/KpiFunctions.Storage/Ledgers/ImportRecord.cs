using Azure;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Somebody is at it.</summary>
    Claimed,

    /// <summary>Its facts are stored.</summary>
    Done,

    /// <summary>Nothing of the file was used; its receipt says why.</summary>
    Refused,
}

/// <summary>One import of one version of one dropped file. It is also what the archive keeps of it, as JSON.</summary>
public sealed record ImportRecord
{
    /// <summary>Brand id.</summary>
    public required string Brand { get; init; }

    /// <summary>Path below the brand's drop folder.</summary>
    public required string Path { get; init; }

    /// <summary>The ETag of the dropped blob that was read.</summary>
    public required string ETag { get; init; }

    /// <summary>Stable name of this import; <see cref="ImportLedger.IdOf"/> of path and ETag unless a replay gives another.</summary>
    public required string ImportId { get; init; }

    /// <summary>How far it is.</summary>
    public required ImportState State { get; init; }

    /// <summary>SHA-256 of the file, lower-case hex; null until it was read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>SHA-256 of the archive itself, of an archive that was opened: facts are looked for by the hashes of its files.</summary>
    public string? ArchiveSha256 { get; init; }

    /// <summary>Extension of the archived copy, with its dot.</summary>
    public string? Extension { get; init; }

    /// <summary>The earlier of the export's own stated time and the time these bytes were first dropped.</summary>
    public DateTimeOffset? Stamp { get; init; }

    /// <summary>When it was imported.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>Reader version and configuration hash.</summary>
    public string? Reading { get; init; }

    /// <summary><c>source/variant</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Source id.</summary>
    public string? Source { get; init; }

    /// <summary>What its facts are about.</summary>
    public FactKind? Kind { get; init; }

    /// <summary>The account's id, else name.</summary>
    public string? Account { get; init; }

    /// <summary>All accounts of its rows, where there are several.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>First day of its facts.</summary>
    public DateOnly? FirstDate { get; init; }

    /// <summary>Last day of its facts.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>Files in it, of an archive: each has a record of its own. 0 for every other file.</summary>
    public int Members { get; init; }

    /// <summary>Data rows.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that were used.</summary>
    public int Accepted { get; init; }

    /// <summary>Rows that were not used.</summary>
    public int Rejected { get; init; }

    /// <summary>The file carries its own totals.</summary>
    public bool ControlPresent { get; init; }

    /// <summary>They agree with what was read.</summary>
    public bool ControlMatches { get; init; } = true;

    /// <summary>What of the file's own totals does not agree with what was read.</summary>
    public IReadOnlyList<ImportDifference> ControlDifferences { get; init; } = [];

    /// <summary>What a pulled answer is the whole truth about; null for every other file.</summary>
    public CompleteAnswer? Complete { get; init; }

    /// <summary>How many problems there were, by code.</summary>
    public IReadOnlyDictionary<string, int> Problems { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}

/// <summary>A total of a file that differs from what was read.</summary>
/// <param name="Measure">Name of the measure as receipts have it.</param>
/// <param name="File">What the file says.</param>
/// <param name="Read">What was read.</param>
public sealed record ImportDifference(string Measure, decimal File, decimal Read);

/// <summary>The right to import a file, until it expires.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Path">Path below the brand's drop folder.</param>
/// <param name="FileETag">The ETag of the dropped blob.</param>
/// <param name="Id">Tells this claim from others.</param>
/// <param name="ETag">Version of the ledger's row.</param>
public sealed record ImportClaim(string Brand, string Path, string FileETag, string Id, ETag ETag);

/// <summary>The answer to a claim: exactly one of the three.</summary>
/// <param name="Claim">Import the file now.</param>
/// <param name="Finished">It was imported or refused already: nothing is to be done.</param>
/// <param name="BusyUntil">Somebody else is at it: look again then.</param>
public sealed record ImportClaimAnswer(ImportClaim? Claim, ImportRecord? Finished, DateTimeOffset? BusyUntil);
