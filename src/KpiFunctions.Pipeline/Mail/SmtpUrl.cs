using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>
/// Reads the mail setting. A password that was not percent-encoded can end up in any part of the address, so no part of the address
/// is ever repeated in a problem.
/// </summary>
internal static class SmtpUrl
{
    /// <summary>Submission (RFC 6409).</summary>
    private const int SubmissionPort = 587;

    /// <summary>Submission over TLS (RFC 8314).</summary>
    private const int TlsPort = 465;

    private const string LoopbackSender = "reports@kpi.example";
    private const int ShortestTimeoutSeconds = 5;

    public static bool TryParse(string? url, [NotNullWhen(true)] out SmtpOptions? options, [NotNullWhen(false)] out Localized? problem)
    {
        options = null;
        problem = Read(url, ref options);
        return problem is null;
    }

    private static Localized? Read(string? url, ref SmtpOptions? options)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return SmtpUrlProblems.Missing;
        }

        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("smtp" or "smtps")
            || uri.IdnHost.Length == 0
            || uri.Port == 0
            || uri.AbsolutePath is not ("" or "/")
            || uri.Fragment.Length > 0)
        {
            return SmtpUrlProblems.NoAddress;
        }

        if (Query(uri.Query) is not { } query)
        {
            return SmtpUrlProblems.UnknownParts;
        }

        return Login(uri.UserInfo) is { } login ? Options(uri, login, query, ref options) : SmtpUrlProblems.BadLogin;
    }

    private static Localized? Options(
        Uri uri, (string? User, string? Password) login, IReadOnlyDictionary<string, string> query, ref SmtpOptions? options)
    {
        if (Security(uri.Scheme, query.GetValueOrDefault("security")) is not { } security)
        {
            return SmtpUrlProblems.BadSecurity;
        }

        var loopback = IsLoopback(uri.IdnHost);
        if (security == SmtpSecurity.None && !loopback)
        {
            return SmtpUrlProblems.OpenConnection;
        }

        // Most providers let a user send under the user's own address only.
        var from = query.GetValueOrDefault("from")
            ?? (login.User is { } user && MailAddresses.IsAddress(user) ? user : loopback ? LoopbackSender : null);
        if (from is null || !MailAddresses.IsAddress(from))
        {
            return from is null ? SmtpUrlProblems.NoSender : SmtpUrlProblems.BadSender;
        }

        if (Timeout(query.GetValueOrDefault("timeout")) is not { } timeout)
        {
            return SmtpUrlProblems.BadTimeout(ShortestTimeoutSeconds, (int)SmtpOptions.LongestTimeout.TotalSeconds);
        }

        options = new SmtpOptions
        {
            Host = uri.IdnHost,
            Port = uri.Port > 0 ? uri.Port : security == SmtpSecurity.Tls ? TlsPort : SubmissionPort,
            Security = security,
            User = login.User,
            Password = login.Password,
            FromAddress = from,
            FromName = query.GetValueOrDefault("name"),
            Timeout = timeout,
        };
        return null;
    }

    private static SmtpSecurity? Security(string scheme, string? named) => (scheme, named) switch
    {
        ("smtps", null or "tls") => SmtpSecurity.Tls,
        ("smtp", null or "starttls") => SmtpSecurity.StartTls,
        ("smtp", "tls") => SmtpSecurity.Tls,
        ("smtp", "none") => SmtpSecurity.None,
        _ => null,
    };

    private static TimeSpan? Timeout(string? named)
    {
        if (named is null)
        {
            return SmtpOptions.LongestTimeout;
        }

        return int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= ShortestTimeoutSeconds
            && seconds <= SmtpOptions.LongestTimeout.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
    }

    /// <summary>User and password; both null without a login; null when one is there without the other, or they cannot be sent.</summary>
    private static (string? User, string? Password)? Login(string userInfo)
    {
        if (userInfo.Length == 0)
        {
            return (null, null);
        }

        if (userInfo.Split(':') is not [var user, var password] || userInfo.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        (user, password) = (Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        return user.Length > 0 && password.Length > 0 && !user.Any(char.IsControl) && !password.Any(char.IsControl) ? (user, password) : null;
    }

    /// <summary>The parts after the question mark, each once and known; null otherwise. A plus is a plus: addresses have it.</summary>
    private static Dictionary<string, string>? Query(string query)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is not [("from" or "name" or "security" or "timeout") and var key, var value]
                || Uri.UnescapeDataString(value) is not { Length: > 0 } text
                || text.Any(char.IsControl)
                || !parts.TryAdd(key, text))
            {
                return null;
            }
        }

        return parts;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
