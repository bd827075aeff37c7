using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>
/// One connection to the mail server, made when the first mail is sent and used for all that follow, one recipient at a time. When
/// the server cannot be reached or does not let us in, that is the answer for all that follow as well. Not for use by several at once.
/// </summary>
public sealed partial class SmtpSession(SmtpOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>How long a mail that is being handed over may still take when the sender is stopped: better an answer than an unknown.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long saying goodbye may take.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>The server ends the connection, whatever was asked of it (RFC 5321 3.8).</summary>
    private const string ClosingDown = "421";

    private SmtpClient? _client;
    private SendResult? _closed;

    /// <summary>The longest that one mail can take: connecting and handing over, both once more when the connection had gone stale.</summary>
    public static TimeSpan LongestSend => 4 * SmtpOptions.LongestTimeout;

    /// <summary>Sends a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="handingOver">
    /// Awaited once, just before the server is told of the mail; false when somebody else took over, and nothing is sent then. It takes
    /// no token: half a step in the ledger is worse than a late stop.
    /// </param>
    /// <param name="cancellationToken">
    /// Stops the sender: at once before the handing over, some seconds later during it. It leads to an answer, not to an exception.
    /// </param>
    public async Task<SendResult> SendAsync(ReportMail mail, Func<Task<bool>> handingOver, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(handingOver);
        using var message = MailComposer.Compose(mail, options, time.GetUtcNow());
        if (message is null)
        {
            return new(SendOutcome.Refused, SendCodes.BadAddress);
        }

        var isFresh = _client is null;
        if (await ConnectAsync(cancellationToken) is { } trouble)
        {
            return trouble;
        }

        if (!await handingOver())
        {
            return new(SendOutcome.NotSent);
        }

        var result = await HandOverAsync(message, cancellationToken);
        if (isFresh || result is not { Outcome: SendOutcome.Deferred, Code: SendCodes.ConnectionLost or ClosingDown })
        {
            return result;
        }

        // The server hung up after the mail before, and this one had not begun.
        return await ConnectAsync(cancellationToken) ?? await HandOverAsync(message, cancellationToken);
    }

    /// <summary>Says goodbye to the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client is null)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(Goodbye, time);
            await _client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (SmtpFailures.IsExpected(e))
        {
            // Everything was answered before.
        }

        Drop();
    }

    /// <summary>Sees to a connection.</summary>
    /// <returns>Why there is none; null when there is.</returns>
    private async Task<SendResult?> ConnectAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new(SendOutcome.Deferred, SendCodes.Cancelled);
        }

        if (_client is not null || _closed is not null)
        {
            return _closed;
        }

        var client = NewClient();
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var loggingIn = false;
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(), limit.Token);

            // Sent in pieces of known size, a message could be complete for the server before we know that we have written it all.
            client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
            if (options is { User: { } user, Password: { } password })
            {
                loggingIn = true;
                await client.AuthenticateAsync(user, password, limit.Token);
            }

            _client = client;
            LogConnected(logger, options.Host, options.Port);
            return null;
        }
        catch (Exception e) when (SmtpFailures.IsExpected(e))
        {
            client.Dispose();
            var trouble = SmtpFailures.WhileConnecting(e, options, loggingIn, cancellationToken);
            LogTrouble(logger, options.Host, options.Port, trouble.Code);
            return trouble.Code == SendCodes.Cancelled ? trouble : _closed = trouble;
        }
    }

    private async Task<SendResult> HandOverAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new(SendOutcome.Deferred, SendCodes.Cancelled);
        }

        var client = _client!;
        var content = new ContentWatch();
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var stop = cancellationToken.UnsafeRegister(static x => ((CancellationTokenSource)x!).CancelAfter(Grace), limit);
        try
        {
            var answer = await client.SendAsync(message, limit.Token, content);
            return new(SendOutcome.Accepted, "250", HeaderText.Line(answer));
        }
        catch (Exception e) when (SmtpFailures.IsExpected(e))
        {
            var result = SmtpFailures.WhileHandingOver(e, content.Begun, cancellationToken);
            if (!client.IsConnected || result.Code == ClosingDown)
            {
                Drop();
            }

            return result;
        }
    }

    private SmtpClient NewClient()
    {
        var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds };
        if (options.PinnedCertificate is { } pinned)
        {
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && certificate.GetCertHash(HashAlgorithmName.SHA256).AsSpan().SequenceEqual(pinned.Span);
        }

        return client;
    }

    private SecureSocketOptions Security() => options.Security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new InvalidOperationException($"{options.Security} is no way to secure a connection."),
    };

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connected to the mail server {Host}:{Port}")]
    private static partial void LogConnected(ILogger logger, string host, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection to the mail server {Host}:{Port}: {Code}")]
    private static partial void LogTrouble(ILogger logger, string host, int port, string? code);

    /// <summary>
    /// Knows whether any of the message was written after the server asked for it. The mark that ends a message is written after all
    /// of it, so before that the server cannot have taken it.
    /// </summary>
    private sealed class ContentWatch : ITransferProgress
    {
        public bool Begun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Begun = true;

        public void Report(long bytesTransferred) => Begun = true;
    }
}
