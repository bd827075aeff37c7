using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Composition;

/// <summary>Where the money went and what it brought: one row per channel, columns only for what is measured by channel.</summary>
internal static class ChannelSection
{
    private static readonly string[] Results = ["traffic", "conversion_rate", "orders", "sales_volume", "new_customers", "cac", "drr"];

    /// <summary>In the mail there is room for two results; these are the most telling ones.</summary>
    private static readonly string[] MailResults = ["new_customers", "orders", "cac", "drr", "sales_volume", "traffic", "conversion_rate"];

    /// <summary>Heading and table; nothing when no channel is known.</summary>
    public static IEnumerable<Block> Of(ReportContext context)
    {
        var spend = KpiCatalogue.Find("ad_spend")!;
        var shown = Results.Select(static x => KpiCatalogue.Find(x)!).Append(spend).ToList();
        var channels = context.Input.Current.Of(KpiScope.Channel)
            .Where(x => shown.Exists(kpi => x.Value(kpi).Value is not null))
            .OrderBy(static x => Position(x.Member))
            .ToList();
        var hasSpend = channels.Exists(x => x.Value(spend).Value is not null);
        var results = Results.Select(static x => KpiCatalogue.Find(x)!)
            .Where(kpi => channels.Exists(x => x.Value(kpi).Value is not null))
            .ToList();
        if (channels.Count == 0 || (!hasSpend && results.Count == 0))
        {
            yield break;
        }

        var webAttributed = channels.Exists(static x => x.Notes.Values.Any(static y => y.Contains(KpiNotes.WebAttributed, StringComparer.Ordinal)));
        yield return new HeadingBlock(
            Place.Full, HeadingLevel.Section, context.Words.ChannelsTitle(hasSpend), context.Words.ChannelsCaption(hasSpend, context.Previous is not null, webAttributed))
        {
            NarrowCaption = context.Words.ChannelsCaption(bars: false, compared: false, webAttributed),
        };
        yield return Table(context, channels, hasSpend ? spend : null, results);
    }

    private static TableBlock Table(ReportContext context, List<MemberKpis> channels, KpiDefinition? spend, List<KpiDefinition> results)
    {
        var before = context.Previous?.Of(KpiScope.Channel).ToDictionary(static x => x.Identity, StringComparer.Ordinal) ?? [];
        var largest = spend is null ? 0m : channels.Max(x => Math.Max(
            x.Value(spend).Value ?? 0m, before.GetValueOrDefault(x.Identity)?.Value(spend).Value ?? 0m));
        var inMail = results.OrderBy(static x => Array.IndexOf(MailResults, x.Id)).Take(spend is null ? 3 : 2).ToHashSet();

        var columns = new List<Column> { new(context.Words.ChannelColumn, ColumnKind.Name) };
        if (spend is not null)
        {
            columns.Add(new(context.Words.Column(spend.Id), ColumnKind.Number));
            columns.Add(new(string.Empty, ColumnKind.Chart, InMail: false));
        }

        columns.AddRange(results.Select(x => new Column(context.Words.Column(x.Id), ColumnKind.Number, inMail.Contains(x))));

        var rows = channels.ConvertAll(x => RowOf(
            context, context.Words.Channel(x.Member), x, before.GetValueOrDefault(x.Identity), spend, results, largest));
        if (context.Input.Current.Total is { } total)
        {
            rows.Add(RowOf(context, context.Words.Total, total, null, spend, results, largest: 0) with { IsTotal = true });
        }

        return new(Place.Full, columns, rows);
    }

    private static Row RowOf(
        ReportContext context,
        string name,
        MemberKpis member,
        MemberKpis? before,
        KpiDefinition? spend,
        List<KpiDefinition> results,
        decimal largest)
    {
        var bold = member.Scope == KpiScope.Total;
        var cells = new List<Cell> { Cell.Of(name, bold: bold) };
        if (spend is not null)
        {
            var (now, then) = (member.Value(spend).Value, before?.Value(spend).Value);
            cells.Add(Value(context, spend, now, bold));
            cells.Add(largest > 0 && (now > 0 || then > 0)
                ? new(RichText.Empty, null, Charts.Bars(now, then, largest, string.Empty))
                : Cell.Empty);
        }

        cells.AddRange(results.Select(x => Value(context, x, member.Value(x).Value, bold)));
        return new(cells);
    }

    private static Cell Value(ReportContext context, KpiDefinition kpi, decimal? value, bool bold) =>
        value is { } x ? Cell.Of(context.Format(kpi, x), bold: bold) : Cell.Of(NumberStyle.Dash, Tone.Grey);

    private static int Position(string channel)
    {
        for (var i = 0; i < Channels.All.Count; i++)
        {
            if (Channels.All[i] == channel)
            {
                return i;
            }
        }

        return Channels.All.Count;
    }
}
