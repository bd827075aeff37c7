using KpiFunctions.Cli.Embedded;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Mail;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Pipeline.Reporting;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using UglyToad.PdfPig;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.PublishedBrand;
using static KpiFunctions.IntegrationTests.Pipeline.TestBrand;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>The promises of the way from published numbers to mailboxes.</summary>
public sealed class DeliveryTests(SmtpFixture smtp, PublishedBrand published) : IClassFixture<PublishedBrand>
{
    private SmtpOptions Server => smtp.Catcher.Options();

    [Fact]
    public async Task Everybody_receives_the_report_in_their_language_with_the_page_and_every_picture()
    {
        var (russian, english) = (MailRecipient.New("director", "ru"), MailRecipient.New("cfo", "en"));
        var report = await published.ReportAsync(russian, english);

        var deliveries = await report.SendAsync(Server);

        Assert.All(deliveries, static x => Assert.Equal((DeliveryState.Sent, "250", 1), (x.State, x.LastCode, x.Attempts)));
        foreach (var (recipient, word, other) in new[] { (russian, "Расход", "Spend"), (english, "Spend", "Расход") })
        {
            using var mail = await ReadAsync(Assert.Single(await MailsToAsync(recipient)));
            Assert.Equal(recipient.Address, mail.To.Mailboxes.Single().Address);
            Assert.Equal("owner@northern-leaf-tea.example", mail.ReplyTo.Mailboxes.Single().Address);
            Assert.Equal(("Northern Leaf Tea", Now.Date), (mail.From.Mailboxes.Single().Name, mail.Date.UtcDateTime.Date));
            Assert.Contains(deliveries, x => x.MessageId == mail.MessageId);
            var page = Assert.Single(mail.Attachments.OfType<MimePart>());
            Assert.Equal(("application/pdf", $"northern-leaf-tea-{Week}-{recipient.Language}.pdf"), (page.ContentType.MimeType, page.FileName));
            foreach (var text in new[] { PdfText(Bytes(page)), mail.TextBody!, mail.HtmlBody! })
            {
                Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(other, text, StringComparison.OrdinalIgnoreCase);
            }

            var stored = await report.Get<ReportStore>().ReadAsync(report.Id, Week, 1, recipient.Language + ".pdf", Cancellation);
            Assert.Equal(stored!.Content.ToArray(), Bytes(page));
            AssertPictures(mail);
        }
    }

    [Fact]
    public async Task Planning_and_sending_again_sends_nothing()
    {
        var recipient = MailRecipient.New("again", "ru");
        var report = await published.ReportAsync(recipient);
        var first = await report.SendAsync(Server);

        var second = await report.SendAsync(Server);

        Assert.Equal(first, second);
        Assert.Single(await MailsToAsync(recipient));
    }

