using KpiFunctions.Reports.Blocks;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace KpiFunctions.Pdf;

/// <summary>Lays out cards in rows of up to four, parted by rules.</summary>
internal sealed class PageCards(TextWidths widths)
{
    private const int PerRow = 4;
    private const float Gap = 10f;
    private const float Spark = 26f;

    /// <summary>The block at a width.</summary>
    public void Add(IContainer container, CardsBlock block, float width)
    {
        var rows = (block.Cards.Count + PerRow - 1) / PerRow;
        var perRow = rows == 1 ? PerRow : (block.Cards.Count + rows - 1) / rows;
        var cell = (width - (Gap * (perRow - 1))) / perRow;
        container.Column(column =>
        {
            foreach (var cards in block.Cards.Chunk(perRow))
            {
                column.Item().PreventPageBreak().BorderTop(0.75f).BorderColor(Inks.Rule).PaddingVertical(9f).Row(row =>
                {
                    row.Spacing(Gap);
                    foreach (var card in cards)
                    {
                        Add(row.ConstantItem(cell), card, cell);
                    }
                });
            }
        });
    }

    private void Add(IContainer container, Card card, float width) => container.SemanticDivision().Column(column =>
    {
        column.Item().SemanticParagraph().Text(text =>
        {
            text.Span(card.Name).FontColor(Inks.Of(Tone.Grey));
            if (card.Note is not null)
            {
                text.Span(" · " + card.Note).FontSize(Sizes.Small).FontColor(Inks.Of(Tone.Grey));
            }
        });
        column.Item().SemanticParagraph().Text(card.Value).FontSize(Fitting(card.Value, width)).Bold().LineHeight(1.3f)
            .FontColor(Inks.Of(card.Reason is null ? Tone.Ink : Tone.Grey));
        if (card.Reason is not null)
        {
            column.Item().SemanticParagraph().Text(card.Reason).FontSize(Sizes.Small).FontColor(Inks.Of(Tone.Grey)).LineHeight(1.45f);
        }

        foreach (var change in card.Changes)
        {
            column.Item().SemanticParagraph().Text(text =>
            {
                text.Add(change.Text, Sizes.Small);
                text.Span(" " + change.Against).FontSize(Sizes.Small).FontColor(Inks.Of(Tone.Grey));
            });
        }

        if (card.Sparkline is { } sparkline)
        {
            column.Item().PaddingTop(3f).Height(Spark).Chart(sparkline);
        }
    });

    private float Fitting(string value, float width)
    {
        var size = Sizes.Value;
        while (size > Sizes.Lead && widths.Of(value, size, bold: true) > width)
        {
            size -= 0.5f;
        }

        return size;
    }
}
