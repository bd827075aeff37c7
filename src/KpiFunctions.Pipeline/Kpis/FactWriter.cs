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
            _live.Add(new FactPartition(brand, TRow.Kind, month.Key.Source, month.Key.Month));
        }

        await Parallel.ForEachAsync(
            months,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (month, token) =>
            {
                List<TRow> rows = [.. month];
                var partition = new FactPartition(brand, TRow.Kind, month.Key.Source, month.Key.Month);
                var written = await store.WriteAsync(
                    brand, partition.Source, partition.Month, rows, SelectedRows.Hash(rows), _before.GetValueOrDefault(partition), token);
                if (written == FactWrite.LostRace)
                {
                    Interlocked.Increment(ref _lost);
                }
            });
    }

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
