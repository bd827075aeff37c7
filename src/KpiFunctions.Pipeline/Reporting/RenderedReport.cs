using KpiFunctions.Reports;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Html;
using KpiFunctions.Reports.Pdf;

namespace KpiFunctions.Pipeline.Reporting;

/// <summary>A report in one language, as files.</summary>
/// <param name="Composed">What it says.</param>
/// <param name="Pdf">The page.</param>
/// <param name="Page">The archive page, HTML.</param>
public sealed record RenderedReport(ComposedReport Composed, BinaryData Pdf, string Page)
{
    /// <summary>Composes and renders.</summary>
    public static RenderedReport Of(ReportInput input)
    {
        var composed = ReportComposer.Compose(input);
        using var pdf = new MemoryStream();
        PdfWriter.Write(composed, pdf);
        return new(composed, new BinaryData(pdf.ToArray()), HtmlWriter.WritePage(composed));
    }
}
