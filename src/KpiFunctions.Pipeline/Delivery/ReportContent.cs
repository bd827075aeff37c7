using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Html;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Delivery;

/// <summary>What every recipient of a version and language receives.</summary>
/// <param name="Composed">The report.</param>
/// <param name="Html">The mail's HTML with its pictures.</param>
/// <param name="Text">The mail's text.</param>
/// <param name="Pdf">The page, as it was frozen.</param>
internal sealed record ReportContent(ComposedReport Composed, MailDocument Html, string Text, ReadOnlyMemory<byte> Pdf)
{
    /// <summary>The mail to one of them.</summary>
    public ReportMail Mail(string messageId, string to, DeliveryPlan plan, BrandConfiguration brand) => new()
    {
        MessageId = messageId,
        Report = plan.Report,
        To = to,
        SenderName = Composed.Brand,
        Owner = brand.Owner,
        Subject = Composed.Subject,
        Html = Html,
        Text = Text,
        Attachments = [new MailAttachment(Composed.PdfFileName, "application/pdf", Pdf)],
    };
}
