using KpiFunctions.Hosting;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Blocks;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;

namespace KpiFunctions.Pdf;

/// <summary>
/// Draws a report with QuestPDF, tagged as PDF/UA-1, so that a screen reader finds headings, tables and what charts show. What is too
/// much for a page goes on to the next one; nothing is left out.
/// </summary>
/// <param name="license">The licence that applies to whoever runs the app.</param>
public sealed class QuestPdfWriter(QuestPdfLicense license) : IPdfWriter
{
    /// <inheritdoc/>
    public void Write(ComposedReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(stream);
        QuestPdfLibrary.Prepare(license);
        using var widths = new TextWidths();
        Document.Create(document => document.Page(page => Lay(page, report, new PageBlocks(widths))))
            .WithMetadata(Metadata(report))
            .WithSettings(new DocumentSettings { PDFUA_Conformance = PDFUA_Conformance.PDFUA_1, CompressDocument = true })
            .GeneratePdf(stream);
    }

    private static void Lay(PageDescriptor page, ComposedReport report, PageBlocks blocks)
    {
        page.Size(PageSizes.A4);
        page.Margin(Sizes.Margin);
        page.DefaultTextStyle(Inks.Plain);
        page.Content().Column(column =>
        {
            foreach (var group in Groups(report.Blocks.Where(static x => x.Place != Place.Foot)))
            {
                blocks.Add(column, group);
            }

            blocks.AddFoot(column, [.. report.Blocks.Where(static x => x.Place == Place.Foot)]);
        });
        page.Footer().ShowIf(static x => x.TotalPages > 1).SemanticIgnore().AlignRight().Text(static text =>
        {
            text.DefaultTextStyle(static x => x.FontSize(Sizes.Small).FontColor(Inks.Of(Tone.Grey)));
            text.CurrentPageNumber();
            text.Span(" / ");
            text.TotalPages();
        });
    }

    /// <summary>Blocks that stand together: one over the whole width, or all that share two columns.</summary>
    private static IEnumerable<List<Block>> Groups(IEnumerable<Block> blocks)
    {
        List<Block> group = [];
        foreach (var block in blocks)
        {
            if (group.Count > 0 && (block.Place == Place.Full || group[0].Place == Place.Full))
            {
                yield return group;
                group = [];
            }

            group.Add(block);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private static DocumentMetadata Metadata(ComposedReport report)
    {
        var dated = new DateTimeOffset(report.Dated.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new()
        {
            Title = report.Title,
            Author = report.Brand,
            Subject = report.Subject,
            Keywords = report.FileStem,
            Creator = "KpiFunctions",
            Language = report.Language == "ru" ? "ru-RU" : "en-US",
            CreationDate = dated,
            ModifiedDate = dated,
        };
    }
}
