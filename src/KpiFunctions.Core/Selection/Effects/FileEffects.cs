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
        var admission = new Admission(all, options);
        var answers = admission.Answers();
        var ads = file.Ads.Count > 0 ? admission.Ads().ToLookup(static x => x.Source, StringComparer.Ordinal) : null;
        foreach (var source in file.Ads.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            // A row of which another reading counts is not among what is admitted.
            var own = source.Select(static x => (x.Origin.FileHash, x.Origin.Row, x.Origin.Reading)).ToHashSet();
            var admitted = ads![source.Key].ToList();
            own.ExceptWith(admitted.Select(static x => (x.Origin.FileHash, x.Origin.Row, x.Origin.Reading)));
            admitted.AddRange(source.Where(x => own.Contains((x.Origin.FileHash, x.Origin.Row, x.Origin.Reading))));
            var names = new AdNames(admitted, AccountsOf(answers, FactKind.Ads, source.Key));
            new AdEffect([.. source], names, before, after).Count(tally, sums);
        }

        var web = file.Web.Count > 0 ? admission.Web().Concat(file.Web).ToLookup(static x => x.Source, static x => x.Account, StringComparer.Ordinal) : null;
        foreach (var source in file.Web.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            var accounts = web![source.Key].Distinct().Concat(AccountsOf(answers, FactKind.Web, source.Key)).ToList();
            new WebEffect(source.Key, [.. source], accounts, before, after).Count(tally, sums);
        }

        foreach (var source in file.Orders.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            OrderEffect.Count([.. source], before, after, tally, sums);
        }

        CostEffect.Count(file.Costs, before, after, tally, sums);
        var known = before.Renames.Select(static x => (x.Source, x.From, x.To)).ToHashSet();
        return tally.Effect(sums.Changes()) with { Renames = [.. after.Renames.Where(x => !known.Contains((x.Source, x.From, x.To)))] };
    }

    private static List<AccountRef> AccountsOf(IReadOnlyList<StampedAnswer> answers, FactKind kind, string source) =>
        [.. answers.Where(x => x.Answer.View.Kind == kind && x.Answer.Source == source).Select(static x => x.Answer.Account)];
}
