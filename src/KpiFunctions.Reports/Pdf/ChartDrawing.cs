using KpiFunctions.Reports.Blocks;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>Draws a chart's marks on a canvas. Positions are stretched; strokes, dots and type keep their size.</summary>
internal static class ChartDrawing
{
    /// <summary>Draws the chart into a rectangle.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="chart">What to draw.</param>
    /// <param name="area">The rectangle that the chart's coordinates fill.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="fonts">Fonts for text marks; null leaves them out.</param>
    public static void Draw(SKCanvas canvas, Chart chart, SKRect area, PaletteColors palette, Fonts? fonts)
    {
        var scaleX = area.Width / (float)chart.Width;
        var scaleY = area.Height / (float)chart.Height;
        SKPoint At(Point point) => new(area.Left + ((float)point.X * scaleX), area.Top + ((float)point.Y * scaleY));

        using var paint = new SKPaint { IsAntialias = true };
        foreach (var mark in chart.Marks)
        {
            paint.Color = Colors.Solid(palette.Of(mark.Ink));
            switch (mark)
            {
                case LineMark line:
                    DrawLine(canvas, [.. line.Points.Select(At)], (float)line.Width, paint);
                    break;
                case RectangleMark r:
                    var corner = At(new(r.X, r.Y));
                    paint.Style = SKPaintStyle.Fill;
                    canvas.DrawRect(corner.X, corner.Y, (float)r.Width * scaleX, (float)r.Height * scaleY, paint);
                    break;
                case DotMark dot:
                    paint.Style = SKPaintStyle.Fill;
                    canvas.DrawCircle(At(dot.At), (float)dot.Radius, paint);
                    break;
                case TextMark text when fonts is not null:
                    var width = fonts.Width(text.Text, (float)text.Size, text.Bold);
                    var point = At(text.At);
                    var shift = text.Anchor switch { Anchor.Start => 0f, Anchor.Middle => width / 2f, _ => width };
                    var x = Math.Clamp(point.X - shift, area.Left, Math.Max(area.Left, area.Right - width));
                    fonts.Draw(canvas, text.Text, x, point.Y, (float)text.Size, text.Bold, paint.Color);
                    break;
            }
        }
    }

    private static void DrawLine(SKCanvas canvas, SKPoint[] points, float width, SKPaint paint)
    {
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = width;
        paint.StrokeJoin = SKStrokeJoin.Round;
        paint.StrokeCap = SKStrokeCap.Round;
        using var builder = new SKPathBuilder();
        builder.MoveTo(points[0]);
        foreach (var point in points.AsSpan(1))
        {
            builder.LineTo(point);
        }

        using var path = builder.Detach();
        canvas.DrawPath(path, paint);
    }
}
