using KpiFunctions.Core.Facts;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Work;

/// <summary>What became of a wish for a computation.</summary>
public enum ComputeState
{
    /// <summary>The brand's KPIs were computed.</summary>
    Computed,

    /// <summary>A computation that began later than the change has seen it.</summary>
    Seen,

    /// <summary>Somebody else is computing; the message comes again later.</summary>
    Busy,

    /// <summary>It did not succeed now; the message comes again later.</summary>
    Later,

    /// <summary>There is nothing to compute: no such brand, or its configuration has been broken for long.</summary>
    Dropped,

    /// <summary>Nobody will understand it, or it failed too often: a person looks.</summary>
    SetAside,
}

/// <summary>
/// Computes a brand's KPIs when a message asks for it and nobody has done so since. One computation of a brand at a time is enough;
/// two at once would be harmless.
/// </summary>
public sealed partial class ComputeWork(
    ComputeKpis compute,
    ComputationLedger ledger,
    BrandStore brands,
    SegmentStore segments,
    WorkQueues queues,
    ILogger<ComputeWork> logger)
{
    /// <summary>How far two machines' clocks are trusted to differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>How long others wait for a computation whose machine has died.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    /// <summary>How long a message waits for somebody else's computation.</summary>
    public static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(30);

    private static readonly Backoff Retries = new(maxAttempts: 8, 1, 2, 5, 15, 30, 60);

    /// <summary>Handles one message of the queue.</summary>
    /// <param name="message">The message as it stands in the queue; any text.</param>
    /// <param name="cancellationToken">Stops computing; the queue gives the message again.</param>
    public async Task<ComputeState> HandleAsync(string message, CancellationToken cancellationToken)
    {
        if (WorkMessages.ReadCompute(message) is not { } wish || !Ids.IsBrand(wish.Brand))
        {
            await queues.SetAsideAsync(QueueNames.Computes, message, cancellationToken);
            LogNotUnderstood(logger);
            return ComputeState.SetAside;
        }

        var loaded = await brands.LoadAsync(wish.Brand, cancellationToken);
        if (loaded.Configuration is null)
        {
            LogBrokenConfiguration(logger, wish.Brand);
            return await TryLaterAsync(wish, cancellationToken) ? ComputeState.Later : ComputeState.Dropped;
        }

        if (loaded.Reading is null && !await HasFactsAsync(wish.Brand, cancellationToken))
        {
            LogUnknown(logger, wish.Brand);
            return ComputeState.Dropped;
        }

        var answer = await ledger.ClaimAsync(wish.Brand, SeenSince(wish.ChangedAt), Claim, cancellationToken);
        if (answer.Claim is { } claim)
        {
            return await ComputeAsync(wish, message, claim, cancellationToken);
        }

        if (answer.SeenAt is not null)
        {
            return ComputeState.Seen;
        }

        // Whoever is at it may have begun before this change, or may die: look again then.
        await queues.SendAsync(wish, BusyDelay, cancellationToken);
        return ComputeState.Busy;
    }

    private async Task<ComputeState> ComputeAsync(
        ComputeMessage wish, string message, ComputationClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            await compute.RunAsync(wish.Brand, progress: null, cancellationToken);
        }
        catch (TimeoutException e)
        {
            await ledger.ReleaseAsync(claim, CancellationToken.None);
            if (await TryLaterAsync(wish, cancellationToken))
            {
                LogLater(logger, e, wish.Brand);
                return ComputeState.Later;
            }

            await queues.SetAsideAsync(QueueNames.Computes, message, cancellationToken);
            LogGivenUp(logger, e, wish.Brand, wish.Attempt);
            return ComputeState.SetAside;
        }
        catch
        {
            // The queue gives the message again and need not wait until the claim ends. Not cancellable: we may be here because of it.
            await ledger.ReleaseAsync(claim, CancellationToken.None);
            throw;
        }

        await ledger.CompleteAsync(claim, CancellationToken.None);
        return ComputeState.Computed;
    }

    private async Task<bool> TryLaterAsync(ComputeMessage wish, CancellationToken cancellationToken)
    {
        if (Retries.After(wish.Attempt) is not { } delay)
        {
            return false;
        }

        await queues.SendAsync(wish with { Attempt = Math.Max(wish.Attempt, 0) + 1 }, delay, cancellationToken);
        return true;
    }

    private async Task<bool> HasFactsAsync(string brand, CancellationToken cancellationToken)
    {
        foreach (var kind in FactKinds.All)
        {
            if ((await segments.ListAsync(brand, kind, cancellationToken)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A time that somebody else's clock gave; what would lead beyond the calendar is never seen.</summary>
    private static DateTimeOffset SeenSince(DateTimeOffset changedAt) =>
        changedAt > DateTimeOffset.MaxValue - ClockSkew ? DateTimeOffset.MaxValue : changedAt + ClockSkew;

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A message in the queue of computations is none and was put aside. Look at it in the poison queue and delete it there")]
    private static partial void LogNotUnderstood(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A computation was asked for {Brand}, which has neither configuration nor facts; nothing is to be done")]
    private static partial void LogUnknown(ILogger logger, string brand);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The configuration of {Brand} has errors, so its KPIs stay as they are. Check it with `kpi config check` and store the mended file as config/{Brand}.yaml; they are computed within a day at the latest")]
    private static partial void LogBrokenConfiguration(ILogger logger, string brand);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The KPIs of {Brand} could not be computed now and will be computed later; nothing is to be done")]
    private static partial void LogLater(ILogger logger, Exception exception, string brand);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The KPIs of {Brand} could not be computed, nor in {Attempt} further tries; the message was put aside. See what else computes this brand, then run `kpi ingest` or drop any file of it again")]
    private static partial void LogGivenUp(ILogger logger, Exception exception, string brand, int attempt);
}
