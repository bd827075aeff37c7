using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Work;

/// <summary>What a sweep did.</summary>
/// <param name="Ingested">Drops that were found without an import and were looked at.</param>
/// <param name="Left">Drops that there was no time for, or whose brand has a broken configuration.</param>
/// <param name="Unplaced">Drops outside of every brand's folder, or with a name that cannot be used, that were answered.</param>
/// <param name="Asked">Brands whose computation was asked for.</param>
/// <param name="Entities">Entities of abandoned generations that were removed.</param>
/// <param name="Compacted">Segments that were put together.</param>
/// <param name="SetAside">Messages in poison queues.</param>
/// <param name="Faults">Steps that failed.</param>
public sealed record SweepResult(int Ingested, int Left, int Unplaced, int Asked, int Entities, int Compacted, int SetAside, int Faults);

/// <summary>
/// Once a day: reads drops whose event was lost, asks for computations that were lost, removes what abandoned attempts have left,
/// puts small segments together, and counts what was put aside. Each brand and each step by itself.
/// </summary>
public sealed partial class SweepDrops(
    IngestDrop ingest,
    DropStore drops,
    ConfigStore configs,
    ImportLedger imports,
    ReceiptStore receipts,
    ReceiptLedger told,
    KpiTable kpis,
    ComputationLedger computations,
    SegmentStore segments,
    WorkQueues queues,
    TimeProvider time,
    ILogger<SweepDrops> logger)
{
    /// <summary>Younger drops have their event under way.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>How long drops are read in one sweep, all brands together; the next sweep goes on.</summary>
    public static readonly TimeSpan ReadingTime = TimeSpan.FromMinutes(10);

    /// <summary>Months with so many old segments are put together.</summary>
    public const int MinSegments = 16;

    /// <summary>Younger segments are left alone: corrections come in the first days.</summary>
    public static readonly TimeSpan SegmentAge = TimeSpan.FromDays(1);

    /// <summary>Sweeps everything.</summary>
    public async Task<SweepResult> RunAsync(CancellationToken cancellationToken)
    {
        var tally = new SweepTally();
        var folders = await drops.ListFoldersAsync(cancellationToken);
        var brands = folders.Brands.Union(await configs.ListBrandsAsync(cancellationToken), StringComparer.Ordinal).ToList();
        var end = time.GetUtcNow() + ReadingTime;
        for (var i = 0; i < brands.Count; i++)
        {
            // An equal share of what is left, so that one brand's many files do not keep the others from theirs.
            var now = time.GetUtcNow();
            var until = now + ((end - now) / (brands.Count - i));
            await BrandAsync(brands[i], until, folders.Outside, tally, cancellationToken);
        }

        await TryAsync("the drops of no brand", tally, () => UnplacedAsync(folders.Outside, end, tally, cancellationToken), cancellationToken);
        await TryAsync("the receipts that were told of", tally, async () => await told.SweepAsync(cancellationToken), cancellationToken);
        await TryAsync("the queues", tally, () => QueuesAsync(tally, cancellationToken), cancellationToken);
        return tally.Result();
    }

    private async Task BrandAsync(
        string brand, DateTimeOffset until, List<OutsideDrop> unplaced, SweepTally tally, CancellationToken cancellationToken)
    {
        await TryAsync($"the drops of {brand}", tally, () => DropsAsync(brand, until, unplaced, tally, cancellationToken), cancellationToken);
        foreach (var grain in Grains.All)
        {
            await TryAsync(
                $"the KPIs of {brand}", tally, async () => tally.Entities += await kpis.SweepAsync(brand, grain, cancellationToken), cancellationToken);
        }

        var rule = new CompactionRule(MinSegments, time.GetUtcNow() - SegmentAge);
        foreach (var kind in FactKinds.All)
        {
            await TryAsync(
                $"the segments of {brand}",
                tally,
                async () => tally.Compacted += await segments.CompactAsync(brand, kind, rule, cancellationToken),
                cancellationToken);
        }
    }

    /// <summary>Drops without a finished import are read; then a computation is asked for where the last one has not seen everything.</summary>
    private async Task DropsAsync(
        string brand, DateTimeOffset until, List<OutsideDrop> unplaced, SweepTally tally, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (files, unusable) = await drops.ListAllAsync(brand, cancellationToken);
        unplaced.AddRange(unusable);
        var records = (await imports.ListAsync(brand, cancellationToken)).Where(static x => x.State != ImportState.Claimed).ToList();
        var known = records.Select(static x => ImportLedger.IdOf(x.Path, x.ETag)).ToHashSet(StringComparer.Ordinal);
        var missing = files
            .Where(x => x.DroppedAt < now - Patience && !known.Contains(ImportLedger.IdOf(x.Path, x.ETag.ToString())))
            .OrderBy(static x => x.DroppedAt)
            .ToList();
        List<DateTimeOffset?> changes = [.. records.Select(x => IngestDrop.StoredBy(x, now))];
        var looked = 0;
        var isBroken = false;
        while (looked < missing.Count && !isBroken && time.GetUtcNow() < until)
        {
            var name = $"{brand}/{missing[looked++].Path}";
            await TryAsync($"a drop of {brand}", tally, ReadAsync, cancellationToken);

            async Task ReadAsync()
            {
                var outcome = await ingest.IngestAsync(name, cancellationToken);
                changes.Add(outcome.ChangedAt);
                isBroken = outcome.State == DropState.BrokenConfiguration;
            }
        }

        tally.Ingested += looked;
        tally.Left += missing.Count - looked;
        if (looked < missing.Count && !isBroken)
        {
            LogLeft(logger, missing.Count - looked, brand);
        }

        await AskAsync(brand, changes.Max(), tally, cancellationToken);
    }

    /// <summary>A lost message, or a configuration that was broken for long, leaves imports that no computation has seen.</summary>
    private async Task AskAsync(string brand, DateTimeOffset? changedAt, SweepTally tally, CancellationToken cancellationToken)
    {
        if (changedAt is not { } changed || await computations.LastBeganAsync(brand, cancellationToken) >= changed + ComputeWork.ClockSkew)
        {
            return;
        }

        await queues.SendAsync(new ComputeMessage(brand, changed), TimeSpan.Zero, cancellationToken);
        tally.Asked++;
    }

    /// <summary>What is no brand's, or has a name that cannot be used: answered once, and again when it is dropped again.</summary>
    private async Task UnplacedAsync(List<OutsideDrop> unplaced, DateTimeOffset until, SweepTally tally, CancellationToken cancellationToken)
    {
        if (unplaced.Count == 0)
        {
            return;
        }

        var answered = await receipts.ListUnplacedAsync(cancellationToken);
        var unanswered = unplaced.Where(x => !answered.TryGetValue(ReceiptStore.UnplacedPath(x.Name), out var at) || at < x.DroppedAt);
        foreach (var drop in unanswered.TakeWhile(_ => time.GetUtcNow() < until))
        {
            await ingest.IngestAsync(drop.Name, cancellationToken);
            tally.Unplaced++;
        }
    }

    private async Task QueuesAsync(SweepTally tally, CancellationToken cancellationToken)
    {
        foreach (var (queue, messages) in await queues.CountSetAsideAsync(cancellationToken))
        {
            LogSetAside(logger, messages, queue);
            tally.SetAside += messages;
        }
    }

    private async Task TryAsync(string what, SweepTally tally, Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, the rest is to be swept, too.
            LogFault(logger, e, what);
            tally.Faults++;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} drops of {Brand} wait for the next sweep: there was no time to read them. If this repeats, see whether the events of drops arrive, or read them with `kpi ingest`")]
    private static partial void LogLeft(ILogger logger, int count, string brand);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} messages were put aside in the queue {Queue}. Look for what the log says of them, mend the cause, then put them back into the queue without -poison, or delete them")]
    private static partial void LogSetAside(ILogger logger, int count, string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep could not finish {What}; it comes back to it tomorrow, and the rest is not affected")]
    private static partial void LogFault(ILogger logger, Exception exception, string what);

    /// <summary>Counts while a sweep runs.</summary>
    private sealed class SweepTally
    {
        public int Ingested { get; set; }

        public int Left { get; set; }

        public int Unplaced { get; set; }

        public int Asked { get; set; }

        public int Entities { get; set; }

        public int Compacted { get; set; }

        public int SetAside { get; set; }

        public int Faults { get; set; }

        public SweepResult Result() => new(Ingested, Left, Unplaced, Asked, Entities, Compacted, SetAside, Faults);
    }
}
