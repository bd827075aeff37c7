using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Reports;

/// <summary>A report in one language, composed once; every writer shows the same blocks.</summary>
/// <param name="Language">ru or en.</param>
/// <param name="Title">Title of the document.</param>
/// <param name="Brand">The brand as people know it; author of the document.</param>
/// <param name="Subject">Subject of the mail: the one number that matters, then whose and when.</param>
/// <param name="Preheader">What a mailbox shows after the subject.</param>
/// <param name="FileStem">File name without extension: brand, period, language; <c>[a-z0-9-]</c> and the week's <c>W</c> only.</param>
/// <param name="Dated">Date that the document's properties carry: the day after the period.</param>
/// <param name="Blocks">The content, in reading order.</param>
/// <param name="MailClosing">Sentences for the end of the mail only.</param>
public sealed record ComposedReport(
    string Language,
    string Title,
    string Brand,
    string Subject,
    string Preheader,
    string FileStem,
    DateOnly Dated,
    IReadOnlyList<Block> Blocks,
    string MailClosing)
{
    /// <summary>Name of the attached document, such as <c>northern-leaf-tea-2026-W47-ru.pdf</c>.</summary>
    public string PdfFileName => FileStem + ".pdf";
}
