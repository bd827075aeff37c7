using System.Globalization;
using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Reading;

public sealed class ProblemLogTests
{
    [Fact]
    public async Task Errors_and_words_on_the_whole_file_do_not_drown_in_warnings()
    {
        var doubles = string.Concat(Enumerable.Repeat("2026-11-02,a,1\n", 20));
        var (reading, _) = await Text($"Date,Source,Amount\n{doubles}2026-11-03,b,abc\n", Options with { Limits = new ReadingLimits { MaxProblems = 5 } });

        Assert.Equal("duplicate_row@3 duplicate_row@4 duplicate_row@5 bad_number@22:Amount currency_unknown", Problems(reading));
        Assert.Equal(19, reading.ProblemCounts["duplicate_row"]);
    }

    [Fact]
    public async Task Many_errors_are_bounded()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(static x => string.Create(CultureInfo.InvariantCulture, $"2026-11-02,a{x},abc\n")));
        var (reading, _) = await Text("Date,Source,Amount\n" + rows, Options with { Limits = new ReadingLimits { MaxProblems = 5 } });

        Assert.Equal((5, 20), (reading.Problems.Count, reading.ProblemCounts["bad_number"]));
    }
}
