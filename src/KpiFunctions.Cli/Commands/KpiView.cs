using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Words;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary>KPIs as a table that people like to look at.</summary>
internal static class KpiView
{
    public static void Write(PeriodKpis current, PeriodKpis? previous, KpiScope scope, IReadOnlyList<KpiDefinition> kpis)
    {
        var before = (previous?.Members ?? []).ToDictionary(static x => (x.Scope, x.Identity));
        foreach (var member in current.Of(scope))
        {
            AnsiConsole.Write(MemberTable(current, member, before.GetValueOrDefault((member.Scope, member.Identity)), kpis));
        }
    }

    private static Table MemberTable(PeriodKpis current, MemberKpis member, MemberKpis? before, IReadOnlyList<KpiDefinition> kpis)
    {
        var words = Wording.Of(CliLanguage.Current);
        var title = member.Scope switch
        {
            KpiScope.Total => current.Brand,
            KpiScope.Channel => words.Channel(member.Member),
            _ => member.Member,
        };
        var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(TerminalText.Clean($"{title} · {current.Period.Id}")));
        table.AddColumn(CliText.KpiColumn);
        table.AddColumn(new TableColumn(current.Period.Id).RightAligned());
        table.AddColumn(new TableColumn(CliText.PreviousColumn).RightAligned());
        table.AddColumn(new TableColumn(CliText.ChangeColumn).RightAligned());
        foreach (var kpi in kpis)
        {
            var now = member.Value(kpi);
            var then = before?.Value(kpi).Value;
            table.AddRow(
                Markup.Escape(words.Kpi(kpi.Id)),
                now.Value is { } value ? Markup.Escape(KpiText.Value(kpi, value, current.Currency)) : $"[grey]{Markup.Escape(CliText.Reason(now.Reason))}[/]",
                then is { } old ? Markup.Escape(KpiText.Value(kpi, old, current.Currency)) : "–",
                Markup.Escape(KpiText.Change(kpi, then, now.Value)));
        }

        return table;
    }
}
