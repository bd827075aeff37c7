using System.Diagnostics;
using Azure;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Blobs;

namespace KpiFunctions.Cli.Watching;

/// <summary>What becomes of a file that came into the folder: dropped into storage, read as the app reads it, answered.</summary>
internal sealed class DropIntake(DropStore drops, IngestDrop ingest, KnownFiles known, ReceiptMirror mirror, TimeProvider time, IWatchView view)
{
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private readonly Lock _stamps = new();
    private DateTimeOffset _stamp = DateTimeOffset.MinValue;

    /// <summary>Deals with one sighting. No fault of one file gets past here.</summary>
    public async Task TakeAsync(Sighting file, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var wait = FirstWait;
        for (var fault = 1; ; fault++)
        {
            try
            {
                foreach (var result in await AnswerAsync(file, cancellationToken))
                {
                    view.Show(result with { Brand = BrandOf(file), Seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) });
                }

                return;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                view.Show(new FileEvent(file.Name, FileStates.Gone) { Brand = BrandOf(file) });
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && fault == HostRules.MaxFileFaults)
            {
                Faults.Detail(e);
                view.Show(new FileEvent(file.Name, FileStates.Failed) { Brand = BrandOf(file), Remark = WatchText.FileFault(e) });
                return;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(wait, time, cancellationToken);
                wait *= 2;
            }
        }
    }

    private async Task<IReadOnlyList<FileEvent>> AnswerAsync(Sighting file, CancellationToken cancellationToken) => file.State switch
    {
        SightingState.Removed => [new(file.Name, FileStates.Removed) { Remark = BrandOf(file) is null ? null : WatchText.StillCounts }],
        SightingState.Locked => [new(file.Name, FileStates.Waiting) { Remark = WatchText.Locked }],
        SightingState.Link => Unplaced(await mirror.WriteAsync(file.Name, Notice.Link(file.Name), cancellationToken)),
        _ => DropNames.TrySplit(file.Name, out var brand, out var path)
            ? await ReadAsync(file, brand, path, cancellationToken)
            : await AnswerUnplacedAsync(file, cancellationToken),
    };

    private async Task<IReadOnlyList<FileEvent>> ReadAsync(Sighting file, string brand, string path, CancellationToken cancellationToken)
    {
        var hash = await DropFiles.HashAsync(file.FullPath, cancellationToken);
        if (await known.HasAsync(brand, path, hash, cancellationToken))
        {
            return await AnswerKnownAsync(file, brand, path, cancellationToken);
        }

        view.Show(new FileEvent(file.Name, FileStates.Reading) { Brand = brand });
        ETag version;
        await using (var content = DropFiles.Open(file.FullPath))
        {
            version = await drops.PutAsync(brand, path, content, NextStamp(), cancellationToken);
        }

        var outcome = await ingest.RunAsync($"{brand}/{path}", cancellationToken);
        while (outcome.State == DropState.Busy)
        {
            await Task.Delay(BusyWait, time, cancellationToken);
            outcome = await ingest.RunAsync($"{brand}/{path}", cancellationToken);
        }

        if (outcome.State == DropState.Gone)
        {
            return [new(file.Name, FileStates.Gone)];
        }

        var events = await mirror.BringAsync(file.Name, brand, path, cancellationToken);
        if (outcome.State == DropState.BrokenConfiguration)
        {
            known.Forget(brand);
            return [.. events.Select(static x => x with { State = FileStates.Waiting })];
        }

        await known.AddAsync(brand, path, hash, version, cancellationToken);
        return events;
    }

    /// <summary>Told once a host, and when it comes again; not when something only touched it.</summary>
    private async Task<IReadOnlyList<FileEvent>> AnswerKnownAsync(Sighting file, string brand, string path, CancellationToken cancellationToken)
    {
        var receipt = await mirror.FindAsync(file.Name, cancellationToken);
        return receipt is null || file.IsNew
            ? [.. (receipt is null ? await mirror.BringAsync(file.Name, brand, path, cancellationToken) : [receipt])
                .Select(static x => x with { State = FileStates.AlreadyDone, Remark = WatchText.KnownBytes })]
            : [];
    }

    /// <summary>It need not be stored for its answer: nothing of it is ever read.</summary>
    private async Task<IReadOnlyList<FileEvent>> AnswerUnplacedAsync(Sighting file, CancellationToken cancellationToken)
    {
        await ingest.RunAsync(file.Name, cancellationToken);
        return Unplaced(await mirror.BringUnplacedAsync(file.Name, cancellationToken));
    }

    private static IReadOnlyList<FileEvent> Unplaced(IReadOnlyList<FileEvent> events) => [.. events.Select(static x => x with { State = FileStates.Unplaced })];

    private static string? BrandOf(Sighting file) => DropNames.TrySplit(file.Name, out var brand, out _) ? brand : null;

    /// <summary>Files that are taken at once keep their order.</summary>
    private DateTimeOffset NextStamp()
    {
        lock (_stamps)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            return _stamp = now > _stamp ? now : _stamp.AddMilliseconds(1);
        }
    }
}
