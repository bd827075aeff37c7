using KpiFunctions.Reports.Html;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>A file that comes with a mail.</summary>
/// <param name="FileName">Its name, as people see it; any text.</param>
/// <param name="ContentType">Media type, such as <c>application/pdf</c>.</param>
/// <param name="Content">The file.</param>
public sealed record MailAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>A report on its way to one recipient. Names and texts may be anything; the composer makes them safe.</summary>
public sealed record ReportMail
{
    /// <summary>Message-ID without angle brackets, equal for every try of one delivery.</summary>
    public required string MessageId { get; init; }

    /// <summary>Id of the report, for whoever asks not to receive it any more.</summary>
    public required string Report { get; init; }

    /// <summary>The recipient's address.</summary>
    public required string To { get; init; }

    /// <summary>The name beside the sender's address, where the mail setting names none.</summary>
    public string? SenderName { get; init; }

    /// <summary>Address of the person who answers for the report: takes replies and those who want it no more.</summary>
    public string? Owner { get; init; }

    /// <summary>Subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The body, and the pictures that it shows.</summary>
    public required MailDocument Html { get; init; }

    /// <summary>The body for who reads plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Files that come with it.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}
