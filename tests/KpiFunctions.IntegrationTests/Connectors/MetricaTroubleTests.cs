using System.Text.Json.Nodes;
using KpiFunctions.Connectors;
using KpiFunctions.Connectors.YandexMetrica;
using Xunit;
using static KpiFunctions.IntegrationTests.Connectors.MetricaBench;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>What comes of everything that can go wrong: an answer that a person or the queue can act on, never an exception.</summary>
public sealed class MetricaTroubleTests
{
    private static readonly MetricaLimits Small = new() { PageRows = 3, MaxPages = 4 };

    [Theory]
    [InlineData("a total that changes")]
    [InlineData("a page that repeats")]
    [InlineData("a page of another place")]
    [InlineData("a short page")]
    [InlineData("a row that moves")]
    public async Task Pages_that_do_not_fit_together_are_asked_for_again_from_the_first(string what)
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 7);
        bench.Stub.Next(Misfit(bench, what));

        var answer = await bench.AnsweredAsync();

        Assert.Equal([1, 4, 1, 4, 7], bench.Stub.Requests.Select(static x => x.Offset));
        Assert.Equal(7, bench.Rows(answer.Header).Distinct().Count());
        Assert.Equal((7, 3, true), (answer.TotalRows, answer.Header.Pages.Count, answer.Header.Complete));
        Assert.Contains("from the first page 1 times", bench.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stamp_is_that_of_the_pages_that_are_kept()
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 4);
        bench.Stub.Next(MetricaReply.Usual, MetricaReply.Total(9) with { Before = () => bench.Clock.Advance(TimeSpan.FromSeconds(5)) });

        var answer = await bench.AnsweredAsync();

        Assert.Equal(new(2026, 11, 9, 21, 30, 5, 123, TimeSpan.Zero), answer.Header.AskedAt);
    }

    [Fact]
    public async Task Data_that_never_stands_still_is_given_up_for_now()
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 4);
        bench.Stub.Next(Enumerable.Repeat(new[] { MetricaReply.Usual, MetricaReply.Total(5) }, 5).SelectMany(static x => x));

        var failed = await bench.FailedAsync();

        Assert.Equal((PullCodes.Unstable, true), (failed.Code, failed.IsTemporary));
        Assert.Equal(8, bench.Stub.Count(Counter));
    }

    [Fact]
    public async Task A_token_that_has_expired_is_refused_and_a_new_one_opens_the_counter()
    {
        using var bench = new MetricaBench();
        bench.Campaigns(First, 1);
        bench.Stub.Next(MetricaReply.Error(401, "unauthorized", "Token has expired"));

        var failed = await bench.FailedAsync();

        Assert.Equal((PullCodes.TokenRefused, false), (failed.Code, failed.IsTemporary));
        Assert.Equal("Token has expired, code: 401", failed.Detail);
        Assert.Equal(1, bench.Stub.Count(Counter));
        Assert.Equal(1, (await bench.AnsweredAsync()).TotalRows);
    }

    [Fact]
    public async Task Who_may_not_look_is_told_why()
    {
        using var bench = new MetricaBench();
        bench.Stub.Counter(Counter);
        bench.Stub.Counter("2").Token = "of-somebody-else";

        Assert.Equal(PullCodes.TokenRefused, await CodeAsync(token: "never-given"));
        Assert.Equal(PullCodes.AccessDenied, await CodeAsync(token: "of-somebody-else"));
        Assert.Equal(PullCodes.UnknownAccount, await CodeAsync(counter: "999"));
        Assert.Equal(3, bench.Stub.Requests.Count);

        Assert.Equal(PullCodes.UnknownAccount, await CodeAsync(counter: "2,44147844"));
        Assert.Equal(PullCodes.TokenMissing, await CodeAsync(token: " \r\n"));
        Assert.Equal(PullCodes.TokenRefused, await CodeAsync(token: "a\r\nX-Injected: 1"));
        Assert.Equal(3, bench.Stub.Requests.Count);

        async Task<string> CodeAsync(string token = MetricaStub.Token, string counter = Counter)
        {
            var failed = Assert.IsType<PullAnswer.Failed>(await bench.AskAsync(token: token, counter: counter));
            Assert.False(failed.IsTemporary);
            return failed.Code;
        }
    }

    [Fact]
    public async Task A_question_that_the_platform_does_not_understand_comes_back_with_its_words()
    {
        using var bench = new MetricaBench();
        bench.Stub.Next(MetricaReply.Error(400, "invalid_parameter", "Wrong parameter: 'metrics'"));

        var failed = await bench.FailedAsync();

        Assert.Equal(new(PullCodes.BadQuestion, IsTemporary: false, "Wrong parameter: 'metrics', code: 400"), failed);
    }

    [Theory]
    [InlineData("quota_requests_by_uid", null, "2026-11-10T00:00:00.000Z")]
    [InlineData("quota_parallel_requests", null, "2026-11-09T21:30:30.123Z")]
    [InlineData("quota_nobody_knows", null, "2026-11-09T22:30:00.123Z")]
    [InlineData("quota_requests_by_uid", "90", "2026-11-09T21:31:30.123Z")]
    [InlineData("quota_requests_by_uid", "Mon, 09 Nov 2026 21:35:00 GMT", "2026-11-09T21:35:00.000Z")]
    public async Task A_quota_is_obeyed_and_not_knocked_at(string type, string? retryAfter, string until)
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 4);
        bench.Stub.Next(MetricaReply.Usual, MetricaReply.Quota(type, retryAfter));

        var later = Assert.IsType<PullAnswer.Later>(await bench.AskAsync());

        Assert.Equal((PullCodes.Quota, until), (later.Code, later.Until.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(2, bench.Stub.Count(Counter));
        Assert.Equal(0, bench.Pages.Length);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_platform_that_stumbles_is_asked_again_at_once(int status)
    {
        using var bench = new MetricaBench();
        bench.Campaigns(First, 2);
        bench.Stub.Next(MetricaReply.Error(status, "backend_error"), MetricaReply.Html(status));

        var answer = await bench.AnsweredAsync();

        Assert.Equal((2, 3), (answer.TotalRows, bench.Stub.Count(Counter)));
    }

    [Theory]
    [InlineData(503, 3)]
    [InlineData(500, 1)]
    public async Task A_platform_that_is_down_is_left_to_a_later_attempt(int status, int requests)
    {
        using var bench = new MetricaBench();
        bench.Stub.Next(Enumerable.Repeat(MetricaReply.Error(status, "backend_error", "Server error"), 3));

        var failed = await bench.FailedAsync();

        Assert.Equal((PullCodes.Unavailable, true), (failed.Code, failed.IsTemporary));
        Assert.StartsWith("Server error", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(requests, bench.Stub.Count(Counter));
    }

    [Fact]
    public async Task A_platform_that_is_down_until_a_time_is_not_asked_before_it()
    {
        using var bench = new MetricaBench();
        bench.Stub.Next(MetricaReply.Error(503, "backend_error") with { Headers = new Dictionary<string, string> { ["Retry-After"] = "600" } });

        var later = Assert.IsType<PullAnswer.Later>(await bench.AskAsync());

        Assert.Equal((PullCodes.Unavailable, bench.Clock.GetUtcNow().AddMinutes(10)), (later.Code, later.Until));
        Assert.Equal(1, bench.Stub.Count(Counter));
    }

    [Fact]
    public async Task A_platform_that_says_nothing_is_asked_again_and_then_left_alone()
    {
        using var bench = new MetricaBench(change: static x => x with { AnswerTimeout = TimeSpan.FromMilliseconds(300) });
        bench.Stub.Next(Enumerable.Repeat(MetricaReply.Silence(), 3));

        var failed = await bench.FailedAsync();

        Assert.Equal(new(PullCodes.Unavailable, IsTemporary: true, "timeout"), failed);
    }

    [Fact]
    public async Task Who_no_longer_wants_an_answer_does_not_wait_for_it()
    {
        using var bench = new MetricaBench();
        using var stop = new CancellationTokenSource();
        bench.Stub.Next(MetricaReply.Silence());
        var asking = bench.Connector.AskAsync(new(Counter, "utm", First, Last, new(MetricaStub.Token)), new MemoryStream(), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task An_html_page_that_says_all_is_well_is_no_answer()
    {
        using var bench = new MetricaBench();
        bench.Stub.Next(MetricaReply.Html(), MetricaReply.Html(403), MetricaReply.Html() with { ContentType = "application/json" });

        Assert.Equal(new(PullCodes.UnreadableAnswer, IsTemporary: true, "HTTP 200, text/html, the answer is not JSON"), await bench.FailedAsync());
        Assert.Equal(new(PullCodes.UnreadableAnswer, IsTemporary: true, "HTTP 403, text/html"), await bench.FailedAsync());
        Assert.Equal(new(PullCodes.UnreadableAnswer, IsTemporary: true, "HTTP 200, application/json, the answer is not JSON"), await bench.FailedAsync());
        Assert.Equal(3, bench.Stub.Count(Counter));
    }

    [Fact]
    public async Task A_cut_off_page_is_no_answer_even_if_it_is_the_last()
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 4);
        bench.Stub.Next(MetricaReply.Usual, MetricaReply.CutOff());

        var failed = await bench.FailedAsync();

        Assert.Equal((PullCodes.UnreadableAnswer, true), (failed.Code, failed.IsTemporary));
        Assert.EndsWith("the answer is cut off or not JSON", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_another_question_is_none()
    {
        using var bench = new MetricaBench();
        bench.Campaigns(First, 1);
        bench.Stub.Next(
            new MetricaReply { Change = static x => x["query"]!["ids"]![0] = 1 },
            new MetricaReply { Change = static x => x["query"]!["date2"] = "2026-11-03" });

        Assert.Equal(PullCodes.UnreadableAnswer, (await bench.FailedAsync()).Code);
        Assert.Equal(PullCodes.UnreadableAnswer, (await bench.FailedAsync()).Code);
    }

    [Fact]
    public async Task A_page_that_does_not_end_is_not_read_to_the_end()
    {
        using var bench = new MetricaBench(limits: new() { MaxPageBytes = 100_000 });
        bench.Campaigns(First, 900);

        var failed = await bench.FailedAsync();

        Assert.Equal(PullCodes.UnreadableAnswer, failed.Code);
        Assert.EndsWith("the page is too long", failed.Detail, StringComparison.Ordinal);
    }

    // Two pages that do not belong together.
    private static MetricaReply[] Misfit(MetricaBench bench, string what)
    {
        JsonNode? firstRows = null;
        var first = new MetricaReply { Change = x => firstRows = x["data"]!.DeepClone() };
        return what switch
        {
            "a total that changes" => [first, MetricaReply.Total(8)],
            "a page that repeats" => [first, new() { Change = x => x["data"] = firstRows!.DeepClone() }],
            "a page of another place" => [first, new() { Change = static x => x["query"]!["offset"] = 1 }],
            "a short page" => [first, new() { Change = static x => x["data"]!.AsArray().RemoveAt(2) }],

            // A campaign appears before the others and another one vanishes: the total stays, but every row moves by one place.
            "a row that moves" => [first, new() { Before = () => Move(bench.Stub.Counter(Counter)) }],
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    private static void Move(MetricaCounter counter) =>
        counter.Set(First, counter.Rows(First).SkipLast(1).Prepend(new("ad", "a", "cpc", "0000", 1, 1, 1, 0)));
}
