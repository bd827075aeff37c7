using System.Globalization;
using Azure;
using Azure.Data.Tables;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Tables;

namespace KpiFunctions.Storage.Kpis;

/// <summary>The right to compute a brand's KPIs, until it expires.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Id">Tells this claim from others.</param>
/// <param name="BeganAt">When it was given: what had changed before is seen by the computation.</param>
public sealed record ComputationClaim(string Brand, string Id, DateTimeOffset BeganAt);

/// <summary>The answer to a claim: exactly one of the three.</summary>
/// <param name="Claim">Compute now.</param>
/// <param name="SeenAt">A successful computation began then, late enough: nothing is to be done.</param>
/// <param name="BusyUntil">Somebody else is at it: look again then.</param>
public sealed record ComputationClaimAnswer(ComputationClaim? Claim, DateTimeOffset? SeenAt, DateTimeOffset? BusyUntil);

/// <summary>
/// When the last successful computation of each brand began, and who is computing now. It saves work and guards nothing: two
/// computations at once are harmless. It stands in the table of KPIs, partition <c>{brand}|state</c>, which is no grain's.
/// </summary>
public sealed class ComputationLedger(StorageClients clients, TimeProvider time)
{
    private const string Row = "computation";
    private const string BeganProperty = "began_at";
    private const string ClaimProperty = "claim";
    private const string ExpiryProperty = "claim_expires";
    private const string ClaimBeganProperty = "claim_began_at";
    private const int MaxAttempts = 10;
    private readonly TableClient _table = clients.Table(StorageNames.Kpis);

    /// <summary>Asks to compute. A claim that its holder let expire is given again.</summary>
    /// <param name="brand">Brand id.</param>
    /// <param name="since">A successful computation that began at or after this time makes another one needless.</param>
    /// <param name="lasting">How long the claim lasts.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<ComputationClaimAnswer> ClaimAsync(
        string brand, DateTimeOffset since, TimeSpan lasting, CancellationToken cancellationToken)
    {
        var id = Ulid.NewUlid(time.GetUtcNow()).ToString(null, CultureInfo.InvariantCulture);
        while (true)
        {
            var found = await _table.TryGetAsync(Partition(brand), Row, cancellationToken);
            var now = time.GetUtcNow();
            if (found?.GetString(ClaimProperty) == id)
            {
                // Our own earlier write, whose answer was lost on its way.
                return new(new(brand, id, found.GetDateTimeOffset(ClaimBeganProperty) ?? now), null, null);
            }

            if (found?.GetDateTimeOffset(BeganProperty) is { } began && began >= since)
            {
                return new(null, began, null);
            }

            if (found?.GetString(ClaimProperty) is not null && found.GetDateTimeOffset(ExpiryProperty) is { } expiry && expiry > now)
            {
                return new(null, null, expiry);
            }

            var wanted = Entity(brand, found?.GetDateTimeOffset(BeganProperty));
            wanted[ClaimProperty] = id;
            wanted[ClaimBeganProperty] = now;
            wanted[ExpiryProperty] = now + lasting;
            if (await WriteAsync(wanted, found?.ETag, cancellationToken))
            {
                return new(new(brand, id, now), null, null);
            }
        }
    }

    /// <summary>Records a success, also when the claim had expired meanwhile, and gives the claim back.</summary>
    public Task CompleteAsync(ComputationClaim claim, CancellationToken cancellationToken) => EndAsync(claim, isDone: true, cancellationToken);

    /// <summary>Gives the claim back, so that the next one need not wait for its end.</summary>
    public Task ReleaseAsync(ComputationClaim claim, CancellationToken cancellationToken) => EndAsync(claim, isDone: false, cancellationToken);

    /// <summary>When the last successful computation of a brand began, or null.</summary>
    public async Task<DateTimeOffset?> LastBeganAsync(string brand, CancellationToken cancellationToken) =>
        (await _table.TryGetAsync(Partition(brand), Row, cancellationToken))?.GetDateTimeOffset(BeganProperty);

    private async Task EndAsync(ComputationClaim claim, bool isDone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = await _table.TryGetAsync(Partition(claim.Brand), Row, cancellationToken);
            var isOurs = found?.GetString(ClaimProperty) == claim.Id;
            var known = found?.GetDateTimeOffset(BeganProperty);
            var began = isDone && (known is null || known < claim.BeganAt) ? claim.BeganAt : known;
            if (!isOurs && began == known)
            {
                return;
            }

            var wanted = Entity(claim.Brand, began);
            if (!isOurs && found is not null)
            {
                // Somebody else has the claim by now; it stays theirs.
                wanted[ClaimProperty] = found.GetString(ClaimProperty);
                wanted[ClaimBeganProperty] = found.GetDateTimeOffset(ClaimBeganProperty);
                wanted[ExpiryProperty] = found.GetDateTimeOffset(ExpiryProperty);
            }

            if (await WriteAsync(wanted, found?.ETag, cancellationToken))
            {
                return;
            }
        }

        // Not written, it costs a computation too many and nothing else.
    }

    private static string Partition(string brand) => $"{Ids.Brand(brand)}|state";

    private static TableEntity Entity(string brand, DateTimeOffset? began) => new(Partition(brand), Row) { [BeganProperty] = began };

    private async Task<bool> WriteAsync(TableEntity entity, ETag? expected, CancellationToken cancellationToken) =>
        (expected is { } etag
            ? await _table.TryReplaceAsync(entity, etag, cancellationToken)
            : await _table.TryInsertAsync(entity, cancellationToken)) is not null;
}
