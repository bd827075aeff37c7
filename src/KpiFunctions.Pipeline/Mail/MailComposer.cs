using KpiFunctions.Reports.Html;
using MimeKit;
using MimeKit.Text;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>
/// Makes the message of a mail: <c>mixed(alternative(text, related(html, pictures)), attachments)</c>, in seven bits, so that no
/// server on its way has to change it.
/// </summary>
internal static class MailComposer
{
    /// <summary>The longest line of a message without its end (RFC 5322 2.1.1 recommends 78).</summary>
    private const int MaxLineLength = 78;

    /// <summary>The message; null when it has no address that it could go to or come from.</summary>
    public static MimeMessage? Compose(ReportMail mail, SmtpOptions smtp, DateTimeOffset date)
    {
        if (!MailAddresses.TryParse(mail.To, null, out var to)
            || !MailAddresses.TryParse(smtp.FromAddress, smtp.FromName ?? mail.SenderName, out var from))
        {
            return null;
        }

        var message = new MimeMessage
        {
            MessageId = mail.MessageId,
            Date = date,
            Subject = HeaderText.Line(mail.Subject),
            Body = Body(mail),
        };
        message.From.Add(from);
        message.To.Add(to);
        if (mail.Owner is not null && MailAddresses.TryParse(mail.Owner, null, out var owner))
        {
            message.ReplyTo.Add(owner);
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<mailto:{InUrl(mail.Owner)}?subject={Uri.EscapeDataString("unsubscribe " + mail.Report)}>");
        }

        // RFC 3834: nobody's absence notice answers it; the second is how Exchange is told.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "OOF, AutoReply");
        message.Prepare(EncodingConstraint.SevenBit, MaxLineLength);
        return message;
    }

    private static MimeEntity Body(ReportMail mail)
    {
        var alternative = new MultipartAlternative { Text(TextFormat.Plain, mail.Text), Html(mail.Html) };
        if (mail.Attachments.Count == 0)
        {
            return alternative;
        }

        var mixed = new Multipart("mixed") { alternative };
        foreach (var attachment in mail.Attachments)
        {
            mixed.Add(File(ContentType.Parse(attachment.ContentType), ContentDisposition.Attachment, attachment.FileName, attachment.Content));
        }

        return mixed;
    }

    private static MimeEntity Html(MailDocument html)
    {
        var text = Text(TextFormat.Html, html.Html);
        if (html.Pictures.Count == 0)
        {
            return text;
        }

        var related = new MultipartRelated { Root = text };
        foreach (var picture in html.Pictures)
        {
            var part = File(new ContentType("image", "png"), ContentDisposition.Inline, picture.FileName, picture.Png);
            part.ContentId = picture.ContentId;
            related.Add(part);
        }

        return related;
    }

    private static TextPart Text(TextFormat format, string text)
    {
        var part = new TextPart(format);
        part.SetText(System.Text.Encoding.UTF8, text);
        return part;
    }

    private static MimePart File(ContentType type, string disposition, string name, ReadOnlyMemory<byte> content)
    {
        var safe = HeaderText.FileName(name);

        // The disposition's name is encoded as the standard has it (RFC 2231); old clients look at the type's name, encoded as theirs.
        type.Parameters.Add(new Parameter("name", safe) { EncodingMethod = ParameterEncodingMethod.Rfc2047 });
        var part = new MimePart(type)
        {
            Content = new MimeContent(new MemoryStream(content.ToArray(), writable: false)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(disposition),
        };
        part.ContentDisposition.Parameters.Add(new Parameter("filename", safe) { EncodingMethod = ParameterEncodingMethod.Rfc2231 });
        return part;
    }

    /// <summary>The address in a mailto URL (RFC 6068): everything but the at sign between its parts is encoded.</summary>
    private static string InUrl(string address)
    {
        var at = address.LastIndexOf('@');
        return Uri.EscapeDataString(address[..at]) + "@" + Uri.EscapeDataString(address[(at + 1)..]);
    }
}
