using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Composition;

/// <summary>What every part of the composer needs: the input, the words, and values by KPI.</summary>
internal sealed class ReportContext(ReportInput input)
{
    public ReportInput Input { get; } = input;

    public Wording Words { get; } = Wording.Of(input.Language);

    public NumberStyle Numbers => Words.Numbers;

    public string Currency => Input.Current.Currency;

    public string BrandName => Names.Clean(Input.Brand.DisplayName);

    /// <summary>The week before, unless its money is in another currency.</summary>
    public PeriodKpis? Previous => Input.Previous is { } x && x.Currency == Currency ? x : null;

    private PeriodKpis? FourBack => Input.FourBack is { } x && x.Currency == Currency ? x : null;

    public KpiValue? Total(KpiDefinition kpi) => Input.Current.Total?.Value(kpi);

    public decimal? Now(KpiDefinition kpi) => Total(kpi)?.Value;

    public decimal? Before(KpiDefinition kpi) => Comparable(Previous, kpi);

    public decimal? FourWeeksAgo(KpiDefinition kpi) => Comparable(FourBack, kpi);

    public IReadOnlyList<decimal?> History(KpiDefinition kpi) =>
        [.. Input.History.Select(x => x is not null && x.Currency == Currency ? Comparable(x, kpi) : null)];

    /// <summary>A week in which other costs are not known has a CAC of ads alone, which is no past of one with them.</summary>
    private decimal? Comparable(PeriodKpis? week, KpiDefinition kpi) =>
        week?.Total?.Value(kpi) is { } value && CountsOtherCosts(value) == CountsOtherCosts(Total(kpi)) ? value.Value : null;

    private static bool CountsOtherCosts(KpiValue? value) => value?.Notes.Contains(KpiNotes.NoOtherCosts, StringComparer.Ordinal) != true;

    public string Format(KpiDefinition kpi, decimal value) => Numbers.Value(kpi.Unit, value, Currency);

    /// <summary>Name of a member in its scope.</summary>
    public string Member(KpiScope scope, string member) => scope switch
    {
        KpiScope.Channel => Words.Channel(member),
        KpiScope.Source => Words.Source(member),
        _ => Names.Clean(member),
    };

    /// <summary>Arrow, sign, number and unit in the colour of good or bad news; null where the change is unknown.</summary>
    public RichText? ChangeText(KpiDefinition kpi, decimal? now, decimal? before, bool bold)
    {
        if (now is not { } n || before is not { } b)
        {
            return null;
        }

        var difference = n - b;
        if (b == 0 && n != 0)
        {
            return RichText.Of(Words.New, Tone.Ink, bold);
        }

        var text = kpi.Unit == KpiUnit.Percent ? Numbers.Points(difference) : Numbers.Relative(Change.Relative(b, n) ?? 0m);
        if (!text.Any(static x => x is >= '1' and <= '9'))
        {
            return RichText.Of(text, Tone.Grey, bold);
        }

        // A ratio below zero, such as spend to negative sales, is neither good nor bad by its size.
        var tone = kpi.IsRatio && kpi.Better == Better.Lower && (n < 0 || b < 0) ? Tone.Ink : ToneOf(kpi, difference);
        return RichText.Of((difference > 0 ? "▲" : "▼") + NumberStyle.Nbsp + text, tone, bold);
    }

    public static Tone ToneOf(KpiDefinition kpi, decimal difference) => KpiChange.IsGood(kpi, difference) switch
    {
        true => Tone.Better,
        false => Tone.Worse,
        null => Tone.Ink,
    };
}
