using KpiFunctions.Cli.Hosting;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;

namespace KpiFunctions.Cli.Watching;

/// <summary>The local host: what the triggers of the Functions app do, done for a folder on this machine.</summary>
internal sealed class WatchHost
{
    private readonly CliSession _session;
    private readonly WatchFolders _folders;
    private readonly TimeProvider _time;
    private readonly IWatchView _view;
    private readonly FolderWatch _drops;
    private readonly FolderWatch _configs;
    private readonly DropIntake _dropIntake;
    private readonly ConfigIntake _configIntake;
    private readonly WatchWork _work;
    private readonly Timers _timers;

    public WatchHost(CliSession session, WatchFolders folders, TimeProvider time, IWatchView view)
    {
        (_session, _folders, _time, _view) = (session, folders, time, view);
        var known = new KnownFiles(session.Get<ImportLedger>(), session.Get<BrandStore>(), session.Get<ReadingOptionsFactory>());
        var mirror = new ReceiptMirror(session.Get<ReceiptStore>(), folders.Receipts);
        _drops = new(folders.Drop, DropNames.IsIgnored, time);
        _configs = new(folders.Config, static x => DropNames.IsIgnored(x) || x.Contains('/', StringComparison.Ordinal), time);
        _dropIntake = new(session.Get<DropStore>(), session.Get<IngestDrop>(), known, mirror, time, view);
        _configIntake = new(
            folders.Config, new Ingestion(session, time), session.Get<ConfigStore>(), known, session.Get<WorkQueues>(), time, view);
        _work = new(session, mirror, known, time, view);
        _timers = new(time, view);
    }

    /// <summary>Runs until it is cancelled, or until something breaks that is no single item's fault.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Before the first file is read by them.
        await _configIntake.TakeAllAsync(cancellationToken);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loops = Loops(stopping.Token).ToList();
        _view.Show(new StartedEvent(_folders.Drop, _folders.Receipts, _folders.Config, Directory.Exists(_folders.Reports) ? _folders.Reports : null));
        await Task.WhenAny(loops);
        await stopping.CancelAsync();
        foreach (var loop in loops)
        {
            try
            {
                await loop;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested && !loop.IsFaulted)
            {
                // Told to.
            }
        }
    }

    private IEnumerable<Task> Loops(CancellationToken cancellationToken)
    {
        yield return Task.Run(() => _drops.RunAsync(cancellationToken), CancellationToken.None);
        yield return Task.Run(() => _configs.RunAsync(cancellationToken), CancellationToken.None);
        yield return ConfigsAsync(cancellationToken);
        for (var i = 0; i < HostRules.FilesAtOnce; i++)
        {
            yield return DropsAsync(cancellationToken);
        }

        yield return PumpAsync(QueueNames.Computes, _work.ComputeAsync, cancellationToken);
        yield return PumpAsync(QueueNames.Pulls, _work.PullAsync, cancellationToken);
        yield return PumpAsync(QueueNames.Deliveries, _work.DeliverAsync, cancellationToken);
        yield return _timers.RunAsync(new("PullSources", Schedules.PullSources, _session.Get<PullSources>().RunAsync), cancellationToken);
        yield return _timers.RunAsync(new("PlanDeliveries", Schedules.PlanDeliveries, _session.Get<PlanDueDeliveries>().RunAsync), cancellationToken);
        yield return SweepAsync(cancellationToken);
    }

    /// <summary>Also at start: most machines are off in the night, and what a killed host has left wants to be found.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var sweep = new WatchTimer("SweepDrops", Schedules.SweepDrops, _session.Get<SweepDrops>().RunAsync);
        await _timers.FireAsync(sweep, cancellationToken);
        await _timers.RunAsync(sweep, cancellationToken);
    }

    private Task PumpAsync(string queue, Func<string, CancellationToken, Task> handle, CancellationToken cancellationToken) =>
        new QueuePump(queue, _session.Get<StorageClients>().Queue(queue), _session.Get<WorkQueues>(), handle, _time, _view).RunAsync(cancellationToken);

    private async Task DropsAsync(CancellationToken cancellationToken)
    {
        await foreach (var sighting in _drops.Sightings.ReadAllAsync(cancellationToken))
        {
            await _dropIntake.TakeAsync(sighting, cancellationToken);
            _drops.Done(sighting);
        }
    }

    private async Task ConfigsAsync(CancellationToken cancellationToken)
    {
        await foreach (var sighting in _configs.Sightings.ReadAllAsync(cancellationToken))
        {
            if (await _configIntake.TakeAsync(sighting, cancellationToken) is { } brand)
            {
                _drops.LookAgain(brand);
            }

            _configs.Done(sighting);
        }
    }
}
