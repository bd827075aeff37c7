using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Composition;

/// <summary>
/// Turns the numbers of a week into a report: what changed and why, the numbers, where the money went, what caused the change,
/// what to act on, whether it can be trusted. A section with nothing to say is absent.
/// </summary>
public static class ReportComposer
{
    /// <summary>Composes the report in the input's language.</summary>
    public static ComposedReport Compose(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = new ReportContext(input);
        var story = Story.Of(context);
        return new(
            context.Words.Language,
            context.Words.Title(context.BrandName, Days(context, withYear: true)),
            context.BrandName,
            Subject(context, story),
            story.Lead.Runs.Count > 0 ? story.Lead.Plain : story.Headline,
            FileStem(input, context.Words.Language),
            input.Period.To.AddDays(1),
            [.. Blocks(context, story)],
            context.Words.MailClosing);
    }

    private static IEnumerable<Block> Blocks(ReportContext context, Story story)
    {
        yield return Masthead(context);
        yield return new HeadingBlock(Place.Full, HeadingLevel.Headline, story.Headline);
        if (story.Lead.Runs.Count > 0)
        {
            yield return new TextBlock(Place.Full, TextRole.Lead, story.Lead);
        }

        if (CardsSection.Of(context) is { } cards)
        {
            yield return cards;
        }

        var campaigns = CampaignSection.Has(context);
        var why = WhySection.Of(context, story, campaigns ? Place.Side : Place.Full).ToList();
        var beside = why.Count > 0 && campaigns ? Place.Main : Place.Full;
        foreach (var block in ChannelSection.Of(context).Concat(why).Concat(CampaignSection.Of(context, beside)).Concat(WhySection.History(context, story, beside)))
        {
            yield return block;
        }

        foreach (var block in FootSection.Of(context))
        {
            yield return block;
        }
    }

    private static TextBlock Masthead(ReportContext context) => new(
        Place.Full,
        TextRole.Masthead,
        new(new Run(Names.Shorten(context.BrandName, 40), Bold: true), new Run(" · " + context.Words.WeeklyReport, Tone.Grey)),
        RichText.Of(
            string.Join(" · ", Days(context, withYear: true), context.Words.Currency(context.Currency), context.Words.Zone(context.Input.Brand.TimeZone)),
            Tone.Grey));

    /// <summary>The one number that matters, then whose and when.</summary>
    private static string Subject(ReportContext context, Story story)
    {
        var tail = $"{Names.Shorten(context.BrandName, 48)}, {Days(context, withYear: false)}";
        var kpi = story.Main?.Kpi ?? KpiCatalogue.All.Where(x => context.Now(x) is not null).MaxBy(Findings.Weight);
        if (kpi is null || context.Now(kpi) is not { } now)
        {
            return tail;
        }

        var number = $"{context.Words.Kpi(kpi.Id)} {context.Format(kpi, now)}";
        var change = context.ChangeText(kpi, now, context.Before(kpi), bold: false)?.Plain.TrimStart('▲', '▼', NumberStyle.Nbsp);
        return change is null ? $"{number} · {tail}" : $"{number} ({change}) · {tail}";
    }

    private static string Days(ReportContext context, bool withYear) =>
        context.Words.Days(context.Input.Period.From, context.Input.Period.To, withYear);

    private static string FileStem(ReportInput input, string language)
    {
        var stem = $"{input.Brand.Brand}-{input.Period.Id}-{language}" + (input.Version > 1 ? $"-v{input.Version}" : string.Empty);
        return string.Concat(stem.Select(static x => char.IsAsciiLetterOrDigit(x) || x == '-' ? x : '-'));
    }
}
