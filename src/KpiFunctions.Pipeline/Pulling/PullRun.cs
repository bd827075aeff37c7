using System.Globalization;
using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>Which account is pulled, and how.</summary>
internal sealed record PullTarget(BrandConfiguration Brand, ConnectorRule Rule, IConnector Connector);

/// <summary>One pull of one slice, from its claim to its end: what was answered and what went wrong.</summary>
internal sealed class PullRun(PullTarget target, PullSlice claimed, PullLedger ledger, AnswerKeeper keeper, TimeProvider time)
{
    /// <summary>Longer than a question takes, with its import, so that a claim which is made anew before each question holds.</summary>
    internal static readonly TimeSpan Claim = AnswerKeeper.LongestQuestion + TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Needed = AnswerKeeper.LongestQuestion + TimeSpan.FromMinutes(5);
    private readonly List<PulledAnswer> _answers = [];
    private readonly Dictionary<DateOnly, (int Views, DateTimeOffset AskedAt)> _answered = [];
    private readonly Dictionary<DateOnly, DateTimeOffset> _had = [];
    private readonly SortedSet<DateOnly> _heavy = [];
    private PullSlice _claimed = claimed;

    /// <summary>The answers that were kept.</summary>
    public IReadOnlyList<PulledAnswer> Answers => _answers;

    /// <summary>The slice as it is claimed now.</summary>
    public PullSlice Claimed => _claimed;

    /// <summary>Whether facts may have changed.</summary>
    public bool HasImported => _answers.Exists(static x => x.Import.State is IngestState.Done or IngestState.AlreadyDone);

    /// <summary>What went wrong: what ended it, else a day that is too much, else what came first; null while all is well.</summary>
    public PullTrouble? Trouble { get; private set; }

    /// <summary>Asks every view of every run of days. What concerns the whole account, or may pass by itself, ends it.</summary>
    public async Task AskAsync(IEnumerable<DateOnly> days, AccessToken token, CancellationToken cancellationToken)
    {
        foreach (var (from, to) in DueDays.Runs(days))
        {
            foreach (var view in target.Connector.Views)
            {
                if (!await AskViewAsync(new(target.Rule.Account, view, from, to, token), cancellationToken))
                {
                    return;
                }
            }
        }
    }

    /// <summary>
    /// Asks for all days at once, and for each alone where all are too much: then a heavy day costs itself and no other.
    /// </summary>
    /// <returns>Whether to go on.</returns>
    private async Task<bool> AskViewAsync(PullQuestion question, CancellationToken cancellationToken)
    {
        if (!await HoldClaimAsync(cancellationToken))
        {
            Trouble = new(PullCodes.Busy, IsTemporary: true, null, null);
            return false;
        }

        var kept = await keeper.AskAsync(target.Brand.Brand, target.Connector, question, cancellationToken);
        if (kept.Answer is PullAnswer.Failed { Code: PullCodes.TooMuch })
        {
            return question.From < question.To
                ? await AskDayByDayAsync(question, cancellationToken)
                : NoteHeavy(question.From, (PullAnswer.Failed)kept.Answer);
        }

        if (Note(kept) is { } trouble)
        {
            Trouble = trouble.EndsAll ? trouble : Trouble ?? trouble;
            return !trouble.EndsAll;
        }

        NoteHad(question, ((PullAnswer.Answered)kept.Answer).Header.AskedAt);
        return true;
    }

