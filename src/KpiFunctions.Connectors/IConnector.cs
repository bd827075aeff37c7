using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Connectors;

/// <summary>
/// Asks one platform's API. It fetches what the platform answers and stores nothing; what the answer means is for the export format
/// of its own to say.
/// </summary>
public interface IConnector
{
    /// <summary>Source id, such as <c>yandex-metrica</c>.</summary>
    string Source { get; }

    /// <summary>Ids of the views that are asked for, one answer each.</summary>
    IReadOnlyList<string> Views { get; }

    /// <summary>How many days one question may hold.</summary>
    int SliceDays { get; }

    /// <summary>How many finished days the platform may still change, counted from yesterday.</summary>
    int RestatementDays { get; }

    /// <summary>Whether the text can be an account of the platform; what cannot never becomes part of an address.</summary>
    bool IsAccount(string account);

    /// <summary>The first request of each view, for who wants to see what would be asked; without the token.</summary>
    IReadOnlyList<string> Preview(string account, DateOnly from, DateOnly to);

    /// <summary>Asks one view, page by page.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="pages">Takes the pages as they come, each followed by a line feed: what stands behind the header of the kept file.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>What became of it, of all days or of none. Whatever the platform sends is an answer; only a cancelled token throws.</returns>
    Task<PullAnswer> AskAsync(PullQuestion question, Stream pages, CancellationToken cancellationToken);
}

/// <summary>What is asked of a platform.</summary>
/// <param name="Account">The platform's id of the account.</param>
/// <param name="View">One of <see cref="IConnector.Views"/>.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; at most <see cref="IConnector.SliceDays"/> days in all.</param>
/// <param name="Token">What opens the account.</param>
public sealed record PullQuestion(string Account, string View, DateOnly From, DateOnly To, AccessToken Token);

/// <summary>A token. It never shows itself: neither in texts nor in logs nor in exceptions.</summary>
/// <param name="value">The token; spaces and line ends around it, such as a file or a web form adds, are not part of it.</param>
public sealed class AccessToken(string value)
{
    private readonly string _value = value.Trim();

    /// <summary>Whether it can stand in a header: printable ASCII without spaces, so that nothing can be smuggled behind it.</summary>
    internal bool IsSendable => _value.Length > 0 && _value.All(static x => x is > ' ' and < '\u007f');

    /// <summary>The token itself, for the one place that sends it.</summary>
    internal string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "…";
}

/// <summary>What became of a question.</summary>
public abstract record PullAnswer
{
    private PullAnswer()
    {
    }

    /// <summary>The platform answered; the pages are written.</summary>
    /// <param name="Header">What stands in front of them.</param>
    /// <param name="TotalRows">Rows of the answer.</param>
    public sealed record Answered(PullHeader Header, long TotalRows) : PullAnswer;

    /// <summary>The platform wishes to be left alone for a while.</summary>
    /// <param name="Until">When it may be asked again.</param>
    /// <param name="Code">One of <see cref="PullCodes"/>.</param>
    public sealed record Later(DateTimeOffset Until, string Code) : PullAnswer;

    /// <summary>There is no answer.</summary>
    /// <param name="Code">One of <see cref="PullCodes"/>.</param>
    /// <param name="IsTemporary">Whether asking again may help; if not, a person has to do something first.</param>
    /// <param name="Detail">What the platform said, at most 300 characters, without the token and personal data; or null.</param>
    public sealed record Failed(string Code, bool IsTemporary, string? Detail) : PullAnswer;
}

/// <summary>Stable codes of why there is no answer. The sentences are in the resources, by code, in each language.</summary>
public static class PullCodes
{
    /// <summary>The token is missing in the settings.</summary>
    public const string TokenMissing = "token_missing";

    /// <summary>The token has expired or is not known (401, or 403 with an invalid token).</summary>
    public const string TokenRefused = "token_refused";

    /// <summary>The token does not open this account (403).</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The platform knows no such account (404).</summary>
    public const string UnknownAccount = "unknown_account";

    /// <summary>The platform does not understand the question (400): our fault or a change of theirs.</summary>
    public const string BadQuestion = "bad_question";

    /// <summary>The days are too much for the platform at once. Whoever asked for several may ask for each alone.</summary>
    public const string TooMuch = "too_much";

    /// <summary>The quota of requests is used up (429).</summary>
    public const string Quota = "quota";

    /// <summary>The platform is down, slow or not reached (5xx, timeout, network).</summary>
    public const string Unavailable = "unavailable";

    /// <summary>What came is not what the platform's documentation promises: an HTML page, a cut-off text.</summary>
    public const string UnreadableAnswer = "unreadable_answer";

    /// <summary>The data changed while the pages were read, time and again.</summary>
    public const string Unstable = "unstable";

    /// <summary>Somebody else is pulling the same slice.</summary>
    public const string Busy = "busy";
}
