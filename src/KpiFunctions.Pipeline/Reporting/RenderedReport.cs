using KpiFunctions.Reports;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Html;
using KpiFunctions.Reports.Pdf;

namespace KpiFunctions.Pipeline.Reporting;

/// <summary>A report in one language, as files.</summary>
/// <param name="Composed">What it says.</param>
/// <param name="Pdf">The page.</param>
/// <param name="Page">The archive page, HTML.</param>
public sealed record RenderedReport(ComposedReport Composed, BinaryData Pdf, BinaryData Page)
{
    /// <summary>Composes and renders.</summary>
    public static RenderedReport Of(ReportInput input)
    {
        var composed = ReportComposer.Compose(input);
        return new(composed, Written(PdfWriter.Write), Written(HtmlWriter.WritePage));

        BinaryData Written(Action<ComposedReport, Stream> write)
        {
            using var stream = new MemoryStream();
            write(composed, stream);
            return new BinaryData(stream.ToArray());
        }
    }
}
