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

        // Days are chosen one by one, so those that the file does not tell of are left alone.
        var days = file.Ads.TrueForAll(static x => x.IsDay) ? file.Ads.Select(static x => x.From).ToHashSet() : null;
        var before = FactSelection.Select(stored, options, days, out _);
        var after = FactSelection.Select(all, options, days, out var names);
        var tally = new RowTally();
        var sums = new SumTable();
        foreach (var source in file.Ads.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            // Of a row that is left out, because another reading of its file counts, nothing is known.
            var rows = names.TryGetValue(source.Key, out var known) ? source.Where(known.Knows).ToList() : [];
            if (rows.Count < source.Count())
            {
                tally.Leave(source.Count() - rows.Count, NotUsedReasons.Other);
            }

            if (rows.Count > 0)
            {
                new AdEffect(rows, known!, before, after).Count(tally, sums);
            }
        }

        foreach (var source in file.Web.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            var accounts = all.Web.Where(x => x.Source == source.Key).Select(static x => x.Account)
                .Concat(options.CompleteAnswers.Where(x => x.Answer.View.Kind == FactKind.Web && x.Answer.Source == source.Key).Select(static x => x.Answer.Account))
                .Distinct().ToList();
            new WebEffect(source.Key, [.. source], accounts, before, after).Count(tally, sums);
        }

        foreach (var source in file.Orders.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            OrderEffect.Count([.. source], before, after, tally, sums);
        }

        CostEffect.Count(file.Costs, before, after, tally, sums);
        var told = before.Renames.Select(static x => (x.Source, x.From, x.To)).ToHashSet();
        return tally.Effect(sums.Changes()) with { Renames = [.. after.Renames.Where(x => !told.Contains((x.Source, x.From, x.To)))] };
    }
}
