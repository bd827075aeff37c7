using KpiFunctions.Reports;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Html;

namespace KpiFunctions.Pipeline.Reporting;

/// <summary>A report in one language, as files.</summary>
/// <param name="Composed">What it says.</param>
/// <param name="Pdf">The page.</param>
/// <param name="Page">The archive page, HTML.</param>
public sealed record RenderedReport(ComposedReport Composed, BinaryData Pdf, BinaryData Page)
{
    /// <summary>Composes and renders, with the writer of PDFs that is always there.</summary>
    public static RenderedReport Of(ReportInput input) => Of(input, EmbeddedPdfWriter.Instance);

    /// <summary>Composes and renders.</summary>
    public static RenderedReport Of(ReportInput input, IPdfWriter pdf)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var composed = ReportComposer.Compose(input);
        return new(composed, Written(pdf.Write), Written(HtmlWriter.WritePage));

        BinaryData Written(Action<ComposedReport, Stream> write)
        {
            using var stream = new MemoryStream();
            write(composed, stream);
            return new BinaryData(stream.ToArray());
        }
    }
}
