using KpiFunctions.Reports.Blocks;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace KpiFunctions.Pdf;

/// <summary>Lays out tables: a fine rule under each row, a strong one under the heads and above the total. Heads repeat on every page.</summary>
internal sealed class PageTables(TextWidths widths)
{
    /// <summary>The table at a width.</summary>
    public void Add(IContainer container, TableBlock block, float width)
    {
        var columns = TableWidths.Of(block, width, widths);
        container.SemanticTable().Table(table =>
        {
            table.ColumnsDefinition(definition =>
            {
                foreach (var column in columns)
                {
                    definition.ConstantColumn(column);
                }
            });
            if (block.Columns.Any(static x => x.Heading.Length > 0))
            {
                table.Header(header => AddHeads(header, block));
            }

            for (var row = 0; row < block.Rows.Count; row++)
            {
                AddRow(table, block, row);
            }
        });
    }

    private static void AddHeads(TableCellDescriptor header, TableBlock block)
    {
        for (var i = 0; i < block.Columns.Count; i++)
        {
            Aligned(header.Cell().BorderBottom(0.9f).BorderColor(Inks.Of(Tone.Ink)).PaddingBottom(3f), block.Columns[i].Kind, i)
                .Text(block.Columns[i].Heading).FontSize(Sizes.Small).FontColor(Inks.Of(Tone.Grey));
        }
    }

    private static void AddRow(TableDescriptor table, TableBlock block, int index)
    {
        var isLast = index + 1 == block.Rows.Count;
        var beforeTotal = !isLast && block.Rows[index + 1].IsTotal;
        for (var i = 0; i < block.Columns.Count; i++)
        {
            var kind = block.Columns[i].Kind;
            IContainer cell = kind == ColumnKind.Name ? table.Cell().AsSemanticHorizontalHeader() : table.Cell();
            if (!isLast)
            {
                cell = cell.BorderBottom(beforeTotal ? 0.7f : 0.5f).BorderColor(beforeTotal ? Inks.Of(Tone.Ink) : Inks.Rule);
            }

            Add(Aligned(cell.PaddingVertical(3f), kind, i), block.Rows[index].Cells[i]);
        }
    }

    private static IContainer Aligned(IContainer cell, ColumnKind kind, int index)
    {
        var inside = cell.PaddingLeft(index == 0 ? 0f : TableWidths.Gap).AlignMiddle();
        return kind == ColumnKind.Number ? inside.AlignRight() : inside;
    }

    private static void Add(IContainer cell, Cell content)
    {
        if (content.Chart is { } chart)
        {
            cell.Height((float)chart.Height).Chart(chart);
            return;
        }

        cell.Column(column =>
        {
            column.Item().Text(text => text.Add(content.Text, Sizes.Body));
            if (content.Under is not null)
            {
                column.Item().Text(content.Under).FontSize(Sizes.Small).FontColor(Inks.Of(Tone.Grey));
            }
        });
    }
}
