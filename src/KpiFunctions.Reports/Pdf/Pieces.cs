using KpiFunctions.Reports.Blocks;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>Measures blocks into pieces of a page.</summary>
internal sealed class Pieces(Fonts fonts, PageStyle style)
{
    /// <summary>The block at a width.</summary>
    public Piece Of(Block block, float width) => block switch
    {
        HeadingBlock { Level: HeadingLevel.Headline } x => Headline(x, width),
        HeadingBlock x => Section(x, width),
        TextBlock x => Text(x, width),
        CardsBlock x => new CardPieces(fonts, style).Of(x, width),
        TableBlock x => new TablePiece(fonts, style, x, width).Piece,
        ChartBlock x => Chart(x, width),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, null),
    };

    private Piece Headline(HeadingBlock block, float width)
    {
        var words = RichText.Of(block.Text, bold: true);
        var text = Paragraph.Balanced(fonts, words, PageStyle.Headline, 25f, width);
        if (text.Lines > 2)
        {
            // Two lines are read at one glance.
            text = Paragraph.Balanced(fonts, words, PageStyle.Value, 21.5f, width);
        }

        return new(style.Space(11f), text.Height, text.Draw);
    }

    private Piece Section(HeadingBlock block, float width)
    {
        var title = new Paragraph(fonts, RichText.Of(block.Text, bold: true), PageStyle.Lead, 14f, width);
        var caption = block.Caption is null
            ? null
            : new Paragraph(fonts, RichText.Of(block.Caption, Tone.Grey), PageStyle.Small, 11f, width);
        return new(style.SectionGap, title.Height + (caption?.Height ?? 0f), (canvas, x, y) =>
        {
            title.Draw(canvas, x, y);
            caption?.Draw(canvas, x, y + title.Height);
        });
    }

    private Piece Text(TextBlock block, float width)
    {
        var (size, line, above) = block.Role switch
        {
            TextRole.Masthead => (PageStyle.Body, 13f, 0f),
            TextRole.Lead => (PageStyle.Lead, 15.5f, style.Space(5f)),
            TextRole.Note => (PageStyle.Small, 11.2f, 3f),
            TextRole.Legend => (PageStyle.Small, 11.2f, 5f),
            _ => throw new ArgumentOutOfRangeException(nameof(block), block.Role, null),
        };
        var endWidth = block.End is null ? 0f : block.End.Runs.Sum(x => fonts.Width(x.Text, size, x.Bold));
        var shared = endWidth > 0f && endWidth < width * 0.6f;
        var textWidth = shared ? width - endWidth - 12f : width;
        var text = block.Role == TextRole.Lead
            ? Paragraph.Balanced(fonts, block.Text, size, line, textWidth, narrowest: 0.75f)
            : new Paragraph(fonts, block.Text, size, line, textWidth);
        var end = block.End is null ? null : new Paragraph(fonts, block.End, size, line, width);
        var rule = block.Role == TextRole.Masthead ? 8f : 0f;
        var height = shared ? Math.Max(text.Height, line) : text.Height + (end?.Height ?? 0f);
        return new(above, height + rule, (canvas, x, y) =>
        {
            text.Draw(canvas, x, y);
            end?.Draw(canvas, shared ? x + width - endWidth : x, shared ? y : y + text.Height);
            if (rule > 0f)
            {
                Rules.Draw(canvas, x, y + height + rule - 1f, width, Colors.Ink, 1f);
            }
        });
    }

    private Piece Chart(ChartBlock block, float width)
    {
        var height = (float)block.Chart.Height * Math.Clamp(style.Density, 0.9f, 1.4f);
        return new(style.Space(4f), height, (canvas, x, y) => ChartDrawing.Draw(
            canvas, block.Chart, new SKRect(x, y, x + width, y + height), Palette.Light, fonts));
    }
}

/// <summary>Draws rules.</summary>
internal static class Rules
{
    /// <summary>A horizontal rule whose upper edge is at y.</summary>
    public static void Draw(SKCanvas canvas, float x, float y, float width, SKColor color, float thickness)
    {
        using var paint = new SKPaint { Color = color, Style = SKPaintStyle.Fill, IsAntialias = true };
        canvas.DrawRect(x, y, width, thickness, paint);
    }
}
