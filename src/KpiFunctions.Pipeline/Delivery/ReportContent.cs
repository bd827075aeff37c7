using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Html;

namespace KpiFunctions.Pipeline.Delivery;

/// <summary>What every recipient of a version and language receives.</summary>
/// <param name="Composed">The report.</param>
/// <param name="Html">The mail's HTML with its pictures.</param>
/// <param name="Text">The mail's text.</param>
/// <param name="Pdf">The page, as it was frozen.</param>
internal sealed record ReportContent(ComposedReport Composed, MailDocument Html, string Text, byte[] Pdf)
{
    public ReportMail Mail(string messageId, string to, BrandConfiguration brand, SmtpOptions smtp) =>
        new(messageId, to, Composed.Subject, Html.Html, Text, Pdf, Composed.PdfFileName, []);
}
