using KpiFunctions.Reports.Blocks;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>Lays out cards in rows of up to four, parted by rules.</summary>
internal sealed class CardPieces(Fonts fonts, PageStyle style)
{
    private const int PerRow = 4;
    private const float Gap = 10f;
    private const float NameLine = 12.5f;
    private const float ValueLine = 22f;
    private const float ChangeLine = 11.2f;

    /// <summary>The block at a width.</summary>
    public Piece Of(CardsBlock block, float width)
    {
        var rows = (block.Cards.Count + PerRow - 1) / PerRow;
        var perRow = rows == 1 ? PerRow : (block.Cards.Count + rows - 1) / rows;
        var cell = (width - (Gap * (perRow - 1))) / perRow;
        var pieces = block.Cards.Chunk(perRow).Select(x => Row(x, cell, width)).ToList();
        return Piece.Stack(pieces) with { Above = style.Space(14f) };
    }

    private Piece Row(Card[] cards, float cell, float width)
    {
        var lines = cards.Max(static x => Math.Max(x.Changes.Count, x.Reason is null ? 0 : 1));
        var spark = cards.Any(static x => x.Sparkline is not null) ? style.Spark + style.Space(3f) : 0f;
        var padding = style.Space(9f);
        var height = padding + NameLine + ValueLine + (lines * ChangeLine) + spark + padding;
        return new(0f, height, (canvas, x, y) =>
        {
            Rules.Draw(canvas, x, y, width, Colors.Rule, 0.75f);
            for (var i = 0; i < cards.Length; i++)
            {
                Draw(canvas, cards[i], x + (i * (cell + Gap)), y + padding, cell, lines);
            }
        });
    }

    private void Draw(SKCanvas canvas, Card card, float x, float y, float width, int lines)
    {
        DrawName(canvas, card, x, y + 9.5f, width);
        y += NameLine;

        var size = PageStyle.Value;
        while (size > PageStyle.Lead && fonts.Width(card.Value, size, bold: true) > width)
        {
            size -= 0.5f;
        }

        fonts.Draw(canvas, card.Value, x, y + 17f, size, bold: true, Colors.Of(card.Reason is null ? Tone.Ink : Tone.Grey));
        y += ValueLine;
        if (card.Reason is not null)
        {
            new Paragraph(fonts, RichText.Of(card.Reason, Tone.Grey), PageStyle.Small, ChangeLine, width).Draw(canvas, x, y);
        }

        for (var i = 0; i < card.Changes.Count; i++)
        {
            DrawChange(canvas, card.Changes[i], x, y + (i * ChangeLine) + 8.2f, width);
        }

        y += (lines * ChangeLine) + style.Space(3f);
        if (card.Sparkline is not null)
        {
            ChartDrawing.Draw(canvas, card.Sparkline, new SKRect(x, y, x + width, y + style.Spark), Palette.Light, fonts: null);
        }
    }

    private void DrawName(SKCanvas canvas, Card card, float x, float baseline, float width)
    {
        var note = card.Note is null ? string.Empty : " · " + card.Note;
        var noteWidth = fonts.Width(note, PageStyle.Small, bold: false);
        var name = Shortening.ToWidth(fonts, card.Name, PageStyle.Body, bold: false, width - noteWidth);
        fonts.Draw(canvas, name, x, baseline, PageStyle.Body, bold: false, Colors.Of(Tone.Grey));
        fonts.Draw(
            canvas, note, x + fonts.Width(name, PageStyle.Body, bold: false), baseline, PageStyle.Small, bold: false, Colors.Of(Tone.Grey));
    }

    private void DrawChange(SKCanvas canvas, CardChange change, float x, float baseline, float width)
    {
        var end = x + width;
        foreach (var run in change.Text.Runs)
        {
            fonts.Draw(canvas, run.Text, x, baseline, PageStyle.Small, run.Bold, Colors.Of(run.Tone));
            x += fonts.Width(run.Text, PageStyle.Small, run.Bold);
        }

        var against = Shortening.ToWidth(fonts, " " + change.Against, PageStyle.Small, bold: false, end - x);
        fonts.Draw(canvas, against, x, baseline, PageStyle.Small, bold: false, Colors.Of(Tone.Grey));
    }
}
