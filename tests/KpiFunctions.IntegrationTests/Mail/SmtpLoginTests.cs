using KpiFunctions.Cli.Embedded;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static KpiFunctions.IntegrationTests.Mail.TestMails;

namespace KpiFunctions.IntegrationTests.Mail;

/// <summary>STARTTLS and login, against a server whose certificate only this test trusts.</summary>
public sealed class SmtpLoginTests : IAsyncLifetime
{
    private const string User = "reports@kpi.example";
    private const string Password = "p@ss:w/ö rd";
    private readonly TempFolder _folder = new();
    private SmtpCatcher? _catcher;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SmtpOptions Trusting => _catcher!.Options() with { PinnedCertificate = _catcher!.CertificateHash, User = User, Password = Password };

    public async ValueTask InitializeAsync() =>
        _catcher = await SmtpCatcher.StartAsync(new(_folder.Path) { User = User, Password = Password, StartTls = true }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_catcher is not null)
        {
            await _catcher.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_mail_goes_encrypted_and_under_the_login()
    {
        Assert.Equal(SendOutcome.Accepted, (await SendAsync(Trusting)).Outcome);

        var caught = Assert.Single(await _catcher!.MessagesAsync(Stop));
        Assert.True(caught.Secure);
        Assert.True(caught.Authenticated);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_not_taken()
    {
        Assert.Equal(new SendResult(SendOutcome.Deferred, "tls_failed"), await SendAsync(Trusting with { PinnedCertificate = null }));
        Assert.Equal(new SendResult(SendOutcome.Deferred, "tls_failed"), await SendAsync(Trusting with { PinnedCertificate = new byte[32] }));
        Assert.Empty(await _catcher!.MessagesAsync(Stop));
    }

    [Fact]
    public async Task A_refused_login_says_nothing_about_the_recipient_and_does_not_show_itself()
    {
        var sent = await SendAsync(Trusting with { Password = "wrong-password" });

        Assert.Equal((SendOutcome.Deferred, "login_refused"), (sent.Outcome, sent.Code));
        Assert.StartsWith("535 ", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", sent.Text, StringComparison.Ordinal);
        Assert.Empty(await _catcher!.MessagesAsync(Stop));
    }

    [Fact]
    public async Task A_server_that_wants_a_login_gets_nothing_without_one()
    {
        var sent = await SendAsync(Trusting with { User = null, Password = null });

        Assert.Equal((SendOutcome.Deferred, "login_refused"), (sent.Outcome, sent.Code));
        Assert.Empty(await _catcher!.MessagesAsync(Stop));
    }

    private static async Task<SendResult> SendAsync(SmtpOptions options)
    {
        await using var session = new SmtpSession(options, TimeProvider.System, NullLogger.Instance);
        return await session.SendAsync(To(Recipient("login")), Yes, Stop);
    }
}
