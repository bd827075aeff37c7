using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>What would be asked about one account now.</summary>
/// <param name="Rule">The account as it is configured.</param>
/// <param name="Trouble">Why nothing can be asked, a code of <see cref="PullReasons.All"/>; else null.</param>
/// <param name="Slices">What is due or was named, the newest slice first.</param>
/// <param name="Requests">The first request of each question that would be asked now, without the token.</param>
public sealed record AccountPlan(ConnectorRule Rule, string? Trouble, IReadOnlyList<DueSlice> Slices, IReadOnlyList<string> Requests)
{
    /// <summary>What the trouble is about, such as the name of the token that is missing.</summary>
    public string? Detail { get; init; }

    /// <summary>Why nothing of the account is asked for yet; null when it may be asked.</summary>
    public PullWait? Wait { get; init; }

    /// <summary>Why a slice is not asked for yet, by its first day; the others may be asked.</summary>
    public IReadOnlyDictionary<DateOnly, PullWait> Waits { get; init; } = new Dictionary<DateOnly, PullWait>();
}

/// <summary>Why something is not asked for yet.</summary>
/// <param name="Code">A code of <see cref="PullReasons.All"/>.</param>
/// <param name="Detail">What the platform said.</param>
/// <param name="Until">When it may be asked for.</param>
public sealed record PullWait(string? Code, string? Detail, DateTimeOffset Until);

/// <summary>Pulls a brand's accounts while a person waits: what the timer and the queue do, one slice after another.</summary>
public sealed class PullNow(ConnectorCatalogue connectors, PullLedger ledger, PullSource source, TimeProvider time)
{
    /// <summary>Finds what to ask, and asks nothing.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="named">Days to ask for whatever is recorded, from the first to the last; null takes those that are due.</param>
    /// <param name="only">Source id; null takes all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<AccountPlan>> PlanAsync(
        BrandConfiguration brand, (DateOnly From, DateOnly To)? named, string? only, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(brand);
        var plans = new List<AccountPlan>();
        foreach (var rule in brand.Connectors.Where(x => only is null || x.Source == only))
        {
            plans.Add(await PlanAsync(brand, rule, named, cancellationToken));
        }

        return plans;
    }

    /// <summary>Pulls one slice of a plan. The person may have mended what failed before, so earlier failures are not waited for.</summary>
    /// <param name="slice">The slice and its days.</param>
    /// <param name="isNamed">Whether the person named the days: then they are asked for even if somebody has just had them.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public Task<PullOutcome> PullAsync(DueSlice slice, bool isNamed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(slice);
        var key = slice.Slice.Key;
        var message = new PullMessage(key.Brand, key.Source, key.Account, key.From, key.To, time.GetUtcNow());
        return source.RunAsync(message, new PullWish(isNamed ? slice.Days : null, IsMended: true), cancellationToken);
    }

    /// <summary>Yesterday where the brand is: the last day that can be asked for.</summary>
    public DateOnly LastDay(BrandConfiguration brand)
    {
        ArgumentNullException.ThrowIfNull(brand);
        return DueDays.Today(time.GetUtcNow(), brand.Zone).AddDays(-1);
    }

    private async Task<AccountPlan> PlanAsync(
        BrandConfiguration brand, ConnectorRule rule, (DateOnly From, DateOnly To)? named, CancellationToken cancellationToken)
    {
        if (connectors.Find(rule.Source) is not { } connector)
        {
            return new(rule, PullReasons.NoConnector, [], []);
        }

        if (!connector.IsAccount(rule.Account))
        {
            return new(rule, PullReasons.BadAccount, [], []);
        }

        if (connectors.Token(rule.Token) is null)
        {
            return new(rule, PullCodes.TokenMissing, [], []) { Detail = rule.Token };
        }

        var account = await AccountPulls.ReadAsync(ledger, brand, rule, connector, cancellationToken);
        var now = time.GetUtcNow();
        var last = LastDay(brand);
        var days = named is { } range ? Days(range.From, range.To < last ? range.To : last) : account.Due(now);
        var slices = account.BySlice(days);
        var wait = account.Waiting(now, isMended: true) is { NotBefore: { } until } told ? new PullWait(told.LastCode, told.LastDetail, until) : null;
        var waits = slices
            .Select(x => (x.Slice.Key.From, Wait: WaitOf(x.Slice, now)))
            .Where(static x => x.Wait is not null)
            .ToDictionary(static x => x.From, static x => x.Wait!);
        var requests = slices
            .Where(x => wait is null && !waits.ContainsKey(x.Slice.Key.From))
            .SelectMany(static x => DueDays.Runs(x.Days))
            .SelectMany(x => connector.Preview(rule.Account, x.From, x.To));
        return new(rule, null, slices, [.. requests]) { Wait = wait, Waits = waits };
    }

    /// <summary>What <see cref="PullAsync"/> would not ask in spite of.</summary>
    private static PullWait? WaitOf(PullSlice slice, DateTimeOffset now) => slice switch
    {
        { ClaimExpires: { } busyUntil } when slice.IsClaimed(now) => new(PullCodes.Busy, null, busyUntil),
        { NotBefore: { } until, Failures: 0 } when slice.IsWaiting(now) => new(slice.LastCode, slice.LastDetail, until),
        _ => null,
    };

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) =>
        to < from ? [] : Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
}
