using System.Globalization;
using System.Xml.Linq;
using KpiFunctions.Pdf;
using KpiFunctions.Reports.Blocks;
using Xunit;

namespace KpiFunctions.App.Tests.Pdf;

public sealed class SvgChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Positions_are_stretched_and_strokes_dots_and_type_are_not()
    {
        var svg = Draw(
            new(10, 10, [new LineMark(Ink.Now, [new(0, 0), new(10, 5)], 1.5), new DotMark(Ink.Past, new(5, 5), 2), new TextMark(Ink.Grey, new(10, 10), "x", Anchor.End, 7, Bold: true), new RectangleMark(Ink.Better, 1, 2, 3, 4)], "d"),
            30, 20);

        Assert.Equal("0 0 30 20", (string?)svg.Attribute("viewBox"));
        Assert.Equal(("0,0 30,10", "1.5"), Two(svg, "polyline", "points", "stroke-width"));
        Assert.Equal(("15", "2"), Two(svg, "circle", "cx", "r"));
        Assert.Equal(("30", "7"), Two(svg, "text", "x", "font-size"));
        Assert.Equal(("end", "700"), Two(svg, "text", "text-anchor", "font-weight"));
        Assert.Equal(("3", "4"), Two(svg, "rect", "x", "y"));
        Assert.Equal(("9", "8"), Two(svg, "rect", "width", "height"));
    }

    [Fact]
    public void Every_colour_is_the_palettes()
    {
        var svg = Draw(new(1, 1, [.. Enum.GetValues<Ink>().Select(static x => new DotMark(x, new(0, 0), 1))], ""), 1, 1);

        Assert.Equal(
            Enum.GetValues<Ink>().Select(static x => PaletteColors.Hex(Palette.Light.Of(x))),
            svg.Elements(Svg + "circle").Select(static x => (string?)x.Attribute("fill")));
    }

    [Fact]
    public void Words_of_a_chart_cannot_become_markup()
    {
        const string Words = "<script>\"&'";

        var svg = Draw(new(1, 1, [new TextMark(Ink.Now, new(0, 0), Words, Anchor.Start, 7)], ""), 1, 1);

        Assert.Equal(Words, svg.Element(Svg + "text")!.Value);
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        var chart = new Chart(3, 3, [new DotMark(Ink.Now, new(1, 1), 1.25)], "");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ru-RU");
            Assert.Contains("r=\"1.25\"", SvgChart.Of(chart, 10, 10, "Inter"), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static (string?, string?) Two(XElement svg, string element, string first, string second) =>
        ((string?)svg.Element(Svg + element)!.Attribute(first), (string?)svg.Element(Svg + element)!.Attribute(second));

    private static XElement Draw(Chart chart, double width, double height) => XElement.Parse(SvgChart.Of(chart, width, height, "Inter"));
}
