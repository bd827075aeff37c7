using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// Decides which of all stored facts count. One pure function of the set of facts: neither their order, nor repeated facts,
/// nor the order in which files were processed can change its result.
/// </summary>
public static class FactSelection
{
    /// <summary>Chooses among all facts that are stored for a brand.</summary>
    public static SelectedFacts Select(FactSet stored, SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(options);

        var admission = new Admission(stored, options);
        var notes = new NoteBook();
        var answers = admission.Answers();
        var ads = AdSelection.Select(admission.Ads(), answers, options.Zone, notes);
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
