using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Reports.Composition;

/// <summary>The report in two sentences, and the split that proves the first.</summary>
/// <param name="Headline">Under 120 characters.</param>
/// <param name="Lead">What else matters; may be empty.</param>
/// <param name="Main">The change that the headline is about, or null.</param>
/// <param name="Split">Its exact split, or null where there is none.</param>
internal sealed record Story(string Headline, RichText Lead, KpiChange? Main, ChangeSplit? Split)
{
    /// <summary>The longest headline.</summary>
    public const int MaxHeadline = 119;

    /// <summary>A part below this share of the change is not its cause.</summary>
    private const decimal SmallestCause = 0.25m;

    /// <summary>A smaller relative change is not told.</summary>
    private const decimal SmallestNews = 0.01m;

    private static readonly string[][] Families =
    [
        ["cac", "cac_ads", "drr", "cpc", "ad_spend", "clicks", "impressions", "ctr"],
        ["sales_volume", "orders", "aov"],
        ["new_customers", "customers"],
        ["traffic", "organic_traffic", "conversion_rate"],
    ];

    /// <summary>Tells the week's story.</summary>
    public static Story Of(ReportContext context)
    {
        var findings = Findings.Of(context);
        if (context.Input.Current.Total is not { } total || KpiCatalogue.All.All(x => total.Value(x).Value is null))
        {
            var period = context.Input.Period;
            return new(context.Words.NothingKnown(context.Words.Days(period.From, period.To, withYear: false)), LeadOf(context, [], null), null, null);
        }

        if (findings.Count == 0)
        {
            return new(Fitting(context.Words.FirstWeek, Values(context)), LeadOf(context, [], context.Words.ComparisonsFollow), null, null);
        }

        if (findings.FirstOrDefault(static x => x.Notable) is not { } main)
        {
            return new(Fitting(context.Words.Quiet, Values(context)), LeadOf(context, findings.Take(2), null), null, null);
        }

        var split = ChangeSplit.Between(main.Change.Kpi, context.Previous!, context.Input.Current);
        return new(HeadlineOf(context, main.Change, split), LeadOf(context, Others(findings, main), null), main.Change, split);
    }

    private static string HeadlineOf(ReportContext context, KpiChange change, ChangeSplit? split)
    {
        var clause = context.Words.Changed(change, context.Currency);
        if (split is null || Largest(split) is not { } part)
        {
            return clause;
        }

        var name = context.Member(part.Scope, part.Member);
        for (var length = 60; length >= 12; length -= 4)
        {
            var member = part.Scope == KpiScope.Total ? string.Empty : context.Words.Quote(Names.Shorten(name, length));
            if (context.Words.Cause(part, change.Kpi.Id, member, context.Currency) is not { } cause)
            {
                return clause;
            }

            if (clause.Length + 2 + cause.Length <= MaxHeadline)
            {
                return $"{clause}: {cause}";
            }
        }

        return clause;
    }

    /// <summary>The largest part that points the way of the change and is a real share of it.</summary>
    private static SplitPart? Largest(ChangeSplit split) => split.Parts
        .FirstOrDefault(x => x.Amount * split.Whole > 0 && Math.Abs(x.Amount) >= SmallestCause * Math.Abs(split.Whole)
            && x.Kind != SplitKind.Unassigned);

    /// <summary>Sales first, then the most important change that does not say the same thing again.</summary>
    private static IEnumerable<Finding> Others(IReadOnlyList<Finding> findings, Finding main)
    {
        var told = new List<string> { main.Change.Kpi.Id };
        foreach (var finding in findings.OrderByDescending(static x => x.Change.Kpi.Id == "sales_volume").ThenByDescending(static x => x.Score))
        {
            if (told.Count < 3 && !told.Exists(x => SameFamily(x, finding.Change.Kpi.Id)))
            {
                told.Add(finding.Change.Kpi.Id);
                yield return finding;
            }
        }
    }

    private static bool SameFamily(string a, string b) => Array.Exists(Families, x => x.Contains(a, StringComparer.Ordinal) && x.Contains(b, StringComparer.Ordinal));

    private static RichText LeadOf(ReportContext context, IEnumerable<Finding> findings, string? sentence)
    {
        var runs = new List<Run>();
        var sentences = findings.Where(static x => x.Change.IsNew || Math.Abs(x.Change.Relative ?? 0m) >= SmallestNews).Select(x => context.Words.Changed(x.Change, context.Currency) + ".");
        foreach (var text in sentence is null ? sentences : sentences.Append(sentence))
        {
            runs.Add(new(runs.Count == 0 ? text : " " + text));
        }

        foreach (var source in context.Input.Notes.Sources.Where(static x => !x.Complete))
        {
            var text = context.Words.Late(context.Words.Source(source.Source), source.LastDay);
            runs.Add(new(runs.Count == 0 ? text : " " + text, Tone.Worse, Bold: true));
        }

        return new(runs);
    }

    private static List<string> Values(ReportContext context) =>
    [
        .. KpiCatalogue.All
            .Where(x => context.Now(x) is not null && x.Id is not "cac_ads")
            .OrderByDescending(Findings.Weight)
            .Take(3)
            .Select(x => context.Words.ValueClause(x.Id, context.Now(x)!.Value, context.Format(x, context.Now(x)!.Value))),
    ];

    private static string Fitting(Func<IReadOnlyList<string>, string> sentence, List<string> clauses)
    {
        while (clauses.Count > 1 && sentence(clauses).Length > MaxHeadline)
        {
            clauses.RemoveAt(clauses.Count - 1);
        }

        return sentence(clauses);
    }
}
