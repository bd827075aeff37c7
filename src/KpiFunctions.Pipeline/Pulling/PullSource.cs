using KpiFunctions.Connectors;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>
/// Pulls one slice of one account: asks for the days that are due, keeps the answers, has them imported, and records what is had.
/// The same slice is never pulled by two at once, and a message that comes twice asks nothing twice. Whatever breaks off is made good
/// by the next run: days that are not recorded are asked for again, and the later answer takes the place of the earlier one.
/// </summary>
public sealed partial class PullSource(
    BrandStore brands, ConnectorCatalogue connectors, PullLedger ledger, AnswerKeeper keeper, TimeProvider time, ILogger<PullSource> logger)
{
    /// <summary>Beyond every calendar, so that no slice can end after the last day that there is.</summary>
    private static readonly DateOnly NoDay = new(9000, 1, 1);

    /// <summary>Pulls what is due of the slice.</summary>
    public Task<PullOutcome> RunAsync(PullMessage message, CancellationToken cancellationToken) => RunAsync(message, PullWish.None, cancellationToken);

    /// <summary>Pulls the slice as a person wishes.</summary>
    public async Task<PullOutcome> RunAsync(PullMessage message, PullWish wish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(wish);
        if (!Ids.IsBrand(message.Brand) || message.From >= NoDay)
        {
            return Ended(message, PullState.Dropped, PullReasons.NotConfigured);
        }

        if ((await brands.LoadAsync(message.Brand, cancellationToken)).Configuration is not { } brand)
        {
            return Ended(message, PullState.Failed, PullReasons.BadConfiguration);
        }

        var rule = brand.Connectors.FirstOrDefault(x => x.Source == message.Source && x.Account == message.Account);
        if (rule is null || connectors.Find(rule.Source) is not { } connector
            || DueDays.SliceOf(message.From, connector.SliceDays) != (message.From, message.To))
        {
            return Ended(message, PullState.Dropped, PullReasons.NotConfigured);
        }

        if (!connector.IsAccount(rule.Account))
        {
            return Ended(message, PullState.Failed, PullReasons.BadAccount);
        }

        var key = new PullSliceKey(message.Brand, message.Source, message.Account, message.From, message.To);
        var claim = await ledger.ClaimAsync(key, PullRun.Claim, cancellationToken);
        return claim.Slice is not null
            ? await RunClaimedAsync(new(brand, rule, connector), claim, message, wish, cancellationToken)
            : Ended(message, PullState.Busy, PullCodes.Busy) with { IsTemporary = true, Until = claim.BusyUntil };
    }

    private async Task<PullOutcome> RunClaimedAsync(
        PullTarget target, PullClaim claim, PullMessage message, PullWish wish, CancellationToken cancellationToken)
    {
        var run = new PullRun(target, claim.Slice!, ledger, keeper, time);
        try
        {
            var repaired = claim.UnfinishedSince is { } since && await keeper.ImportLeftAsync(run.Claimed.Key, since, cancellationToken);
            var outcome = await PullAsync(run, target, message, wish, cancellationToken);
            LogPulled(
                logger, message.Brand, message.Source, message.Account, message.From, message.To, outcome.State, outcome.Code ?? "-", outcome.Answers.Count);
            return outcome with { HasImported = outcome.HasImported || repaired };
        }
        catch
        {
            // The next run need not wait until the claim ends, and looks for answers that were kept and not imported.
            // Not cancellable: we may be here because of a cancellation.
            await ledger.ReleaseAsync(run.Claimed, leftOpen: true, CancellationToken.None);
            throw;
        }
    }

    private async Task<PullOutcome> PullAsync(
        PullRun run, PullTarget target, PullMessage message, PullWish wish, CancellationToken cancellationToken)
    {
        var account = await AccountPulls.ReadAsync(ledger, target.Brand, target.Rule, target.Connector, cancellationToken);
        var now = time.GetUtcNow();
        var waiting = Waiting(run.Claimed, account, now, wish);
        if (waiting is { NotBefore: { } until, LastCode: var code })
        {
            await ledger.ReleaseAsync(run.Claimed, leftOpen: false, cancellationToken);

            // What a person has to mend does not pass by itself, whichever slice it was found at.
            return Ended(message, PullState.Later, code) with
            {
                IsTemporary = waiting.Failures == 0 || !PullReasons.IsOfAccount(code),
                Detail = waiting.LastDetail,
                Until = until,
            };
        }

        var days = Days(account, target, message, wish, now);
        if (days.Count == 0)
        {
            await ledger.EndAsync(run.Claimed, new(new Dictionary<DateOnly, DateTimeOffset>()), cancellationToken);

            // Whoever had them may have broken off before they asked for the KPIs.
            return Ended(message, PullState.NothingDue, null) with
            {
                HasImported = run.Claimed.Days.Values.Any(x => x >= message.PlannedAt),
            };
        }

        var trouble = new PullTrouble(PullCodes.TokenMissing, IsTemporary: false, target.Rule.Token, null);
        if (connectors.Token(target.Rule.Token) is { } token)
        {
            await run.AskAsync(days, token, cancellationToken);
            trouble = run.Trouble;
        }

        var end = run.End(trouble);
        await ledger.EndAsync(run.Claimed, end, cancellationToken);
        return Outcome(message, run, trouble, end);
    }

    /// <summary>What keeps the slice from being asked for now, if anything does.</summary>
    private static PullSlice? Waiting(PullSlice slice, AccountPulls account, DateTimeOffset now, PullWish wish) =>
        slice.IsWaiting(now) && !(wish.IsMended && slice.Failures > 0) ? slice : account.Waiting(now, wish.IsMended);

    private static List<DateOnly> Days(AccountPulls account, PullTarget target, PullMessage message, PullWish wish, DateTimeOffset now)
    {
        var today = DueDays.Today(now, target.Brand.Zone);
        var wanted = wish.Days is { } named ? named.Where(x => x < today) : account.NotPulledSince(account.Due(now), message.PlannedAt);
        return [.. wanted.Where(x => x >= message.From && x <= message.To).Distinct().Order()];
    }

    private static PullOutcome Ended(PullMessage message, PullState state, string? code) => new(message, state, [], code);

    private static PullOutcome Outcome(PullMessage message, PullRun run, PullTrouble? trouble, PullEnd end)
    {
        var state = trouble switch
        {
            null => PullState.Done,
            { Code: PullCodes.Busy } => PullState.Busy,
            { Until: not null } => PullState.Later,
            _ => PullState.Failed,
        };
        return new(message, state, run.Answers, trouble?.Code, trouble?.IsTemporary ?? false, trouble?.Detail, end.NotBefore)
        {
            HasImported = run.HasImported,
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Pulled {Source} {Account} of {Brand}, {From} to {To}: {State} ({Code}), {Answers} answers")]
    private static partial void LogPulled(
        ILogger logger, string brand, string source, string account, DateOnly from, DateOnly to, PullState state, string code, int answers);
}
