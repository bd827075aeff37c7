using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Configuration;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Cli.Hosting;

/// <summary>What blob triggers and queues do in the cloud, done here one call after another.</summary>
internal sealed class Ingestion(CliSession session, TimeProvider time)
{
    private const int MaxConfigAttempts = 5;
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(250);

    /// <summary>Stores a validated configuration over the one that is there.</summary>
    /// <returns>
    /// Whether files that were ingested before would now be read otherwise: they keep what they were read as until they are ingested again.
    /// </returns>
    public async Task<bool> StoreConfigAsync(string brand, BinaryData yaml, CancellationToken cancellationToken)
    {
        var configs = session.Get<ConfigStore>();
        for (var attempt = 0; attempt < MaxConfigAttempts; attempt++)
        {
            var stored = await configs.ReadAsync(brand, cancellationToken);
            var before = await session.Get<BrandStore>().LoadAsync(brand, cancellationToken);
            if (stored?.Content.ToMemory().Span.SequenceEqual(yaml.ToMemory().Span) == true
                || await configs.WriteAsync(brand, yaml, stored?.ETag, cancellationToken) is not null)
            {
                return await IsReadOtherwiseAsync(brand, before, cancellationToken);
            }
        }

        throw new IOException($"The configuration of {brand} was changed by others {MaxConfigAttempts} times while it was being stored.");
    }

    private async Task<bool> IsReadOtherwiseAsync(string brand, LoadedBrand before, CancellationToken cancellationToken)
    {
        var now = await session.Get<BrandStore>().RequireAsync(brand, cancellationToken);
        return before.Configuration is { } old
            && ConfigurationHash.ReadingHash(old) != ConfigurationHash.ReadingHash(now)
            && (await session.Get<ImportLedger>().ListAsync(brand, cancellationToken)).Any(static x => x.State == ImportState.Done);
    }

    /// <summary>Drops the files, stamped in the order given, and reads each.</summary>
    public async Task<IReadOnlyList<IngestOutcome>> DropAndReadAsync(
        string brand,
        IReadOnlyList<(string File, string DropPath)> files,
        DateTimeOffset? droppedAt,
        IProgress<(int Done, int Of)>? progress,
        CancellationToken cancellationToken)
    {
        var drops = session.Get<DropStore>();
        var stamp = DateTimeOffset.MinValue;
        foreach (var (file, path) in files)
        {
            var wanted = droppedAt ?? time.GetUtcNow();
            stamp = wanted > stamp ? wanted : stamp.AddMilliseconds(1);
            await using var content = File.OpenRead(file);
            await drops.PutAsync(brand, path, content, DateTimeOffset.FromUnixTimeMilliseconds(stamp.ToUnixTimeMilliseconds()), cancellationToken);
        }

        var ingest = session.Get<IngestFile>();
        var outcomes = new List<IngestOutcome>(files.Count);
        foreach (var (_, path) in files)
        {
            outcomes.Add(await IngestAsync(ingest, brand, path, cancellationToken));
            progress?.Report((outcomes.Count, files.Count));
        }

        return outcomes;
    }

    /// <summary>Brings facts and KPIs up to date.</summary>
    public Task<Computation> ComputeAsync(string brand, IProgress<(int Done, int Of)>? progress, CancellationToken cancellationToken) =>
        session.Get<ComputeKpis>().RunAsync(brand, progress, cancellationToken);

    /// <summary>Somebody else's import of the same file is waited for: the person wants the KPIs with it.</summary>
    private async Task<IngestOutcome> IngestAsync(IngestFile ingest, string brand, string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcome = await ingest.RunAsync(brand, path, cancellationToken);
            if (outcome.State != IngestState.Busy)
            {
                return outcome;
            }

            await Task.Delay(BusyWait, time, cancellationToken);
        }
    }
}
