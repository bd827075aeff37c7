using System.Net;
using System.Net.Sockets;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Xunit;
using static KpiFunctions.IntegrationTests.Mail.TestMails;

namespace KpiFunctions.IntegrationTests.Mail;

/// <summary>What a session says of a mail is what became of it, whatever the server does.</summary>
public sealed class SmtpSessionTests(SmtpFixture smtp)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_accepted_mail_is_there_once_and_whole()
    {
        var recipient = Recipient("fine");
        await using var session = Session(smtp.Catcher.Options());

        var sent = await session.SendAsync(To(recipient), Yes, Stop);

        Assert.Equal((SendOutcome.Accepted, "250"), (sent.Outcome, sent.Code));
        var caught = Assert.Single(await smtp.MessagesToAsync(recipient, Stop));
        Assert.Equal("reports@kpi.example", caught.MailFrom);
        using var message = await MimeMessage.LoadAsync(caught.Path, Stop);
        Assert.Equal(("Продажи 1 234 ₽", $"weekly.{recipient}"), (message.Subject, message.MessageId));
        Assert.Equal("Продажи\n.\n..\n", message.TextBody?.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("reject550", SendOutcome.Refused, "550", 0)]
    [InlineData("reject554", SendOutcome.Refused, "554", 0)]
    [InlineData("defer451", SendOutcome.Deferred, "451", 0)]
    [InlineData("drop-rcpt", SendOutcome.Deferred, "connection_lost", 0)]
    [InlineData("drop-before", SendOutcome.Unknown, "connection_lost", 1)]
    [InlineData("drop-after", SendOutcome.Accepted, "250", 1)]
    public async Task Every_fault_is_told_as_what_it_is_and_meets_nobody_else(string fault, SendOutcome outcome, string code, int kept)
    {
        var (before, faulty, again, after) = (Recipient("before"), Recipient(fault), Recipient(fault), Recipient("after"));
        await using var session = Session(smtp.Catcher.Options());

        Assert.Equal(SendOutcome.Accepted, (await session.SendAsync(To(before), Yes, Stop)).Outcome);
        foreach (var recipient in new[] { faulty, again })
        {
            var asked = 0;
            var sent = await session.SendAsync(To(recipient), () => Task.FromResult(++asked == 1), Stop);
            Assert.Equal((outcome, code, 1), (sent.Outcome, sent.Code, asked));
            Assert.Equal(kept, (await smtp.MessagesToAsync(recipient, Stop)).Count);
        }

        Assert.Equal(SendOutcome.Accepted, (await session.SendAsync(To(after), Yes, Stop)).Outcome);
        Assert.Single(await smtp.MessagesToAsync(before, Stop));
        Assert.Single(await smtp.MessagesToAsync(after, Stop));
    }

    [Fact]
    public async Task What_somebody_else_took_over_is_not_sent()
    {
        var (recipient, next) = (Recipient("taken"), Recipient("next"));
        await using var session = Session(smtp.Catcher.Options());

        Assert.Equal(SendOutcome.NotSent, (await session.SendAsync(To(recipient), static () => Task.FromResult(false), Stop)).Outcome);

        Assert.Equal(SendOutcome.Accepted, (await session.SendAsync(To(next), Yes, Stop)).Outcome);
        Assert.Empty(await smtp.MessagesToAsync(recipient, Stop));
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_before_the_server_is_asked()
    {
        await using var session = Session(Unreachable());

        Assert.Equal(new SendResult(SendOutcome.Refused, "bad_address"), await session.SendAsync(To("a@b.example, c@d.example"), Never, Stop));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_defers_everything_and_is_asked_once()
    {
        await using var session = Session(Unreachable());

        Assert.Equal(new SendResult(SendOutcome.Deferred, "connection_failed"), await session.SendAsync(To(Recipient("a")), Never, Stop));
        Assert.Equal(new SendResult(SendOutcome.Deferred, "connection_failed"), await session.SendAsync(To(Recipient("b")), Never, Stop));
    }

    [Fact]
    public async Task A_server_without_encryption_is_not_spoken_to_where_it_is_required()
    {
        await using var session = Session(smtp.Catcher.Options() with { Security = SmtpSecurity.StartTls });

        Assert.Equal(new SendResult(SendOutcome.Deferred, "tls_failed"), await session.SendAsync(To(Recipient("plain")), Never, Stop));
    }

    [Fact]
    public async Task Stopped_before_the_handing_over_nothing_is_sent()
    {
        var recipient = Recipient("stopped");
        using var stop = new CancellationTokenSource();
        await using var session = Session(smtp.Catcher.Options());

        var during = await session.SendAsync(To(recipient), async () => { await stop.CancelAsync(); return true; }, stop.Token);
        var before = await session.SendAsync(To(recipient), Never, stop.Token);

        Assert.Equal(new SendResult(SendOutcome.Deferred, "cancelled"), during);
        Assert.Equal(new SendResult(SendOutcome.Deferred, "cancelled"), before);
        Assert.Empty(await smtp.MessagesToAsync(recipient, Stop));
    }

    [Theory]
    [InlineData("connect", SendOutcome.Deferred)]
    [InlineData("EHLO", SendOutcome.Deferred)]
    [InlineData("MAIL", SendOutcome.Deferred)]
    [InlineData("RCPT", SendOutcome.Deferred)]
    [InlineData("DATA", SendOutcome.Deferred)]
    [InlineData(".", SendOutcome.Unknown)]
    public async Task A_silent_server_runs_out_of_time(string step, SendOutcome outcome)
    {
        var time = new FakeTimeProvider();
        await using var server = new ScriptedSmtpServer(x => x.Step == step ? ScriptedSmtpServer.Silence : null);
        await using var session = Session(server.Options, time);

        var sending = session.SendAsync(To(Recipient("slow")), Yes, Stop);
        await server.Silent;
        time.Advance(server.Options.Timeout);

        Assert.Equal(new SendResult(outcome, "timeout"), await sending);
    }

    [Theory]
    [InlineData("connect", 0, SendOutcome.Deferred)]
    [InlineData("RCPT", 5, SendOutcome.Deferred)]
    [InlineData(".", 5, SendOutcome.Unknown)]
    public async Task Stopped_while_the_server_is_silent_there_is_an_answer_soon(string step, int seconds, SendOutcome outcome)
    {
        var time = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedSmtpServer(x => x.Step == step ? ScriptedSmtpServer.Silence : null);
        await using var session = Session(server.Options, time);

        var sending = session.SendAsync(To(Recipient("slow")), Yes, stop.Token);
        await server.Silent;
        await stop.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(new SendResult(outcome, "cancelled"), await sending);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_down_meanwhile_is_made_anew()
    {
        await using var server = new ScriptedSmtpServer(static x => x is { Connection: 1, Mail: 2, Step: "MAIL" } ? "421 idle for too long" : null);
        await using var session = Session(server.Options);

        Assert.Equal(SendOutcome.Accepted, (await session.SendAsync(To(Recipient("one")), Yes, Stop)).Outcome);
        Assert.Equal(SendOutcome.Accepted, (await session.SendAsync(To(Recipient("two")), Yes, Stop)).Outcome);

        Assert.Equal(2, server.Taken);
    }

    [Theory]
    [InlineData("MAIL", "550 sender not allowed", SendOutcome.Deferred, "550")]
    [InlineData("MAIL", "552 too big", SendOutcome.Refused, "552")]
    [InlineData("MAIL", "530 log in first", SendOutcome.Deferred, "login_refused")]
    [InlineData("RCPT", "452 too many", SendOutcome.Deferred, "452")]
    [InlineData("DATA", "554 no", SendOutcome.Refused, "554")]
    [InlineData(".", "451 try later", SendOutcome.Deferred, "451")]
    [InlineData(".", "421 closing down", SendOutcome.Deferred, "421")]
    [InlineData("connect", "421 too many connections", SendOutcome.Deferred, "421")]
    [InlineData("connect", "554 no service here", SendOutcome.Deferred, "554")]
    [InlineData("RCPT", "what?", SendOutcome.Deferred, "connection_lost")]
    [InlineData(".", "what?", SendOutcome.Unknown, "connection_lost")]
    public async Task An_answer_is_temporary_permanent_or_none(string step, string answer, SendOutcome outcome, string code)
    {
        await using var server = new ScriptedSmtpServer(x => x.Step == step ? answer : null);
        await using var session = Session(server.Options);

        var sent = await session.SendAsync(To(Recipient("one")), Yes, Stop);

        Assert.Equal((outcome, code), (sent.Outcome, sent.Code));
    }

    private static SmtpSession Session(SmtpOptions options, TimeProvider? time = null) =>
        new(options, time ?? TimeProvider.System, NullLogger.Instance);

    private static Task<bool> Never() => throw new InvalidOperationException("Nothing was to be handed over.");

    /// <summary>A port that nobody listens on.</summary>
    private SmtpOptions Unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return smtp.Catcher.Options() with { Port = ((IPEndPoint)listener.LocalEndpoint).Port };
    }
}
