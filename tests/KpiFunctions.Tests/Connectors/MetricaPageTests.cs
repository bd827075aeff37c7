using System.Globalization;
using System.Text;
using CsCheck;
using KpiFunctions.Connectors;
using KpiFunctions.Connectors.YandexMetrica;
using Xunit;

namespace KpiFunctions.Tests.Connectors;

/// <summary>What is noticed about a page, and how pages are put together.</summary>
public sealed class MetricaPageTests
{
    private const string Good =
        """
        {"query":{"ids":[44147844],"metrics":["ym:s:visits"],"date1":"2026-11-01","date2":"2026-11-07","limit":10000,"offset":1,"x":{"ids":[7]}},
        "data":[{"dimensions":[{"name":"2026-11-01"},{"icon":{"a":[1]},"id":"ad","name":null}],"metrics":[1.0,null]},
        {"more":[{"dimensions":[]}],"metrics":[3,4.5],"dimensions":[{"name":"2026-11-02"},{"id":"ad","name":"Реклама"}]}],
        "total_rows":2,"total_rows_rounded":false,"totals":[4.0,4.5],"min":[1.0,4.5],"sampled":true,"later":{"data":[1],"total_rows":9}}
        """;

    private static readonly MetricaLimits Limits = new() { PageRows = 3, MaxPages = 4 };

    [Fact]
    public void A_page_is_understood_whatever_the_blocks_it_comes_in()
    {
        var whole = Scan(Good, []);
        Gen.Int[0, 40].Array[0, 40].Sample(sizes =>
        {
            foreach (var text in new[] { Good, '\uFEFF' + Good })
            {
                var page = Scan(text, sizes);

                Assert.Null(page.Fault);
                Assert.Equal((2, false), (page.TotalRows, page.IsTotalRounded));
                Assert.Equal(("44147844", "2026-11-01", "2026-11-07", 1), page.Echo);
                Assert.Equal(2, page.Rows.Distinct().Count());
                Assert.Equal(whole.Rows, page.Rows);
            }
        });
    }

