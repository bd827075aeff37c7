namespace KpiFunctions.Pipeline.Mail;

/// <summary>What became of a mail.</summary>
public enum SendOutcome
{
    /// <summary>The server took it.</summary>
    Accepted,

    /// <summary>The server refused this recipient or this message for good.</summary>
    Refused,

    /// <summary>It was surely not taken, and a later try may do better.</summary>
    Deferred,

    /// <summary>It may or may not have been taken.</summary>
    Unknown,

    /// <summary>Somebody else looks after it; nothing was sent.</summary>
    NotSent,
}

/// <summary>What became of a mail, and why.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Code">The server's status, such as <c>550</c>, or one of <see cref="SendCodes"/>; null where there is nothing to say.</param>
/// <param name="Text">What the server said, in one line; it may name addresses.</param>
public sealed record SendResult(SendOutcome Outcome, string? Code = null, string? Text = null);

/// <summary>Stable codes of what can happen besides the server's own status.</summary>
public static class SendCodes
{
    /// <summary>The server could not be reached.</summary>
    public const string ConnectionFailed = "connection_failed";

    /// <summary>The connection broke off.</summary>
    public const string ConnectionLost = "connection_lost";

    /// <summary>The connection could not be encrypted, or the server's certificate is not trusted.</summary>
    public const string TlsFailed = "tls_failed";

    /// <summary>The server did not accept the login, or wants one and the setting has none.</summary>
    public const string LoginRefused = "login_refused";

    /// <summary>The server took too long.</summary>
    public const string Timeout = "timeout";

    /// <summary>The sender was stopped.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The address cannot be written to.</summary>
    public const string BadAddress = "bad_address";
}
