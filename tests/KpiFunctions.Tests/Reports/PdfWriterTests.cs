using KpiFunctions.Reports;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Pdf;
using KpiFunctions.Reports.Words;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;
using Xunit;

namespace KpiFunctions.Tests.Reports;

public sealed class PdfWriterTests
{
    /// <summary>12 mm, less what the side bearings of a letter may take.</summary>
    private const double Margin = 33;

    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void Every_week_fits_on_one_page_and_inside_its_margins(string name, string language)
    {
        using var document = Open(Write(HardCases.Input(name, language)));

        var page = Assert.Single(document.GetPages());
        Assert.Equal((595, 842), ((int)Math.Round(page.Width), (int)Math.Round(page.Height)));
        Assert.All(page.Letters.Where(static x => !string.IsNullOrWhiteSpace(x.Value)), x =>
        {
            Assert.InRange(x.BoundingBox.Left, Margin, page.Width - Margin);
            Assert.InRange(x.BoundingBox.Right, Margin, page.Width - Margin);
            Assert.InRange(x.StartBaseLine.Y, Margin, page.Height - Margin);
        });
    }

    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void No_text_stands_on_another(string name, string language)
    {
        using var document = Open(Write(HardCases.Input(name, language)));

        var letters = document.GetPage(1).Letters.Where(static x => !string.IsNullOrWhiteSpace(x.Value)).OrderBy(static x => x.BoundingBox.Left).ToList();
        for (var i = 0; i < letters.Count; i++)
        {
            for (var j = i + 1; j < letters.Count && letters[j].BoundingBox.Left < letters[i].BoundingBox.Right - 1; j++)
            {
                Assert.False(
                    Overlap(letters[i].BoundingBox, letters[j].BoundingBox),
                    $"“{letters[i].Value}” and “{letters[j].Value}” overlap at {letters[i].BoundingBox}");
            }
        }
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void All_text_can_be_read_back_in_order(string language)
    {
        var report = ReportComposer.Compose(TeaShop.Input(language));
        using var document = Open(Write(report));

        var text = Squeezed(document.GetPage(1).Text);
        var at = 0;
        foreach (var expected in report.Blocks.Where(static x => !x.IsExtra).OfType<HeadingBlock>().Select(static x => Squeezed(x.Text)))
        {
            var found = text.IndexOf(expected, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{expected} not found after {at} in {text}");
            at = found;
        }

        Assert.All(report.Blocks.OfType<CardsBlock>().Single().Cards, x => Assert.Contains(Squeezed(x.Name), text, StringComparison.Ordinal));
        Assert.All(
            report.Blocks.OfType<TableBlock>().SelectMany(static x => x.Rows).SelectMany(static x => x.Cells).Where(static x => x.Under is null),
            x => Assert.True(x.Text.Plain.Length > 20 || text.Contains(Squeezed(x.Text.Plain), StringComparison.Ordinal), x.Text.Plain));
    }

    [Fact]
    public void Signs_and_currencies_survive_copying()
    {
        using var document = Open(Write(TeaShop.Input("ru")));

        var text = document.GetPage(1).Text;
        Assert.All("₽−+–«»▲▼●%·".ToCharArray(), x => Assert.Contains(x.ToString(), text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ru", "Чайная «Северный лист»: недельный отчёт, 16–22 ноября 2026", "Чайная «Северный лист»")]
    [InlineData("en", "Northern Leaf Tea: weekly report, 16–22 November 2026", "Northern Leaf Tea")]
    public void The_document_says_what_it_is(string language, string title, string author)
    {
        using var document = Open(Write(TeaShop.Input(language)));

        Assert.Equal(title, document.Information.Title!.Replace(NumberStyle.Nbsp, ' '));
        Assert.Equal(author, document.Information.Author);
        Assert.StartsWith("CAC ", document.Information.Subject, StringComparison.Ordinal);
        Assert.StartsWith("D:20261123", document.Information.CreationDate, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_weights_and_the_display_cut_are_embedded()
    {
        using var document = Open(Write(TeaShop.Input("ru")));

        Assert.Equal(["Inter-Bold", "Inter-Regular"], document.GetPage(1).Letters.Select(static x => x.FontName![(x.FontName!.IndexOf('+', StringComparison.Ordinal) + 1)..])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var files = document.Structure.CrossReferenceTable.ObjectOffsets.Keys.Select(x => document.Structure.GetObject(x).Data)
            .OfType<DictionaryToken>().Count(static x => x.ContainsKey(NameToken.FontFile2));
        Assert.Equal(3, files);
    }

    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void The_file_is_small_and_the_same_each_time(string name, string language)
    {
        var input = HardCases.Input(name, language);
        var once = Write(input);

        Assert.InRange(once.Length, 1_000, 60_000);
        Assert.Equal(once, Write(HardCases.Input(name, language)));
    }

    private static byte[] Write(ReportInput input) => Write(ReportComposer.Compose(input));

    private static byte[] Write(ComposedReport report)
    {
        using var stream = new MemoryStream();
        PdfWriter.Write(report, stream);
        return stream.ToArray();
    }

    private static PdfDocument Open(byte[] pdf) => PdfDocument.Open(pdf);

    private static bool Overlap(PdfRectangle a, PdfRectangle b) =>
        Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left) > 1.2 && Math.Min(a.Top, b.Top) - Math.Max(a.Bottom, b.Bottom) > 1.2;

    private static string Squeezed(string text) =>
        string.Concat(text.Where(static x => !char.IsWhiteSpace(x)));
}
