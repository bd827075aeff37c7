using System.Globalization;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Work;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Work;

/// <summary>The newest completed week is due from nine o'clock on the first day of the next one, where the brand is.</summary>
public sealed class DueReportsTests
{
    [Theory]
    [InlineData("Europe/Moscow", "2026-11-23T05:59:59Z", null)]
    [InlineData("Europe/Moscow", "2026-11-23T06:00:00Z", "2026-W47")]
    [InlineData("Europe/Moscow", "2026-11-29T20:59:59Z", "2026-W47")]
    [InlineData("Europe/Moscow", "2026-11-29T21:00:00Z", null)]
    [InlineData("Europe/Moscow", "2026-11-30T06:00:00Z", "2026-W48")]
    [InlineData("America/Los_Angeles", "2026-11-23T16:59:59Z", null)]
    [InlineData("America/Los_Angeles", "2026-11-23T17:00:00Z", "2026-W47")]
    [InlineData("Pacific/Kiritimati", "2026-11-22T18:59:59Z", null)]
    [InlineData("Pacific/Kiritimati", "2026-11-22T19:00:00Z", "2026-W47")]
    [InlineData("Asia/Kathmandu", "2026-11-23T03:14:59Z", null)]
    [InlineData("Asia/Kathmandu", "2026-11-23T03:15:00Z", "2026-W47")]
    public void It_is_due_from_nine_on_Monday_by_the_brand_s_clock(string zone, string now, string? week) =>
        Assert.Equal(week, Newest(now, zone, WeekStart.Monday));

    // The clocks are turned in the night before a Sunday's nine o'clock.
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T06:59:59Z", null)]
    [InlineData("Europe/Berlin", "2026-03-29T07:00:00Z", "2026-W13")]
    [InlineData("Europe/Berlin", "2026-10-25T07:59:59Z", null)]
    [InlineData("Europe/Berlin", "2026-10-25T08:00:00Z", "2026-W43")]
    public void On_the_day_on_which_the_clocks_are_turned_it_is_nine_by_the_new_time(string zone, string now, string? week) =>
        Assert.Equal(week, Newest(now, zone, WeekStart.Sunday));

    [Theory]
    [InlineData("2026-11-22T08:59:59Z", null)]
    [InlineData("2026-11-22T09:00:00Z", "2026-W47")]
    [InlineData("2026-11-28T23:59:59Z", "2026-W47")]
    [InlineData("2026-11-29T00:00:00Z", null)]
    public void A_week_from_Sunday_to_Saturday_is_due_on_Sunday(string now, string? week) => Assert.Equal(week, Newest(now, "UTC", WeekStart.Sunday));

    [Theory]
    [InlineData(WeekStart.Monday, "2027-01-01T12:00:00Z", "2026-W52")]
    [InlineData(WeekStart.Monday, "2027-01-04T08:00:00Z", null)]
    [InlineData(WeekStart.Monday, "2027-01-04T09:00:00Z", "2026-W53")]
    [InlineData(WeekStart.Monday, "2027-01-11T09:00:00Z", "2027-W01")]
    [InlineData(WeekStart.Sunday, "2027-01-03T09:00:00Z", "2026-W53")]
    public void Over_New_Year_the_weeks_go_on(WeekStart start, string now, string? week) => Assert.Equal(week, Newest(now, "UTC", start));

    [Fact]
    public void At_every_quarter_of_an_hour_of_a_year_it_is_the_week_before_the_present_one_or_none()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var now = Time("2026-01-01T00:00:00Z"); now < Time("2027-01-01T00:00:00Z"); now = now.AddMinutes(15))
        {
            var local = TimeZoneInfo.ConvertTime(now, zone);
            var newest = DueReports.NewestWeek(now, zone, WeekStart.Monday);
            Assert.Equal(Period.Week(DateOnly.FromDateTime(local.Date), WeekStart.Monday).From, newest.To.AddDays(1));
            var due = DueReports.Newest(now, zone, WeekStart.Monday);
            Assert.Equal(local.DayOfWeek == DayOfWeek.Monday && local.Hour < 9 ? null : newest, due);
            seen.Add(due?.Id ?? string.Empty);
        }

        Assert.Equal(54, seen.Count);
    }

    private static string? Newest(string now, string zone, WeekStart start) =>
        DueReports.Newest(Time(now), TimeZoneInfo.FindSystemTimeZoneById(zone), start)?.Id;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
