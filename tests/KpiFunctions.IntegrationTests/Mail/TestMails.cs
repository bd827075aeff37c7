using System.Globalization;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Reports.Html;

namespace KpiFunctions.IntegrationTests.Mail;

/// <summary>Small mails, and the way to a catcher.</summary>
internal static class TestMails
{
    private static int _last;

    /// <summary>A recipient that no other test has; what it begins with may be a fault of the catcher.</summary>
    public static string Recipient(string beginning) =>
        string.Create(CultureInfo.InvariantCulture, $"{beginning}-{Interlocked.Increment(ref _last)}@session.example");

    public static ReportMail To(string recipient) => new()
    {
        MessageId = $"weekly.{recipient}",
        Report = "weekly",
        To = recipient,
        Subject = "Продажи 1 234 ₽",
        Html = new("<p>Продажи</p>", [new InlinePicture("kpi-1", "kpi-1.png", new byte[2_000])]),
        Text = "Продажи\n.\n..\n",
        Attachments = [new MailAttachment("Отчёт.pdf", "application/pdf", new byte[60_000])],
    };

    public static SmtpOptions Options(this SmtpCatcher catcher) =>
        SmtpOptions.TryParse(catcher.Url, out var options, out var problem) ? options : throw new InvalidOperationException(problem.English);

    public static Task<bool> Yes() => Task.FromResult(true);
}
