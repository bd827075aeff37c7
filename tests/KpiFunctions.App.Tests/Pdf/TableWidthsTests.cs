using KpiFunctions.Pdf;
using KpiFunctions.Reports.Blocks;
using Xunit;

namespace KpiFunctions.App.Tests.Pdf;

public sealed class TableWidthsTests
{
    private const string Million = "1 234 567 ₽";

    [Theory]
    [InlineData(527f, 1)]
    [InlineData(527f, 7)]
    [InlineData(198f, 2)]
    [InlineData(198f, 9)]
    [InlineData(40f, 4)]
    public void Columns_fill_the_width_and_none_is_lost(float width, int numbers)
    {
        using var texts = new TextWidths();

        var widths = TableWidths.Of(Table(numbers), width, texts);

        Assert.Equal(width, widths.Sum(), 0.01f);
        Assert.All(widths, static x => Assert.True(x > 0f));
    }

    [Fact]
    public void Numbers_are_as_wide_as_they_are_and_the_name_takes_the_rest()
    {
        using var texts = new TextWidths();

        var widths = TableWidths.Of(Table(3), 527f, texts);

        var number = texts.Of(Million, Sizes.Body, bold: true) + TableWidths.Gap;
        Assert.Equal([number, number, number], widths[^3..]);
        Assert.True(widths[0] > 200f);
    }

    [Fact]
    public void A_chart_gives_way_before_the_name_does()
    {
        using var texts = new TextWidths();

        var numbers = 2 * (texts.Of(Million, Sizes.Body, bold: true) + TableWidths.Gap);
        var widths = TableWidths.Of(Table(2), 60f + 35f + numbers, texts);

        Assert.Equal(60f, widths[0], 0.01f);
        Assert.Equal(35f, widths[1], 0.01f);
    }

    [Fact]
    public void Figures_are_equally_wide_and_bold_is_wider()
    {
        using var texts = new TextWidths();

        Assert.Equal(texts.Of("1111", 10f, bold: false), texts.Of("8888", 10f, bold: false));
        Assert.True(texts.Of("Total", 10f, bold: true) > texts.Of("Total", 10f, bold: false));
    }

    private static TableBlock Table(int numbers) => new(
        Place.Full,
        [new("Channel", ColumnKind.Name), new(string.Empty, ColumnKind.Chart), .. Enumerable.Repeat(new Column("Spend", ColumnKind.Number), numbers)],
        [
            new([Cell.Of("Поиск – Чай"), Cell.Empty, .. Enumerable.Repeat(Cell.Of("1"), numbers)]),
            new([Cell.Of("Total", bold: true), Cell.Empty, .. Enumerable.Repeat(Cell.Of(Million, bold: true), numbers)], IsTotal: true),
        ]);
}