    [Fact]
    public async Task Of_several_senders_at_once_each_recipient_receives_exactly_one()
    {
        MailRecipient[] recipients = [.. Enumerable.Range(0, 6).Select(x => MailRecipient.New("race", x % 2 == 0 ? "ru" : "en"))];
        var report = await published.ReportAsync(recipients);
        await report.PlanAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => report.Get<DeliverReport>().RunAsync(report.Id, Week, Server, Cancellation)));

        Assert.All(await report.DeliveriesAsync(), static x => Assert.Equal((DeliveryState.Sent, 1), (x.State, x.Attempts)));
        foreach (var recipient in recipients)
        {
            Assert.Single(await MailsToAsync(recipient));
        }
    }

    [Fact]
    public async Task Whatever_the_server_says_of_one_address_the_others_receive_theirs()
    {
        string[] faults = ["reject550", "reject554", "defer451", "drop-rcpt", "drop-before", "drop-after"];
        MailRecipient[] faulty = [.. faults.Select(x => MailRecipient.New(x, "ru"))];
        MailRecipient[] fine = [.. faults.Select(_ => MailRecipient.New("fine", "ru"))];
        var report = await published.ReportAsync([.. faulty.Zip(fine).SelectMany(static x => new[] { x.First, x.Second })]);

        var deliveries = (await report.SendAsync(Server)).ToDictionary(static x => x.Plan.Recipient.Hash, StringComparer.Ordinal);

        var states = faulty.Select(x => (deliveries[x.Hash].State, deliveries[x.Hash].LastCode));
        Assert.Equal(
            [
                (DeliveryState.Failed, "550"), (DeliveryState.Failed, "554"), (DeliveryState.Planned, "451"),
                (DeliveryState.Planned, "connection_lost"), (DeliveryState.Unknown, "connection_lost"), (DeliveryState.Sent, "250"),
            ],
            states);
        Assert.DoesNotContain(deliveries.Values, x => faulty.Any(y => x.LastText?.Contains(y.Address, StringComparison.Ordinal) == true));
        foreach (var recipient in fine)
        {
            Assert.Equal(DeliveryState.Sent, deliveries[recipient.Hash].State);
            Assert.Single(await MailsToAsync(recipient));
        }
    }

    [Fact]
    public async Task What_failed_for_good_or_is_unknown_is_not_tried_again_and_what_is_deferred_is()
    {
        var (refused, unknown, deferred) = (MailRecipient.New("reject550", "ru"), MailRecipient.New("drop-before", "ru"), MailRecipient.New("defer451", "ru"));
        var report = await published.ReportAsync(refused, unknown, deferred);
        await report.SendAsync(Server);
        using var folder = new TempFolder();
        await using var mended = await SmtpCatcher.StartAsync(new(folder.Path), Cancellation);

        var deliveries = (await report.SendAsync(mended.Options())).ToDictionary(static x => x.Plan.Recipient.Hash, StringComparer.Ordinal);

        Assert.Equal((DeliveryState.Failed, 1), (deliveries[refused.Hash].State, deliveries[refused.Hash].Attempts));
        Assert.Equal((DeliveryState.Unknown, 1), (deliveries[unknown.Hash].State, deliveries[unknown.Hash].Attempts));
        Assert.Equal((DeliveryState.Sent, 2), (deliveries[deferred.Hash].State, deliveries[deferred.Hash].Attempts));
        Assert.Equal([deferred.Address], (await mended.MessagesAsync(Cancellation)).SelectMany(static x => x.RcptTo));
    }

    [Fact]
    public async Task A_server_that_nobody_reaches_leaves_everything_planned_however_often_it_is_tried()
    {
        var recipient = MailRecipient.New("later", "ru");
        var report = await published.ReportAsync(recipient);
        for (var run = 1; run <= 12; run++)
        {
            var waiting = Assert.Single(await report.SendAsync(Server with { Security = SmtpSecurity.StartTls }));
            Assert.Equal((DeliveryState.Planned, "tls_failed", run), (waiting.State, waiting.LastCode, waiting.Attempts));
        }

        Assert.Equal(DeliveryState.Sent, Assert.Single(await report.SendAsync(Server)).State);
    }

    [Fact]
    public async Task A_recipient_who_is_put_off_too_often_has_failed()
    {
        var report = await published.ReportAsync(MailRecipient.New("defer451", "ru"));
        for (var run = 1; run < 10; run++)
        {
            Assert.Equal(DeliveryState.Planned, Assert.Single(await report.SendAsync(Server)).State);
        }

        Assert.Equal((DeliveryState.Failed, "451"), Assert.Single(await report.SendAsync(Server)) is var last ? (last.State, last.LastCode) : default);
    }

    [Fact]
    public async Task Asked_for_again_it_is_sent_once_more_under_another_id()
    {
        var (asking, other) = (MailRecipient.New("asking", "ru"), MailRecipient.New("other", "ru"));
        var report = await published.ReportAsync(asking, other);
        await report.SendAsync(Server);

        for (var time = 1; time <= 2; time++)
        {
            Assert.Equal(DeliveryState.Planned, (await report.Get<DeliverReport>().AskAgainAsync(report.Id, Week, asking.Address, Cancellation))!.State);
            await report.SendAsync(Server);
            await report.SendAsync(Server);
        }

        Assert.Null(await report.Get<DeliverReport>().AskAgainAsync(report.Id, Week, "stranger@example.com", Cancellation));
        var ids = new List<string?>();
        foreach (var caught in await MailsToAsync(asking))
        {
            using var mail = await ReadAsync(caught);
            ids.Add(mail.MessageId);
        }

        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, ids.Count);
        Assert.All(ids, static x => Assert.EndsWith("@kpi.example", x, StringComparison.Ordinal));
        Assert.Single(await MailsToAsync(other));
    }

    [Fact]
    public async Task What_expired_while_it_was_handed_over_is_unknown_and_never_sent_by_itself()
    {
        var recipient = MailRecipient.New("expired", "ru");
        var report = await published.ReportAsync(recipient);
        var ledger = report.Get<DeliveryLedger>();
        var planned = Assert.Single(await report.PlanAsync());
        var claimed = (await ledger.ClaimAsync(planned.Plan, TimeSpan.FromMinutes(5), Cancellation)).Delivery!;
        await ledger.AdvanceAsync(claimed, new(DeliveryState.HandingOver, "weekly.lost@kpi.example"), Cancellation);
        Assert.Equal(DeliveryState.HandingOver, Assert.Single(await report.SendAsync(Server)).State);

        report.Time.Advance(TimeSpan.FromMinutes(5));
        await report.SendAsync(Server);
        var unknown = Assert.Single(await report.SendAsync(Server));

        Assert.Equal((DeliveryState.Unknown, "handing_over_expired"), (unknown.State, unknown.LastCode));
        Assert.Empty(await MailsToAsync(recipient));
        await report.Get<DeliverReport>().AskAgainAsync(report.Id, Week, recipient.Address, Cancellation);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await report.SendAsync(Server)).State);
        Assert.Single(await MailsToAsync(recipient));
    }

    [Fact]
    public async Task Who_is_no_recipient_any_more_receives_nothing()
    {
        var (gone, stays) = (MailRecipient.New("gone", "ru"), MailRecipient.New("stays", "ru"));
        var report = await published.ReportAsync(gone, stays);
        await report.PlanAsync();
        await report.ConfigureAsync(stays);

        var deliveries = await report.SendAsync(Server);

        Assert.Equal((DeliveryState.Failed, "recipient_removed"), deliveries.Single(x => x.Plan.Recipient.Hash == gone.Hash) is var x ? (x.State, x.LastCode) : default);
        Assert.Empty(await MailsToAsync(gone));
        Assert.Single(await MailsToAsync(stays));
    }

    [Theory]
    [InlineData("connect", DeliveryState.Planned)]
    [InlineData("RCPT", DeliveryState.Planned)]
    [InlineData(".", DeliveryState.Unknown)]
    public async Task A_stopped_sender_leaves_no_delivery_in_between(string step, DeliveryState state)
    {
        var report = await published.ReportAsync(MailRecipient.New("a", "ru"), MailRecipient.New("b", "ru"));
        await report.PlanAsync();
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedSmtpServer(x => x.Step == step ? ScriptedSmtpServer.Silence : null);

        var sending = report.Get<DeliverReport>().RunAsync(report.Id, Week, server.Options, stop.Token);
        await server.Silent;
        await stop.CancelAsync();
        report.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        var deliveries = await report.DeliveriesAsync();
        Assert.Equal((state, "cancelled"), Assert.Single(deliveries, static x => x.Attempts == 1) is var begun ? (begun.State, begun.LastCode) : default);
        Assert.Equal(DeliveryState.Planned, Assert.Single(deliveries, static x => x.Attempts == 0).State);
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_claim_expired_still_counts()
    {
        var report = await published.ReportAsync(MailRecipient.New("late", "ru"));
        var plan = Assert.Single(await report.PlanAsync()).Plan;

        // A machine whose clock is ahead finds the claim expired while the server still takes the mail.
        var ahead = new DeliveryLedger(report.Get<StorageClients>(), new FakeTimeProvider(report.Time.GetUtcNow().AddMinutes(10)));
        var states = new List<DeliveryState>();
        await using var server = new ScriptedSmtpServer(x =>
        {
            if (x.Step == ".")
            {
                states.Add(ahead.ClaimAsync(plan, TimeSpan.FromMinutes(5), Cancellation).GetAwaiter().GetResult().Delivery!.State);
            }

            return null;
        });

        var delivery = Assert.Single(await report.Get<DeliverReport>().RunAsync(report.Id, Week, server.Options, Cancellation));

        Assert.Equal([DeliveryState.Unknown], states);
        Assert.Equal((DeliveryState.Sent, 1), (delivery.State, server.Taken));
    }

    [Fact]
    public async Task What_was_frozen_is_sent_even_when_the_numbers_changed_since()
    {
        var (early, late) = (MailRecipient.New("early", "ru"), MailRecipient.New("late", "ru"));
        var report = await published.ReportAsync(early);
        await report.SendAsync(Server);
        await report.PublishAsync(Sample(seed: 48));

        await report.ConfigureAsync(early, late);
        await report.SendAsync(Server);

        using var first = await ReadAsync(Assert.Single(await MailsToAsync(early)));
        using var second = await ReadAsync(Assert.Single(await MailsToAsync(late)));
        Assert.Equal((first.Subject, first.TextBody, first.HtmlBody), (second.Subject, second.TextBody, second.HtmlBody));
        Assert.Equal(Bytes(first.Attachments.OfType<MimePart>().Single()), Bytes(second.Attachments.OfType<MimePart>().Single()));
        var changed = RenderedReport.Of((await report.GatherAsync())! with { Language = "ru" });
        Assert.NotEqual(first.Subject, changed.Composed.Subject);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task A_snapshot_that_was_written_and_read_renders_the_same_bytes(string language)
    {
        var report = await published.ReportAsync(MailRecipient.New("any", "ru"));
        var input = (await report.GatherAsync())! with { Language = language, Version = 3 };

        var snapshot = ReportSnapshot.Write(input);
        var read = ReportSnapshot.Read(snapshot, language);

        var (expected, actual) = (RenderedReport.Of(input), RenderedReport.Of(read));
        Assert.Equal(expected.Page.ToString(), actual.Page.ToString());
        Assert.Equal(expected.Pdf.ToArray(), actual.Pdf.ToArray());
        Assert.Equal(snapshot.ToString(), ReportSnapshot.Write(read).ToString());
    }

    private Task<IReadOnlyList<CaughtMessage>> MailsToAsync(MailRecipient recipient) => smtp.MessagesToAsync(recipient.Address, Cancellation);

    private static Task<MimeMessage> ReadAsync(CaughtMessage caught) => MimeMessage.LoadAsync(caught.Path, Cancellation);

    private static void AssertPictures(MimeMessage mail)
    {
        var shown = mail.HtmlBody!.Split("src=\"").Skip(1).Select(static x => x.Split('"')[0]).ToList();
        Assert.NotEmpty(shown);
        Assert.All(shown, static x => Assert.StartsWith("cid:", x, StringComparison.Ordinal));
        var pictures = mail.BodyParts.OfType<MimePart>().Where(static x => x.ContentType.IsMimeType("image", "png")).ToList();
        Assert.Equal(shown.Select(static x => x[4..]).Distinct().Order(StringComparer.Ordinal), pictures.Select(static x => x.ContentId!).Order(StringComparer.Ordinal));
        Assert.All(pictures, static x => Assert.Equal([0x89, 0x50, 0x4E, 0x47], Bytes(x)[..4]));
    }

    private static string PdfText(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Concat(document.GetPages().Select(static x => x.Text));
    }

    private static byte[] Bytes(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content!.DecodeTo(stream);
        return stream.ToArray();
    }
}
