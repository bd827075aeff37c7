using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.ReceiptMails;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Work;

/// <summary>What became of a dropped blob.</summary>
public enum DropState
{
    /// <summary>Its facts are stored.</summary>
    Done,

    /// <summary>Nothing of it could be used; its receipt says why.</summary>
    Refused,

    /// <summary>This version of it was imported before.</summary>
    AlreadyDone,

    /// <summary>Somebody else is importing it.</summary>
    Busy,

    /// <summary>It was removed or replaced before it could be read.</summary>
    Gone,

    /// <summary>It lies in no brand's folder or has a name that cannot be used; its receipt says so.</summary>
    Unplaced,

    /// <summary>The brand's configuration has errors; the daily sweep reads it once they are mended.</summary>
    BrokenConfiguration,
}

/// <summary>What became of a dropped blob.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Brand">The brand that it belongs to, if any.</param>
/// <param name="ChangedAt">By when the brand's facts had changed, if they may have: then its KPIs are to be computed.</param>
public sealed record DropOutcome(DropState State, string? Brand = null, DateTimeOffset? ChangedAt = null);

/// <summary>
/// Reads a dropped blob and asks for its brand's KPIs. Events come more than once, late, in any order and for blobs that are gone;
/// whatever comes is answered.
/// </summary>
public sealed partial class IngestDrop(
    BrandStore brands,
    IngestFile ingest,
    OweReceipts owe,
    DropStore drops,
    ImportLedger imports,
    ReceiptStore receipts,
    WorkQueues queues,
    TimeProvider time,
    ILogger<IngestDrop> logger)
{
    /// <summary>How long a computation waits for more files, so that a burst of them becomes one; above <see cref="ComputeWork.ClockSkew"/>.</summary>
    public static readonly TimeSpan BurstDelay = TimeSpan.FromSeconds(15);

    /// <summary>Handles the event of one blob.</summary>
    /// <param name="blobName">The blob's name in the container of drops; any text.</param>
    /// <param name="cancellationToken">Stops reading; the file is read by a later event or the sweep.</param>
    public async Task<DropOutcome> RunAsync(string blobName, CancellationToken cancellationToken)
    {
        var outcome = await IngestAsync(blobName, cancellationToken);
        if (outcome is { Brand: { } brand, ChangedAt: { } changedAt })
        {
            await queues.SendAsync(new ComputeMessage(brand, changedAt), BurstDelay, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Reads the blob and leaves it to the caller to ask for a computation.</summary>
    internal async Task<DropOutcome> IngestAsync(string blobName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blobName);
        if (!DropName.TryRead(blobName, out var name))
        {
            await AnswerUnplacedAsync(blobName, cancellationToken);
            return new(DropState.Unplaced);
        }

        if ((await brands.LoadAsync(name.Brand, cancellationToken)).Configuration is null)
        {
            return await AnswerBrokenConfigurationAsync(name, cancellationToken);
        }

        var outcome = await ingest.RunAsync(name.Brand, name.Path, owe.NoteAsync, cancellationToken);
        return outcome.State switch
        {
            IngestState.Done => new(DropState.Done, name.Brand, time.GetUtcNow()),

            // Read again under another configuration, a file may take back what it said before.
            IngestState.Refused => new(DropState.Refused, name.Brand, outcome.Files.Any(static x => x.Reading is { Recognized: true }) ? time.GetUtcNow() : null),
            IngestState.AlreadyDone => new(DropState.AlreadyDone, name.Brand, await ChangedByAsync(name, cancellationToken)),
            IngestState.Busy => new(DropState.Busy, name.Brand),
            IngestState.Gone => new(DropState.Gone, name.Brand),
            _ => throw new InvalidOperationException($"{outcome.State} is no outcome."),
        };
    }

    /// <summary>
    /// By when the facts of an import were certainly stored: a while after the time in its record, but no longer than a claim lasts.
    /// Null when it can have changed nothing.
    /// </summary>
    internal static DateTimeOffset? StoredBy(ImportRecord record, DateTimeOffset now)
    {
        var stored = record.ImportedAt + ImportLedger.DefaultClaim;
        return (record.Format is null && record.Members == 0) || record.State == ImportState.Claimed ? null : stored < now ? stored : now;
    }

    /// <summary>
    /// Whoever imported it may have died before it asked for a computation. One that began after its facts were stored has seen
    /// them, so an old event costs nothing.
    /// </summary>
    private async Task<DateTimeOffset?> ChangedByAsync(DropName name, CancellationToken cancellationToken)
    {
        await using var drop = await drops.OpenAsync(name.Brand, name.Path, version: null, cancellationToken);
        if (drop is null
            || await imports.FindAsync(name.Brand, name.Path, drop.File.ETag.ToString(), cancellationToken) is not { } record)
        {
            return null;
        }

        return StoredBy(record, time.GetUtcNow());
    }

    private async Task AnswerUnplacedAsync(string blobName, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var notice = DropName.IsUnusable(blobName) ? Notice.UnusableName(blobName) : Notice.OutsideOfBrands(blobName);
        await receipts.WriteUnplacedAsync(
            blobName, new(NoticeWriter.ToJson(notice)), new(NoticeWriter.ToMarkdown(notice)), new(now, now), cancellationToken);
        LogUnplaced(logger, notice.Code);
    }

    /// <summary>No record is made, so the file counts as not imported and the sweep comes back to it.</summary>
    private async Task<DropOutcome> AnswerBrokenConfigurationAsync(DropName name, CancellationToken cancellationToken)
    {
        LogBrokenConfiguration(logger, name.Brand);
        await using var drop = await drops.OpenAsync(name.Brand, name.Path, version: null, cancellationToken);
        if (drop is null)
        {
            return new(DropState.Gone, name.Brand);
        }

        // As old as can be among the receipts of this version of the file: it never replaces one of an import.
        var age = new ReceiptAge(drop.File.DroppedAt, DateTimeOffset.MinValue);
        var notice = Notice.BrokenConfiguration(name.Path);
        await receipts.WriteAsync(
            name.Brand, name.Path, new(NoticeWriter.ToJson(notice)), new(NoticeWriter.ToMarkdown(notice)), age, cancellationToken);
        return new(DropState.BrokenConfiguration, name.Brand);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A blob was dropped that belongs to no brand ({Code}); its receipt is below _unplaced/ in the container of receipts. Tell whoever drops there to use the folder named by the brand's id")]
    private static partial void LogUnplaced(ILogger logger, string code);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The configuration of {Brand} has errors, so a file of it waits. Check it with `kpi config check` and store the mended file as config/{Brand}.yaml; the daily sweep then reads the file")]
    private static partial void LogBrokenConfiguration(ILogger logger, string brand);
}
