using System.Text;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Pdf;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using Xunit;

namespace KpiFunctions.Tests.Reports;

public sealed class PdfFiguresTests
{
    /// <summary>In ems: a wider gap between two letters reads as a space (pdftotext's minWordBreakSpace).</summary>
    private const double Gap = 0.1;

    /// <summary>In ems: wider gaps part columns.</summary>
    private const double ColumnGap = 0.4;

    /// <summary>In points: from here on figures are proportional.</summary>
    private const double DisplaySize = 14;

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void Numbers_read_back_as_they_were_written(string language)
    {
        var report = ReportComposer.Compose(TeaShop.Input(language));
        var read = Words(Text(Letters(report)));

        var written = report.Blocks.Where(static x => !x.IsExtra).SelectMany(Texts.Of).SelectMany(Words).Where(static x => x.Any(char.IsAsciiDigit)).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(written.Count, 50, 500);
        Assert.Empty(written.Except(read, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void No_gap_parts_the_letters_of_a_number(string name, string language)
    {
        var letters = Letters(ReportComposer.Compose(HardCases.Input(name, language)));

        var torn = letters.Zip(letters.Skip(1))
            .Where(static x => (IsDigit(x.First) || IsDigit(x.Second)) && !IsSpace(x.First) && !IsSpace(x.Second) && OnOneLine(x.First, x.Second))
            .Where(static x => Distance(x.First, x.Second) is > Gap and < ColumnGap)
            .Select(static x => $"{x.First.Value} {x.Second.Value} at {x.Second.StartBaseLine}");
        Assert.Empty(torn);
    }

    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void Figures_in_columns_are_equally_wide_and_inside_their_width(string name, string language)
    {
        var digits = Letters(ReportComposer.Compose(HardCases.Input(name, language)))
            .Where(static x => IsDigit(x) && x.PointSize < DisplaySize).ToList();

        Assert.All(
            digits.GroupBy(static x => x.FontName, StringComparer.Ordinal),
            static x => Assert.Single(x.Select(static y => Math.Round(y.Width / y.PointSize, 3)).Distinct()));
        Assert.All(digits, static x =>
        {
            Assert.True(x.BoundingBox.Left > x.StartBaseLine.X, $"{x.Value} begins before its place");
            Assert.True(x.BoundingBox.Right < x.EndBaseLine.X, $"{x.Value} ends behind its place");
        });
    }

    [Fact]
    public void Figures_at_display_sizes_are_proportional()
    {
        var digits = Letters(ReportComposer.Compose(TeaShop.Input("en")))
            .Where(static x => IsDigit(x) && x.PointSize >= DisplaySize).ToLookup(static x => x.Value, static x => x.Width / x.PointSize);

        Assert.InRange(digits["1"].First(), 0.1, digits["2"].First() - Gap);
    }

    private static IReadOnlyList<Letter> Letters(ComposedReport report)
    {
        using var stream = new MemoryStream();
        PdfWriter.Write(report, stream);
        using var document = PdfDocument.Open(stream.ToArray());
        return document.GetPage(1).Letters;
    }

    /// <summary>The letters with a space wherever a reader of the document would see one.</summary>
    private static string Text(IReadOnlyList<Letter> letters) => string.Concat(letters.Select((x, i) =>
        i > 0 && (!OnOneLine(letters[i - 1], x) || Math.Abs(Distance(letters[i - 1], x)) > Gap) ? " " + x.Value : x.Value));

    private static bool OnOneLine(Letter before, Letter after) => Math.Abs(after.StartBaseLine.Y - before.EndBaseLine.Y) < 0.1;

    private static double Distance(Letter before, Letter after) =>
        (after.StartBaseLine.X - before.EndBaseLine.X) / Math.Max(before.PointSize, after.PointSize);

    private static bool IsSpace(Letter letter) => string.IsNullOrWhiteSpace(letter.Value);

    private static bool IsDigit(Letter letter) => letter.Value.All(char.IsAsciiDigit);

    private static string[] Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            plain.Append(char.IsWhiteSpace(character) ? ' ' : character);
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
