using System.Globalization;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Pdf;
using SkiaSharp;

namespace KpiFunctions.Reports.Html;

/// <summary>Charts as HTML has them: SVG in the page, pictures and table cells in the mail.</summary>
internal static class HtmlCharts
{
    /// <summary>Pixels of the picture for each point of the chart: sharp on screens of high density.</summary>
    private const int Scale = 3;

    /// <summary>The chart as inline SVG; as decoration when the numbers stand beside it.</summary>
    public static void Svg(HtmlText html, Chart chart, double? width = null)
    {
        var described = chart.Description.Length > 0
            ? "role=\"img\" " + HtmlText.Attribute("aria-label", chart.Description)
            : "aria-hidden=\"true\"";

        // Bars are stretched to their cell; what holds words or dots keeps its shape.
        var rigid = chart.Marks.Any(static x => x is TextMark or DotMark);
        var size = width is { } w ? $"width=\"{N(w)}\" height=\"{N(chart.Height)}\""
            : rigid ? "width=\"100%\""
            : $"width=\"100%\" height=\"{N(chart.Height)}\"";
        var stretch = rigid ? string.Empty : "preserveAspectRatio=\"none\" ";
        html.Raw($"<svg {stretch}viewBox=\"0 0 {N(chart.Width)} {N(chart.Height)}\" {size} {described} style=\"display:inline-block;overflow:visible\">");
        foreach (var mark in chart.Marks)
        {
            SvgMark(html, mark);
        }

        html.Raw("</svg>");
    }

    /// <summary>Rectangles on one line as the cells of a table: seen also where pictures are blocked.</summary>
    public static void Cells(HtmlText html, Chart chart)
    {
        if (chart.Marks.OfType<RectangleMark>().FirstOrDefault() is not { } bar)
        {
            return;
        }

        var left = Percent(bar.X / chart.Width);
        var width = Math.Max(1, Percent(bar.Width / chart.Width));
        var right = Math.Max(0, 100 - left - width);
        html.Open("table", "t", "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\"").Raw("<tr>");
        Gap(html, left);
        html.Open("td", "bar bg-" + Name(bar.Ink), $"width=\"{width.ToString(CultureInfo.InvariantCulture)}%\"").Raw("&nbsp;</td>");
        Gap(html, right);
        html.Raw("</tr></table>");
    }

    /// <summary>The chart as a picture on a transparent background, in colours that are seen on light and dark.</summary>
    public static byte[] Png(Chart chart)
    {
        var info = new SKImageInfo((int)chart.Width * Scale, (int)chart.Height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(SKColors.Transparent);
        surface.Canvas.Scale(Scale);
        ChartDrawing.Draw(surface.Canvas, chart, new SKRect(0, 0, (float)chart.Width, (float)chart.Height), Palette.Either, fonts: null);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Gap(HtmlText html, int percent)
    {
        if (percent > 0)
        {
            html.Open("td", "gap", $"width=\"{percent.ToString(CultureInfo.InvariantCulture)}%\"").Raw("</td>");
        }
    }

    private static void SvgMark(HtmlText html, Mark mark)
    {
        switch (mark)
        {
            case LineMark line:
                var points = string.Join(' ', line.Points.Select(static x => $"{N(x.X)},{N(x.Y)}"));
                html.Open("polyline", "s-" + Name(line.Ink), $"points=\"{points}\" fill=\"none\" stroke-width=\"{N(line.Width)}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"").Close("polyline");
                break;
            case RectangleMark x:
                html.Open("rect", "f-" + Name(x.Ink), $"x=\"{N(x.X)}\" y=\"{N(x.Y)}\" width=\"{N(x.Width)}\" height=\"{N(x.Height)}\"").Close("rect");
                break;
            case DotMark dot:
                html.Open("circle", "f-" + Name(dot.Ink), $"cx=\"{N(dot.At.X)}\" cy=\"{N(dot.At.Y)}\" r=\"{N(dot.Radius)}\"").Close("circle");
                break;
            case TextMark text:
                var anchor = text.Anchor switch { Anchor.Start => "start", Anchor.Middle => "middle", _ => "end" };
                var weight = text.Bold ? "700" : "400";
                html.Open("text", "f-" + Name(text.Ink), $"x=\"{N(text.At.X)}\" y=\"{N(text.At.Y)}\" text-anchor=\"{anchor}\" font-size=\"{N(text.Size)}\" font-weight=\"{weight}\"")
                    .Text(text.Text).Close("text");
                break;
        }
    }

    private static string Name(Ink ink) => ink switch
    {
        Ink.Now => "now",
        Ink.Past => "past",
        Ink.Better => "better",
        Ink.Worse => "worse",
        Ink.Grey => "grey",
        _ => throw new ArgumentOutOfRangeException(nameof(ink), ink, null),
    };

    private static int Percent(double share) => (int)Math.Round(Math.Clamp(share, 0, 1) * 100);

    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
