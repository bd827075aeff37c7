using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// Decides which of all stored facts count. One pure function of the set of facts: neither their order, nor repeated facts,
/// nor the order in which files were processed can change its result.
/// </summary>
public static class FactSelection
{
    /// <summary>Chooses among all facts that are stored for a brand.</summary>
    public static SelectedFacts Select(FactSet stored, SelectionOptions options) => Select(stored, options, null, out _);

    /// <summary>As <see cref="Select(FactSet, SelectionOptions)"/>, and says as what it knew campaigns and accounts, by source of ads.</summary>
    /// <param name="stored">The facts.</param>
    /// <param name="options">What it needs beside.</param>
    /// <param name="adDays">The days of ads that are asked for, or null for all; a source with exports without days is chosen from whole.</param>
    /// <param name="names">What is known of names, of all days.</param>
    internal static SelectedFacts Select(
        FactSet stored, SelectionOptions options, IReadOnlySet<DateOnly>? adDays, out IReadOnlyDictionary<string, AdNames> names)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(options);

        var admission = new Admission(stored, options);
        var notes = new NoteBook();
        var answers = admission.Answers();
        var ads = AdSelection.Select(admission.Ads(), answers, options.Zone, adDays, notes);
        names = ads.Names;
        var web = WebSelection.Select(admission.Web(), answers, options.Zone, notes);
        var orders = OrderSelection.Select(admission.Orders(), notes);
        var costs = CostSelection.Select(admission.Costs());
        return new SelectedFacts(ads.Days, web.Days, orders, costs, notes.ToList())
        {
            AdPeriods = ads.Periods,
            WebPeriods = web.Periods,
            Renames = ads.Renames,
        };
    }
}
