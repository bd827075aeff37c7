using System.Globalization;
using Azure;
using Azure.Data.Tables;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Storage.Limits;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KpiFunctions.Storage.Kpis;

/// <summary>
/// Published KPIs. A period's values are the entities of the generation that its header names; a new generation is written beside
/// the old one and then the header is turned to it, so that nobody ever reads a mixture.
/// </summary>
public sealed partial class KpiTable(StorageClients clients, TimeProvider time, ILogger<KpiTable>? logger = null)
{
    /// <summary>An attempt older than this starts again instead of committing, so that the sweep never takes what is being written.</summary>
    public static readonly TimeSpan MaxAttempt = TimeSpan.FromMinutes(15);

    private const int Parallelism = 8;
    private const int MaxReadAttempts = 5;
    private readonly TableClient _table = clients.Table(StorageNames.Kpis);
    private readonly ILogger _logger = logger ?? NullLogger<KpiTable>.Instance;

    /// <summary>
    /// The headers of a brand's periods of one grain, in their order. Read them before facts, rates and configuration: what is
    /// published later names the ETags seen here.
    /// </summary>
    /// <param name="brand">Brand id.</param>
    /// <param name="grain">Day, week or month.</param>
    /// <param name="first">The first period wanted; null for all from the beginning.</param>
    /// <param name="last">The last period wanted; null for all to the end.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<KpiHeader>> ReadHeadersAsync(
        string brand, Grain grain, Period? first, Period? last, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {KpiHeader.PartitionKey(brand, grain)}");
        filter += first is null ? string.Empty : " and " + TableClient.CreateQueryFilter($"RowKey ge {Ids.Period(first.Id)}");
        filter += last is null ? string.Empty : " and " + TableClient.CreateQueryFilter($"RowKey le {Ids.Period(last.Id)}");
        var headers = new List<KpiHeader>();
        await foreach (var entity in _table.QueryAsync<TableEntity>($"{filter} and {KpiHeader.Filter}", cancellationToken: cancellationToken))
        {
            headers.Add(KpiHeader.From(entity, brand, grain));
        }

