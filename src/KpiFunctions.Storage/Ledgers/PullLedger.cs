using System.Globalization;
using Azure.Data.Tables;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Tables;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>
/// Which days of which account were pulled, and who is at it. A row is a slice; every step is an update of its ETag, so that two
/// never pull the same slice at once. A lost ledger costs nothing but questions: days that nobody remembers are asked for again.
/// </summary>
public sealed class PullLedger(StorageClients clients, TimeProvider time)
{
    private const int MaxAttempts = 10;
    private readonly TableClient _table = clients.Table(StorageNames.Pulls);

    /// <summary>Every known slice of an account, by its first day; one query.</summary>
    public async Task<IReadOnlyList<PullSlice>> ListAsync(string brand, string source, string account, CancellationToken cancellationToken)
    {
        var slices = new List<PullSlice>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PullRow.PartitionKey(brand, source, account)}");
        await foreach (var entity in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            slices.Add(PullRow.ToSlice(entity));
        }

        return slices;
    }

    /// <summary>The slice, or null if nothing is known of it.</summary>
    public async Task<PullSlice?> FindAsync(PullSliceKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await FindEntityAsync(key, cancellationToken) is { } entity ? PullRow.ToSlice(entity) : null;
    }

    /// <summary>
    /// Notes that a message about the slice is about to be put into the queue. Send it only when this is true: else somebody else
    /// changed the slice since it was read, and has sent one or is pulling it.
    /// </summary>
    /// <param name="slice">The slice as it was read; without an ETag where the ledger has none.</param>
    /// <param name="message">Names the message.</param>
    /// <param name="until">If the message is not heard of by then, another one may be sent.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> TryQueueAsync(PullSlice slice, string message, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(slice);
        return await WriteAsync(slice with { QueuedUntil = until, QueuedMessage = message }, cancellationToken) is not null;
    }

    /// <summary>Asks to pull a slice. A claim that its holder let expire is given again.</summary>
    public async Task<PullClaim> ClaimAsync(PullSliceKey key, TimeSpan lasting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = await FindAsync(key, cancellationToken) ?? new PullSlice { Key = key };
            var now = time.GetUtcNow();
            if (found.IsClaimed(now))
            {
                return new(null, found.ClaimExpires);
            }

            var wanted = found with { Claim = NewId(), ClaimExpires = now + lasting, OpenSince = found.OpenSince ?? now };
            if (await WriteAsync(wanted, cancellationToken) is { } claimed)
            {
                return new(claimed, UnfinishedSince: found.OpenSince);
            }
        }

        return new(null, time.GetUtcNow() + lasting);
    }

    /// <summary>Makes a claim last longer.</summary>
    /// <returns>The slice with its new claim, or null when the claim was lost: then stop.</returns>
    public Task<PullSlice?> ExtendAsync(PullSlice claimed, TimeSpan lasting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        return WriteAsync(claimed with { ClaimExpires = time.GetUtcNow() + lasting }, cancellationToken);
    }

    /// <summary>Records how a pull ended and gives the claim back.</summary>
    /// <returns>False when the claim was lost: somebody else asks for the same days again, which costs questions and nothing else.</returns>
    public async Task<bool> EndAsync(PullSlice claimed, PullEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        ArgumentNullException.ThrowIfNull(end);
        var days = new Dictionary<DateOnly, DateTimeOffset>(claimed.Days);
        foreach (var (day, askedAt) in end.Days)
        {
            if (day < claimed.Key.From || day > claimed.Key.To)
            {
                throw new ArgumentException("The day lies outside of the slice.", nameof(end));
            }

            days[day] = days.TryGetValue(day, out var before) && before > askedAt ? before : askedAt;
        }

        return await WriteAsync(Free(claimed) with
        {
            Days = days,
            QueuedUntil = null,
            QueuedMessage = null,
            OpenSince = null,
            NotBefore = end.NotBefore,
            Failures = end.Failures,
            LastCode = end.Code,
            LastDetail = end.Detail,
        }, cancellationToken) is not null;
    }

    /// <summary>Gives the claim back with nothing done.</summary>
    /// <param name="claimed">The claimed slice.</param>
    /// <param name="leftOpen">Whether answers may have been kept that were not imported.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task ReleaseAsync(PullSlice claimed, bool leftOpen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        return WriteAsync(Free(claimed) with { OpenSince = leftOpen ? claimed.OpenSince : null }, cancellationToken);
    }

    private static PullSlice Free(PullSlice claimed) => claimed with { Claim = null, ClaimExpires = null };

    /// <summary>Writes the slice if its row is still as it was read; null when not. An own write whose answer was lost is known again.</summary>
    private async Task<PullSlice?> WriteAsync(PullSlice slice, CancellationToken cancellationToken)
    {
        var next = slice with { ChangedAt = time.GetUtcNow() };
        var write = NewId();
        var entity = PullRow.From(next, write);
        var etag = next.ETag is { } expected
            ? await _table.TryReplaceAsync(entity, expected, cancellationToken)
            : await _table.TryInsertAsync(entity, cancellationToken);
        if (etag is { } written)
        {
            return next with { ETag = written };
        }

        var found = await FindEntityAsync(slice.Key, cancellationToken);
        return found?.GetString(PullRow.WriteProperty) == write ? PullRow.ToSlice(found) : null;
    }

    private Task<TableEntity?> FindEntityAsync(PullSliceKey key, CancellationToken cancellationToken) =>
        _table.TryGetAsync(PullRow.PartitionKey(key), PullRow.RowKey(key), cancellationToken);

    private string NewId() => Ulid.NewUlid(time.GetUtcNow()).ToString(null, CultureInfo.InvariantCulture);
}
