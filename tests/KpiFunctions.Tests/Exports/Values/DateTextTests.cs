using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Values;
using Xunit;

namespace KpiFunctions.Tests.Exports.Values;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("2026-04-13", "2026-04-13")]
    [InlineData("2026/4/13", "2026-04-13")]
    [InlineData("20260413", "2026-04-13")]
    [InlineData("13.04.2026", "2026-04-13")]
    [InlineData("03.04.2026", "2026-04-03")]
    [InlineData("13.04.26", "2026-04-13")]
    [InlineData("30/03/2025", "2025-03-30")]
    [InlineData("5/5/2026", "2026-05-05")]
    [InlineData("Thu, 5 Feb 2026", "2026-02-05")]
    [InlineData("Apr 3, 2024", "2024-04-03")]
    [InlineData("27 January 2026", "2026-01-27")]
    [InlineData("March 27, 2026", "2026-03-27")]
    [InlineData("5 февраля 2026 г.", "2026-02-05")]
    [InlineData("5 мая 2026", "2026-05-05")]
    [InlineData("5. März 2026", "2026-03-05")]
    [InlineData("5 de febrero de 2026", "2026-02-05")]
    [InlineData("1er mai 2026", "2026-05-01")]
    [InlineData("4 juil. 2026", "2026-07-04")]
    [InlineData("1 de out. de 2026", "2026-10-01")]
    [InlineData("27 жовтня 2026 р.", "2026-10-27")]
    [InlineData("1 wrz 2026", "2026-09-01")]
    [InlineData("2026-04-05 21:06:21 +0400", "2026-04-05")]
    [InlineData("2026-04-05T21:06:21.123Z", "2026-04-05")]
    [InlineData("2023-07-08T00:00:00", "2023-07-08")]
    [InlineData("02.01.2026 15:04:05", "2026-01-02")]
    [InlineData("13/04/2026 1:48", "2026-04-13")]
    [InlineData("2026-12-01 00:00", "2026-12-01")]
    public void Every_way_in_which_platforms_write_days_is_read(string text, string expected)
    {
        Assert.True(DateText.Of(text).TryRead(DateOrder.DayFirst, out var day));
        Assert.Equal(expected, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("3/4/2026", DateShape.Ambiguous)]
    [InlineData("3-4-2026", DateShape.Ambiguous)]
    [InlineData("13/4/2026", DateShape.DayFirst)]
    [InlineData("4/13/2026", DateShape.MonthFirst)]
    [InlineData("4/4/2026", DateShape.Plain)]
    [InlineData("", DateShape.Missing)]
    [InlineData("--", DateShape.Missing)]
    [InlineData("All time", DateShape.Bad)]
    [InlineData("Week of May 20, 2024", DateShape.Bad)]
    [InlineData("2026-13-45", DateShape.Bad)]
    [InlineData("32.01.2026", DateShape.Bad)]
    [InlineData("29.02.2026", DateShape.Bad)]
    [InlineData("0000", DateShape.Bad)]
    [InlineData("1899-12-31", DateShape.Bad)]
    [InlineData("2026-04-05 25:00", DateShape.Bad)]
    [InlineData("2026-04-05 and more", DateShape.Bad)]
    public void The_shape_says_what_a_cell_gives_away(string text, DateShape expected) => Assert.Equal(expected, DateText.Of(text).Shape);

    [Fact]
    public void The_order_decides_ambiguous_days_and_refuses_impossible_ones()
    {
        Assert.True(DateText.Of("3/4/2026").TryRead(DateOrder.MonthFirst, out var day));
        Assert.Equal(new DateOnly(2026, 3, 4), day);
        Assert.False(DateText.Of("13/4/2026").TryRead(DateOrder.MonthFirst, out _));
    }

    [Theory]
    [InlineData("March 27, 2026 - April 23, 2026", "2026-03-27", "2026-04-23")]
    [InlineData("1 May 2026 - 8 May 2026", "2026-05-01", "2026-05-08")]
    [InlineData("2026-11-01/2026-11-30", "2026-11-01", "2026-11-30")]
    [InlineData("2026-11-01 - 2026-11-30", "2026-11-01", "2026-11-30")]
    [InlineData("01.03.2026 - 31.03.2026", "2026-03-01", "2026-03-31")]
    [InlineData("20230515-20230521", "2023-05-15", "2023-05-21")]
    [InlineData("05/03/2026 - 31/03/2026", "2026-03-05", "2026-03-31")]
    [InlineData("5 May 2026", "2026-05-05", "2026-05-05")]
    public void Ranges_are_read(string text, string from, string to)
    {
        var range = DateRangeText.Of(text)?.Read(null);

        Assert.Equal((from, to), (range?.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), range?.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("All time")]
    [InlineData("05/03/2026 - 06/03/2026")]
    [InlineData("2026-11-30 - 2026-11-01")]
    public void What_is_no_range_is_null(string text) => Assert.Null(DateRangeText.Of(text)?.Read(null));

    [Theory]
    [InlineData("2026-04-05 21:06:21 +0400", "Europe/Moscow", "2026-04-05", "2026-04-05T17:06:21Z")]
    [InlineData("2026-04-05 23:30:00 +0000", "Europe/Moscow", "2026-04-06", "2026-04-05T23:30:00Z")]
    [InlineData("2026-04-05 23:30:00", "Europe/Moscow", "2026-04-05", "2026-04-05T20:30:00Z")]
    [InlineData("2026-03-29 02:30:00", "Europe/Berlin", "2026-03-29", "2026-03-29T01:30:00Z")]
    public void A_time_with_an_offset_is_converted_and_one_without_is_the_zones(string text, string zone, string day, string utc)
    {
        var written = DateText.Of(text);
        Assert.True(written.TryRead(DateOrder.DayFirst, out var date));

        var (inZone, point) = Moments.Of(date, written, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(day, inZone.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), point);
    }
}
