using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>What a mail client's exceptions mean for the mail. Exceptions that are none of its own are faults and pass.</summary>
internal static class SmtpFailures
{
    /// <summary>Whether the exception tells of server, network or time, and not of a fault of ours.</summary>
    public static bool IsExpected(Exception e) => e
        is OperationCanceledException or TimeoutException or IOException or SocketException
        or CommandException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        or AuthenticationException or SslHandshakeException or NotSupportedException;

    /// <summary>
    /// Nothing was handed over, so a later try may do better. That holds for a refused login too: a password that ran out says nothing
    /// about the recipients, and once it is mended they are all still to be sent.
    /// </summary>
    public static SendResult WhileConnecting(Exception e, SmtpOptions options, bool loggingIn, CancellationToken stopped) => e switch
    {
        OperationCanceledException => Deferred(stopped.IsCancellationRequested ? SendCodes.Cancelled : SendCodes.Timeout),
        TimeoutException => Deferred(SendCodes.Timeout),
        SslHandshakeException => Deferred(SendCodes.TlsFailed),
        AuthenticationException { InnerException: SmtpCommandException { StatusCode: >= (SmtpStatusCode)400 and < (SmtpStatusCode)500 } refused } =>
            Deferred(Code(refused), WithoutLogin(refused.Message, options)),
        AuthenticationException { InnerException: SmtpCommandException refused } =>
            Deferred(SendCodes.LoginRefused, WithoutLogin($"{Code(refused)} {refused.Message}", options)),
        AuthenticationException or ServiceNotAuthenticatedException => Deferred(SendCodes.LoginRefused),

        // The client says so of a server that does not offer STARTTLS, or no way to log in.
        NotSupportedException => Deferred(loggingIn ? SendCodes.LoginRefused : SendCodes.TlsFailed),
        SmtpCommandException refused => Deferred(Code(refused), WithoutLogin(refused.Message, options)),
        _ => Deferred(loggingIn ? SendCodes.ConnectionLost : SendCodes.ConnectionFailed),
    };

    /// <summary>An answer of the server is certain. Without one it depends on how far the message was.</summary>
    /// <param name="e">What happened.</param>
    /// <param name="contentBegun">Whether any of the message may have left. Until then the server cannot have had the end of it.</param>
    /// <param name="stopped">Whether the sender was stopped.</param>
    public static SendResult WhileHandingOver(Exception e, bool contentBegun, CancellationToken stopped) => e switch
    {
        SmtpCommandException refused => Answered(refused),
        ServiceNotAuthenticatedException => Deferred(SendCodes.LoginRefused),
        OperationCanceledException => Broken(contentBegun, stopped.IsCancellationRequested ? SendCodes.Cancelled : SendCodes.Timeout),
        TimeoutException => Broken(contentBegun, SendCodes.Timeout),
        _ => Broken(contentBegun, SendCodes.ConnectionLost),
    };

    private static SendResult Broken(bool contentBegun, string code) => contentBegun ? new(SendOutcome.Unknown, code) : Deferred(code);

    /// <summary>
    /// A refused sender is the deployment's trouble and not the recipient's, like a refused login – but for a message that is too big
    /// (552, RFC 1870), which the server says there already.
    /// </summary>
    private static SendResult Answered(SmtpCommandException refused)
    {
        var permanent = (int)refused.StatusCode >= 500
            && (refused.ErrorCode != SmtpErrorCode.SenderNotAccepted || refused.StatusCode == SmtpStatusCode.ExceededStorageAllocation);
        return new(permanent ? SendOutcome.Refused : SendOutcome.Deferred, Code(refused), HeaderText.Line(refused.Message));
    }

    private static SendResult Deferred(string code, string? text = null) => new(SendOutcome.Deferred, code, text);

    private static string Code(SmtpCommandException refused) => ((int)refused.StatusCode).ToString(CultureInfo.InvariantCulture);

    /// <summary>Some servers repeat who tried to log in.</summary>
    private static string WithoutLogin(string text, SmtpOptions options)
    {
        foreach (var secret in new[] { options.Password, options.User })
        {
            text = secret is null ? text : text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        }

        return HeaderText.Line(text);
    }
}