        return headers;
    }

    /// <summary>
    /// Publishes a period. Nothing is asked or written when <paramref name="before"/> was computed from the same input; that is
    /// safe because whoever replaced it since has seen at least the facts that we saw.
    /// </summary>
    /// <param name="kpis">What was computed.</param>
    /// <param name="inputHash">
    /// Hash of everything that it was computed from. Who hashes the values instead must look at the input again after publishing:
    /// equal values from newer input are not written, so a slower publisher with older input finds the version it has seen, and wins.
    /// </param>
    /// <param name="before">The header as it was read before that input; null when there was none.</param>
    /// <param name="startedAt">When the headers were read.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<KpiPublication> PublishAsync(
        PeriodKpis kpis, string inputHash, KpiHeader? before, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kpis);
        ArgumentException.ThrowIfNullOrEmpty(inputHash);
        if (before?.InputHash == inputHash)
        {
            return KpiPublication.Unchanged;
        }

        RequireDistinct(kpis);
        var now = time.GetUtcNow();
        var header = new KpiHeader(
            kpis.Brand,
            kpis.Period,
            Ulid.NewUlid(now).ToString(null, CultureInfo.InvariantCulture),
            before?.Generation,
            kpis.Members.Count,
            inputHash,
            kpis.Currency,
            now,
            default);
        var committed = await WriteAsync(header, kpis.Members, before, startedAt, cancellationToken);
        if (committed && before?.Previous is { } outdated)
        {
            await TryRemoveGenerationAsync(header.Brand, header.Period, outdated, cancellationToken);
        }

        return committed ? KpiPublication.Published : KpiPublication.LostRace;
    }

    /// <summary>The published KPIs of a period, or null if there are none.</summary>
    public async Task<PeriodKpis?> ReadAsync(string brand, Period period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(period);
        KpiHeader? header = null;
        for (var attempt = 0; attempt < MaxReadAttempts; attempt++)
        {
            header = await ReadHeaderAsync(brand, period, cancellationToken);
            if (header is null)
            {
                return null;
            }

            var members = await ReadMembersAsync(header, cancellationToken);
            if (members.Count == header.Entities)
            {
                return new(brand, header.Period, header.Currency, members);
            }
        }

        throw new InvalidDataException($"The header of {brand} {period} names {header?.Entities} entities of {header?.Generation}, which are not all there.");
    }

    /// <summary>The published KPIs of several periods, in the order asked for; periods without any are left out.</summary>
    public async Task<IReadOnlyList<PeriodKpis>> ReadManyAsync(string brand, IReadOnlyList<Period> periods, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(periods);
        var read = new PeriodKpis?[periods.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, periods.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (i, token) => read[i] = await ReadAsync(brand, periods[i], token));
        return [.. read.OfType<PeriodKpis>()];
    }

    /// <summary>Removes a period that has no facts any more; false when somebody published it meanwhile.</summary>
    public async Task<bool> RemoveAsync(KpiHeader header, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        var partition = KpiHeader.PartitionKey(header.Brand, header.Period.Grain);
        if (!await _table.TryDeleteAsync(partition, header.Period.Id, header.ETag, cancellationToken))
        {
            return false;
        }

        await TryRemoveGenerationAsync(header.Brand, header.Period, header.Generation, cancellationToken);
        if (header.Previous is { } previous)
        {
            await TryRemoveGenerationAsync(header.Brand, header.Period, previous, cancellationToken);
        }

        return true;
    }

    /// <summary>
    /// Removes generations over an hour old that no header names, neither as its own nor as the one before: what attempts that
    /// lost or died have left.
    /// </summary>
    /// <returns>How many entities were removed.</returns>
    public async Task<int> SweepAsync(string brand, Grain grain, CancellationToken cancellationToken)
    {
        var partition = KpiHeader.PartitionKey(brand, grain);
        var live = (await ReadHeadersAsync(brand, grain, null, null, cancellationToken))
            .SelectMany(static x => new[] { (x.Period.Id, x.Generation), (x.Period.Id, Generation: x.Previous ?? string.Empty) })
            .ToHashSet();
        var before = time.GetUtcNow() - TimeSpan.FromHours(1);
        var orphans = new List<TableEntity>();
        await foreach (var key in KeysAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken))
        {
            if (key.RowKey.Split('|') is [var period, var generation, ..]
                && !live.Contains((period, generation))
                && Ulid.TryParse(generation, CultureInfo.InvariantCulture, out var ulid)
                && ulid.Time < before)
            {
                orphans.Add(key);
            }
        }

        await DeleteAsync(orphans, cancellationToken);
        return orphans.Count;
    }

    /// <summary>Two members with one key would overwrite each other, and the count would never be right again.</summary>
    private static void RequireDistinct(PeriodKpis kpis)
    {
        var seen = new HashSet<(KpiScope, string)>();
        if (kpis.Members.FirstOrDefault(x => !seen.Add((x.Scope, x.Identity))) is { } twice)
        {
            throw new ArgumentException($"{twice.Scope} '{twice.Identity}' is there twice.", nameof(kpis));
        }
    }

    /// <summary>Writes entities and header; false when the header was not the expected one any more.</summary>
    private async Task<bool> WriteAsync(
        KpiHeader header, IReadOnlyList<MemberKpis> members, KpiHeader? before, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var commit = before is null
            ? new TableTransactionAction(TableTransactionActionType.Add, header.ToEntity())
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, header.ToEntity(), before.ETag);
        var actions = members.Select(x => new TableTransactionAction(TableTransactionActionType.UpsertReplace, KpiEntity.From(header, x)));

        // The header comes last: in one transaction with its entities where everything fits, else after all of them.
        List<IReadOnlyList<TableTransactionAction>> transactions = [.. actions.Append(commit).InTransactions()];
        foreach (var transaction in transactions.SkipLast(1))
        {
            await _table.TrySubmitAsync(transaction, cancellationToken);
        }

        return time.GetUtcNow() - startedAt <= MaxAttempt
            && (await _table.TrySubmitAsync(transactions[^1], cancellationToken)
                || await IsOursAsync(header, cancellationToken));
    }

    /// <summary>A retry after an answer that was lost on its way fails by our own earlier write, which the header then shows.</summary>
    private async Task<bool> IsOursAsync(KpiHeader header, CancellationToken cancellationToken) =>
        (await ReadHeaderAsync(header.Brand, header.Period, cancellationToken))?.Generation == header.Generation;

    private async Task<KpiHeader?> ReadHeaderAsync(string brand, Period period, CancellationToken cancellationToken)
    {
        var entity = await _table.TryGetAsync(KpiHeader.PartitionKey(brand, period.Grain), Ids.Period(period.Id), cancellationToken);
        return entity is null ? null : KpiHeader.From(entity, brand, period.Grain);
    }

    private async Task<List<MemberKpis>> ReadMembersAsync(KpiHeader header, CancellationToken cancellationToken)
    {
        var members = new List<MemberKpis>(header.Entities);
        await foreach (var entity in _table.QueryAsync<TableEntity>(
            GenerationFilter(header.Brand, header.Period, header.Generation), cancellationToken: cancellationToken))
        {
            members.Add(KpiEntity.ToMember(entity));
        }

        members.Sort(static (a, b) => a.Scope != b.Scope ? a.Scope.CompareTo(b.Scope) : string.CompareOrdinal(a.Identity, b.Identity));
        return members;
    }

    private static string GenerationFilter(string brand, Period period, string generation) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {KpiHeader.PartitionKey(brand, period.Grain)} and RowKey ge {KpiEntity.Prefix(period.Id, generation)} and RowKey lt {KpiEntity.End(period.Id, generation)}");

    private AsyncPageable<TableEntity> KeysAsync(string filter, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken);

    /// <summary>Tidying up never undoes what was committed: what cannot be removed now is left to the sweep.</summary>
    private async Task TryRemoveGenerationAsync(string brand, Period period, string generation, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveGenerationAsync(brand, period, generation, cancellationToken);
        }
        catch (RequestFailedException e)
        {
            LogLeftToSweep(_logger, e, brand, period.Id, generation);
        }
    }

    private async Task RemoveGenerationAsync(string brand, Period period, string generation, CancellationToken cancellationToken)
    {
        var keys = new List<TableEntity>();
        await foreach (var key in KeysAsync(GenerationFilter(brand, period, generation), cancellationToken))
        {
            keys.Add(key);
        }

        await DeleteAsync(keys, cancellationToken);
    }

    /// <summary>Deletes by key. Somebody else may be deleting the same; then what is left goes one by one.</summary>
    private async Task DeleteAsync(IReadOnlyList<TableEntity> keys, CancellationToken cancellationToken)
    {
        foreach (var chunk in keys.Chunk(TableLimits.MaxTransactionOperations))
        {
            var actions = Array.ConvertAll(chunk, static x => new TableTransactionAction(TableTransactionActionType.Delete, x, ETag.All));
            if (await _table.TrySubmitAsync(actions, cancellationToken))
            {
                continue;
            }

            foreach (var key in chunk)
            {
                await _table.TryDeleteAsync(key.PartitionKey, key.RowKey, ETag.All, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Generation} of {Brand} {Period} could not be removed and is left to the sweep")]
    private static partial void LogLeftToSweep(ILogger logger, Exception exception, string brand, string period, string generation);
}
