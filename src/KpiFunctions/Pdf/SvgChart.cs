using System.Globalization;
using System.Security;
using System.Text;
using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Pdf;

/// <summary>
/// A chart as an SVG of exactly the size that it is given. Positions are stretched; strokes, dots and type keep their size, which a
/// stretched picture's would not.
/// </summary>
internal static class SvgChart
{
    /// <summary>The picture.</summary>
    /// <param name="chart">What to draw.</param>
    /// <param name="width">Width in points.</param>
    /// <param name="height">Height in points.</param>
    /// <param name="family">Family of its words.</param>
    public static string Of(Chart chart, double width, double height, string family)
    {
        var (scaleX, scaleY) = (width / chart.Width, height / chart.Height);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"0 0 {N(width)} {N(height)}\">");
        foreach (var mark in chart.Marks)
        {
            svg.Append(Of(mark, scaleX, scaleY, family));
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Of(Mark mark, double scaleX, double scaleY, string family)
    {
        var color = PaletteColors.Hex(Palette.Light.Of(mark.Ink));
        return mark switch
        {
            LineMark x => $"<polyline points=\"{string.Join(' ', x.Points.Select(p => $"{N(p.X * scaleX)},{N(p.Y * scaleY)}"))}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{N(x.Width)}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
            RectangleMark x => $"<rect x=\"{N(x.X * scaleX)}\" y=\"{N(x.Y * scaleY)}\" width=\"{N(x.Width * scaleX)}\" height=\"{N(x.Height * scaleY)}\" fill=\"{color}\"/>",
            DotMark x => $"<circle cx=\"{N(x.At.X * scaleX)}\" cy=\"{N(x.At.Y * scaleY)}\" r=\"{N(x.Radius)}\" fill=\"{color}\"/>",
            TextMark x => $"<text x=\"{N(x.At.X * scaleX)}\" y=\"{N(x.At.Y * scaleY)}\" text-anchor=\"{Of(x.Anchor)}\" font-family=\"{family}\" font-size=\"{N(x.Size)}\" font-weight=\"{(x.Bold ? 700 : 400)}\" fill=\"{color}\">{SecurityElement.Escape(x.Text)}</text>",
            _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
        };
    }

    private static string Of(Anchor anchor) => anchor switch
    {
        Anchor.Start => "start",
        Anchor.Middle => "middle",
        Anchor.End => "end",
        _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, null),
    };

    private static string N(double value) => Math.Round(value, 3).ToString(CultureInfo.InvariantCulture);
}
