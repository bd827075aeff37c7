using System.Text;
using CsCheck;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports;
using KpiFunctions.Exports.Pulled;
using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;
using static KpiFunctions.Tests.Exports.Pulled.Answers;

namespace KpiFunctions.Tests.Exports.Pulled;

/// <summary>Whatever is wrong with a kept answer is a problem with a code, and such an answer is never complete.</summary>
public sealed class PageFaultTests
{
    private static readonly string Monday = Day("2026-11-16", "133,120,40,2.5");
    private static readonly string Tuesday = Day("2026-11-17", "27,20,0,0");
    private static readonly string First = Page(DateEcho, 2, "160,138,40,2.5", Monday);
    private static readonly string Second = Page(DateEcho, 2, "160,138,40,2.5", Tuesday);

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>", PageFaults.NotJson)]
    [InlineData("{\"data\":[{\"dimensions\":[{\"name\":\"2026-11-17\"", PageFaults.NotJson)]
    [InlineData("", PageFaults.NotJson)]
    [InlineData("{\"data\":[],\"data\":[]}", PageFaults.NotJson)]
    [InlineData("{\"\\ud800\":1,\"d\\u0061t\\ud800\":[]}", PageFaults.NotJson)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]", PageFaults.NotJson)]
    [InlineData("{\"errors\":[{\"error_type\":\"backend_error\"}],\"code\":503}", PageFaults.Shape)]
    [InlineData("[]", PageFaults.Shape)]
    [InlineData("null", PageFaults.Shape)]
    public async Task A_page_that_is_no_page_is_left_out_and_the_others_are_used(string page, string fault)
    {
        var (reading, facts) = await Bytes(File(Header(), First, page), AsPulled);

        AssertFault(reading, fault, "2");
        Assert.Equal(1, facts.Count);
    }

    [Fact]
    public async Task A_page_that_repeats_is_counted_once()
    {
        var (reading, facts) = await Bytes(File(Header(), First, First.Replace("\"data_lag\":112", "\"data_lag\":113", StringComparison.Ordinal)), AsPulled);

        AssertFault(reading, PageFaults.Repeats, "2", "1");
        Assert.Equal((1, 1), (facts.Count, reading.Rows));
    }

    [Fact]
    public async Task A_row_that_comes_again_on_a_later_page_is_counted_once()
    {
        var (reading, facts) = await Bytes(File(Header(), First, Page(DateEcho, 2, "160,138,40,2.5", Tuesday, Monday)), AsPulled);

        Assert.Equal(("1", ProblemSeverity.Error, 3), Assert.Single(reading.Problems, static x => x.Code == "duplicate_row") is var p ? (p.Arguments[0], p.Severity, p.Line) : default);
        Assert.Equal((2, 1, null), (facts.Count, reading.Rejected, reading.Complete));
    }

    [Fact]
    public async Task Pages_that_state_different_totals_are_not_one_answer()
    {
        var (reading, facts) = await Bytes(File(Header(), First, Page(DateEcho, 2, "161,138,40,2.5", Tuesday)), AsPulled);

        Assert.Contains(reading.Problems, static x => x is { Code: "damaged_container", Severity: ProblemSeverity.Warning } && x.Arguments[0] == PageFaults.Differ);
        Assert.Equal((2, null), (facts.Count, reading.Complete));
    }

