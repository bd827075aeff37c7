using KpiFunctions.Storage.Facts;

namespace KpiFunctions.Pipeline.Kpis;

/// <summary>Writes the open facts of a brand, a file per source and month, and removes the months that have none any more.</summary>
internal sealed class FactWriter(FactStore store, string brand, IReadOnlyList<FactFile> before)
{
    private const int Parallelism = 8;
    private readonly Dictionary<FactPartition, FactFile> _before = before.ToDictionary(static x => x.Partition);
    private readonly HashSet<FactPartition> _live = [];
    private int _lost;

    public async Task WriteAsync<TFact, TRow>(
        IReadOnlyList<TFact> facts, Func<TFact, string> sourceOf, Func<TFact, TRow> rowOf, CancellationToken cancellationToken)
        where TRow : ISelectedRow<TRow>
    {
        var months = facts
            .Select(x => (Source: sourceOf(x), Row: rowOf(x)))
            .GroupBy(static x => (x.Source, Month: new DateOnly(x.Row.Date.Year, x.Row.Date.Month, 1)), static x => x.Row)
            .ToList();
        foreach (var month in months)
        {
            _live.Add(PartitionOf<TRow>(month.Key));
        }

        await Parallel.ForEachAsync(
            months,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (month, token) =>
            {
                List<TRow> rows = [.. month];
                var partition = PartitionOf<TRow>(month.Key);
                var written = await store.WriteAsync(
                    brand, partition.Source, partition.Month, rows, SelectedRows.Hash(rows), _before.GetValueOrDefault(partition), token);
                if (written == FactWrite.LostRace)
                {
                    Interlocked.Increment(ref _lost);
                }
            });
    }

    private FactPartition PartitionOf<TRow>((string Source, DateOnly Month) key)
        where TRow : ISelectedRow<TRow> => new(brand, TRow.Kind, key.Source, key.Month, TRow.IsOfPeriods);

    /// <summary>Removes what is no longer there; false when somebody else wrote meanwhile.</summary>
    public async Task<bool> FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var file in before.Where(x => !_live.Contains(x.Partition)))
        {
            if (!await store.DeleteAsync(file, cancellationToken))
            {
                _lost++;
            }
        }

        return _lost == 0;
    }
}
