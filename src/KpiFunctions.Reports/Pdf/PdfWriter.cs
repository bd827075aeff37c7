using KpiFunctions.Reports.Blocks;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>
/// Writes a report as a PDF of one A4 page. Text can be selected in reading order; the same report gives the same bytes.
/// </summary>
public static class PdfWriter
{
    private const float FootRule = 8f;

    /// <summary>Writes the document; the stream stays open.</summary>
    public static void Write(ComposedReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(stream);
        using var fonts = new Fonts(report.Blocks.SelectMany(Texts.Of));
        var arranged = Arrange(report, fonts);

        // Skia closes the stream that it is given.
        using var memory = new MemoryStream();
        using (var document = SKDocument.CreatePdf(memory, Metadata(report)))
        {
            foreach (var page in Paginate(arranged))
            {
                var canvas = document.BeginPage(PageStyle.PageWidth, PageStyle.PageHeight);
                foreach (var (piece, y) in page)
                {
                    piece.Draw(canvas, PageStyle.Margin, y);
                }

                document.EndPage();
            }

            document.Close();
        }

        stream.Write(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    private static SKDocumentPdfMetadata Metadata(ComposedReport report)
    {
        var dated = report.Dated.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return new(SKDocumentPdfMetadata.DefaultRasterDpi)
        {
            Title = report.Title,
            Author = report.Brand,
            Subject = report.Subject,
            Keywords = report.FileStem,
            Creator = "KpiFunctions",
            Creation = dated,
            Modified = dated,
            PdfA = false,
        };
    }

    /// <summary>The most comfortable arrangement that fits on a page, else the fullest.</summary>
    private static (List<Piece> Body, Piece Foot) Arrange(ComposedReport report, Fonts fonts)
    {
        (List<Piece> Body, Piece Foot) arranged = default;
        foreach (var (density, extras) in PageStyle.Arrangements)
        {
            arranged = Arrange(extras ? report.Blocks : [.. report.Blocks.Where(static x => !x.IsExtra)], fonts, new PageStyle(density));
            if (Height(arranged.Body) + arranged.Foot.Above + arranged.Foot.Height <= PageStyle.PageHeight - (2 * PageStyle.Margin))
            {
                break;
            }
        }

        return arranged;
    }

    private static float Height(List<Piece> body) => body.Sum(static x => x.Height) + body.Skip(1).Sum(static x => x.Above);

    private static (List<Piece> Body, Piece Foot) Arrange(IReadOnlyList<Block> all, Fonts fonts, PageStyle style)
    {
        var pieces = new Pieces(fonts, style);
        var body = new List<Piece>();
        var blocks = all.Where(static x => x.Place != Place.Foot).ToList();
        for (var i = 0; i < blocks.Count;)
        {
            if (blocks[i].Place == Place.Full)
            {
                body.Add(pieces.Of(blocks[i++], PageStyle.Width));
                continue;
            }

            var group = blocks.Skip(i).TakeWhile(static x => x.Place != Place.Full).ToList();
            body.Add(Columns(pieces, group));
            i += group.Count;
        }

        var notes = Piece.Stack([.. all.Where(static x => x.Place == Place.Foot).Select(x => pieces.Of(x, PageStyle.Width))]);
        return (body, new(style.Space(10f), notes.Height + FootRule, (canvas, x, y) =>
        {
            Rules.Draw(canvas, x, y, PageStyle.Width, Colors.Ink, 1f);
            notes.Draw(canvas, x, y + FootRule);
        }));
    }

    /// <summary>Two columns; whichever comes first stands on the left.</summary>
    private static Piece Columns(Pieces pieces, List<Block> group)
    {
        const float MainWidth = PageStyle.Width - PageStyle.SideWidth - PageStyle.Gutter;
        var firstIsSide = group[0].Place == Place.Side;
        var side = Piece.Stack([.. group.Where(static x => x.Place == Place.Side).Select(x => pieces.Of(x, PageStyle.SideWidth))]);
        var main = Piece.Stack([.. group.Where(static x => x.Place == Place.Main).Select(x => pieces.Of(x, MainWidth))]);
        return firstIsSide
            ? Piece.Beside(side, main, PageStyle.SideWidth + PageStyle.Gutter)
            : Piece.Beside(main, side, MainWidth + PageStyle.Gutter);
    }

    /// <summary>One page with the foot at its end; further ones only if even the fullest arrangement is too high for one.</summary>
    private static List<List<(Piece Piece, float Y)>> Paginate((List<Piece> Body, Piece Foot) arranged)
    {
        const float Bottom = PageStyle.PageHeight - PageStyle.Margin;
        var pages = new List<List<(Piece Piece, float Y)>> { new() };
        var y = PageStyle.Margin;
        foreach (var piece in arranged.Body)
        {
            y += pages[^1].Count == 0 ? 0f : piece.Above;
            if (pages[^1].Count > 0 && y + piece.Height > Bottom)
            {
                pages.Add([]);
                y = PageStyle.Margin;
            }

            pages[^1].Add((piece, y));
            y += piece.Height;
        }

        if (y + arranged.Foot.Above + arranged.Foot.Height > Bottom + 0.01f)
        {
            pages.Add([]);
        }

        pages[^1].Add((arranged.Foot, Bottom - arranged.Foot.Height));
        return pages;
    }
}
