using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.IntegrationTests.Fixtures;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace KpiFunctions.IntegrationTests.Embedded;

/// <summary>The catcher against a mail client that is not ours.</summary>
public sealed class SmtpCatcherTests(SmtpFixture shared) : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_is_kept_to_the_byte_with_its_envelope()
    {
        await using var catcher = await SmtpCatcher.StartAsync(new(_folder.Path), Cancellation);
        Assert.Null(catcher.CertificateHash);
        Assert.Equal($"smtp://127.0.0.1:{catcher.Port}?security=none", catcher.Url);
        using var message = Message("someone@example.com", "Привет, мир");

        // Lines that begin with a dot are what the protocol stuffs.
        message.Body = new TextPart("plain") { Text = ".\r\n..dots\r\n.end\r\n" };
        await SendAsync(catcher, message);

        var caught = Assert.Single(await catcher.MessagesAsync(Cancellation));
        Assert.Equal("reports@example.com", caught.MailFrom);
        Assert.Equal(["someone@example.com"], caught.RcptTo);
        Assert.False(caught.Secure);
        Assert.False(caught.Authenticated);
        Assert.Equal(Bytes(message), await File.ReadAllBytesAsync(caught.Path, Cancellation));
        Assert.Equal(["00001.eml", "00001.json"], Names());
    }

    [Fact]
    public async Task Messages_are_numbered_on_over_a_restart()
    {
        for (var round = 0; round < 2; round++)
        {
            await using var catcher = await SmtpCatcher.StartAsync(new(_folder.Path), Cancellation);
            using var message = Message("someone@example.com", $"round {round}");
            await SendAsync(catcher, message);
        }

        Assert.Equal(["00001.eml", "00001.json", "00002.eml", "00002.json"], Names());
    }

    [Fact]
    public async Task A_login_over_TLS_is_asked_for_and_recorded()
    {
        var options = new SmtpCatcherOptions(_folder.Path) { User = "kpi", Password = "pass:word ё", StartTls = true };
        await using var catcher = await SmtpCatcher.StartAsync(options, Cancellation);
        Assert.EndsWith("?security=starttls", catcher.Url, StringComparison.Ordinal);
        using var message = Message("someone@example.com", "secret");

        using var client = new SmtpClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, _, _) =>
            catcher.CertificateHash is { } expected && ((X509Certificate2)certificate!).GetCertHash(HashAlgorithmName.SHA256).AsSpan().SequenceEqual(expected.Span);
        await client.ConnectAsync("127.0.0.1", catcher.Port, SecureSocketOptions.StartTls, Cancellation);
        await Assert.ThrowsAsync<ServiceNotAuthenticatedException>(() => client.SendAsync(message, Cancellation));
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("kpi", "wrong", Cancellation));
        await client.AuthenticateAsync("kpi", "pass:word ё", Cancellation);
        await client.SendAsync(message, Cancellation);
        await client.DisconnectAsync(quit: true, Cancellation);

        var caught = Assert.Single(await catcher.MessagesAsync(Cancellation));
        Assert.True(caught.Secure);
        Assert.True(caught.Authenticated);
    }

    [Theory]
    [InlineData("reject550", 550, SmtpErrorCode.RecipientNotAccepted)]
    [InlineData("defer451", 451, SmtpErrorCode.RecipientNotAccepted)]
    [InlineData("reject554", 554, SmtpErrorCode.MessageNotAccepted)]
    public async Task A_refused_recipient_or_message_is_answered_so_and_not_kept(string fault, int status, SmtpErrorCode error)
    {
        var recipient = $"{fault}.catcher@example.com";
        using var message = Message(recipient, fault);
        var refusal = await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(shared.Catcher, message));
        Assert.Equal(status, (int)refusal.StatusCode);
        Assert.Equal(error, refusal.ErrorCode);
        Assert.Empty(await shared.MessagesToAsync(recipient, Cancellation));
    }

    [Theory]
    [InlineData("drop-rcpt", 0)]
    [InlineData("drop-before", 1)]
    public async Task A_dropped_connection_gives_no_answer_whether_or_not_the_message_was_kept(string fault, int kept)
    {
        var recipient = $"{fault}.catcher@example.com";
        using var message = Message(recipient, fault);
        var loss = await Record.ExceptionAsync(() => SendAsync(shared.Catcher, message));
        Assert.True(loss is SmtpProtocolException or IOException, $"{loss?.GetType().Name ?? "no loss"}");
        Assert.Equal(kept, (await shared.MessagesToAsync(recipient, Cancellation)).Count);
    }

    [Fact]
    public async Task After_a_drop_behind_the_answer_the_message_counts_and_the_connection_is_gone()
    {
        const string Recipient = "drop-after.catcher@example.com";
        using var message = Message(Recipient, "drop-after");
        using var client = await ConnectAsync(shared.Catcher);
        await client.SendAsync(message, Cancellation);
        var loss = await Record.ExceptionAsync(() => client.NoOpAsync(Cancellation));
        Assert.NotNull(loss);
        Assert.Single(await shared.MessagesToAsync(Recipient, Cancellation));
    }

    [Fact]
    public async Task Without_faults_such_recipients_are_as_good_as_any()
    {
        await using var catcher = await SmtpCatcher.StartAsync(new(_folder.Path), Cancellation);
        using var message = Message("reject550@example.com", "no fault");
        await SendAsync(catcher, message);
        Assert.Single(await catcher.MessagesAsync(Cancellation));
    }

    private static MimeMessage Message(string to, string subject)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "text\r\n" } };
        message.From.Add(new MailboxAddress("Reports", "reports@example.com"));
        message.To.Add(new MailboxAddress(null, to));
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    private static byte[] Bytes(MimeMessage message)
    {
        using var stream = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.HiddenHeaders.Add(HeaderId.Bcc);
        message.WriteTo(format, stream);
        return stream.ToArray();
    }

    private static async Task SendAsync(SmtpCatcher catcher, MimeMessage message)
    {
        using var client = await ConnectAsync(catcher);
        await client.SendAsync(message, Cancellation);
        await client.DisconnectAsync(quit: true, Cancellation);
    }

    private static async Task<SmtpClient> ConnectAsync(SmtpCatcher catcher)
    {
        var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", catcher.Port, SecureSocketOptions.None, Cancellation);
        return client;
    }

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(static x => Path.GetFileName(x)).Order(StringComparer.Ordinal)];
}
