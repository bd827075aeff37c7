using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Queues;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>What became of a slice.</summary>
public enum PullState
{
    /// <summary>Everything that was due was answered and imported.</summary>
    Done,

    /// <summary>Nothing was due: somebody else had pulled it, or it is not over yet.</summary>
    NothingDue,

    /// <summary>The platform is not to be asked before <see cref="PullOutcome.Until"/>.</summary>
    Later,

    /// <summary>Somebody else is pulling it.</summary>
    Busy,

    /// <summary>There is no answer, or none that can be used.</summary>
    Failed,

    /// <summary>Nobody wants it any more: the account is not configured.</summary>
    Dropped,
}

/// <summary>One answer that was kept.</summary>
/// <param name="View">The connector's id of the view.</param>
/// <param name="From">First day that was asked for.</param>
/// <param name="To">Last day that was asked for.</param>
/// <param name="Rows">Rows of the answer.</param>
/// <param name="Requests">Pages that were asked for.</param>
/// <param name="Complete">Whether it is all that the platform has.</param>
/// <param name="Import">What became of it.</param>
public sealed record PulledAnswer(string View, DateOnly From, DateOnly To, long Rows, int Requests, bool Complete, IngestOutcome Import);

/// <summary>What became of a slice.</summary>
/// <param name="Message">Which slice.</param>
/// <param name="State">What became of it.</param>
/// <param name="Answers">The answers that were kept, also before something failed.</param>
/// <param name="Code">Why not all is done, a code of <see cref="PullReasons.All"/>.</param>
/// <param name="IsTemporary">Whether trying again may help without anybody doing anything.</param>
/// <param name="Detail">What the platform said.</param>
/// <param name="Until">When it may be tried again.</param>
public sealed record PullOutcome(
    PullMessage Message,
    PullState State,
    IReadOnlyList<PulledAnswer> Answers,
    string? Code = null,
    bool IsTemporary = false,
    string? Detail = null,
    DateTimeOffset? Until = null)
{
    /// <summary>Whether facts may have changed, so that KPIs are to be computed.</summary>
    public bool HasImported { get; init; }
}

/// <summary>How a person's wish differs from a message out of the queue.</summary>
/// <param name="Days">Exactly these days, had or not; null takes those that are due.</param>
/// <param name="IsMended">Ask in spite of earlier failures; a platform's own wish to be left alone is obeyed all the same.</param>
public sealed record PullWish(IReadOnlyCollection<DateOnly>? Days = null, bool IsMended = false)
{
    /// <summary>What a message out of the queue wants.</summary>
    public static PullWish None { get; } = new();
}
