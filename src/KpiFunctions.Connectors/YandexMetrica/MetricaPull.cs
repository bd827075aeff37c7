using System.Globalization;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>One question on its way: page after page, from the first one again where pages do not fit together.</summary>
internal sealed class MetricaPull(MetricaReader reader, MetricaLimits limits, Uri home, PullQuestion question, Stream pages, TimeProvider clock)
{
    private readonly List<PullPage> _kept = [];
    private readonly long _start = pages.Position;
    private DateTimeOffset _askedAt;

    /// <summary>How often the pages did not fit together.</summary>
    public int Restarts { get; private set; }

    /// <summary>Asks. After anything but an answer the stream is as it was.</summary>
    public async Task<PullAnswer> AskAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var paging = new MetricaPaging(limits);
            if (await ReadPagesAsync(paging, cancellationToken) is not { } stop)
            {
                return new PullAnswer.Answered(Header(paging.IsExact), paging.Rows);
            }

            Rewind();
            if (stop is not PullAnswer.Failed { Code: PullCodes.Unstable } || Restarts == limits.MaxRestarts)
            {
                return stop;
            }

            Restarts++;
        }
    }

    private PullHeader Header(bool isExact) => new()
    {
        Source = MetricaConnector.SourceId,
        Account = question.Account,
        View = question.View,
        From = question.From,
        To = question.To,
        AskedAt = _askedAt,
        Complete = isExact,
        Pages = _kept,
    };

    private async Task<PullAnswer?> ReadPagesAsync(MetricaPaging paging, CancellationToken cancellationToken)
    {
        while (!paging.IsAtEnd)
        {
            if (_kept.Count == 0)
            {
                _askedAt = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            }

            var address = MetricaQuery.Page(home, question.Account, question.View, question.From, question.To, limits.PageRows, paging.Offset);
            var page = await reader.ReadAsync(address, MetricaQuery.DimensionCount(question.View), pages, cancellationToken);
            var stop = page.Stop ?? Misunderstood(page.Content!) ?? paging.Take(page.Content!);
            if (stop is not null)
            {
                return stop;
            }

            _kept.Add(page.Page!);
        }

        return null;
    }

    // The platform says what it understood. Where that is not what was asked, an answer to somebody else came: by a proxy, from a cache.
    private PullAnswer.Failed? Misunderstood(MetricaContent content)
    {
        var (account, first, last, _) = content.Echo;
        return IsOther(account, question.Account) || IsOther(first, Day(question.From)) || IsOther(last, Day(question.To))
            ? new(PullCodes.UnreadableAnswer, IsTemporary: true, "the answer is to another question")
            : null;

        static bool IsOther(string? echo, string asked) => echo is not null && echo != asked;
        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private void Rewind()
    {
        pages.SetLength(_start);
        pages.Position = _start;
        _kept.Clear();
    }
}
