using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection.Effects;

/// <summary>
/// Says what a file changes in what counts. It only compares the selection without and with the file, so it can never tell another story
/// than the numbers do.
/// </summary>
public static class FileEffects
{
    /// <summary>Compares; null when the file holds no facts.</summary>
    /// <param name="stored">What was stored before the file, of its source at least and of its days at least.</param>
    /// <param name="file">The facts of the file.</param>
    /// <param name="options">As for the selection; it must know the file's reading, where the same bytes were read before.</param>
    public static FileEffect? Of(FactSet stored, FactSet file, SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        if (file.Count == 0)
        {
            return null;
        }

        var all = new FactSet();
        all.Add(stored);
        all.Add(file);
        var before = FactSelection.Select(stored, options);
        var after = FactSelection.Select(all, options);
        var tally = new RowTally();
        var sums = new SumTable();
        foreach (var source in file.Ads.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            new AdEffect(source.Key, [.. source], before, after).Count(all.Ads, tally, sums);
        }

        foreach (var source in file.Web.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            new WebEffect(source.Key, [.. source], before, after).Count(all.Web, tally, sums);
        }

        foreach (var source in file.Orders.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            OrderEffect.Count([.. source], before, after, tally, sums);
        }

        CostEffect.Count(file.Costs, before, after, tally, sums);
        return tally.Effect(sums.Changes());
    }
}
