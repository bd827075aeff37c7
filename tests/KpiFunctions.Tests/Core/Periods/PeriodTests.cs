using KpiFunctions.Core.Periods;
using Xunit;

namespace KpiFunctions.Tests.Core.Periods;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026-11-22", WeekStart.Monday, "2026-W47", "2026-11-16", "2026-11-22")]
    [InlineData("2026-11-22", WeekStart.Sunday, "2026-W48", "2026-11-22", "2026-11-28")]
    [InlineData("2026-11-21", WeekStart.Sunday, "2026-W47", "2026-11-15", "2026-11-21")]
    [InlineData("2027-01-01", WeekStart.Monday, "2026-W53", "2026-12-28", "2027-01-03")]
    [InlineData("2024-12-30", WeekStart.Monday, "2025-W01", "2024-12-30", "2025-01-05")]
    public void A_week_is_named_after_the_iso_week_of_its_thursday(string day, WeekStart start, string id, string from, string to)
    {
        var week = Period.Week(DateOnly.ParseExact(day, "yyyy-MM-dd"), start);

        Assert.Equal(id, week.Id);
        Assert.Equal(DateOnly.ParseExact(from, "yyyy-MM-dd"), week.From);
        Assert.Equal(DateOnly.ParseExact(to, "yyyy-MM-dd"), week.To);
    }

    [Theory]
    [InlineData("2026-W47")]
    [InlineData("2026-W53")]
    [InlineData("2026-11")]
    [InlineData("2026-11-20")]
    public void An_id_reads_back_as_the_same_period(string id)
    {
        foreach (var start in new[] { WeekStart.Monday, WeekStart.Sunday })
        {
            Assert.True(Period.TryParse(id, start, out var period));
            Assert.Equal(id, period.Id);
        }
    }

    [Theory]
    [InlineData("2026-W54")]
    [InlineData("2025-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026-13")]
    [InlineData("2026-02-30")]
    [InlineData("last week")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_period_is_refused(string? id)
    {
        Assert.False(Period.TryParse(id, WeekStart.Monday, out _));
    }

    [Fact]
    public void Weeks_follow_each_other_without_gap()
    {
        foreach (var start in new[] { WeekStart.Monday, WeekStart.Sunday })
        {
            var week = Period.Week(new DateOnly(2030, 1, 1), start);
            for (var i = 0; i < 600; i++)
            {
                var previous = week.Previous(start);
                Assert.Equal(week.From.AddDays(-1), previous.To);
                Assert.True(string.CompareOrdinal(previous.Id, week.Id) < 0);
                Assert.True(Period.TryParse(week.Id, start, out var same));
                Assert.Equal(week, same);
                week = previous;
            }
        }
    }
}
