using System.Globalization;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Mail;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.ReceiptMails;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;
using MimeKit;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>Whoever is to be told of a file is told once, whatever comes twice or breaks off.</summary>
public sealed class ReceiptMailTests(AzuriteFixture azurite, SmtpFixture smtp)
{
    private const string Letter = "Dear all,\nplease find attached";
    private const string HalfBad = "Date,UTMSource,Expenses,Currency\n2026-11-17,vk,100,EUR\n2026-11-18,vk,1OO,EUR\n";

    [Fact]
    public async Task The_owner_is_told_of_what_is_wrong_five_quiet_minutes_later()
    {
        var owner = TestMails.Recipient("owner");
        await using var bench = await CreateAsync(owner);
        await DropAsync(bench, "shop/good.csv", Costs(100));
        await DropAsync(bench, "shop/june/half.csv", HalfBad);
        Assert.Equal(ReceiptTiming.Quiet + ComputeWork.ClockSkew, Asked(bench)[0].Delay);

        Assert.Equal(DeliveryWorkState.Waiting, await HandleAsync(bench, Asked(bench)[0]));
        Assert.Empty(await MailsToAsync(owner));
        bench.Clock.Advance(Asked(bench)[0].Delay);
        Assert.Equal(DeliveryWorkState.Finished, await HandleAsync(bench, Asked(bench)[0]));

        using var mail = await ReadAsync(Assert.Single(await MailsToAsync(owner)));
        Assert.Equal("Shop & Sons: half.csv was used only in part", mail.Subject);
        Assert.Equal(owner, mail.To.Mailboxes.Single().Address);
        Assert.Contains("Line 3", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("receipts/shop/june/half.csv.md", mail.TextBody!.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains("Shop &amp; Sons", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("good.csv", mail.TextBody, StringComparison.Ordinal);
        var delivery = Assert.Single(await bench.Get<DeliveryLedger>().ListByBrandAsync("shop", Cancellation));
        Assert.Equal((DeliveryState.Sent, 1, "en"), (delivery.State, delivery.Plan.Version, delivery.Plan.Language));
        Assert.StartsWith("receipts.shop.", mail.MessageId, StringComparison.Ordinal);
        Assert.Equal(delivery.MessageId, mail.MessageId);
    }

    [Fact]
    public async Task Somebody_may_be_told_of_every_file_of_a_folder_in_their_language()
    {
        var agency = TestMails.Recipient("agency");
        await using var bench = await WorkBench.CreateAsync(azurite, smtp.Catcher.Options());
        await bench.ConfigureAsync("shop", $"brand: shop\nreceipts:\n  - {{ to: [{agency}], when: always, path: \"agency/**\", language: ru }}\n");
        await DropAsync(bench, "shop/agency/a.csv", Costs(100));
        await DropAsync(bench, "shop/own/b.csv", Letter);

        await SettleAsync(bench);

        using var mail = await ReadAsync(Assert.Single(await MailsToAsync(agency)));
        Assert.Equal("shop: файл a.csv прочитан, всё в порядке", mail.Subject);
        Assert.DoesNotContain("b.csv", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forty_files_are_one_mail_and_a_hundred_and_fifty_are_one_too()
    {
        foreach (var count in new[] { 40, 150 })
        {
            var owner = TestMails.Recipient("many");
            await using var bench = await CreateAsync(owner);
            await NoteAsync(bench, owner, count);

            await Task.WhenAll(SettleAsync(bench), SettleAsync(bench));

            using var mail = await ReadAsync(Assert.Single(await MailsToAsync(owner)));
            Assert.StartsWith($"Shop & Sons: {count} files were not understood: f1.csv, f2.csv, f3.csv and {count - 3} more", mail.Subject, StringComparison.Ordinal);
            Assert.Single(await bench.Get<DeliveryLedger>().ListByBrandAsync("shop", Cancellation));
        }
    }

    [Fact]
    public async Task Files_that_keep_coming_wait_for_a_quarter_of_an_hour_and_what_comes_after_is_the_next_mail()
    {
        var owner = TestMails.Recipient("steady");
        await using var bench = await CreateAsync(owner);
        for (var i = 0; i < 5; i++)
        {
            await DropAsync(bench, $"shop/f{i}.csv", Letter);
            Assert.Equal(DeliveryWorkState.Waiting, await HandleAsync(bench, Asked(bench)[^1]));
            bench.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(DeliveryWorkState.Finished, await HandleAsync(bench, Asked(bench)[^1]));
        Assert.Single(await MailsToAsync(owner));
        await DropAsync(bench, "shop/late.csv", Letter);
        await SettleAsync(bench);

        var mails = await MailsToAsync(owner);
        Assert.Equal(2, mails.Count);
        using var last = await ReadAsync(mails[^1]);
        Assert.Equal("Shop & Sons: late.csv was not understood", last.Subject);
        Assert.Equal([1, 2], (await bench.Get<DeliveryLedger>().ListByBrandAsync("shop", Cancellation)).Select(static x => x.Plan.Version).Order());
    }

    [Fact]
    public async Task The_same_event_twice_and_the_same_file_read_again_tell_nobody_again_and_a_newer_version_does()
    {
        var owner = TestMails.Recipient("twice");
        await using var bench = await CreateAsync(owner);
        await DropAsync(bench, "shop/letter.csv", Letter);
        await bench.Get<IngestDrop>().RunAsync("shop/letter.csv", Cancellation);
        await SettleAsync(bench);
        await bench.Get<IngestDrop>().RunAsync("shop/letter.csv", Cancellation);

        // Its import is forgotten, so that it is read once more, as after a crash.
        var drop = Assert.Single(await bench.Get<DropStore>().ListAsync("shop", Cancellation));
        var row = await bench.Get<StorageClients>().Table(StorageNames.Imports).DeleteEntityAsync("shop", ImportLedger.IdOf(drop.Path, drop.ETag.ToString()), cancellationToken: Cancellation);
        Assert.False(row.IsError);
        Assert.Equal(DropState.Refused, (await bench.Get<IngestDrop>().RunAsync("shop/letter.csv", Cancellation)).State);
        await SettleAsync(bench);
        Assert.Single(await MailsToAsync(owner));

        await DropAsync(bench, "shop/letter.csv", Letter + ".");
        await SettleAsync(bench);
        Assert.Equal(2, (await MailsToAsync(owner)).Count);
    }

    [Fact]
    public async Task Whatever_the_server_says_of_one_recipient_the_other_is_told()
    {
        var (bounces, fine) = (TestMails.Recipient("reject550"), TestMails.Recipient("fine"));
        await using var bench = await WorkBench.CreateAsync(azurite, smtp.Catcher.Options());
        await bench.ConfigureAsync("shop", $"brand: shop\nreceipts: [{{ to: [{bounces}, {fine}] }}]\n");
        await DropAsync(bench, "shop/letter.csv", Letter);

        await SettleAsync(bench);

        Assert.Single(await MailsToAsync(fine));
        var deliveries = await bench.Get<DeliveryLedger>().ListByBrandAsync("shop", Cancellation);
        Assert.Equal(
            [DeliveryState.Failed, DeliveryState.Sent],
            new[] { bounces, fine }.Select(x => deliveries.Single(y => y.Plan.Recipient == RecipientRef.Of(x)).State));
    }

    [Fact]
    public async Task A_mail_server_that_nobody_reaches_fails_no_import_and_the_mail_comes_later_once()
    {
        var owner = TestMails.Recipient("unreached");
        await using var bench = await WorkBench.CreateAsync(azurite);
        await ConfigureAsync(bench, owner);
        await DropAsync(bench, "shop/letter.csv", Letter);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(DeliveryWorkState.Later, await HandleAsync(bench, Asked(bench)[0]));
        Assert.Equal(DeliveryWorkState.Left, await bench.Get<DeliveryWork>().HandleAsync(Text(owner, 28), Cancellation));
        Assert.Single(bench.Logged(LogLevel.Error));
        var brand = (await bench.Get<KpiFunctions.Pipeline.Brands.BrandStore>().RequireAsync("shop", Cancellation))!;
        Assert.Equal(0, (await bench.Get<SendReceipts>().RunAsync(brand, RecipientRef.Of(owner).Hash, smtp.Catcher.Options(), Cancellation)).Open);
        Assert.Single(await MailsToAsync(owner));
    }

    [Fact]
    public async Task Who_is_named_no_more_is_not_told_and_a_broken_configuration_waits_for_planning()
    {
        var owner = TestMails.Recipient("gone");
        await using var bench = await CreateAsync(owner);
        await DropAsync(bench, "shop/letter.csv", Letter);
        bench.Clock.Advance(TimeSpan.FromMinutes(20));
        await bench.ConfigureAsync("shop", "brand: [");
        Assert.Equal(DeliveryWorkState.Left, await HandleAsync(bench, Asked(bench)[0]));
        Assert.Equal(1, (await bench.Get<PlanDueDeliveries>().RunAsync(Cancellation)).Receipts);

        await bench.ConfigureAsync("shop", "brand: shop\n");
        Assert.Equal(DeliveryWorkState.Finished, await HandleAsync(bench, Asked(bench)[^1]));

        Assert.Empty(await MailsToAsync(owner));
        var delivery = Assert.Single(await bench.Get<DeliveryLedger>().ListByBrandAsync("shop", Cancellation));
        Assert.Equal((DeliveryState.Failed, "recipient_removed"), (delivery.State, delivery.LastCode));
    }

    [Theory]
    [InlineData("{\"brand\":\"a/b\",\"recipient\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa\"}")]
    [InlineData("{\"brand\":\"shop\",\"recipient\":\"x\"}")]
    [InlineData("{\"brand\":\"shop\",\"recipient\":\"../../aaaaaaaaaaaaaaaaaaaa\"}")]
    public async Task What_nobody_understands_is_put_aside(string text)
    {
        await using var bench = await WorkBench.CreateAsync(azurite);

        Assert.Equal(DeliveryWorkState.SetAside, await bench.Get<DeliveryWork>().HandleAsync(text, Cancellation));
    }

    [Fact]
    public async Task A_machine_that_stops_while_a_file_is_read_leaves_its_mail_to_planning_and_it_comes_once()
    {
        await using var bench = await WorkBench.CreateAsync(azurite, smtp.Catcher.Options());
        var steps = 0;
        for (var step = 1; ; step++)
        {
            var owner = TestMails.Recipient("read");
            await ConfigureAsync(bench, owner);
            var path = $"shop/{step}.csv";
            await bench.DropAsync(path, Letter);
            bench.Wire.ForgetSent();
            bench.Wire.CrashAt(step, isDone: step % 2 == 0);
            var crash = await Record.ExceptionAsync(() => bench.Get<IngestDrop>().RunAsync(path, Cancellation));
            var hasStopped = bench.Wire.IsDead;
            bench.Wire.Restart();

            // The message of the first try is lost with the machine; the event comes again.
            bench.Clock.Advance(ImportLedger.DefaultClaim);
            await bench.Get<IngestDrop>().RunAsync(path, Cancellation);
            bench.Wire.ForgetSent();
            bench.Clock.Advance(ReceiptTiming.Longest);
            await bench.Get<PlanDueDeliveries>().RunAsync(Cancellation);
            await HandleAllAsync(bench);
            bench.Clock.Advance(TimeSpan.FromHours(3));
            await bench.Get<PlanDueDeliveries>().RunAsync(Cancellation);
            await HandleAllAsync(bench);

            Assert.True((await MailsToAsync(owner)).Count == 1, $"step {step}: {(await MailsToAsync(owner)).Count} mails");
            if (crash is null && !hasStopped)
            {
                break;
            }

            steps++;
        }

        Assert.True(steps >= 10, $"only {steps} steps were stopped");
    }

    [Fact]
    public async Task A_machine_that_stops_while_it_sends_tells_nobody_twice_and_loses_nothing_unnoticed()
    {
        await using var bench = await WorkBench.CreateAsync(azurite, smtp.Catcher.Options());
        var steps = 0;
        var unknown = 0;
        for (var step = 1; ; step++)
        {
            var owner = TestMails.Recipient("send");
            await ConfigureAsync(bench, owner);
            await DropAsync(bench, $"shop/{step}.csv", Letter);
            bench.Clock.Advance(TimeSpan.FromMinutes(6));
            bench.Wire.CrashAt(step, isDone: step % 2 == 0);
            var crash = await Record.ExceptionAsync(() => bench.Get<DeliveryWork>().HandleAsync(Text(owner), Cancellation));
            bench.Wire.Restart();
            bench.Wire.ForgetSent();
            bench.Clock.Advance(TimeSpan.FromHours(3));
            await bench.Get<PlanDueDeliveries>().RunAsync(Cancellation);
            await HandleAllAsync(bench);

            var mails = (await MailsToAsync(owner)).Count;
            var delivery = Assert.Single(
                await bench.Get<DeliveryLedger>().ListByBrandAsync("shop", Cancellation), x => x.Plan.Recipient == RecipientRef.Of(owner));
            Assert.True((delivery.State, mails) is (DeliveryState.Sent, 1) or (DeliveryState.Unknown, 0 or 1), $"step {step}: {delivery.State}, {mails} mails");
            unknown += delivery.State == DeliveryState.Unknown ? 1 : 0;
            if (crash is null)
            {
                break;
            }

            steps++;
        }

        Assert.True(steps >= 8, $"only {steps} steps were stopped");
        Assert.InRange(unknown, 0, 2);
    }

    [Fact]
    public async Task Rows_of_files_that_were_told_of_go_once_the_files_themselves_are_long_gone()
    {
        var owner = TestMails.Recipient("old");
        await using var bench = await CreateAsync(owner);
        await DropAsync(bench, "shop/letter.csv", Letter);
        await SettleAsync(bench);
        Assert.Equal(0, await bench.Get<ReceiptLedger>().SweepAsync(Cancellation));

        bench.Clock.Advance(ReceiptLedger.Keeping);

        Assert.Equal(1, await bench.Get<ReceiptLedger>().SweepAsync(Cancellation));
        Assert.Equal(DeliveryState.Sent, Assert.Single(await bench.Get<DeliveryLedger>().ListByBrandAsync("shop", Cancellation)).State);
    }

    [Fact]
    public async Task Somebody_told_of_a_file_costs_one_request_more_and_the_mail_a_dozen()
    {
        await using var bench = await CreateAsync(TestMails.Recipient("cost"));
        await DropAsync(bench, "shop/good.csv", Costs(100));
        var good = Tables(bench);
        await DropAsync(bench, "shop/half.csv", HalfBad);
        var half = Tables(bench);

        await SettleAsync(bench);

        Assert.Equal(1, half - good);
        Assert.InRange(Tables(bench), 10, 12);

        static int Tables(WorkBench bench) => bench.Wire.TakeRequests().Count(static x =>
            x.Contains("Deliveries", StringComparison.Ordinal) || x.Contains("Imports", StringComparison.Ordinal) || x.Contains("$batch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_person_reads_at_the_terminal_is_mailed_to_nobody()
    {
        await using var bench = await CreateAsync(TestMails.Recipient("terminal"));
        await bench.DropAsync("shop/letter.csv", Letter);

        await bench.Get<IngestFile>().RunAsync("shop", "letter.csv", Cancellation);

        Assert.Empty(bench.Wire.Sent);
        Assert.Empty(await bench.Get<ReceiptLedger>().ListWaitingAsync(Cancellation));
    }

    private async Task<WorkBench> CreateAsync(string owner)
    {
        var bench = await WorkBench.CreateAsync(azurite, smtp.Catcher.Options());
        await ConfigureAsync(bench, owner);
        return bench;
    }

    private static Task ConfigureAsync(WorkBench bench, string owner) => bench.ConfigureAsync("shop", $"brand: shop\nname: Shop & Sons\nowner: {owner}\n");

    private static async Task DropAsync(WorkBench bench, string name, string content)
    {
        await bench.DropAsync(name, content);
        await bench.Get<IngestDrop>().RunAsync(name, Cancellation);
    }

    /// <summary>So many files that are not understood, each noted as its import does.</summary>
    private static async Task NoteAsync(WorkBench bench, string owner, int count)
    {
        await DropAsync(bench, "shop/f1.csv", Letter);
        var brand = await bench.Get<KpiFunctions.Pipeline.Brands.BrandStore>().RequireAsync("shop", Cancellation);
        var reading = new Exports.Reading.ExportReading { File = "f", Recognized = false, HasErrors = true };
        for (var i = 2; i <= count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"f{i}.csv");
            var receipt = new Exports.Receipts.Receipt(reading, name, null, TimeSpan.Zero, Exports.Texts.TextLanguage.English);
            await bench.Get<OweReceipts>().NoteAsync(brand, new(name, ImportLedger.IdOf(name, "1"), [receipt]), Cancellation);
        }

        Assert.Equal(RecipientRef.Of(owner), Assert.Single(await bench.Get<ReceiptLedger>().ListWaitingAsync(Cancellation)).Recipient);
    }

    /// <summary>Everything that was asked for comes due and is handled.</summary>
    private static async Task SettleAsync(WorkBench bench)
    {
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await HandleAllAsync(bench);
    }

    private static async Task HandleAllAsync(WorkBench bench)
    {
        foreach (var message in Asked(bench).DistinctBy(static x => x.Text))
        {
            await HandleAsync(bench, message);
        }
    }

    private static Task<DeliveryWorkState> HandleAsync(WorkBench bench, SentMessage message) => bench.Get<DeliveryWork>().HandleAsync(message.Text, Cancellation);

    private static IReadOnlyList<SentMessage> Asked(WorkBench bench) =>
        [.. bench.Wire.Sent.Where(static x => x.Queue == QueueNames.Deliveries && WorkMessages.ReadReceipts(x.Text) is not null)];

    private static string Text(string owner, int attempt = 0) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"brand\":\"shop\",\"recipient\":\"{RecipientRef.Of(owner).Hash}\",\"attempt\":{attempt}}}");

    private Task<IReadOnlyList<CaughtMessage>> MailsToAsync(string recipient) => smtp.MessagesToAsync(recipient, Cancellation);

    private static Task<MimeMessage> ReadAsync(CaughtMessage caught) => MimeMessage.LoadAsync(caught.Path, Cancellation);
}
