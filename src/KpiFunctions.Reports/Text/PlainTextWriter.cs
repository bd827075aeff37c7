using System.Text;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Words;

namespace KpiFunctions.Reports.Text;

/// <summary>Writes a report as plain text: the mail's second part, complete on its own.</summary>
public static class PlainTextWriter
{
    /// <summary>Lines are broken here.</summary>
    private const int Width = 72;

    private const int LongestName = 34;

    /// <summary>The whole text; lines end with a line feed.</summary>
    public static string Write(ComposedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        foreach (var block in report.Blocks.Where(static x => !x.IsExtra))
        {
            Add(text, block);
        }

        Wrap(text, report.MailClosing);
        return text.ToString().Replace(NumberStyle.Nbsp, ' ');
    }

    private static void Add(StringBuilder text, Block block)
    {
        switch (block)
        {
            case HeadingBlock { Level: HeadingLevel.Headline } x:
                Wrap(text, x.Text);
                text.Append('=', Math.Min(Width, x.Text.Length)).Append("\n\n");
                break;
            case HeadingBlock x:
                text.Append('\n').Append(x.Text).Append('\n').Append('-', x.Text.Length).Append('\n');
                if (x.NarrowCaption is not null)
                {
                    Wrap(text, x.NarrowCaption);
                }

                break;
            case TextBlock { Role: TextRole.Legend }:
                // Nothing to read by colour here.
                text.Append('\n');
                break;
            case TextBlock x:
                text.Append(x.Place == Place.Foot ? "\n" : string.Empty);
                Wrap(text, x.End is null ? x.Text.Plain : $"{x.Text.Plain} · {x.End.Plain}");
                text.Append(x.Place == Place.Foot ? string.Empty : "\n");
                break;
            case CardsBlock x:
                foreach (var card in x.Cards)
                {
                    Add(text, card);
                }

                break;
            case TableBlock x:
                Add(text, x);
                break;
            case ChartBlock x:
                Wrap(text, x.Chart.Description);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, null);
        }
    }

    private static void Add(StringBuilder text, Card card)
    {
        var name = card.Note is null ? card.Name : $"{card.Name} ({card.Note})";
        var first = $"{name}: {card.Value}" + (card.Reason is null ? string.Empty : $" ({card.Reason})");
        var changes = card.Changes.Select(static x => $"{x.Text.Plain} {x.Against}");
        Wrap(text, string.Join("; ", changes.Prepend(first)));
    }

    private static void Add(StringBuilder text, TableBlock table)
    {
        var shown = Enumerable.Range(0, table.Columns.Count).Where(x => table.Columns[x].InMail && table.Columns[x].Kind != ColumnKind.Chart).ToList();
        var lines = table.Rows.Select(row => shown.ConvertAll(x => Cell(row.Cells[x], table.Columns[x].Kind))).ToList();
        var heads = shown.ConvertAll(x => table.Columns[x].Heading);
        if (heads.Exists(static x => x.Length > 0))
        {
            lines.Insert(0, heads);
        }

        var widths = shown.Select((_, i) => lines.Max(x => x[i].Length)).ToList();
        foreach (var line in lines)
        {
            var padded = line.Select((x, i) => table.Columns[shown[i]].Kind == ColumnKind.Name ? x.PadRight(widths[i]) : x.PadLeft(widths[i]));
            text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
        }
    }

    private static string Cell(Cell cell, ColumnKind kind)
    {
        var text = cell.Under is null ? cell.Text.Plain : $"{cell.Text.Plain}, {cell.Under}";
        return kind == ColumnKind.Name ? Composition.Names.Shorten(text, LongestName) : text;
    }

    private static void Wrap(StringBuilder text, string paragraph)
    {
        var used = 0;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (used > 0 && used + 1 + word.Length > Width)
            {
                text.Append('\n');
                used = 0;
            }
            else if (used > 0)
            {
                text.Append(' ');
                used++;
            }

            text.Append(word);
            used += word.Length;
        }

        text.Append('\n');
    }
}
