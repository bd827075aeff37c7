namespace KpiFunctions.Core.Pulls;

/// <summary>
/// What stands in front of a platform's answer when it is kept: what was asked, when, and how complete the answer is. It is one line
/// of JSON; the pages follow it byte by byte as they came, each followed by a line feed that is not part of it.
/// </summary>
public sealed record PullHeader
{
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
}

/// <summary>One page of an answer.</summary>
/// <param name="Request">Method, path and query as they were sent; never a token.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Length">Bytes of the page.</param>
/// <param name="Headers">Headers of the answer that say something about the data or the quota; never cookies.</param>
public sealed record PullPage(string Request, int Status, long Length, IReadOnlyDictionary<string, string> Headers);
