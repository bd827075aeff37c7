using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>How the connection to the mail server is kept from others' eyes.</summary>
public enum SmtpSecurity
{
    /// <summary>It begins open and is encrypted before anything else is said; a server that cannot is not spoken to.</summary>
    StartTls,

    /// <summary>It is encrypted from its first byte.</summary>
    Tls,

    /// <summary>It is open. Allowed for a server on this machine only.</summary>
    None,
}

/// <summary>The mail server that reports are sent through, and who they come from.</summary>
public sealed record SmtpOptions
{
    /// <summary>The setting's name in configuration; as an environment variable <c>KPI_SMTP</c>.</summary>
    public const string Setting = "Smtp:Url";

    /// <summary>The environment variable of the setting.</summary>
    public const string Variable = "KPI_SMTP";

    /// <summary>The longest <see cref="Timeout"/>. A delivery's claim outlasts everything that one mail may take.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Host name or address of the server; an international name in its ASCII form.</summary>
    public required string Host { get; init; }

    /// <summary>Port of the server.</summary>
    public required int Port { get; init; }

    /// <summary>How the connection is encrypted.</summary>
    public required SmtpSecurity Security { get; init; }

    /// <summary>User name to log in with; null sends without a login.</summary>
    public string? User { get; init; }

    /// <summary>The user's password; there exactly when a user is.</summary>
    public string? Password { get; init; }

    /// <summary>The address that mails come from.</summary>
    public required string FromAddress { get; init; }

    /// <summary>The name beside that address; null takes the brand's.</summary>
    public string? FromName { get; init; }

    /// <summary>How long connecting (with the login) may take, and how long handing over one mail may.</summary>
    public TimeSpan Timeout { get; init; } = LongestTimeout;

    /// <summary>
    /// SHA-256 of the only certificate that the server may show, instead of one that this machine trusts. For tests: people give
    /// their server a certificate that is trusted.
    /// </summary>
    internal ReadOnlyMemory<byte>? PinnedCertificate { get; init; }

    /// <summary>
    /// Reads <c>smtp://user:password@smtp.example.com:587?from=reports@example.com&amp;name=Reports</c>. The scheme <c>smtp</c>
    /// asks for STARTTLS, <c>smtps</c> for TLS from the first byte.
    /// </summary>
    /// <param name="url">The setting's value. User and password are percent-encoded.</param>
    /// <param name="options">What it says.</param>
    /// <param name="problem">What is wrong with it, without repeating any of it: it holds a password.</param>
    public static bool TryParse(
        string? url, [NotNullWhen(true)] out SmtpOptions? options, [NotNullWhen(false)] out Localized? problem) =>
        SmtpUrl.TryParse(url, out options, out problem);

    /// <summary>The server, without the login's password.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Security == SmtpSecurity.Tls ? "smtps" : "smtp")}://{(User is null ? "" : "…:…@")}{Host}:{Port} ({Security})");
}