    [Fact]
    public void A_page_that_is_cut_off_anywhere_is_no_page()
    {
        for (var length = 0; length < Good.TrimEnd().Length; length++)
        {
            Assert.NotNull(Scan(Good[..length], []).Fault);
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"total_rows":0}""")]
    [InlineData("""{"data":[],"total_rows":"0"}""")]
    [InlineData("""{"data":[],"total_rows":-1}""")]
    [InlineData("""{"data":[],"total_rows":1e400}""")]
    [InlineData("""{"data":{},"total_rows":0}""")]
    [InlineData("""{"data":null,"total_rows":0}""")]
    [InlineData("""{"data":[],"data":[],"total_rows":0}""")]
    [InlineData("""{"data":[1],"total_rows":1}""")]
    [InlineData("""{"data":[[]],"total_rows":1}""")]
    [InlineData("""{"data":[{"dimensions":[{},{}]}],"total_rows":1}""")]
    [InlineData("""{"data":[{"dimensions":[{}],"metrics":[1,2]}],"total_rows":1}""")]
    [InlineData("""{"data":[{"dimensions":[{},"x"],"metrics":[1,2]}],"total_rows":1}""")]
    [InlineData("""{"data":[{"dimensions":{},"metrics":[1,2]}],"total_rows":1}""")]
    [InlineData("""{"data":[{"dimensions":[{},{}],"metrics":[1,2,3]}],"total_rows":1}""")]
    [InlineData("""{"data":[{"dimensions":[{},{}],"metrics":["1",2]}],"total_rows":1}""")]
    [InlineData("""{"data":[{"dimensions":[{},{}],"metrics":[[1],2]}],"total_rows":1}""")]
    [InlineData("""{"data":[],"total_rows":0}{}""")]
    [InlineData("""{"data":[],"total_rows":0,"\ud800":1}""")]
    public void What_is_not_the_promised_json_is_no_page(string text) => Assert.NotNull(Scan(text, [3, 1, 4]).Fault);

    [Fact]
    public void A_text_without_an_end_is_not_read_for_ever()
    {
        using var scanner = new MetricaPageScanner(2, 2);
        var block = Encoding.ASCII.GetBytes("{\"a\":\"" + new string('x', 100_000));
        var blocks = 0;
        for (; scanner.Fault is null && blocks < 100; blocks++)
        {
            scanner.Add(blocks == 0 ? block : block.AsSpan(6), isLast: false);
        }

        Assert.InRange(blocks, 10, 11);
    }

    [Fact]
    public void Paging_ends_where_the_total_is_reached()
    {
        var paging = new MetricaPaging(Limits);

        Assert.Null(paging.Take(Page(7, 1, 2, 3)));
        Assert.Null(paging.Take(Page(7, 4, 5, 6)));
        Assert.False(paging.IsAtEnd);
        Assert.Equal(7, paging.Offset);
        Assert.Null(paging.Take(Page(7, 7)));
        Assert.True(paging.IsAtEnd);
        Assert.True(paging.IsExact);
        Assert.Equal(7, paging.Rows);
    }

    [Fact]
    public void An_empty_answer_and_a_full_last_page_are_ends_too()
    {
        var empty = new MetricaPaging(Limits);
        var full = new MetricaPaging(Limits);

        Assert.Null(empty.Take(Page(0)));
        Assert.Null(full.Take(Page(3, 1, 2, 3)));

        Assert.True(empty.IsAtEnd);
        Assert.True(full.IsAtEnd);
    }

    [Theory]
    [InlineData(8, null, 4, 5, 6)]
    [InlineData(7, null, 4, 5)]
    [InlineData(7, null)]
    [InlineData(7, null, 1, 2, 3)]
    [InlineData(7, null, 3, 4, 5)]
    [InlineData(7, 1L, 4, 5, 6)]
    [InlineData(3, null)]
    public void Pages_that_do_not_fit_together_are_no_answer(long total, long? offset, params int[] rows)
    {
        var paging = new MetricaPaging(Limits);
        Assert.Null(paging.Take(Page(7, 1, 2, 3)));

        var stop = paging.Take(Page(total, rows) with { Echo = (null, null, null, offset) });

        Assert.Equal((PullCodes.Unstable, true), (stop!.Code, stop.IsTemporary));
    }

    [Fact]
    public void Two_rows_of_one_page_may_look_the_same()
    {
        var paging = new MetricaPaging(Limits);

        Assert.Null(paging.Take(Page(3, 1, 1, 2)));
        Assert.True(paging.IsAtEnd);
    }

    [Fact]
    public void More_rows_than_anybody_reads_are_too_much_at_once()
    {
        Assert.Equal(PullCodes.TooMuch, new MetricaPaging(Limits).Take(Page(13, 1, 2, 3))!.Code);
        Assert.Null(new MetricaPaging(Limits).Take(Page(12, 1, 2, 3)));
        Assert.Equal(PullCodes.UnreadableAnswer, new MetricaPaging(Limits).Take(Page(4, 1, 2, 3, 4))!.Code);
    }

    [Fact]
    public void Where_the_total_is_rounded_a_short_page_is_the_end_and_nothing_proves_it()
    {
        var paging = new MetricaPaging(Limits);

        Assert.Null(paging.Take(Page(5, 1, 2, 3) with { IsRounded = true }));
        Assert.Null(paging.Take(Page(10, 4, 5, 6) with { IsRounded = true }));
        Assert.False(paging.IsAtEnd);
        Assert.Null(paging.Take(Page(10, 7) with { IsRounded = true }));

        Assert.True(paging.IsAtEnd);
        Assert.False(paging.IsExact);
    }

    [Fact]
    public void A_rounded_total_does_not_page_for_ever()
    {
        var paging = new MetricaPaging(Limits);
        var pages = Enumerable.Range(0, 5).Select(x => paging.Take(Page(12, (x * 3) + 1, (x * 3) + 2, (x * 3) + 3) with { IsRounded = true })?.Code);

        Assert.Equal([null, null, null, null, PullCodes.TooMuch], pages);
    }

    [Theory]
    [InlineData("44147844", true)]
    [InlineData("1", true)]
    [InlineData("044", false)]
    [InlineData("", false)]
    [InlineData("1\n", false)]
    [InlineData("1,2", false)]
    [InlineData("1&date1=2020-01-01", false)]
    [InlineData("٤٤", false)]
    [InlineData("1234567890123456", false)]
    public void Only_a_counters_number_becomes_part_of_an_address(string account, bool isAccount) =>
        Assert.Equal(isAccount, MetricaQuery.IsAccount(account));

    [Fact]
    public void A_page_is_asked_for_sorted_by_all_dimensions_and_under_any_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");

            var address = MetricaQuery.Page(MetricaQuery.Home, "44147844", "utm", new(2026, 11, 1), new(2026, 11, 7), 10_000, 10_001);

            const string Dimensions = "ym:s:date,ym:s:lastsignTrafficSource,ym:s:lastsignUTMSource,ym:s:lastsignUTMMedium,ym:s:lastsignUTMCampaign";
            Assert.Equal(
                "https://api-metrika.yandex.net/stat/v1/data?ids=44147844&date1=2026-11-01&date2=2026-11-07&dimensions=" + Dimensions
                + "&metrics=ym:s:visits,ym:s:users,ym:s:newUsers,ym:s:sumGoalReachesAny&sort=" + Dimensions
                + "&accuracy=full&include_undefined=true&lang=en&limit=10000&offset=10001",
                address.AbsoluteUri);
            Assert.Equal((1, 5), (MetricaQuery.DimensionCount("date"), MetricaQuery.DimensionCount("utm")));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static MetricaPageScanner Scan(string text, int[] sizes)
    {
        using var scanner = new MetricaPageScanner(2, 2);
        var bytes = Encoding.UTF8.GetBytes(text);
        var at = 0;
        foreach (var size in sizes.Append(bytes.Length))
        {
            var length = Math.Min(size, bytes.Length - at);
            scanner.Add(bytes.AsSpan(at, length), isLast: false);
            at += length;
        }

        scanner.Add([], isLast: true);
        return scanner;
    }

    private static MetricaContent Page(long total, params int[] rows) =>
        new(total, IsRounded: false, [.. rows.Select(static x => (UInt128)x)], default);
}
