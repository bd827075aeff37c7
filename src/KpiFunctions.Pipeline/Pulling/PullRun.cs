using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>Which account is pulled, and how.</summary>
internal sealed record PullTarget(BrandConfiguration Brand, ConnectorRule Rule, IConnector Connector);

/// <summary>One pull of one slice, from its claim to its end: what was answered and what went wrong first.</summary>
internal sealed class PullRun(PullTarget target, PullSlice claimed, PullLedger ledger, AnswerKeeper keeper, TimeProvider time)
{
    /// <summary>Longer than a question takes, with its import, so that a claim which is made anew before each question holds.</summary>
    internal static readonly TimeSpan Claim = AnswerKeeper.LongestQuestion + TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Needed = AnswerKeeper.LongestQuestion + TimeSpan.FromMinutes(5);
    private readonly List<PulledAnswer> _answers = [];
    private readonly Dictionary<DateOnly, DateTimeOffset> _had = [];
    private PullSlice _claimed = claimed;

    /// <summary>The answers that were kept.</summary>
    public IReadOnlyList<PulledAnswer> Answers => _answers;

    /// <summary>The slice as it is claimed now.</summary>
    public PullSlice Claimed => _claimed;

    /// <summary>Whether facts may have changed.</summary>
    public bool HasImported => _answers.Exists(static x => x.Import.State is IngestState.Done or IngestState.AlreadyDone);

    /// <summary>What went wrong first; null while all is well.</summary>
    public PullTrouble? Trouble { get; private set; }

    /// <summary>Asks every view of every run of days. What concerns the whole account, or may pass by itself, ends it.</summary>
    public async Task AskAsync(IEnumerable<DateOnly> days, AccessToken token, CancellationToken cancellationToken)
    {
        foreach (var (from, to) in DueDays.Runs(days))
        {
            DateTimeOffset? askedAt = null;
            var isHad = true;
            foreach (var view in target.Connector.Views)
            {
                if (!await HoldClaimAsync(cancellationToken))
                {
                    Trouble = new(PullCodes.Busy, IsTemporary: true, null, null);
                    return;
                }

                var question = new PullQuestion(target.Rule.Account, view, from, to, token);
                var kept = await keeper.AskAsync(target.Brand.Brand, target.Connector, question, cancellationToken);
                var trouble = Note(kept);
                isHad &= trouble is null;
                Trouble ??= trouble;
                if (trouble is { EndsAll: true })
                {
                    return;
                }

                if (kept.Answer is PullAnswer.Answered { Header.AskedAt: var at })
                {
                    askedAt = askedAt < at ? askedAt : at;
                }
            }

            if (isHad && askedAt is { } first)
            {
                Have(from, to, first);
            }
        }
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
        return new(_had, time.GetUtcNow() + Backoff.After(failures, trouble.IsTemporary), failures, trouble.Code, trouble.Detail);
    }

    private PullTrouble? Note(KeptAnswer kept)
    {
        if (kept.Kept is { } answer)
        {
            _answers.Add(answer);
        }

        return kept.Answer switch
        {
            PullAnswer.Later later => new(later.Code, IsTemporary: true, null, later.Until),
            PullAnswer.Failed failed => new(failed.Code, failed.IsTemporary, failed.Detail, null),
            _ => kept.Kept switch
            {
                { Import.State: IngestState.Refused } => new(PullReasons.AnswerRefused, IsTemporary: false, null, null),
                { Import.State: IngestState.Busy or IngestState.Gone } => new(PullCodes.Busy, IsTemporary: true, null, null),
                { Complete: false } => new(PullReasons.Incomplete, IsTemporary: true, null, null),
                _ => null,
            },
        };
    }

    private void Have(DateOnly from, DateOnly to, DateTimeOffset askedAt)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            _had[day] = askedAt;
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
    /// <summary>An answer that is incomplete or refused says nothing about the next question; everything else that may pass does.</summary>
    public bool EndsAll => Until is not null || PullReasons.IsOfAccount(Code) || (IsTemporary && Code != PullReasons.Incomplete);
}
