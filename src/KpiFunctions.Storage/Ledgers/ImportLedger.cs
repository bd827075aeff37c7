using System.Globalization;
using Azure.Data.Tables;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Tables;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>
/// Which file version was imported, by whom and with what result. Triggers fire at least once; the ledger makes the second time
/// harmless. It is not the truth: the archive's records are, and it can be rebuilt from them.
/// </summary>
public sealed class ImportLedger(StorageClients clients, TimeProvider time)
{
    /// <summary>How long a claim lasts unless its holder says otherwise: longer than an import may take.</summary>
    public static readonly TimeSpan DefaultClaim = TimeSpan.FromMinutes(10);

    private readonly TableClient _table = clients.Table(StorageNames.Imports);

    /// <summary>
    /// The row of a file version, and the id of its first import. Events and listings give an ETag without quotes, answers with
    /// them: it is the same version.
    /// </summary>
    public static string IdOf(string path, string fileETag)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(fileETag);
        return Digest.Of(path, fileETag.Trim('"'));
    }

    /// <summary>
    /// Asks to import a file version. A claim that its holder let expire is given again: importing twice is harmless, importing
    /// never is not.
    /// </summary>
    public async Task<ImportClaimAnswer> ClaimAsync(
        string brand, string path, string fileETag, TimeSpan? lasting, CancellationToken cancellationToken)
    {
        var row = IdOf(path, fileETag);
        var claimId = NewClaim();
        while (true)
        {
            var now = time.GetUtcNow();
            var wanted = ImportRow.Claimed(Ids.Brand(brand), row, path, fileETag, claimId, now + (lasting ?? DefaultClaim));
            var found = await _table.TryGetAsync(brand, row, cancellationToken);
            if (found is not null && found.GetString(ImportRow.ClaimProperty) == claimId)
            {
                // Our own earlier write, whose answer was lost on its way.
                return new(new(brand, path, fileETag, claimId, found.ETag), null, null);
            }

            if (found is not null && ImportRow.StateOf(found) != ImportState.Claimed)
            {
                return new(null, ImportRow.ToRecord(found), null);
            }

            if (found?.GetDateTimeOffset(ImportRow.ExpiryProperty) is { } expiry && expiry > now)
            {
                return new(null, null, expiry);
            }

            var etag = found is null
                ? await _table.TryInsertAsync(wanted, cancellationToken)
                : await _table.TryReplaceAsync(wanted, found.ETag, cancellationToken);
            if (etag is { } claimed)
            {
                return new(new(brand, path, fileETag, claimId, claimed), null, null);
            }
        }
    }

    /// <summary>
    /// Records the result; false when the claim had expired and somebody else took it, whose result is then the same or newer.
    /// </summary>
    public async Task<bool> CompleteAsync(ImportClaim claim, ImportRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(record);
        if (record.Brand != claim.Brand || record.Path != claim.Path || record.ETag != claim.FileETag || record.State == ImportState.Claimed)
        {
            throw new ArgumentException("The record is not the result of the claim.", nameof(record));
        }

        var row = IdOf(claim.Path, claim.FileETag);
        var entity = ImportRow.From(record, row, claim.Id);
        if (await _table.TryReplaceAsync(entity, claim.ETag, cancellationToken) is not null)
        {
            return true;
        }

        var now = await _table.TryGetAsync(claim.Brand, row, cancellationToken);
        return now?.GetString(ImportRow.ClaimProperty) == claim.Id && ImportRow.StateOf(now) == record.State;
    }

    /// <summary>Gives the claim back, so that the next trigger need not wait for its end.</summary>
    public Task ReleaseAsync(ImportClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _table.TryDeleteAsync(claim.Brand, IdOf(claim.Path, claim.FileETag), claim.ETag, cancellationToken);
    }

    /// <summary>Puts a record there whatever is there: to rebuild the ledger from the archive, and for replays.</summary>
    public Task RestoreAsync(ImportRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        Ids.Brand(record.Brand);
        var entity = ImportRow.From(record, IdOf(record.Path, record.ETag), NewClaim());
        return _table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Every import of a brand, finished or not, by import time (those under way last), then path.</summary>
    public async Task<IReadOnlyList<ImportRecord>> ListAsync(string brand, CancellationToken cancellationToken)
    {
        var records = new List<ImportRecord>();
        await foreach (var entity in _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Ids.Brand(brand)}"), cancellationToken: cancellationToken))
        {
            records.Add(ImportRow.ToRecord(entity));
        }

        records.Sort(static (a, b) =>
        {
            var byTime = (a.ImportedAt ?? DateTimeOffset.MaxValue).CompareTo(b.ImportedAt ?? DateTimeOffset.MaxValue);
            return byTime != 0 ? byTime : string.CompareOrdinal(a.Path, b.Path);
        });
        return records;
    }

    /// <summary>The import of a file version, or null.</summary>
    public async Task<ImportRecord?> FindAsync(string brand, string path, string fileETag, CancellationToken cancellationToken)
    {
        var entity = await _table.TryGetAsync(Ids.Brand(brand), IdOf(path, fileETag), cancellationToken);
        return entity is null ? null : ImportRow.ToRecord(entity);
    }

    /// <summary>The lowest stamp that these bytes were ever imported with, or null if they never were.</summary>
    public async Task<DateTimeOffset?> LowestStampAsync(string brand, string sha256, CancellationToken cancellationToken)
    {
        DateTimeOffset? lowest = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Ids.Brand(brand)} and sha256 eq {Ids.Sha256(sha256)}");
        await foreach (var entity in _table.QueryAsync<TableEntity>(filter, select: [ImportRow.StampProperty], cancellationToken: cancellationToken))
        {
            if (entity.GetDateTimeOffset(ImportRow.StampProperty) is { } stamp && (lowest is null || stamp < lowest))
            {
                lowest = stamp;
            }
        }

        return lowest;
    }

    private string NewClaim() => Ulid.NewUlid(time.GetUtcNow()).ToString(null, CultureInfo.InvariantCulture);
}
