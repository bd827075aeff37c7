using System.Globalization;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>
/// One question on its way: page after page, from the first one again where pages do not fit together, day by day where the platform
/// cannot take all days at once.
/// </summary>
internal sealed class MetricaPull(MetricaReader reader, MetricaLimits limits, Uri home, PullQuestion question, Stream pages, TimeProvider clock)
{
    private readonly List<PullPage> _kept = [];
    private readonly long _start = pages.Position;
    private DateTimeOffset _askedAt;
    private long _rows;
    private bool _isExact = true;

    /// <summary>How often the pages did not fit together.</summary>
    public int Restarts { get; private set; }

    /// <summary>Whether the days were asked one by one.</summary>
    public bool IsSplit { get; private set; }

    /// <summary>Asks. After anything but an answer the stream is as it was.</summary>
    public async Task<PullAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var stop = await AskDaysAsync(question.From, question.To, cancellationToken);
        if (stop is PullAnswer.Failed { Code: PullCodes.TooMuch } && question.From < question.To)
        {
            Rewind((_start, 0));
            IsSplit = true;
            stop = await AskDayByDayAsync(cancellationToken);
        }

        if (stop is not null)
        {
            Rewind((_start, 0));
            return stop;
        }

        return new PullAnswer.Answered(Header(), _rows);
    }

    private PullHeader Header() => new()
    {
        Source = MetricaConnector.SourceId,
        Account = question.Account,
        View = question.View,
        From = question.From,
        To = question.To,
        AskedAt = _askedAt,
        Complete = _isExact,
        Pages = _kept,
    };

    private async Task<PullAnswer?> AskDayByDayAsync(CancellationToken cancellationToken)
    {
        for (var day = question.From; day <= question.To; day = day.AddDays(1))
        {
            if (await AskDaysAsync(day, day, cancellationToken) is { } stop)
            {
                return stop;
            }
        }

        return null;
    }

    private async Task<PullAnswer?> AskDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var mark = (pages.Position, _kept.Count);
        while (true)
        {
            var paging = new MetricaPaging(limits);
            var stop = await ReadPagesAsync(paging, from, to, cancellationToken);
            if (stop is null)
            {
                _rows += paging.Rows;
                _isExact &= paging.IsExact;
                return null;
            }

            if (stop is not PullAnswer.Failed { Code: PullCodes.Unstable } || Restarts == limits.MaxRestarts)
            {
                return stop;
            }

            Restarts++;
            Rewind(mark);
        }
    }

    private async Task<PullAnswer?> ReadPagesAsync(MetricaPaging paging, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        while (!paging.IsAtEnd)
        {
            if (_kept.Count == 0)
            {
                _askedAt = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            }

            var address = MetricaQuery.Page(home, question.Account, question.View, from, to, limits.PageRows, paging.Offset);
            var page = await reader.ReadAsync(address, MetricaQuery.DimensionCount(question.View), pages, cancellationToken);
            var stop = page.Stop ?? Misunderstood(page.Content!, from, to) ?? paging.Take(page.Content!);
            if (stop is not null)
            {
                return stop;
            }

            _kept.Add(page.Page!);
        }

        return null;
    }

    // The platform says what it understood. Where that is not what was asked, an answer to somebody else came: by a proxy, from a cache.
    private PullAnswer.Failed? Misunderstood(MetricaContent content, DateOnly from, DateOnly to)
    {
        var (account, first, last, _) = content.Echo;
        return IsOther(account, question.Account) || IsOther(first, Day(from)) || IsOther(last, Day(to))
            ? new(PullCodes.UnreadableAnswer, IsTemporary: true, "the answer is to another question")
            : null;

        static bool IsOther(string? echo, string asked) => echo is not null && echo != asked;
        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private void Rewind((long Position, int Kept) mark)
    {
        pages.SetLength(mark.Position);
        pages.Position = mark.Position;
        _kept.RemoveRange(mark.Kept, _kept.Count - mark.Kept);
        if (mark.Kept == 0)
        {
            (_rows, _isExact) = (0, true);
        }
    }
}
