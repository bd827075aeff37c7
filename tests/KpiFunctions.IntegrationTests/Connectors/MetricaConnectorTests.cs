using System.Globalization;
using KpiFunctions.Connectors;
using KpiFunctions.Connectors.YandexMetrica;
using Xunit;
using static KpiFunctions.IntegrationTests.Connectors.MetricaBench;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>What comes of a question that the platform answers.</summary>
public sealed class MetricaConnectorTests
{
    private static readonly MetricaLimits Small = new() { PageRows = 3, MaxPages = 4 };

    [Fact]
    public async Task An_answer_without_rows_is_a_whole_answer()
    {
        using var bench = new MetricaBench();
        bench.Stub.Counter(Counter);

        var answer = await bench.AnsweredAsync();

        Assert.Equal(0, answer.TotalRows);
        Assert.True(answer.Header.Complete);
        Assert.Empty(bench.Rows(answer.Header));
    }

    [Fact]
    public async Task One_page_is_kept_as_it_came_behind_a_header_of_what_was_asked()
    {
        using var bench = new MetricaBench();
        bench.Stub.Counter(Counter).Set(First, [new("organic", null, null, null, 10, 8, 5, 1)]);

        var answer = await bench.AnsweredAsync("date", First, First);

        var header = answer.Header;
        Assert.Equal(
            ("yandex-metrica", Counter, "date", First, First, true), (header.Source, header.Account, header.View, header.From, header.To, header.Complete));
        Assert.Equal(new(2026, 11, 9, 21, 30, 0, 123, TimeSpan.Zero), header.AskedAt);
        var page = Assert.Single(header.Pages);
        Assert.Equal("GET " + Assert.Single(bench.Stub.Requests).PathAndQuery, page.Request);
        Assert.Equal(200, page.Status);
        Assert.Equal("application/x-yametrika+json;charset=UTF-8", page.Headers["content-type"]);
        Assert.Equal(["2026-11-02 10.0"], bench.Rows(header));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(12, 4)]
    public async Task Pages_are_asked_for_one_after_the_other_until_the_total_is_reached(int rows, int pages)
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, rows);

        var answer = await bench.AnsweredAsync();

        Assert.Equal(rows, answer.TotalRows);
        Assert.Equal(pages, answer.Header.Pages.Count);
        Assert.Equal(Enumerable.Range(0, pages).Select(static x => (x * 3L) + 1), bench.Stub.Requests.Select(static x => x.Offset));
        Assert.Equal(Enumerable.Range(1, rows).Select(static x => string.Create(CultureInfo.InvariantCulture, $"1102-{x:00} {x}.0")), bench.Rows(answer.Header));
    }

    [Fact]
    public async Task A_day_that_is_asked_for_again_is_answered_as_it_is_now()
    {
        using var bench = new MetricaBench();
        var counter = bench.Stub.Counter(Counter);
        counter.Set(First, [new("ad", "a", "cpc", "up", 5, 5, 1, 0), new("ad", "a", "cpc", "down", 7, 7, 1, 3), new("ad", "a", "cpc", "gone", 1, 1, 0, 0)]);
        var before = await bench.AnsweredAsync();
        var rowsBefore = bench.Rows(before.Header).ToArray();

        bench.Clock.Advance(TimeSpan.FromHours(1));
        counter.Set(First, [new("ad", "a", "cpc", "up", 6, 6, 1, 0), new("ad", "a", "cpc", "down", 4, 4, 1, 1), new("ad", "a", "cpc", "new", 2, 2, 2, 0)]);
        var after = await bench.AnsweredAsync();

        Assert.Equal(["down 7.0", "gone 1.0", "up 5.0"], rowsBefore);
        Assert.Equal(["down 4.0", "new 2.0", "up 6.0"], bench.Rows(after.Header));
        Assert.Equal(TimeSpan.FromHours(1), after.Header.AskedAt - before.Header.AskedAt);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_estimate_and_withheld_rows_are_kept_for_the_reader_to_tell(bool sampled, bool sensitive)
    {
        using var bench = new MetricaBench();
        bench.Campaigns(First, 2);
        (bench.Stub.Counter(Counter).Sampled, bench.Stub.Counter(Counter).Sensitive) = (sampled, sensitive);

        var answer = await bench.AnsweredAsync();

        var page = System.Text.Json.JsonDocument.Parse(Assert.Single(bench.Split(answer.Header))).RootElement;
        Assert.Equal((sampled, sensitive), (page.GetProperty("sampled").GetBoolean(), page.GetProperty("contains_sensitive_data").GetBoolean()));
    }

    [Fact]
    public async Task Days_are_the_counters_own_also_where_one_has_25_hours()
    {
        using var bench = new MetricaBench();
        var day = new DateOnly(2026, 10, 25);
        bench.Campaigns(day, 1);
        bench.Campaigns(day.AddDays(1), 1);

        var answer = await bench.AnsweredAsync("utm", day, day);

        Assert.Equal(["1025-01 1.0"], bench.Rows(answer.Header));
        var request = Assert.Single(bench.Stub.Requests);
        Assert.Equal(("2026-10-25", "2026-10-25"), (request.From, request.To));
        Assert.DoesNotContain("timezone", request.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_is_kept_and_does_no_harm()
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 4);
        bench.Stub.Next(MetricaReply.WithBom(), MetricaReply.WithBom());

        var answer = await bench.AnsweredAsync();

        Assert.Equal(4, bench.Rows(answer.Header).Count());
        Assert.All(bench.Split(answer.Header), static x => Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'{'], x[..4]));
    }

    [Fact]
    public async Task A_packed_page_is_kept_unpacked()
    {
        using var bench = new MetricaBench();
        bench.Campaigns(First, 5);
        bench.Stub.Next(MetricaReply.Gzip());

        var answer = await bench.AnsweredAsync();

        Assert.Equal(5, bench.Rows(answer.Header).Count());
        Assert.Equal(bench.Pages.Length - 1, Assert.Single(answer.Header.Pages).Length);
    }

    [Theory]
    [InlineData("query_error")]
    [InlineData("too_much_rows")]
    public async Task What_is_too_much_at_once_is_said_to_be_and_each_day_alone_is_answered(string type)
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 4);
        bench.Campaigns(Last, 4);
        (bench.Stub.Counter(Counter).MostRows, bench.Stub.Counter(Counter).TooMuch) = (5, type);

        var failed = await bench.FailedAsync();

        Assert.Equal((PullCodes.TooMuch, false), (failed.Code, failed.IsTemporary));
        Assert.Equal((1, 0), (bench.Stub.Count(Counter), bench.Pages.Length));
        Assert.Equal(4, Assert.IsType<PullAnswer.Answered>(await bench.AskAsync("utm", Last, Last)).TotalRows);
    }

    [Fact]
    public async Task More_rows_than_are_taken_at_once_are_too_much_too()
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 8);
        bench.Campaigns(Last, 8);

        Assert.Equal(new(PullCodes.TooMuch, IsTemporary: false, "16 rows"), await bench.FailedAsync());
        Assert.Equal(8, Assert.IsType<PullAnswer.Answered>(await bench.AskAsync("utm", Last, Last)).TotalRows);
    }

    [Fact]
    public async Task Both_views_can_be_seen_before_they_are_asked_for()
    {
        using var bench = new MetricaBench();
        bench.Stub.Counter(Counter);

        var preview = bench.Connector.Preview(Counter, First, Last);
        await bench.AnsweredAsync("date");
        await bench.AnsweredAsync("utm");

        Assert.Equal(bench.Stub.Requests.Select(x => "GET " + new Uri(bench.Stub.Address, x.PathAndQuery).AbsoluteUri), preview);
        Assert.Throws<ArgumentException>(() => bench.Connector.Preview("1&x=2", First, Last));
    }

    [Fact]
    public async Task A_question_that_cannot_be_put_is_the_callers_fault_and_asks_nothing()
    {
        using var bench = new MetricaBench();

        await Assert.ThrowsAsync<ArgumentException>(() => bench.AskAsync("week"));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.AskAsync("utm", First, Last.AddDays(1)));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.AskAsync("utm", Last, First));

        Assert.Equal((7, 3), (bench.Connector.SliceDays, bench.Connector.RestatementDays));
        Assert.Empty(bench.Stub.Requests);
    }

    [Fact]
    public async Task What_stands_in_the_stream_before_the_pages_stays_there()
    {
        using var bench = new MetricaBench(limits: Small);
        bench.Campaigns(First, 4);
        bench.Stub.Next(MetricaReply.Usual, MetricaReply.Total(5));
        using var stream = new MemoryStream();
        stream.Write("header\n"u8);
        var question = new PullQuestion(Counter, "utm", First, Last, new(MetricaStub.Token));

        Assert.IsType<PullAnswer.Answered>(await bench.Connector.AskAsync(question, stream, TestContext.Current.CancellationToken));
        var length = stream.Length;
        bench.Stub.Next(MetricaReply.Usual, MetricaReply.Html());
        Assert.IsType<PullAnswer.Failed>(await bench.Connector.AskAsync(question, stream, TestContext.Current.CancellationToken));

        Assert.Equal(length, stream.Length);
        Assert.StartsWith("header\n{", System.Text.Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }
}
