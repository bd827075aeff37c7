using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Composition;

/// <summary>Whether the numbers can be trusted: sources, control totals, rejected rows, days that may change.</summary>
internal static class FootSection
{
    private const int MostMismatches = 2;
    private const int LongestFileName = 32;

    /// <summary>The notes and the legend.</summary>
    public static IEnumerable<Block> Of(ReportContext context)
    {
        yield return new TextBlock(Place.Foot, TextRole.Note, Sources(context));
        var sentences = Sentences(context).ToList();
        if (sentences.Count > 0)
        {
            yield return new TextBlock(Place.Foot, TextRole.Note, RichText.Of(string.Join(" ", sentences)));
        }

        yield return new TextBlock(Place.Foot, TextRole.Legend, Legend(context), RichText.Of(Which(context), Tone.Grey));
    }

    private static RichText Sources(ReportContext context)
    {
        var sources = context.Input.Notes.Sources;
        if (sources.Count == 0)
        {
            return RichText.Of(context.Words.NoSources, Tone.Worse, bold: true);
        }

        var runs = new List<Run>();
        foreach (var source in sources)
        {
            var name = context.Words.Source(source.Source).Replace(' ', NumberStyle.Nbsp);
            var day = source.LastDay is { } last ? context.Words.ShortDay(last) : NumberStyle.Dash;
            var tone = source.Complete ? Tone.Ink : Tone.Worse;
            runs.Add(new((runs.Count == 0 ? string.Empty : "   ") + (source.Complete ? "●" : "○") + NumberStyle.Nbsp, tone));
            runs.Add(new(name, tone, Bold: true));
            runs.Add(new(NumberStyle.Nbsp + day, source.Complete ? Tone.Ink : Tone.Worse));
        }

        return new(runs);
    }

    private static IEnumerable<string> Sentences(ReportContext context)
    {
        var notes = context.Input.Notes;
        var words = context.Words;
        if (notes.FilesRead > 0)
        {
            yield return words.Controls(notes.ControlsMatched, notes.ControlsMatched + notes.Mismatches.Select(static x => x.File).Distinct(StringComparer.Ordinal).Count(), notes.FilesRead);
        }

        foreach (var mismatch in notes.Mismatches.Take(MostMismatches))
        {
            yield return words.Mismatch(
                Names.Shorten(Names.Clean(mismatch.File), LongestFileName), mismatch.Measure, words.Numbers.Exact(mismatch.FileTotal), words.Numbers.Exact(mismatch.Read));
        }

        if (notes.Mismatches.Count > MostMismatches)
        {
            yield return words.MoreMismatches(notes.Mismatches.Count - MostMismatches);
        }

        if (notes.RowsRead > 0)
        {
            yield return words.Rejected(notes.RowsRejected, notes.RowsRead);
        }

        if (notes.Settling is { } settling)
        {
            yield return words.Settling(words.Days(settling.From, settling.To, withYear: false), settling.From == settling.To);
        }

        foreach (var note in notes.KpiNotes.Distinct(StringComparer.Ordinal).Select(words.FootNote).OfType<string>())
        {
            yield return note;
        }

        if (notes.Defaults.Count > 0)
        {
            yield return words.Defaults(notes.Defaults);
        }
    }

    private static RichText Legend(ReportContext context) => new(
        new Run("■" + NumberStyle.Nbsp),
        new Run(context.Words.LegendNow.Replace(' ', NumberStyle.Nbsp) + "   ", Tone.Grey),
        new Run("■" + NumberStyle.Nbsp, Tone.Past),
        new Run(context.Words.LegendPast + "   ", Tone.Grey),
        new Run("▲▼" + NumberStyle.Nbsp + context.Words.LegendChange, Tone.Grey));

    private static string Which(ReportContext context)
    {
        var id = $"{context.Input.ReportId} · {context.Input.Period.Id}";
        return context.Input.Version > 1 ? $"{id} · {context.Words.Version(context.Input.Version)}" : id;
    }
}
