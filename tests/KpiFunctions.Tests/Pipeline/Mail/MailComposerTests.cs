using System.Text;
using CsCheck;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Reports.Html;
using MimeKit;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Mail;

/// <summary>Every message is written and read back by a parser, as a mail client has it.</summary>
public sealed class MailComposerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private static readonly SmtpOptions Smtp = new()
    {
        Host = "smtp.example.com",
        Port = 587,
        Security = SmtpSecurity.StartTls,
        FromAddress = "reports@example.com",
    };

    private static readonly ReportMail Mail = new()
    {
        MessageId = "weekly.2026-W47.v1.abc@example.com",
        Report = "weekly",
        To = "director@example.com",
        SenderName = "Чайная «Северный лист»",
        Owner = "owner+kpi@example.com",
        Subject = "Продажи 1 234 567 ₽, +12 % – Северный лист, неделя 47 (16–22 ноября 2026 года)",
        Html = new("<p>Продажи <img src=\"cid:chart-1@kpi\" alt=\"\"></p>", [new InlinePicture("chart-1@kpi", "chart-1.png", new byte[] { 1, 2, 3 })]),
        Text = "Продажи выросли\nна 12 %\n.\nFrom here on",
        Attachments = [new MailAttachment("Отчёт за неделю 47, Северный лист.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.7"))],
    };

    [Fact]
    public void A_mail_is_text_or_html_with_its_pictures_and_the_files()
    {
        var mixed = Assert.IsType<Multipart>(ReadBack(Mail).Body);

        Assert.True(mixed.ContentType.IsMimeType("multipart", "mixed"));
        var alternative = Assert.IsType<MultipartAlternative>(mixed[0]);
        var text = Assert.IsType<TextPart>(alternative[0]);
        var related = Assert.IsType<MultipartRelated>(alternative[1]);
        var html = Assert.IsType<TextPart>(related.Root);
        var picture = Assert.IsType<MimePart>(related[1]);
        var file = Assert.IsType<MimePart>(mixed[1]);
        Assert.True(text.IsPlain);
        Assert.Equal(Mail.Text, text.Text.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal("utf-8", text.ContentType.Charset);
        Assert.True(html.IsHtml);
        Assert.Equal(Mail.Html.Html, html.Text.TrimEnd());
        Assert.Equal(("image/png", "chart-1@kpi", "chart-1.png"), (picture.ContentType.MimeType, picture.ContentId, picture.FileName));
        Assert.False(picture.IsAttachment);
        Assert.Equal([1, 2, 3], Bytes(picture));
        Assert.True(file.IsAttachment);
        Assert.Equal("application/pdf", file.ContentType.MimeType);
        Assert.Equal(Mail.Attachments[0].Content.ToArray(), Bytes(file));
    }

    [Fact]
    public void Names_subject_and_file_names_are_read_back_as_they_were()
    {
        var message = ReadBack(Mail);

        Assert.Equal(Mail.Subject, message.Subject);
        Assert.Equal((Mail.SenderName, "reports@example.com"), (message.From.Mailboxes.Single().Name, message.From.Mailboxes.Single().Address));
        Assert.Equal(Mail.To, message.To.Mailboxes.Single().Address);
        var file = File(message);
        Assert.Equal("Отчёт за неделю 47, Северный лист.pdf", file.ContentDisposition!.FileName);
        Assert.Equal("Отчёт за неделю 47, Северный лист.pdf", file.ContentType.Name);
        Assert.Equal("Reports", ReadBack(Mail, Smtp with { FromName = "Reports" }).From.Mailboxes.Single().Name);
    }

    [Fact]
    public void The_headers_say_that_a_machine_wrote_it_who_answers_for_it_and_how_to_get_rid_of_it()
    {
        var message = ReadBack(Mail);

        Assert.Equal(Mail.MessageId, message.MessageId);
        Assert.Equal(Now, message.Date);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("OOF, AutoReply", message.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal("owner+kpi@example.com", message.ReplyTo.Mailboxes.Single().Address);
        Assert.Equal("<mailto:owner%2Bkpi@example.com?subject=unsubscribe%20weekly>", message.Headers[HeaderId.ListUnsubscribe]);
    }

    [Fact]
    public void Without_an_owner_nobody_is_named_to_answer_to()
    {
        var message = ReadBack(Mail with { Owner = null });

        Assert.Empty(message.ReplyTo);
        Assert.Null(message.Headers[HeaderId.ListUnsubscribe]);
    }

    [Fact]
    public void Without_files_and_pictures_only_the_two_texts_are_left()
    {
        var message = ReadBack(Mail with { Attachments = [], Html = new("<p>Hello</p>", []) });

        Assert.Equal(["text/plain", "text/html"], Assert.IsType<MultipartAlternative>(message.Body).Select(static x => x.ContentType.MimeType));
    }

    [Fact]
    public void The_message_is_seven_bit_with_short_lines()
    {
        var raw = Raw(Mail with { Text = new string('я', 5_000), Html = new(new string('ж', 5_000), Mail.Html.Pictures) }, Smtp);

        Assert.DoesNotContain(raw, static x => x > 126);
        Assert.All(Encoding.ASCII.GetString(raw).Split("\r\n"), static line => Assert.InRange(line.Length, 0, 998));
    }

    [Theory]
    [InlineData("director@example.com\r\nBcc: spy@example.com")]
    [InlineData("director@example.com, spy@example.com")]
    [InlineData("A <director@example.com>")]
    [InlineData("director")]
    [InlineData("")]
    public void A_hostile_address_is_no_address(string address) => Assert.Null(MailComposer.Compose(Mail with { To = address }, Smtp, Now));

    [Fact]
    public void A_hostile_owner_is_left_out() =>
        Assert.Null(ReadBack(Mail with { Owner = "a@example.com>\r\nBcc: <spy@example.com" }).Headers[HeaderId.ListUnsubscribe]);

    [Theory]
    [InlineData("a\r\nBcc: spy@example.com", "a Bcc: spy@example.com")]
    [InlineData("a\n\nbody", "a body")]
    [InlineData("a\u2028b\u0085c\0d", "a b c d")]
    [InlineData("invoice \u202Efdp.exe", "invoice fdp.exe")]
    [InlineData("1 234 ₽ 🍵", "1 234 ₽ 🍵")]
    public void A_hostile_subject_stays_one_line(string subject, string expected) =>
        Assert.Equal(expected, ReadBack(Mail with { Subject = subject, SenderName = subject }).Subject);

    [Theory]
    [InlineData("../../etc/passwd", "-..-etc-passwd")]
    [InlineData("C:\\con\"fig.pdf", "C--con-fig.pdf")]
    [InlineData("a\r\nX-Evil: 1.pdf", "a X-Evil- 1.pdf")]
    [InlineData("\u202Efdp.exe", "fdp.exe")]
    [InlineData("...", "attachment")]
    public void A_hostile_file_name_becomes_a_plain_one(string name, string expected)
    {
        var file = File(ReadBack(Mail with { Attachments = [Mail.Attachments[0] with { FileName = name }] }));

        Assert.Equal(expected, file.FileName);
    }

    [Fact]
    public void A_long_file_name_keeps_its_extension()
    {
        var name = HeaderText.FileName(new string('ж', 500) + ".pdf");

        Assert.InRange(name.Length, 100, 120);
        Assert.EndsWith("….pdf", name, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_adds_a_header_or_a_recipient()
    {
        var expected = Headers(Mail);

        Gen.Select(Hostile, Hostile, Hostile).Sample((subject, name, file) =>
        {
            var mail = Mail with { Subject = subject, SenderName = name, Attachments = [Mail.Attachments[0] with { FileName = file }] };
            var message = ReadBack(mail);
            Assert.Equal(expected, Headers(mail));
            Assert.Equal("reports@example.com", Assert.Single(message.From.Mailboxes).Address);
            Assert.Equal(HeaderText.Line(subject), message.Subject ?? "");

            // Where a name has none, a long header is folded at a space of its own.
            Assert.Equal(Tight(HeaderText.Line(name)), Tight(message.From.Mailboxes.Single().Name ?? ""));
            Assert.Equal(HeaderText.FileName(file), File(message).FileName);
        });
    }

    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\0", ":", "Bcc: spy@example.com", "<spy@example.com>", ",", ";", "\"", "\\", "=?utf-8?B?0Y8=?=", "\u2028", "\u202E", "я", "🍵", "\ud83c", " ", "a", ".", "/",
    ];

    private static Gen<string> Hostile { get; } =
        Gen.OneOf(
            Gen.Int[0, Pieces.Length - 1].Select(static x => Pieces[x]),
            Gen.String[Gen.Char, 0, 20]).Array[0, 30].Select(string.Concat);

    private static string[] Headers(ReportMail mail) => [.. ReadBack(mail).Headers.Select(static x => x.Field)];

    private static MimeMessage ReadBack(ReportMail mail, SmtpOptions? smtp = null)
    {
        using var stream = new MemoryStream(Raw(mail, smtp ?? Smtp));
        return MimeMessage.Load(stream);
    }

    private static byte[] Raw(ReportMail mail, SmtpOptions smtp)
    {
        using var message = MailComposer.Compose(mail, smtp, Now)!;
        using var stream = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, stream);
        return stream.ToArray();
    }

    private static string Tight(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static MimePart File(MimeMessage message) => Assert.IsType<MimePart>(Assert.IsType<Multipart>(message.Body)[1]);

    private static byte[] Bytes(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content!.DecodeTo(stream);
        return stream.ToArray();
    }
}
