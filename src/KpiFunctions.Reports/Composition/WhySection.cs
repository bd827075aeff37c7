using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Composition;

/// <summary>The exact parts of the headline's change. The written parts add up to the written change, too.</summary>
internal static class WhySection
{
    private const int MostParts = 4;

    /// <summary>Parts below this share of the largest one are told together.</summary>
    private const decimal Small = 0.04m;

    /// <summary>Heading and table; nothing without a split.</summary>
    public static IEnumerable<Block> Of(ReportContext context, Story story, Place place)
    {
        if (story.Split is not { } split || story.Main is not { } main || split.Parts.Count < 2)
        {
            yield break;
        }

        var kpi = main.Kpi;
        var symbol = NumberStyle.Symbol(context.Currency);
        yield return new HeadingBlock(
            place, HeadingLevel.Section, context.Words.WhyTitle(kpi.Id, main.Up), context.Words.WhyCaption(kpi.Id, symbol));
        yield return Table(context, split, place);
    }

    private static TableBlock Table(ReportContext context, ChangeSplit split, Place place)
    {
        var decimals = Decimals(split);
        var parts = Shown(context, split);
        var amounts = Rounded(split, [.. parts.Select(static x => x.Amount)], decimals);
        var (low, high) = (amounts.Min(), amounts.Max());

        var previous = context.Previous!.Period;
        var current = context.Input.Period;
        var rows = new List<Row>
        {
            new([Cell.Of(context.Words.ShortDays(previous.From, previous.To)), Cell.Empty, Cell.Of(Value(context, split.Kpi, split.Before, decimals))]),
        };
        for (var i = 0; i < parts.Count; i++)
        {
            var tone = ReportContext.ToneOf(split.Kpi, amounts[i]);
            var ink = tone switch { Tone.Better => Ink.Better, Tone.Worse => Ink.Worse, _ => Ink.Now };
            rows.Add(new(
            [
                new(RichText.Of(parts[i].Label), parts[i].Under),
                new(RichText.Empty, null, Charts.Part(amounts[i], low, high, ink, string.Empty)),
                Cell.Of(Signed(context, split.Kpi, amounts[i], decimals), tone, bold: true),
            ]));
        }

        rows.Add(new(
            [
                Cell.Of(context.Words.ShortDays(current.From, current.To), bold: true),
                Cell.Empty,
                Cell.Of(Value(context, split.Kpi, split.After, decimals), bold: true),
            ],
            IsTotal: true));
        return new(place, [new(string.Empty, ColumnKind.Name), new(string.Empty, ColumnKind.Chart), new(string.Empty, ColumnKind.Number)], rows);
    }

    private static List<(string Label, string? Under, decimal Amount)> Shown(ReportContext context, ChangeSplit split)
    {
        var largest = split.Parts.Max(static x => Math.Abs(x.Amount));
        var large = split.Parts.Where(x => Math.Abs(x.Amount) >= Small * largest).Take(MostParts).ToList();
        var rest = split.Parts.Skip(large.Count).ToList();
        if (rest.Count == 1)
        {
            (large, rest) = ([.. split.Parts], []);
        }

        var shown = large.ConvertAll(x => (
            Label: x.Kind == SplitKind.Member ? context.Member(x.Scope, x.Member) : context.Words.PartLabel(x, split.Kpi.Id),
            Under: x.Scope == KpiScope.Total || x.Kind == SplitKind.Member ? null : context.Member(x.Scope, x.Member),
            x.Amount));
        if (rest.Count > 0)
        {
            shown.Add((context.Words.OtherParts(rest.Count), null, rest.Sum(static x => x.Amount)));
        }

        return shown;
    }

    /// <summary>Rounds the parts so that they add up to the difference of the rounded values; the largest takes what is left.</summary>
    private static List<decimal> Rounded(ChangeSplit split, IReadOnlyList<decimal> amounts, int decimals)
    {
        var rounded = amounts.Select(x => Math.Round(x, decimals, MidpointRounding.AwayFromZero)).ToList();
        var whole = Math.Round(split.After, decimals, MidpointRounding.AwayFromZero) - Math.Round(split.Before, decimals, MidpointRounding.AwayFromZero);
        rounded[0] += whole - rounded.Sum();
        return rounded;
    }

    /// <summary>Decimals of the KPI's own unit; two more for a fraction, which is written in per cent.</summary>
    private static int Decimals(ChangeSplit split)
    {
        var size = Math.Max(Math.Abs(split.Before), Math.Abs(split.After));
        return split.Kpi.Unit switch
        {
            KpiUnit.Money => Math.Abs(split.Whole) < 5m ? 2 : 0,
            KpiUnit.Percent => size >= 1m ? 3 : 4,
            KpiUnit.Count => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(split), split.Kpi.Unit, null),
        };
    }

    private static string Value(ReportContext context, KpiDefinition kpi, decimal value, int decimals) => kpi.Unit switch
    {
        KpiUnit.Money => context.Numbers.MoneyWith(value, decimals, context.Currency),
        KpiUnit.Percent => context.Numbers.PercentWith(value, decimals - 2),
        _ => context.Numbers.Count(value),
    };

    private static string Signed(ReportContext context, KpiDefinition kpi, decimal amount, int decimals) => kpi.Unit switch
    {
        KpiUnit.Money => context.Numbers.SignedMoney(amount, decimals, context.Currency),
        KpiUnit.Percent => context.Numbers.SignedPoints(amount, decimals - 2),
        _ => context.Numbers.SignedCount(amount),
    };

    /// <summary>The headline's KPI week by week, where there is room for it.</summary>
    public static IEnumerable<Block> History(ReportContext context, Story story, Place place)
    {
        if (story.Main?.Kpi is not { } kpi)
        {
            yield break;
        }

        var history = context.History(kpi);
        var known = history.OfType<decimal>().ToList();
        if (known.Count < 3)
        {
            yield break;
        }

        var first = context.Input.Period.From.AddDays(-7 * (history.Count - 1));
        var description = context.Words.SparklineDescription(
            kpi.Id, history.Count, context.Format(kpi, known.Min()), context.Format(kpi, known.Max()), context.Format(kpi, known[^1]));
        var chart = Charts.History(
            history,
            x => context.Format(kpi, x),
            context.Words.ShortDays(first, first.AddDays(6)),
            context.Words.ShortDays(context.Input.Period.From, context.Input.Period.To),
            description);
        if (chart is not null)
        {
            yield return new HeadingBlock(place, HeadingLevel.Section, context.Words.HistoryTitle(kpi.Id, history.Count)) { IsExtra = true };
            yield return new ChartBlock(place, chart) { IsExtra = true };
        }
    }
}
