using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Cli.Commands;

/// <summary>Values and changes as the report writes them.</summary>
internal static class KpiText
{
    private static NumberStyle Numbers { get; } = Wording.Of(CliLanguage.Current).Numbers;

    public static string Value(KpiDefinition kpi, decimal value, string currency) => Numbers.Value(kpi.Unit, value, currency);

    /// <summary>Percentages change in points, everything else relatively; from nothing to something is "new".</summary>
    public static string Change(KpiDefinition kpi, decimal? before, decimal? now)
    {
        if (before is not { } then || now is not { } value)
        {
            return NumberStyle.Dash;
        }

        if (kpi.Unit == KpiUnit.Percent)
        {
            return Numbers.Points(value - then);
        }

        return Core.Kpis.Change.Relative(then, value) is { } change ? Numbers.Relative(change) : Wording.Of(CliLanguage.Current).New;
    }
}
