using KpiFunctions.Reports.Blocks;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace KpiFunctions.Pdf;

/// <summary>Lays the five kinds of block out, each with the tag that says what it is.</summary>
internal sealed class PageBlocks(TextWidths widths)
{
    private readonly PageTables _tables = new(widths);
    private readonly PageCards _cards = new(widths);

    /// <summary>Adds a block over the whole width, or blocks that share two columns; whichever comes first stands on the left.</summary>
    public void Add(ColumnDescriptor column, IReadOnlyList<Block> group)
    {
        if (group[0].Place == Place.Full)
        {
            Add(column.Item(), group[0], Sizes.Width);
            return;
        }

        var main = group.Where(static x => x.Place == Place.Main).ToList();
        var side = group.Where(static x => x.Place == Place.Side).ToList();
        column.Item().Row(row =>
        {
            row.Spacing(Sizes.Gutter);
            if (group[0].Place == Place.Side)
            {
                Stack(row.ConstantItem(Sizes.SideWidth), side, Sizes.SideWidth);
                Stack(row.RelativeItem(), main, Sizes.Width - Sizes.SideWidth - Sizes.Gutter);
            }
            else
            {
                Stack(row.RelativeItem(), main, Sizes.Width - Sizes.SideWidth - Sizes.Gutter);
                Stack(row.ConstantItem(Sizes.SideWidth), side, Sizes.SideWidth);
            }
        });
    }

    /// <summary>Adds the notes at the foot of the last page.</summary>
    public void AddFoot(ColumnDescriptor column, IReadOnlyList<Block> notes)
    {
        if (notes.Count > 0)
        {
            Stack(
                column.Item().PreventPageBreak().ExtendVertical().AlignBottom().PaddingTop(10f)
                    .BorderTop(1f).BorderColor(Inks.Of(Tone.Ink)).PaddingTop(5f),
                notes,
                Sizes.Width);
        }
    }

    private void Stack(IContainer container, IReadOnlyList<Block> blocks, float width) => container.Column(column =>
    {
        foreach (var block in blocks)
        {
            Add(column.Item(), block, width);
        }
    });

    private void Add(IContainer container, Block block, float width)
    {
        switch (block)
        {
            case HeadingBlock { Level: HeadingLevel.Headline } x:
                container.PaddingTop(11f).SemanticHeader1().Text(x.Text).FontSize(Sizes.Headline).Bold().LineHeight(1.25f).LetterSpacing(-0.018f);
                break;
            case HeadingBlock x:
                AddSection(container, x);
                break;
            case TextBlock x:
                AddText(container, x, width);
                break;
            case CardsBlock x:
                _cards.Add(container.PaddingTop(14f), x, width);
                break;
            case TableBlock x:
                _tables.Add(container.PaddingTop(2f), x, width);
                break;
            case ChartBlock x:
                container.PaddingTop(4f).Height((float)x.Chart.Height).Chart(x.Chart);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, null);
        }
    }

    /// <summary>A title does not stay behind at the end of a page.</summary>
    private static void AddSection(IContainer container, HeadingBlock block) => container.EnsureSpace(72f).PaddingTop(22f).Column(column =>
    {
        column.Item().SemanticHeader2().Text(block.Text).FontSize(Sizes.Lead).Bold().LineHeight(1.33f);
        if (block.Caption is not null)
        {
            column.Item().SemanticParagraph().Text(block.Caption).FontSize(Sizes.Small).FontColor(Inks.Of(Tone.Grey)).LineHeight(1.4f);
        }
    });

    private void AddText(IContainer container, TextBlock block, float width)
    {
        var (size, above) = block.Role switch
        {
            TextRole.Masthead => (Sizes.Body, 0f),
            TextRole.Lead => (Sizes.Lead, 5f),
            TextRole.Note => (Sizes.Small, 3f),
            TextRole.Legend => (Sizes.Small, 5f),
            _ => throw new ArgumentOutOfRangeException(nameof(block), block.Role, null),
        };
        container = container.PaddingTop(above);
        if (block.Role == TextRole.Masthead)
        {
            container = container.BorderBottom(1f).BorderColor(Inks.Of(Tone.Ink)).PaddingBottom(7f);
        }

        if (block.End is not { } end)
        {
            Paragraph(container, block.Text, size);
        }
        else if (end.Runs.Sum(x => widths.Of(x.Text, size, x.Bold)) is var endWidth && endWidth < width * 0.6f)
        {
            container.Row(row =>
            {
                row.Spacing(12f);
                Paragraph(row.RelativeItem(), block.Text, size);
                Paragraph(row.ConstantItem(endWidth), end, size);
            });
        }
        else
        {
            container.Column(column =>
            {
                Paragraph(column.Item(), block.Text, size);
                Paragraph(column.Item(), end, size);
            });
        }
    }

    private static void Paragraph(IContainer container, RichText content, float size) => container.SemanticParagraph().Text(text =>
    {
        text.DefaultTextStyle(static x => x.LineHeight(1.45f));
        text.Add(content, size);
    });
}

/// <summary>Draws charts.</summary>
internal static class PageCharts
{
    /// <summary>The chart in all the space there is; without a description it is decoration beside numbers that say the same.</summary>
    public static void Chart(this IContainer container, Chart chart)
    {
        var tagged = chart.Description.Length > 0 ? container.SemanticFigure(chart.Description) : container.SemanticIgnore();
        tagged.Svg(size => SvgChart.Of(chart, size.Width, size.Height, TextWidths.Family));
    }
}