    [Fact]
    public async Task A_file_that_ends_too_early_keeps_the_pages_before()
    {
        var whole = File(Header(), First, Second);

        foreach (var missing in (int[])[1, 2, 50, Second.Length + 1])
        {
            var (reading, facts) = await Bytes(whole[..^missing], AsPulled);
            AssertFault(reading, PageFaults.CutOff, "2");
            Assert.Equal(1, facts.Count);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(+1)]
    [InlineData(-40)]
    public async Task A_header_that_lies_about_a_length_ends_the_reading_there(int by)
    {
        var bytes = WithPages(File(Header(), First, Second), pages => [pages[0] with { Length = pages[0].Length + by }, pages[1]]);

        var (reading, facts) = await Bytes(bytes, AsPulled);

        AssertFault(reading, PageFaults.Length, "1");
        Assert.Equal(0, facts.Count);
    }

    [Fact]
    public async Task A_length_beyond_the_file_costs_nothing()
    {
        var bytes = WithPages(File(Header(), First, Second), static pages => [pages[0] with { Length = long.MaxValue }, pages[1]]);

        AssertFault((await Bytes(bytes, AsPulled)).Reading, PageFaults.CutOff, "1");
    }

    [Fact]
    public async Task An_error_that_the_platform_answered_is_no_page()
    {
        var bytes = WithPages(File(Header(), First, Second), static pages => [pages[0], pages[1] with { Status = 429 }]);

        AssertFault((await Bytes(bytes, AsPulled)).Reading, PageFaults.Status, "2", "429");
    }

    [Fact]
    public async Task Bytes_behind_the_last_page_are_noticed()
    {
        AssertFault((await Bytes([.. File(Header(), First, Second), (byte)'\n'], AsPulled)).Reading, PageFaults.Trailing);
        AssertFault((await Bytes(WithPages(File(Header(), First, Second), static pages => [pages[0]]), AsPulled)).Reading, PageFaults.Trailing);
    }

    [Fact]
    public async Task An_answer_without_a_page_is_no_answer() => AssertFault((await Bytes(File(Header()), AsPulled)).Reading, PageFaults.NoPages);

    [Fact]
    public async Task A_page_beyond_the_limit_is_left_out()
    {
        var (reading, facts) = await Bytes(File(Header(), First + new string(' ', 500), Second), AsPulled with { Limits = new() { MaxPageBytes = First.Length + 100 } });

        Assert.Contains(reading.Problems, static x => x is { Code: "limit_exceeded", Severity: ProblemSeverity.Error });
        Assert.Equal((1, null), (facts.Count, reading.Complete));
    }

    [Theory]
    [InlineData("{\"kpiPull\":1,\n")]
    [InlineData("{\"kpiPull\":1,")]
    [InlineData("{\"kpiPull\":1,\"source\":\"yandex-metrica\"}\n{\"data\":[]}\n")]
    public async Task A_broken_header_is_a_refused_file(string text)
    {
        var (reading, _) = await Text(text, AsPulled);

        Assert.Equal((false, true, "damaged_container"), (reading.Recognized, reading.HasErrors, Problems(reading)));
    }

    [Theory]
    [InlineData("vk-ads", "date", "pullSource")]
    [InlineData("yandex-metrica", "hourly", "pullView")]
    public async Task A_source_or_view_that_is_not_known_is_named(string source, string view, string what)
    {
        var (reading, facts) = await Bytes(File(Header(view) with { Source = source }, First), AsPulled);

        Assert.Equal(("unknown_format", what, 0, null), (Problems(reading), reading.Problems[0].Arguments[0], facts.Count, reading.Complete));
    }

    [Fact]
    public async Task The_archive_keeps_the_bytes_as_they_are()
    {
        var bytes = File(Header(), First, Second);
        var (reading, _) = await Bytes(bytes, AsPulled);
        using var original = new MemoryStream(bytes);
        using var copy = new MemoryStream();

        await ArchiveCopy.WriteAsync(original, reading, AsPulled.Hasher, copy, CancellationToken.None);

        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task Spoilt_answers_are_always_answered_and_only_sound_ones_are_complete()
    {
        byte[][] files =
        [
            File(Header(), First, Second),
            File(Header("utm"), Page(UtmEcho, 2, "3,3,1,0", Visit("2026-11-16", "ad", "vk", "cpc", "Чай", "1,1,1,0"), Visit("2026-11-16", "direct", null, null, null, "2,2,0,0"))),
        ];
        await Gen.Select(Gen.Int[0, files.Length - 1], Mutations.Edits).SampleAsync(async (file, edits) =>
        {
            var (reading, facts) = await Bytes(Mutations.Apply(files[file], edits), AsPulled);

            Assert.Equal(reading.Rows, reading.Accepted + reading.Rejected);
            Assert.Equal(facts.Count, reading.Accepted);
            Assert.True(reading.HasErrors || (reading.Recognized && reading.Rejected == 0));
            Assert.True(reading.Complete is null || (!reading.HasErrors && reading.Control.Differences.All(static x => x.Measure != "rows")));
        }, iter: 2_000, threads: 1);
    }

    private static void AssertFault(ExportReading reading, params string[] arguments)
    {
        var problem = Assert.Single(reading.Problems, static x => x is { Code: "damaged_container", Severity: ProblemSeverity.Error });
        Assert.Equal(arguments, problem.Arguments.Take(arguments.Length));
        Assert.Equal((true, true, null), (reading.Recognized, reading.HasErrors, reading.Complete));
    }

    private static byte[] WithPages(byte[] file, Func<IReadOnlyList<PullPage>, IReadOnlyList<PullPage>> change)
    {
        var end = file.AsSpan().IndexOf((byte)'\n') + 1;
        Assert.True(PullHeader.TryRead(file.AsSpan(0, end), out var header), Encoding.UTF8.GetString(file));
        return [.. (header with { Pages = change(header.Pages) }).ToLine(), .. file[end..]];
    }
}
