using System.Diagnostics.CodeAnalysis;

namespace KpiFunctions.Core.Pulls;

/// <summary>
/// What stands in front of a platform's answer when it is kept: what was asked, when, and how complete the answer is. It is one line
/// of JSON; the pages follow it byte by byte as they came, each followed by a line feed that is not part of it.
/// </summary>
public sealed record PullHeader
{
    /// <summary>Longest line, in bytes, its line feed included.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>Most pages of an answer.</summary>
    public const int MaxPages = 256;

    /// <summary>Longest account, in characters.</summary>
    public const int MaxAccountLength = 200;

    /// <summary>Longest id of a source or view, in characters: small letters, digits and hyphens.</summary>
    public const int MaxIdLength = 40;

    /// <summary>Source id, such as <c>yandex-metrica</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The platform's id of the account that was asked for.</summary>
    public required string Account { get; init; }

    /// <summary>The connector's id of the view that was asked for: which dimensions, which measures.</summary>
    public required string View { get; init; }

    /// <summary>First day that was asked for, in the account's zone.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day that was asked for.</summary>
    public required DateOnly To { get; init; }

    /// <summary>
    /// When the first page was asked for; whole milliseconds, UTC. It is the answer's stamp, and it makes the bytes of two answers
    /// differ even where the platform said the same twice.
    /// </summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Every page was read and they fit together: the answer is all that the platform has of this view and these days.</summary>
    public required bool Complete { get; init; }

    /// <summary>The pages, in their order.</summary>
    public required IReadOnlyList<PullPage> Pages { get; init; }

    /// <summary>
    /// What a stored header is held to: ids and account as their limits say, days in order, whole milliseconds in UTC, at most
    /// <see cref="MaxPages"/> pages, each with a status between 100 and 599 and a length that is not negative.
    /// </summary>
    public bool IsValid =>
        IsId(Source)
        && IsId(View)
        && IsText(Account, MaxAccountLength)
        && From <= To
        && AskedAt.Offset == TimeSpan.Zero
        && AskedAt.Ticks % TimeSpan.TicksPerMillisecond == 0
        && Pages.Count <= MaxPages
        && Pages.All(static x => x is { Status: >= 100 and <= 599, Length: >= 0 } && IsText(x.Request, MaxLineBytes));

    /// <summary>Whether a file that starts with these bytes is a kept answer. Its header may still be broken.</summary>
    public static bool IsPull(ReadOnlySpan<byte> start) => start.StartsWith(PullHeaderLine.Magic);

    /// <summary>The header as it stands in front of the pages: one line of UTF-8 JSON, its line feed included.</summary>
    /// <exception cref="InvalidOperationException">It is not <see cref="IsValid"/>, or the line is longer than <see cref="MaxLineBytes"/>.</exception>
    public byte[] ToLine()
    {
        if (!IsValid)
        {
            throw new InvalidOperationException("The header of an answer is not valid.");
        }

        var line = PullHeaderLine.Write(this);
        return line.Length <= MaxLineBytes
            ? line
            : throw new InvalidOperationException($"The header of an answer has {line.Length} bytes, more than {MaxLineBytes}.");
    }

    /// <summary>Reads a line that <see cref="ToLine"/> wrote, with its line feed or without. False for anything else; never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, [NotNullWhen(true)] out PullHeader? header)
    {
        header = PullHeaderLine.Read(line) is { IsValid: true } read ? read : null;
        return header is not null;
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= MaxIdLength && text.All(static x => char.IsAsciiLetterLower(x) || char.IsAsciiDigit(x) || x == '-');

    private static bool IsText(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}

/// <summary>One page of an answer.</summary>
/// <param name="Request">Method, path and query as they were sent; never a token.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Length">Bytes of the page.</param>
/// <param name="Headers">Headers of the answer that say something about the data or the quota; never cookies.</param>
public sealed record PullPage(string Request, int Status, long Length, IReadOnlyDictionary<string, string> Headers);
