using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Storage.Facts;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Kpis;

/// <summary>What a computation did.</summary>
/// <param name="Published">Periods whose values are new.</param>
/// <param name="Unchanged">Periods whose values were already there.</param>
/// <param name="Removed">Periods that have no facts any more.</param>
/// <param name="Attempts">How often it was computed: more than once when somebody else was at it too.</param>
/// <param name="Notes">What the selection noticed.</param>
/// <param name="Weeks">Ids of the weeks that there are numbers of, oldest first.</param>
public sealed record Computation(
    int Published, int Unchanged, int Removed, int Attempts, IReadOnlyList<SelectionNote> Notes, IReadOnlyList<string> Weeks);

/// <summary>
/// Selects what counts of a brand's facts, writes the open facts, computes the KPIs of every period and publishes those that
/// changed. Two computations at once lose nothing: versions are read before the facts, whoever is late computes again.
/// </summary>
public sealed partial class ComputeKpis(
    BrandStore brands,
    SegmentStore segments,
    FactStore facts,
    KpiTable table,
    ImportLedger imports,
    TimeProvider time,
    ILogger<ComputeKpis> logger)
{
    private const int MaxAttempts = 20;
    private const int Parallelism = 8;

    /// <summary>Brings a brand's facts and KPIs up to date with its segments.</summary>
    /// <exception cref="TimeoutException">Others published first, time and again.</exception>
    public async Task<Computation> RunAsync(string brand, IProgress<(int Done, int Of)>? progress, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await TryAsync(brand, progress, cancellationToken) is { } done)
            {
                LogComputed(logger, brand, done.Published, done.Unchanged, attempt);
                return done with { Attempts = attempt };
            }

            LogLostRace(logger, brand, attempt);
            var wait = TimeSpan.FromMilliseconds(Random.Shared.Next(20, 200 * Math.Min(attempt, 5)));
            await Task.Delay(wait, time, cancellationToken);
        }

        throw new TimeoutException($"The KPIs of {brand} were published by others {MaxAttempts} times while they were being computed.");
    }

    private async Task<Computation?> TryAsync(string brand, IProgress<(int Done, int Of)>? progress, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var before = await ReadVersionsAsync(brand, cancellationToken);

        // Only now the configuration and the segments: whoever published meanwhile has changed a version that we hold.
        var input = await ReadInputAsync(brand, cancellationToken);
        if (await SelectAsync(input, cancellationToken) is not { } selected)
        {
            return null;
        }

        var factsAreWritten = await WriteFactsAsync(brand, selected, before.Facts, cancellationToken);
        var periods = await PublishAsync(input.Brand, selected, before.Headers, startedAt, progress, cancellationToken);

        // Numbers that came out as they were are not written, so a slower computation from older facts finds the version that it
        // has seen and wins. It sees here that there are newer facts, and computes again (docs/decisions/0001).
        return factsAreWritten && periods is { } done && (await ReadInputAsync(brand, cancellationToken)).Version == input.Version
            ? done
            : null;
    }

    private async Task<ComputationInput> ReadInputAsync(string brand, CancellationToken cancellationToken)
    {
        var loaded = await brands.LoadAsync(brand, cancellationToken);
        var listed = await Task.WhenAll(FactKinds.All.Select(kind => segments.ListAsync(brand, kind, cancellationToken)));
        List<Segment> all = [.. listed.SelectMany(static x => x)];

        // The ledger after the segments: an import stores its facts first and its record last.
        return new(BrandStore.Require(loaded, brand), all, FileHistory.Of(await imports.ListAsync(brand, cancellationToken)), loaded.Version);
    }

    private async Task<(IReadOnlyList<FactFile> Facts, Dictionary<string, KpiHeader> Headers)> ReadVersionsAsync(
        string brand, CancellationToken cancellationToken)
    {
        var files = facts.ListAsync(brand, cancellationToken);
        var headers = await Task.WhenAll(Grains.All.Select(grain => table.ReadHeadersAsync(brand, grain, null, null, cancellationToken)));
        return (await files, headers.SelectMany(static x => x).ToDictionary(static x => x.Period.Id, StringComparer.Ordinal));
    }

    /// <summary>What counts; null when a segment was compacted away after it was listed, which is a lost race like any other.</summary>
    private async Task<SelectedFacts?> SelectAsync(ComputationInput input, CancellationToken cancellationToken)
    {
        var stored = await segments.TryReadAsync(input.Segments, cancellationToken);
        return stored is null ? null : FactSelection.Select(stored, new SelectionOptions
        {
            Zone = input.Brand.Zone,
            CurrentReadings = input.History.CurrentReadings,
            FirstDrops = input.History.FirstDrops,
            CompleteAnswers = input.History.CompleteAnswers,
        });
    }

    private async Task<bool> WriteFactsAsync(
        string brand, SelectedFacts selected, IReadOnlyList<FactFile> before, CancellationToken cancellationToken)
    {
        var writer = new FactWriter(facts, brand, before);
        var treatment = new CostTreatment(selected.Ads);
        var first = SelectedRows.FirstOrders(selected.Orders);
        await writer.WriteAsync(selected.Ads, static x => x.Source, SelectedRows.Row, cancellationToken);
        await writer.WriteAsync(selected.Web, static x => x.Source, SelectedRows.Row, cancellationToken);
        await writer.WriteAsync(SelectedRows.Rows(selected.AdPeriods), static x => x.Source, static x => x.Row, cancellationToken);
        await writer.WriteAsync(SelectedRows.Rows(selected.WebPeriods), static x => x.Source, static x => x.Row, cancellationToken);
        await writer.WriteAsync(
            selected.Orders, static x => x.Version.Source, x => SelectedRows.Row(x, first.Contains(x.Key)), cancellationToken);
        await writer.WriteAsync(selected.Costs, static _ => Sources.Costs, x => SelectedRows.Row(x, treatment), cancellationToken);
        return await writer.FinishAsync(cancellationToken);
    }

    private async Task<Computation?> PublishAsync(
        BrandConfiguration brand,
        SelectedFacts selected,
        Dictionary<string, KpiHeader> headers,
        DateTimeOffset startedAt,
        IProgress<(int Done, int Of)>? progress,
        CancellationToken cancellationToken)
    {
        var calculator = new KpiCalculator(selected, brand);
        var periods = calculator.Periods();
        var outcomes = new KpiPublication[periods.Count];
        var done = 0;
        await Parallel.ForAsync(
            0,
            periods.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var kpis = calculator.Calculate(periods[i]);
                var header = headers.GetValueOrDefault(periods[i].Id);
                outcomes[i] = await table.PublishAsync(kpis, KpiFingerprint.Of(kpis), header, startedAt, token);
                progress?.Report((Interlocked.Increment(ref done), periods.Count));
            });

        var live = periods.Select(static x => x.Id).ToHashSet(StringComparer.Ordinal);
        var removed = 0;
        var lost = outcomes.Contains(KpiPublication.LostRace);
        foreach (var header in headers.Values.Where(x => !live.Contains(x.Period.Id)))
        {
            var gone = await table.RemoveAsync(header, cancellationToken);
            removed += gone ? 1 : 0;
            lost |= !gone;
        }

        return lost
            ? null
            : new Computation(
                outcomes.Count(static x => x == KpiPublication.Published),
                outcomes.Count(static x => x == KpiPublication.Unchanged),
                removed,
                1,
                selected.Notes,
                [.. periods.Where(static x => x.Grain == Grain.Week).Select(static x => x.Id)]);
    }

    /// <summary>What a computation starts from.</summary>
    private sealed record ComputationInput(
        BrandConfiguration Brand, IReadOnlyList<Segment> Segments, FileHistory History, string ConfigurationVersion)
    {
        /// <summary>Tells two inputs apart: segments never change, so their names do.</summary>
        public string Version { get; } = string.Join(
            '\n', Segments.Select(static x => x.Name.Path).Prepend(History.Version).Prepend(ConfigurationVersion));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Computed {Brand}: {Published} periods published, {Unchanged} unchanged, attempt {Attempt}")]
    private static partial void LogComputed(ILogger logger, string brand, int published, int unchanged, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Somebody else published KPIs of {Brand} or tidied its segments meanwhile; computing again (attempt {Attempt})")]
    private static partial void LogLostRace(ILogger logger, string brand, int attempt);
}