    private async Task<bool> AskDayByDayAsync(PullQuestion question, CancellationToken cancellationToken)
    {
        for (var day = question.From; day <= question.To; day = day.AddDays(1))
        {
            if (!await AskViewAsync(question with { From = day, To = day }, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What to record: the days that are had now, and when to ask for the rest.</summary>
    public PullEnd End(PullTrouble? trouble)
    {
        if (trouble is null)
        {
            return new(_had);
        }

        if (trouble.Until is { } until)
        {
            return new(_had, until, Failures: 0, trouble.Code, trouble.Detail);
        }

        var failures = _claimed.Failures + 1;
        var now = time.GetUtcNow();
        var wait = now + Backoff.After(failures, trouble);

        // The slice may hold a day that is over only tomorrow: it is not to wait for what failed today.
        var morning = DueDays.NextMorning(now, target.Brand.Zone);
        return new(_had, wait < morning ? wait : morning, failures, trouble.Code, trouble.Detail);
    }

    private PullTrouble? Note(KeptAnswer kept)
    {
        if (kept.Kept is { } one)
        {
            _answers.Add(one);
        }

        return kept.Answer switch
        {
            PullAnswer.Later later => new(later.Code, IsTemporary: true, null, later.Until),
            PullAnswer.Failed failed => new(failed.Code, failed.IsTemporary, failed.Detail, null),
            _ => kept.Kept switch
            {
                { Import.State: IngestState.Refused } => new(PullReasons.AnswerRefused, IsTemporary: false, null, null) { HasAnswer = true },
                { Import.State: IngestState.Busy or IngestState.Gone } => new(PullCodes.Busy, IsTemporary: true, null, null),
                { Complete: false } answer => new(Lacking(answer, ((PullAnswer.Answered)kept.Answer).Header), IsTemporary: true, null, null) { HasAnswer = true },
                _ => null,
            },
        };
    }

    /// <summary>
    /// What an answer lacks. Where every page was there and rows of them were rejected, the platform has no more to give: what it gave
    /// is not what it promises, such as the same row twice.
    /// </summary>
    private static string Lacking(PulledAnswer answer, PullHeader header) =>
        header.Complete && answer.Import.Reading is { Rejected: > 0 } ? PullCodes.UnreadableAnswer : PullReasons.Incomplete;

    /// <summary>Only a person can help here, so that it is said before what may pass by itself.</summary>
    private bool NoteHeavy(DateOnly day, PullAnswer.Failed answer)
    {
        _heavy.Add(day);
        var days = string.Join(", ", _heavy.Select(static x => x.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Trouble = new(answer.Code, answer.IsTemporary, answer.Detail is { } words ? $"{days}: {words}" : days, null);
        return true;
    }

    /// <summary>A day is had when every view of it is, since the earliest of them was asked for.</summary>
    private void NoteHad(PullQuestion question, DateTimeOffset askedAt)
    {
        for (var day = question.From; day <= question.To; day = day.AddDays(1))
        {
            var (views, first) = _answered.GetValueOrDefault(day, (0, askedAt));
            first = first < askedAt ? first : askedAt;
            _answered[day] = (views + 1, first);
            if (views + 1 == target.Connector.Views.Count)
            {
                _had[day] = first;
            }
        }
    }

    private async Task<bool> HoldClaimAsync(CancellationToken cancellationToken)
    {
        if (_claimed.ClaimExpires - time.GetUtcNow() >= Needed)
        {
            return true;
        }

        if (await ledger.ExtendAsync(_claimed, Claim, cancellationToken) is not { } extended)
        {
            return false;
        }

        _claimed = extended;
        return true;
    }
}

/// <summary>Why not all of a slice was answered.</summary>
/// <param name="Code">A code of <see cref="PullReasons.All"/>.</param>
/// <param name="IsTemporary">Whether it may pass by itself.</param>
/// <param name="Detail">What the platform said.</param>
/// <param name="Until">When the platform wishes to be asked again.</param>
internal sealed record PullTrouble(string Code, bool IsTemporary, string? Detail, DateTimeOffset? Until)
{
    /// <summary>There is an answer, which was kept; but not all of it could be used, or it is not all.</summary>
    public bool HasAnswer { get; init; }

    /// <summary>An answer that was kept says nothing about the next question; everything else that may pass does.</summary>
    public bool EndsAll => Until is not null || PullReasons.IsOfAccount(Code) || (IsTemporary && !HasAnswer);
}
